"""Pictures drawn on the server: plain SVG, coloured by the stylesheet, each mark a link."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from statements.histogram import Bar, Histogram

register = template.Library()

HEAD, HIGHEST, FOOT = 20, 52, 22  # pixels for the greatest number, for bars, for their names
BASE = HEAD + HIGHEST
FEW = 12  # bars that all bear their names


@register.simple_tag
def histogram_bars(histogram: Histogram) -> str:
    """Draw the bars of a histogram with their names and the greatest number, as wide as may be."""
    bars = histogram.bars
    most, step = max(bar.count for bar in bars) or 1, 100 / max(len(bars), FEW)
    marks, names, greatest = [], [], None
    for n, bar in enumerate(bars):
        middle = percent((n + 0.5) * step)
        if bar.count:
            marks.append((drawn(bar, most, n * step, step),))
        if bar.count == most and greatest is None:
            greatest = format_html('<text x="{}" y="{}">{}</text>', middle, HEAD - 6, most)
        if is_named(bar, len(bars)):
            names.append((middle, BASE + FOOT - 5, bar.label))
    return format_html(
        '<svg width="100%" height="{}" role="group" aria-labelledby="histogram">\n{}\n'
        '{}<g aria-hidden="true">{}</g>\n</svg>',
        BASE + FOOT,
        format_html_join("\n", "{}", marks),
        greatest or "",
        format_html_join("", '<text x="{}" y="{}">{}</text>', names),
    )


def drawn(bar: Bar, most: int, start: float, step: float) -> str:
    """Draw a bar as a link that reaches over all the height, the vaguely dated part paler.

    One of vaguely dated statements alone is no link: any day would lead to them.
    """
    high, vague = (max(1, round(HIGHEST * n / most)) if n else 0 for n in (bar.count, bar.vague))
    tag = format_html('a href="{}" rel="nofollow"', bar.url) if bar.count > bar.vague else "g"
    name = ngettext("%(date)s: %(count)s statement", "%(date)s: %(count)s statements", bar.count)
    at = f'x="{percent(start + step * 0.1)}" width="{percent(step * 0.8)}"'
    parts = [('class="reach"', 0, BASE), ("", BASE - high, high - vague)]
    if vague:
        parts.append(('class="vague"', BASE - vague, vague))
    return format_html(
        "<{}{}><title>{}</title>{}</{}>",
        tag,
        mark_safe(' aria-current="true"') if bar.is_chosen else "",
        name % {"date": bar.name, "count": bar.count},
        format_html_join(
            "",
            '<rect {} {} y="{}" height="{}"/>',
            ((mark_safe(kind), mark_safe(at), y, height) for kind, y, height in parts if height),  # noqa: S308
        ),
        tag[:1],
    )


def is_named(bar: Bar, number: int) -> bool:
    """Tell whether there is room for the name of a bar among so many."""
    if number <= FEW:
        return True
    if bar.date.day:
        return bar.date.day == 1 or (bar.date.day % 5 == 0 and bar.date.day < 30)
    return bar.date.year % (5 if bar.date == bar.until else 50) == 0


def percent(share: float) -> str:
    """Write a share of the width with no more digits than are seen."""
    return f"{share:.4g}%"
