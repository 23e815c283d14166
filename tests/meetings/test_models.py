"""Meetings and who took part: what must be true of a row."""

import pytest
from django.core.exceptions import ValidationError

from imcwp_site.dates import PartialDate
from meetings.models import (
    Hosting,
    Meeting,
    MeetingTheme,
    Participation,
    PrintedCount,
    PrintedDates,
    WorkingGroupTerm,
)
from tests.constraints import Breach, assert_refused, constraint_names, disordered, undated
from tests.factories import make_meeting, make_party, numbers

pytestmark = pytest.mark.django_db


def make_ordinary_meeting():
    return make_meeting(kind=Meeting.Kind.ORDINARY, number=next(numbers))


def make_hosting():
    return Hosting.objects.create(
        meeting=make_meeting(), party=make_party(), position=next(numbers)
    )


def make_theme():
    return MeetingTheme.objects.create(meeting=make_meeting(), language="es", text="Un tema")


def make_count():
    return PrintedCount.objects.create(
        meeting=make_meeting(), counted=PrintedCount.Counted.PARTIES, number=80
    )


def make_dates():
    return PrintedDates.objects.create(
        meeting=make_meeting(),
        start=PartialDate(2012, 11, 22),
        end=PartialDate(2012, 11, 24),
    )


def make_participation():
    return Participation.objects.create(
        meeting=make_meeting(), party=make_party(), role=Participation.Role.DELEGATION
    )


def make_term():
    return WorkingGroupTerm.objects.create(party=make_party(), start=PartialDate(2016))


BREACHES = [
    Breach("meeting_has_slug", make_meeting, {"slug": ""}),
    Breach("meeting_number_from_one", make_ordinary_meeting, {"number": 0}),
    Breach("meeting_number_only_ordinary", make_meeting, {"number": 99}),
    undated("meeting_start_is_date", make_meeting, "start"),
    undated("meeting_end_is_date", make_meeting, "end"),
    disordered("meeting_period_in_order", make_meeting, "start", "end"),
    Breach("hosting_once", make_hosting, same=("meeting", "party")),
    Breach("hosting_position_once", make_hosting, same=("meeting", "position")),
    Breach("meeting_theme_has_text", make_theme, {"text": ""}),
    Breach("meeting_theme_once", make_theme, same=("meeting", "language", "text")),
    Breach("printed_count_once", make_count, same=("meeting", "counted", "stage", "number")),
    Breach("printed_dates_has_start", make_dates, {"start": None}),
    Breach("printed_dates_once", make_dates, same=("meeting", "start", "end")),
    Breach("printed_dates_start_is_date", make_dates, {"start": "0999"}),
    undated("printed_dates_end_is_date", make_dates, "end"),
    disordered("printed_dates_in_order", make_dates, "start", "end"),
    Breach("participation_once_per_role", make_participation, same=("meeting", "party", "role")),
    Breach("working_group_term_has_start", make_term, {"start": None}),
    Breach("working_group_term_once", make_term, same=("party", "start")),
    undated("working_group_term_start_is_date", make_term, "start"),
    undated("working_group_term_end_is_date", make_term, "end"),
    disordered("working_group_term_in_order", make_term, "start", "end"),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_meeting_constraint_refuses(breach):
    assert_refused(breach)


def test_every_constraint_of_meetings_has_its_case():
    assert {breach.constraint for breach in BREACHES} == constraint_names("meetings")


@pytest.mark.parametrize("field", ["slug", "number"])
def test_slug_and_number_serve_one_meeting_only(field):
    meeting, other = make_ordinary_meeting(), make_ordinary_meeting()
    setattr(other, field, getattr(meeting, field))

    with pytest.raises(ValidationError, match="already"):
        other.full_clean()


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"kind": "ordinary", "number": 21, "city": "Izmir", "start": "2019-10-18"}, "Izmir 2019"),
        ({"kind": "extraordinary", "city": "Damascus", "start": "2009"}, "Damascus 2009"),
        ({"kind": "extraordinary", "city": "", "start": "2021-12-10"}, "2021"),
        ({"kind": "other", "city": "Athens", "start": "1998-05"}, "May 1998"),
    ],
)
def test_meeting_title_says_number_or_kind_then_place_and_year(fields, title):
    meeting = Meeting.objects.get(pk=make_meeting(**fields).pk)

    name, _comma, where = meeting.title.partition(", ")

    assert where == title
    assert ("21" in name) == bool(meeting.number)


def test_meeting_outside_the_series_is_named_by_its_city_and_days():
    meeting = make_meeting(
        city="Athens", start=PartialDate(1998, 5, 22), end=PartialDate(1998, 5, 24)
    )

    assert meeting.title == "Meeting in Athens, 22–24 May 1998"
    assert make_meeting(city="").title == "Meeting"


def test_meeting_without_place_and_date_is_named_by_its_kind():
    assert make_meeting(city="", kind=Meeting.Kind.REGIONAL).title == "Regional meeting"


def test_meeting_place_leaves_out_what_is_not_known():
    assert make_meeting(city="Izmir", country="TR").place.startswith("Izmir, T")
    assert make_meeting(city="", country="GR").place == "Greece"
    assert make_meeting(city="", country="").place == ""


def test_meetings_newest_first_puts_a_month_after_its_days_and_the_unknown_last():
    unknown, month, day, year = (
        make_meeting(start=start) for start in ("", "2003-06", "2003-06-20", "2003")
    )

    assert list(Meeting.objects.newest_first()) == [day, month, year, unknown]
    assert list(Meeting.objects.all()) == [unknown, year, month, day]


def test_hosts_come_in_the_order_of_the_announcement(django_assert_num_queries):
    meeting = make_meeting()
    second, first = make_party(), make_party()
    Hosting.objects.create(meeting=meeting, party=second, position=2)
    Hosting.objects.create(meeting=meeting, party=first, position=1)

    with django_assert_num_queries(2):
        (fetched,) = Meeting.objects.with_hosts()
        hosts = [hosting.party for hosting in fetched.hostings.all()]

    assert hosts == [first, second]


@pytest.mark.parametrize("group", Meeting.Group)
def test_meetings_of_a_group_are_those_of_its_kinds(group):
    for kind in Meeting.Kind:
        make_meeting(kind=kind)

    found = list(Meeting.objects.in_groups(group))

    assert {one.kind for one in found} == {kind for kind in Meeting.Kind if kind.group == group}
    assert {one.group for one in found} == {group}


def test_series_are_ordinary_and_extraordinary_meetings():
    kinds = [kind for kind in Meeting.Kind if kind.group == Meeting.Group.SERIES]

    assert kinds == [Meeting.Kind.ORDINARY, Meeting.Kind.EXTRAORDINARY]
