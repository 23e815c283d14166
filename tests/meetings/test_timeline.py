"""The timeline of all meetings: where each is drawn, and how."""

import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from meetings.timeline import EDGE, REACH, YEAR, Timeline
from tests.factories import make_meeting

pytestmark = pytest.mark.django_db

Kind, Status = Meeting.Kind, Meeting.Status


def picture(client):
    """Give the figure on the page of the meetings."""
    return html.fromstring(client.get("/meetings/").content).xpath("//figure")[0]


def test_lanes_are_kinds_and_marks_stand_in_order_of_time():
    session = make_meeting(kind=Kind.WORKING_GROUP, start=PartialDate(2001))
    second = make_meeting(kind=Kind.EXTRAORDINARY, start=PartialDate(2003))
    first = make_meeting(kind=Kind.ORDINARY, number=1, start=PartialDate(2002))
    other = make_meeting(kind=Kind.OTHER, start=PartialDate(2000))

    lanes = Timeline(Meeting.objects.all()).lanes

    assert [[mark.meeting for mark in lane.marks] for lane in lanes] == [
        [first, second],
        [other],
        [session],
    ]


def test_years_without_a_meeting_have_their_room():
    make_meeting(start=PartialDate(2001))
    make_meeting(start=PartialDate(2004, 5))

    timeline = Timeline(Meeting.objects.all())

    assert list(timeline.years) == [2001, 2002, 2003, 2004]
    assert timeline.width == 4 * YEAR + 2 * EDGE


@pytest.mark.parametrize(
    ("date", "left", "right", "is_vague"),
    [
        (PartialDate(2001, 1, 1), EDGE, EDGE, False),
        (PartialDate(2001, 1), EDGE, EDGE + YEAR * 30 / 366, True),
        (PartialDate(2001), EDGE, EDGE + YEAR * 364 / 366, True),
    ],
)
def test_mark_reaches_over_what_is_known(date, left, right, is_vague):
    make_meeting(start=date)

    (mark,) = Timeline(Meeting.objects.all()).lanes[0].marks

    assert (mark.left, mark.right) == pytest.approx((left, right))
    assert mark.is_vague == is_vague


def test_marks_of_one_lane_do_not_overlap():
    for day in (1, 2, 3, 20):
        make_meeting(start=PartialDate(2001, 1, day))
    make_meeting(start=PartialDate(2002))

    (lane,) = Timeline(Meeting.objects.all()).lanes

    places = [(mark.x, lane.y(mark)) for mark in lane.marks]
    assert lane.rows == 4
    assert lane.marks[-1].row == 0
    for n, (x, y) in enumerate(places):
        assert all(abs(x - x2) >= REACH or abs(y - y2) >= REACH for x2, y2 in places[:n])


def test_each_mark_is_a_link_that_says_place_dates_and_number(client):
    meeting = make_meeting(
        kind=Kind.ORDINARY, number=7, city="Town", start=PartialDate(2003, 6), slug="m-7"
    )

    (link,) = picture(client).xpath(".//svg//a")

    assert link.get("href") == meeting.get_absolute_url()
    assert link.xpath("./title/text()") == ["7 Town; June 2003"]
    assert link.xpath("./text/text()") == ["7"]
    assert link.xpath("./use/@class") == ["vague"]


@pytest.mark.parametrize("status", [Status.PLANNED, Status.POSTPONED, Status.CANCELLED])
def test_meeting_that_was_not_held_is_an_outline_and_says_so(client, status):
    make_meeting(status=status, start=PartialDate(2003, 6, 1))

    (link,) = picture(client).xpath(".//svg//a")

    assert link.get("class") == "unheld"
    assert link.xpath("./title/text()")[0].endswith(f"; {status.label}")
    assert bool(link.xpath("./path")) == (status == Status.CANCELLED)


def test_year_without_a_month_is_marked_below_the_signs_of_its_neighbours(client):
    make_meeting(start=PartialDate(2003))

    (bracket,) = picture(client).xpath(".//svg//a/path/@d")

    assert bracket == "M-19 9V12H19V9"


def test_undated_meetings_are_counted_below(client):
    make_meeting()
    make_meeting(start=PartialDate(2001))

    figure = picture(client)

    assert len(figure.xpath(".//svg//a")) == 1
    assert "1 meeting without a date is in the lists only." in figure.text_content()


def test_no_picture_is_drawn_of_nothing(client):
    make_meeting()

    assert b"<figure" not in client.get("/meetings/").content


def test_real_meetings_are_all_drawn(client, archive):
    assert len(picture(client).xpath(".//svg//a")) == 64
