"""Pictures drawn on the server: plain SVG, coloured by the stylesheet, marks that lead on."""

from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from imcwp_site.counts import Count
from statements.histogram import Bar, Histogram

register = template.Library()

LONGEST_OF_BAR = 100  # characters of the query of a bar that is a link
HEAD, HIGHEST, FOOT = 20, 52, 22  # pixels for the greatest number, for bars, for their names
BASE = HEAD + HIGHEST
FEW, VERY_FEW = 12, 6  # bars that do not fill the width; so few that each has room for its name
# Pixels that a picture has at least: on the smallest phone, and where site.css shows it as wide.
WIDTHS = {"narrow": 276, "wide": 540}
LETTER, GAP = 9.5, 6  # pixels of a sign of a name, and between two names
REACH = '<defs><rect id="bar" fill="transparent" width="{}" height="{}"/></defs>'
TEXT = "<text x={} y={}{}>{}</text>"
STEPS = {"year": (1, 2, 5, 10, 20, 50), "month": (1, 2, 3, 6), "day": (1, 5, 10)}


@register.simple_tag
def histogram_bars(histogram: Histogram) -> str:
    """Draw the bars of a histogram with their names and the greatest number.

    How wide it is shown is not known here. So the names are drawn twice, for a narrow picture and
    for a wide one, and the stylesheet shows those that fit.
    """
    bars = histogram.bars
    most, step = max(bar.count for bar in bars) or 1, 100 / max(len(bars), FEW)
    width, widths = "100%", WIDTHS
    if len(bars) <= VERY_FEW:
        step, widths = 100 / len(bars), {"few": WIDTHS["narrow"] // VERY_FEW * len(bars)}
        width = str(widths["few"])
    marks = ((drawn(bar, most, n * step, step),) for n, bar in enumerate(bars) if bar.count)
    names = (
        (kind, format_html_join("", TEXT, names_of(bars, step, pixels / 100)))
        for kind, pixels in widths.items()
    )
    return format_html(
        '<svg width="{}" height="{}" role="group" aria-labelledby="histogram">{}\n{}\n{}\n</svg>',
        width,
        BASE + FOOT,
        format_html(REACH, percent(step * 0.8), BASE),
        format_html_join("\n", "{}", marks),
        format_html_join("\n", '<g class="{}" aria-hidden="true">{}</g>', names),
    )


def drawn(bar: Bar, most: int, start: float, step: float) -> str:
    """Draw a bar as a link that reaches over all the height, the vaguely dated part paler.

    One of vaguely dated statements alone is no link: any day would lead to them. Nor is any under a
    long query, which dozens of links would repeat.
    """
    high, vague = (max(1, round(HIGHEST * n / most)) if n else 0 for n in (bar.count, bar.vague))
    is_link = bar.count > bar.vague and len(bar.url.partition("?")[2]) <= LONGEST_OF_BAR
    tag = format_html('a href="{}" rel=nofollow', bar.url) if is_link else "g"
    name = ngettext("%(date)s: %(count)s statement", "%(date)s: %(count)s statements", bar.count)
    x, wide = percent(start + step * 0.1), percent(step * 0.8)
    parts = [("", BASE - high, high - vague), (" class=vague", BASE - vague, vague)]
    return format_html(
        '<{}{}><title>{}</title><use href="#bar" x={} />{}</{}>',
        tag,
        mark_safe(" aria-current=true") if bar.is_chosen else "",
        name % {"date": bar.name, "count": Count(bar.count)},
        x,
        format_html_join(
            "",
            "<rect{} x={} width={} y={} height={} />",
            ((mark_safe(kind), x, wide, y, height) for kind, y, height in parts if height),  # noqa: S308
        ),
        tag[:1],
    )


def names_of(bars: Sequence[Bar], step: float, scale: float) -> Iterator[tuple[str, int, str, str]]:
    """Give place, height, anchor and words of the names that have room, and the greatest number.

    A bar takes `step` percent of the width, and a percent `scale` pixels.
    """
    room = LETTER * max(len(bar.label) for bar in bars) + GAP
    steps = STEPS[bars[0].date.precision]
    every = next((one for one in steps if one * step * scale >= room), steps[-1])
    highest = max(range(len(bars)), key=lambda n: bars[n].count)
    most = str(Count(bars[highest].count))
    x, anchor = across(highest, step, LETTER * len(most) / scale)
    yield x, HEAD - 6, anchor, most
    for n, bar in enumerate(bars):
        if place_of(bar) % every == 0:
            x, anchor = across(n, step, LETTER * len(bar.label) / scale)
            if not anchor or every * step * scale >= 1.5 * room:
                yield x, BASE + FOOT - 5, anchor, bar.label


def across(n: int, step: float, length: float) -> tuple[str, str]:
    """Give where a name stands: in the middle of its bar, at the edges of the picture within it."""
    middle = (n + 0.5) * step
    if middle < length / 2:
        return percent(step * (n + 0.1)), mark_safe(" text-anchor=start")
    if middle > 100 - length / 2:
        return percent(step * (n + 0.9)), mark_safe(" text-anchor=end")
    return percent(middle), ""


def place_of(bar: Bar) -> int:
    """Give the number by which a bar is named or not: of its day, month, year or ten years."""
    if bar.date.day:
        return bar.date.day
    if bar.date.month:
        return bar.date.month - 1
    return bar.date.year // (bar.until.year - bar.date.year + 1)


def percent(share: float) -> str:
    """Write a share of the width with no more digits than are seen."""
    return f"{share:.4g}%"
