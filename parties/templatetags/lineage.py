"""The names and relations of a party as SVG: lines along the years, and links between them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from imcwp_site.directions import isolated
from parties.lineage import Lineage, Link, Row

register = template.Library()

HEAD, ROW, FOOT = 26, 44, 26  # pixels above the first line, from line to line, for the years
ABOVE, BELOW = 10, 6  # pixels from a line to its name, from the lower edge to the years
MOST_LETTERS = 36  # of a name on the smallest phone; the lists beside the picture have all of it
LINE = '<line x1="{}%" x2="{}%" y1="{}" y2="{}" stroke="currentColor" stroke-width="{}"/>'
THICK, THIN = 4, 1.5
# A name covers the thin lines that pass behind it.
NAME = (
    '<text x="0" y="{}" text-anchor="start" paint-order="stroke" stroke="var(--paper)"'
    ' stroke-width="3">{}</text>'
)


@register.simple_tag
def lineage_picture(lineage: Lineage) -> SafeString:
    """Draw the links, the rows over them, and the years below."""
    height = HEAD + ROW * (len(lineage.rows) - 1) + FOOT
    years = ((place, height - BELOW, year) for year, place in lineage.years)
    parts = [
        *(link_drawn(lineage, link) for link in lineage.links),
        *(row_drawn(lineage, row, place) for place, row in enumerate(lineage.rows)),
        format_html(
            '<g aria-hidden="true">{}</g>',
            format_html_join("", '<text x="{}%" y="{}">{}</text>', years),
        ),
    ]
    return format_html(
        '<svg width="100%" height="{}" role="group" aria-labelledby="lineage">\n{}\n</svg>',
        height,
        format_html_join("\n", "{}", ((part,) for part in parts)),
    )


def row_drawn(lineage: Lineage, row: Row, place: int) -> SafeString:
    """Draw the name of a row, and when it was there; other parties lead to their pages."""
    y = HEAD + ROW * place
    name = format_html(NAME, y - ABOVE, isolated(Truncator(row.name).chars(MOST_LETTERS)))
    lines = (
        (
            lineage.share(begin) if begin else 0,
            lineage.share(end) if end else 100,
            y,
            y,
            THICK,
        )
        for begin, end in row.spans
    )
    drawn = format_html("{}{}", name, format_html_join("", LINE, lines))
    if row.address:
        return format_html('<a href="{}">{}</a>', row.address, drawn)
    return format_html("<g>{}</g>", drawn)


def link_drawn(lineage: Lineage, link: Link) -> SafeString:
    """Draw what led from row to row."""
    x, (above, below) = lineage.share(link.year), (HEAD + ROW * row for row in link.rows)
    line = format_html(LINE, x, x, above, below, THIN)
    return format_html("<g><title>{}</title>{}</g>", link.words, line) if link.words else line
