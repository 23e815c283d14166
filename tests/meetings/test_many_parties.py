"""A meeting of very many parties: its page counts them, and another one lists them."""

import pytest
from lxml import html

from meetings.models import MOST_NAMES, Meeting, MeetingFormerSlug, Participation
from parties.models import Party
from tests.factories import make_meeting, make_party

pytestmark = pytest.mark.django_db


def make_full_meeting(number: int) -> Meeting:
    """Make a meeting at which parties are named, the first as having sent a message as well."""
    meeting = make_meeting(slug="full", number=1, kind="ordinary", city="")
    parties = Party.objects.bulk_create(
        Party(slug=f"p-{n}", name=f"Example Party {n}", country="GR") for n in range(number - 1)
    )
    roles = [("message", parties[0]), *(("delegation", party) for party in parties)]
    Participation.objects.bulk_create(
        Participation(meeting=meeting, party=party, role=role, source=f"Book of the {role}")
        for role, party in roles
    )
    return meeting


def named(response) -> list[str]:
    """Give the address names of the parties to which a page can lead."""
    return html.fromstring(response.content).xpath("//dl[@class='columns']//dd/@id")


def test_meeting_page_lists_as_many_parties_as_it_can_bear(client):
    make_full_meeting(MOST_NAMES)

    response = client.get("/meetings/full/")

    assert len(named(response)) == MOST_NAMES - 1
    assert b"/meetings/full/parties/" not in response.content


def test_page_of_a_full_meeting_counts_the_parties_and_leads_to_their_list(client):
    make_full_meeting(MOST_NAMES + 1)

    response = client.get("/meetings/full/")

    assert named(response) == []
    text = html.fromstring(response.content).find_class("source")
    assert [one.text_content() for one in text] == [
        "Named by: Book of the delegation",
        "Named by: Book of the message",
    ]
    assert f"<h3>Delegation <small>{MOST_NAMES}</small></h3>" in response.text
    assert "<h3>Message <small>1</small></h3>" in response.text
    assert (
        f'<a href="/meetings/full/parties/">All {MOST_NAMES} parties, by role and country</a>'
        in response.text
    )


def test_parties_of_a_meeting_stand_on_a_page_of_their_own(client):
    make_full_meeting(MOST_NAMES + 1)

    response = client.get("/meetings/full/parties/")

    assert len(named(response)) == MOST_NAMES
    assert "<title>Meeting 1: parties named · " in response.text
    assert f"<h2>Delegation <small>{MOST_NAMES}</small></h2>" in response.text
    assert '<a href="/meetings/full/">Meeting 1</a>' in response.text
    assert "/statements.rss?meeting=full" in response.text


@pytest.mark.parametrize(
    ("number", "page"),
    [(MOST_NAMES, "/meetings/full/"), (MOST_NAMES + 1, "/meetings/full/parties/")],
)
def test_marks_lead_to_the_page_on_which_the_party_is_named(client, number, page):
    make_full_meeting(number)

    (of_party,) = html.fromstring(client.get("/parties/p-7/").content).xpath(
        "//ol[@class='strip']//a/@href"
    )
    table = html.fromstring(client.get("/meetings/participation/").content)

    assert of_party == f"{page}#p-7"
    table.make_links_absolute("/meetings/participation/")
    assert f"{page}#p-7" in table.xpath("//td/a/@href")


def test_mark_of_a_host_that_no_list_names_leads_to_the_meeting(client):
    meeting = make_full_meeting(MOST_NAMES + 1)
    host = make_party(slug="host")
    meeting.hostings.create(party=host)

    (of_party,) = html.fromstring(client.get("/parties/host/").content).xpath(
        "//ol[@class='strip']//a/@href"
    )
    table = html.fromstring(client.get("/meetings/participation/").content)

    assert of_party == "/meetings/full/#host"
    assert "../full/#host" in table.xpath("//td/a/@href")


def test_parties_under_a_former_address_name_lead_to_the_present_one(client):
    meeting = make_full_meeting(2)
    MeetingFormerSlug.objects.create(record=meeting, slug="old")

    response = client.get("/es/meetings/old/parties/")

    assert (response.status_code, response.url) == (301, "/es/meetings/full/parties/")


def test_meeting_of_which_no_party_is_named_has_no_list_of_them(client):
    make_meeting(slug="bare")

    assert client.get("/meetings/bare/parties/").status_code == 404
    assert client.get("/meetings/unknown/parties/").status_code == 404


def test_parties_of_a_meeting_take_a_fixed_number_of_queries(client, django_assert_num_queries):
    make_full_meeting(9)
    client.get("/meetings/full/parties/")

    # The meeting; participations with their parties.
    with django_assert_num_queries(2):
        assert client.get("/meetings/full/parties/").status_code == 200
