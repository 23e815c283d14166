"""The parties that several meetings have in common: on the page of a meeting, and as a table."""

import pytest
from django.http import QueryDict
from lxml import html

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from meetings.participation import Participations
from meetings.shared import shared_with
from parties.models import Party
from tests.factories import make_meeting, make_party
from tests.meetings.test_participation import PAGE, TABLE, lines, names, take_part

pytestmark = pytest.mark.django_db
Kind = Meeting.Kind


def make_numbered(number: int) -> Meeting:
    """Make a meeting of the series, each in a year of its own."""
    return make_meeting(
        kind=Kind.ORDINARY,
        number=number,
        slug=f"imcwp-{number}",
        city="Town",
        start=PartialDate(2000 + number),
    )


@pytest.fixture
def meetings():
    """Two meetings that both name one party, and each another."""
    first, second = make_numbered(1), make_numbered(2)
    both, early, late = (make_party(name=f"Example Party {letter}") for letter in "ABC")
    for party, meeting in ((both, first), (both, second), (early, first), (late, second)):
        take_part(party, meeting)
    return first, second


def asked(query: str) -> Participations:
    """Give the table for a query string."""
    return Participations(QueryDict(query))


# The page of a meeting


def test_meeting_counts_the_parties_that_others_name_too(client, meetings):
    first, _second = meetings

    page = html.fromstring(client.get(first.get_absolute_url()).content)

    (link,) = page.xpath(f'//a[contains(@href, "{PAGE}?meeting=")]')
    assert link.get("href") == f"{PAGE}?meeting=imcwp-1&meeting=imcwp-2"
    assert link.getparent().text_content() == "2 Town 2002 1"


def test_host_counts_as_named_and_only_once(meetings):
    first, second = meetings
    second.hostings.create(party=Party.objects.get(name="Example Party A"))
    first.hostings.create(party=make_party())

    assert [(one.meeting, one.number) for one in shared_with(first)] == [(second, 1)]


def test_meetings_are_compared_within_their_group(meetings):
    first, second = meetings
    session = make_meeting(kind=Kind.WORKING_GROUP)
    take_part(Party.objects.get(name="Example Party A"), session)

    assert [one.meeting for one in shared_with(first)] == [second]
    assert shared_with(session) == []


def test_meeting_that_names_nobody_has_nothing_in_common(client, meetings):
    alone = make_numbered(3)

    assert shared_with(alone) == []
    assert "in common with other meetings" not in client.get(alone.get_absolute_url()).text


# The table


def test_table_of_meetings_holds_the_parties_named_at_each(meetings):
    table = asked("meeting=imcwp-1&meeting=imcwp-2")

    assert names(table) == ["Example Party A"]
    assert table.meetings == list(meetings)
    assert [column.number for column in table.columns] == [1, 1]
    assert table.left_out == 0


def test_table_of_one_meeting_holds_all_parties_named_there(meetings):
    assert names(asked("meeting=imcwp-1&meeting=")) == ["Example Party A", "Example Party B"]


def test_table_of_meetings_follows_the_other_filters(meetings):
    writer = make_party(name="Example Party D")
    for meeting in meetings:
        take_part(writer, meeting, "contribution")

    written = asked("meeting=imcwp-1&meeting=imcwp-2&role=contribution")

    assert names(written) == ["Example Party D"]
    assert written.present == 0
    assert asked("meeting=imcwp-1&meeting=imcwp-2").present == 1


def test_page_says_of_how_many_no_source_is_sure(client, meetings):
    first, second = meetings
    perhaps = make_party(name="Example Party D")
    take_part(perhaps, first)
    take_part(perhaps, second, confidence="low")

    page = client.get(f"{PAGE}?meeting=imcwp-1&meeting=imcwp-2").text

    assert "2 of them are named as present at each" in page
    assert "Uncertain among these: 1." in page


def test_page_names_the_meetings_and_leads_to_the_table_without_each(client, meetings):
    query = "meeting=imcwp-1&meeting=imcwp-2"

    response = client.get(f"{PAGE}?{query}")

    page = html.fromstring(response.content)
    assert page.xpath('//*[@class="chosen"]//li/a/@href') == [
        f"{PAGE}?meeting=imcwp-2",
        f"{PAGE}?meeting=imcwp-1",
    ]
    assert page.xpath('//input[@type="hidden"][@name="meeting"]/@value') == ["imcwp-1", "imcwp-2"]
    assert "1 party is named at each of these meetings." in response.text
    assert "Uncertain" not in response.text
    assert f'{TABLE}?{query.replace("&", "&amp;")}"' in response.text


def test_meeting_is_chosen_in_the_form_and_offered_once(client, meetings):
    page = html.fromstring(client.get(f"{PAGE}?meeting=imcwp-1").content)

    assert page.xpath('//select[@name="meeting"]/option/@value') == ["", "imcwp-2"]


def test_data_follow_the_meetings(client, meetings):
    found = lines(client.get(f"{TABLE}?meeting=imcwp-1&meeting=imcwp-2"))

    assert [line["meeting_id"] for line in found] == ["imcwp-1", "imcwp-2"]
    assert {line["party"] for line in found} == {"Example Party A"}


def test_former_address_name_of_a_meeting_still_works(meetings):
    first, _second = meetings
    first.slug = "renamed"
    first.save()

    table = asked("meeting=imcwp-1")

    assert table.meetings == [first]
    assert table.query_with() == "meeting=renamed"


def test_unknown_meeting_is_named_on_the_page_and_refused_as_data(client, meetings):
    page, data = client.get(f"{PAGE}?meeting=x"), client.get(f"{TABLE}?meeting=x")

    assert (page.status_code, data.status_code) == (400, 400)
    assert "There is no meeting “x”." in page.text
    assert 'aria-describedby="meeting-error"' in page.text
    assert "There is no meeting “x”." in data.text


def test_numbers_are_those_of_the_tables_that_they_lead_to(archive):
    for slug in ("imcwp-13", "wg-2019-06-izmir", "reg-2017-11-athens"):
        for one in shared_with(Meeting.objects.get(slug=slug)):
            table = asked(f"meeting={slug}&meeting={one.meeting.slug}")
            assert len(table.rows) == one.number
