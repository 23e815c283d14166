"""The names of bars in the histogram, which is drawn for a width that is not known."""

import calendar
from itertools import pairwise

import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from statements.histogram import Bar
from statements.templatetags.pictures import FEW, LETTER, VERY_FEW, WIDTHS, names_of
from tests.factories import make_statement

MONTHS = [calendar.month_abbr[n] for n in range(1, 13)]
LONGEST = "سبتمبر"


def bar(date: PartialDate, label: str = "", until: PartialDate | None = None, count=1) -> Bar:
    """Give a bar with some statements."""
    return Bar(date, until or date, count, 0, label or str(date.day or date.year), "/", False)


def years(first: int, number: int) -> list[Bar]:
    """Give the bars of some years, most statements in the last."""
    return [bar(PartialDate(first + n), count=7_000 + n) for n in range(number)]


def names(bars: list[Bar], pixels: int) -> list[tuple[float, float, str]]:
    """Give where the names below begin and end in a picture of this width, and the names."""
    step = 100 / (len(bars) if len(bars) <= VERY_FEW else max(len(bars), FEW))
    found = []
    for x, y, anchor, label in names_of(bars, step, pixels / 100):
        at, length = float(x.rstrip("%")) * pixels / 100, LETTER * len(label)
        start = at - length * (1 if "end" in anchor else 0 if "start" in anchor else 0.5)
        assert -0.1 <= start <= pixels - length + 0.1, label
        if y > 50:
            found.append((start, start + length, label))
    return found


@pytest.mark.parametrize("pixels", WIDTHS.values())
@pytest.mark.parametrize(
    "bars",
    [
        *(years(1998, number) for number in range(VERY_FEW + 1, 41)),
        *(years(2001, number) for number in range(VERY_FEW + 1, 41)),
        [bar(PartialDate(n), until=PartialDate(n + 9)) for n in range(1840, 2030, 10)],
        [bar(PartialDate(2019, n), label) for n, label in enumerate(MONTHS, 1)],
        [bar(PartialDate(2019, n), LONGEST) for n in range(1, 13)],
        *([bar(PartialDate(2019, 1, n)) for n in range(1, last)] for last in (29, 32)),
    ],
    ids=lambda bars: f"{len(bars)} from {bars[0].date}",
)  # fmt: skip
def test_names_of_bars_leave_room_between_them_and_stay_in_the_picture(bars, pixels):
    found = names(bars, pixels)

    assert len(found) >= 2
    assert all(one[1] < other[0] for one, other in pairwise(found))


@pytest.mark.parametrize("number", range(2, VERY_FEW + 1))
def test_very_few_bars_all_bear_their_names(number):
    found = names(years(2019, number), WIDTHS["narrow"] * number // VERY_FEW)

    assert [label for _start, _end, label in found] == [str(2019 + n) for n in range(number)]


@pytest.mark.browser
@pytest.mark.usefixtures("live_archive")
@pytest.mark.django_db(transaction=True)
def test_names_that_a_browser_shows_do_not_touch_at_any_width(page):
    for address in ("/statements/?topic=ukraine", "/statements/2017/", "/statements/"):
        page.goto(address)
        for width in (320, 360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})

            svg = page.locator(".histogram svg").bounding_box()
            shown = [one.bounding_box() for one in page.locator(".histogram text:visible").all()]

            names = [box for box in shown if box["y"] > svg["y"] + 50]
            edges = [(box["x"], box["x"] + box["width"]) for box in names]
            assert len(edges) >= 4
            assert all(one[1] + 3 < other[0] for one, other in pairwise(edges))
            assert svg["x"] <= edges[0][0]
            assert edges[-1][1] <= svg["x"] + svg["width"]


@pytest.mark.django_db
def test_what_a_pointer_can_hit_is_drawn_once_and_not_seen(client):
    for year in (2001, 2002, 2003):
        make_statement(issued=PartialDate(year))

    page = html.fromstring(client.get("/statements/").content)

    # A rule of the stylesheet for what stands in the picture does not reach what is used there.
    (reach,) = page.xpath("//figure//defs/rect")
    assert reach.get("fill") == "transparent"
    assert page.xpath("//figure//a/use/@href") == ["#bar"] * 3
