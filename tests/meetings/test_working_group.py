"""The page of the Working Group: members by time, sources, sessions."""

import pytest

from imcwp_site.dates import PartialDate
from meetings.models import Meeting, WorkingGroupTerm
from meetings.working_group import WorkingGroup
from tests.factories import make_meeting, make_party

pytestmark = pytest.mark.django_db

Kind = Meeting.Kind


def name(party, start: PartialDate, **fields) -> WorkingGroupTerm:
    """Name a party as a member at a time."""
    return WorkingGroupTerm.objects.create(party=party, start=start, **fields)


def test_members_stand_by_name_with_a_mark_for_each_time_at_which_they_are_named():
    late, early = (make_party(name=f"Example Party {letter}") for letter in "BA")
    name(late, PartialDate(2009, 2))
    name(early, PartialDate(2009, 2))
    again = name(late, PartialDate(2017, 11))

    group = WorkingGroup()

    assert [(member.party, [bool(term) for term in member.terms]) for member in group.members] == [
        (early, [True, False]),
        (late, [True, True]),
    ]
    assert group.members[1].terms[1] == again
    assert [one.label for one in group.compositions] == ["2009", "2017"]


def test_two_times_in_a_year_are_told_apart():
    for month in (2, 11):
        name(make_party(), PartialDate(2009, month))

    assert [one.label for one in WorkingGroup().compositions] == ["February 2009", "November 2009"]


def test_meetings_of_the_same_month_stand_beside_a_time_and_none_beside_a_mere_year():
    name(make_party(), PartialDate(2009, 2))
    name(make_party(), PartialDate(2011))
    session = make_meeting(kind=Kind.WORKING_GROUP, start=PartialDate(2009, 2, 17))
    make_meeting(kind=Kind.OTHER, start=PartialDate(2009, 2, 18))
    make_meeting(kind=Kind.ORDINARY, start=PartialDate(2011, 12))
    make_meeting(kind=Kind.ORDINARY)

    group = WorkingGroup()

    assert [one.meetings for one in group.compositions] == [[session], []]
    assert group.sessions == [session]


def test_page_gives_note_and_source_of_a_time_once_and_the_end_of_a_term(client):
    noted = {"note": "Named as present", "source": "https://example.org/report"}
    party = make_party()
    name(party, PartialDate(2009, 2), **noted)
    name(make_party(), PartialDate(2009, 2), end=PartialDate(2012), **noted)
    session = make_meeting(kind=Kind.WORKING_GROUP)

    page = client.get("/working-group/").text

    assert page.count("Named as present") == 1
    assert page.count("https://example.org/report") == 1
    assert '<div id="named-2009-02"><dt>February 2009</dt>' in page
    assert '<td class="words"><span role="img" aria-label="named">●</span></td>' in page
    assert '<td class="words">until 2012</td>' in page
    assert party.get_absolute_url() in page
    assert session.get_absolute_url() in page


def test_page_without_members_or_sessions_says_so(client):
    page = client.get("/working-group/").text

    assert "No member is recorded yet." in page
    assert "None is recorded yet." in page


def test_page_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for year in (2009, 2011, 2017):
        name(make_party(), PartialDate(year))
        make_meeting(kind=Kind.WORKING_GROUP).hostings.create(party=make_party())

    client.get("/working-group/")  # which reads the index

    with django_assert_num_queries(6):  # meetings, their hosts, terms; of the index: three
        assert client.get("/working-group/").status_code == 200
