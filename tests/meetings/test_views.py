"""The pages of the meetings."""

import pytest

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from tests.factories import (
    make_hidden,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db

Kind = Meeting.Kind


# The list


def test_meeting_list_groups_the_series_the_sessions_and_the_others(client):
    first = make_meeting(kind=Kind.ORDINARY, number=1, start=PartialDate(2001))
    extra = make_meeting(kind=Kind.EXTRAORDINARY, start=PartialDate(2002))
    session = make_meeting(kind=Kind.WORKING_GROUP)
    regional, other = make_meeting(kind=Kind.REGIONAL), make_meeting()

    context = client.get("/meetings/").context

    assert context["series"] == [extra, first]
    assert context["sessions"] == [session]
    assert set(context["others"]) == {regional, other}


def test_meeting_list_says_what_is_not_held_and_counts_public_documents(client):
    meeting = make_meeting(status=Meeting.Status.CANCELLED, start=PartialDate(2020))
    make_statement(meeting=meeting)
    make_hidden(meeting=meeting)

    page = client.get("/meetings/").content.decode()

    assert "cancelled" in page
    assert "1 document" in page


def test_meeting_list_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for _n in range(3):
        meeting = make_meeting()
        meeting.hostings.create(party=make_party())
        make_statement(meeting=meeting)

    client.get("/meetings/")

    # Meetings, hosts; blocks, what is scheduled.
    with django_assert_num_queries(4):
        assert client.get("/meetings/").status_code == 200


# A meeting


def test_meeting_page_gives_disputed_figures_and_dates_with_their_sources(client):
    meeting = make_meeting(
        start=PartialDate(2012, 11, 22),
        end=PartialDate(2012, 11, 25),
        parties_count=60,
        note="A neutral note.",
        source="https://example.org/report",
    )
    meeting.printed_dates.create(start=PartialDate(2012, 11, 23), source="https://example.net/x")
    meeting.printed_counts.create(counted="parties", number=61, source="a leaflet")
    meeting.themes.create(language="ar", text="موضوع")

    page = client.get(meeting.get_absolute_url()).content.decode()

    for fact in (
        "22–25 November 2012",
        "23 November 2012",
        '<a href="https://example.net/x">example.net</a>',
        '<dd>60 <small>chosen for this record; <a href="https://example.org/report">example.org</a>',
        "<dd>61 <small>counted; a leaflet",
        '<span lang="ar" dir="rtl">موضوع</span>',
        "A neutral note.",
        '<a href="https://example.org/report">example.org</a>',
    ):
        assert fact in page, fact


def test_meeting_page_groups_parties_by_role_and_country(client):
    meeting = make_meeting()
    greek, other_greek, cuban = (make_party(country=code) for code in ("GR", "GR", "CU"))
    for party in (greek, cuban, other_greek):
        meeting.participations.create(party=party, role="delegation", source="https://example.org")
    meeting.participations.create(party=cuban, role="message", printed_name="Old name")

    response = client.get(meeting.get_absolute_url())

    named = response.context["named"]
    assert {
        group.role: {country: [row.party for row in rows] for country, rows in group.countries}
        for group in named.roles
    } == {
        "delegation": {"Cuba": [cuban], "Greece": [greek, other_greek]},
        "message": {"Cuba": [cuban]},
    }
    assert named.number == 3
    assert "<h3>Delegation <small>3</small></h3>" in response.content.decode()
    assert "“Old name”" in response.content.decode()
    assert "whether it took part is not known" in response.content.decode()


def test_meeting_page_gives_sources_by_role_and_says_what_is_only_a_part(client):
    meeting = make_meeting()
    for role, source in (("delegation", "a list (excerpt)"), ("message", "https://example.org")):
        meeting.participations.create(party=make_party(), role=role, source=source)

    page = client.get(meeting.get_absolute_url()).text

    assert "Only a part of this list is at hand. Named by: a list (excerpt)</p>" in page
    assert 'Named by: <a href="https://example.org">example.org</a></p>' in page
    assert page.count("Only a part of this list") == 1


def test_meeting_page_sets_the_parties_announced_beside_those_present(client):
    meeting = make_meeting()
    came, stayed_away_or_not_named = make_party(), make_party()
    for party in (came, stayed_away_or_not_named):
        meeting.participations.create(party=party, role="announced")
    meeting.participations.create(party=came, role="observer")

    page = client.get(meeting.get_absolute_url()).text

    assert "2 parties were announced. 1 of them is named as present as well." in page


def test_meeting_page_sets_announced_figures_beside_those_counted(client):
    meeting = make_meeting(parties_count=78)
    meeting.printed_counts.create(counted="parties", number=82, stage="announced")
    meeting.printed_counts.create(counted="messages", number=8)

    page = client.get(meeting.get_absolute_url()).text

    assert (
        "<dt>Parties</dt><dd>78 <small>chosen for this record</small></dd><dd>82 <small>anno"
        in (page)
    )
    assert "<dt>Messages</dt><dd>8 <small>counted</small></dd>" in page


def test_meeting_page_says_plainly_what_is_not_known(client):
    full = make_meeting(theme="Theme", parties_count=1, countries_count=0, delegates_count=2)
    full.hostings.create(party=make_party())

    of_full = client.get(full.get_absolute_url()).text
    of_bare = client.get(make_meeting().get_absolute_url()).text
    of_planned = client.get(make_meeting(status="planned").get_absolute_url()).text

    assert "Not known" not in of_full
    assert "theme, hosts, number of parties, number of countries, number of delegates" in of_bare
    assert "<dt>Not known</dt><dd>theme, hosts</dd>" in of_planned


@pytest.mark.parametrize("status", ["planned", "postponed", "cancelled"])
def test_meeting_that_was_not_held_gives_its_dates_as_announced(client, status):
    meeting = make_meeting(status=status, start=PartialDate(2024, 10))

    page = client.get(meeting.get_absolute_url()).text

    assert "October 2024</time> <small>as announced</small>" in page
    assert "whether it took part" not in page


def test_meeting_page_leads_to_the_one_before_and_after_in_its_group(client):
    before = make_meeting(kind=Kind.ORDINARY, start=PartialDate(2018))
    session = make_meeting(kind=Kind.WORKING_GROUP, start=PartialDate(2019, 6))
    meeting = make_meeting(kind=Kind.ORDINARY, start=PartialDate(2019, 10))
    after = make_meeting(kind=Kind.EXTRAORDINARY, start=PartialDate(2021))

    context = client.get(meeting.get_absolute_url()).context
    of_session = client.get(session.get_absolute_url()).context

    assert (context["previous"], context["next"]) == (before, after)
    assert (of_session["previous"], of_session["next"]) == (None, None)


def test_meeting_without_date_place_or_parties_says_so(client):
    page = client.get(make_meeting(city="").get_absolute_url()).content.decode()

    assert "not known" in page
    assert "No source at hand names the parties of this meeting." in page
    assert "No document of this meeting is published here yet." in page


def test_meeting_page_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    meeting = make_meeting(start=PartialDate(2019))
    make_meeting(start=PartialDate(2018))
    for _n in range(3):
        party = make_party()
        meeting.hostings.create(party=party, position=_n)
        meeting.participations.create(party=party, role="delegation")
        make_text(make_statement(parties=[party], topics=[make_topic()], meeting=meeting))

    client.get(meeting.get_absolute_url())

    # The meeting, its hosts, themes, counts, dates, bulletins; participations; before and after;
    # who is named, where else, these meetings; blocks, what is scheduled, the documents with their
    # signatures, texts, topics; names of kinds.
    with django_assert_num_queries(19):
        assert client.get(meeting.get_absolute_url()).status_code == 200


def test_unknown_meeting_is_404(client):
    assert client.get("/meetings/no-such-meeting/").status_code == 404
