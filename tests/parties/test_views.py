"""The pages of the parties."""

import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from meetings.models import WorkingGroupTerm
from parties.models import Party, PartyName, PartyRelation, PartyStanding
from tests.factories import make_hidden, make_meeting, make_party, make_statement

pytestmark = pytest.mark.django_db


def test_party_list_files_by_country_name_without_accents(client):
    for code in ("TR", "AX", "", "ZA", "AL"):
        make_party(country=code)

    letters = client.get("/parties/").context["letters"]

    countries = [country.name for group in letters for country in group.countries]
    assert countries == ["Åland Islands", "Albania", "South Africa", "Türkiye", ""]
    assert [group.letter for group in letters] == ["A", "S", "T", "Several countries"]


def test_many_parties_stand_on_pages_of_whole_letters_that_all_letters_lead_to(client, monkeypatch):
    monkeypatch.setattr("parties.index.MOST", 3)
    for code in ("AL", "AL", "GR", "TR", "TR"):
        make_party(country=code)

    first, second = (client.get("/parties/", {"page": n}) for n in (1, 2))

    assert [group.letter for group in first.context["letters"]] == ["A", "G"]
    assert [group.letter for group in second.context["letters"]] == ["T"]
    page = html.fromstring(second.content)
    assert page.xpath("//nav[@class='letters']//a/@href") == [
        "/parties/#letter-1",
        "/parties/#letter-2",
        "/parties/?page=2#letter-3",
    ]
    assert page.get_element_by_id("letter-3") is not None
    assert 'href="/parties/?page=2#country-TR"' in client.get("/map/").content.decode()
    assert page.xpath("//link[@rel='canonical']/@href") == ["http://testserver/parties/?page=2"]
    assert client.get("/parties/?page=3").status_code == 404


def test_party_list_counts_public_statements_once_each(client):
    party = make_party(country="GR")
    statement = make_statement(parties=[party])
    statement.signatures.create(party=party, role="signatory")
    make_hidden(parties=[party])

    page = client.get("/parties/").content.decode()

    assert "<small>1</small>" in page


def test_party_list_shows_own_names_in_their_direction(client):
    party = make_party(country="LB")
    PartyName.objects.create(party=party, kind="native", text="حزب المثال", language="ar")

    page = client.get("/parties/").content.decode()

    assert '<span class="native" lang="ar" dir="rtl">حزب المثال</span>' in page


def test_party_list_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for code in ("GR", "TR", "CU"):
        make_statement(parties=[make_party(country=code)])

    client.get("/parties/")

    # Parties, names; blocks, what is scheduled.
    with django_assert_num_queries(4):
        assert client.get("/parties/").status_code == 200


def test_party_page_gives_facts_with_their_dates_and_sources(client):
    other = make_party(name="Example Party of the Past")
    party = make_party(
        country="GR",
        founded=PartialDate(1918),
        source="https://www.example.org/list (as of 2022); a printed list",
        confidence="high",
        general_knowledge="name_native;founded_year",
    )
    PartyName.objects.create(
        party=party, kind="former", text="Example Party of Before", until=PartialDate(1999, 3)
    )
    PartyStanding.objects.create(party=party, standing="parliament", as_of=PartialDate(2022))
    PartyRelation.objects.create(
        party=party, kind="split-from", other=other, date=PartialDate(2001)
    )
    WorkingGroupTerm.objects.create(party=party, start=PartialDate(2009, 2))

    page = client.get(party.get_absolute_url()).content.decode()

    for fact in (
        "Greece",
        "1918",
        "Example Party of Before",
        "until March 1999",
        "in parliament",
        "as of 2022",
        "split from",
        other.get_absolute_url(),
        "named in February 2009",
        '<a href="https://www.example.org/list">example.org</a> (as of 2022)',
        "a printed list",
        "own name, year of foundation",
    ):
        assert fact in page, fact
    of_other = client.get(other.get_absolute_url()).content.decode()
    assert f"{party.name}</a>: split from Example Party of the Past" in of_other


def test_party_page_lists_public_statements_only_and_leads_to_all(client):
    party = make_party()
    shown = make_statement(title="Open to all", parties=[party])
    hidden = make_hidden(parties=[party])

    response = client.get(party.get_absolute_url())

    page = response.content.decode()
    assert "Statements <small>1</small>" in page
    assert shown.get_absolute_url() in page
    assert not [title for title in hidden if title in page]
    assert f"/statements/?party={party.slug}" in page
    assert f"/statements.rss?party={party.slug}" in page


def test_party_page_names_its_meetings_by_role_and_hosting_once(client):
    party = make_party()
    hosted, visited = make_meeting(), make_meeting()
    hosted.hostings.create(party=party)
    hosted.participations.create(party=party, role="host")
    visited.participations.create(party=party, role="delegation", printed_name="Old name")

    response = client.get(party.get_absolute_url())

    by_role = {
        str(role): [row.meeting for row in rows]
        for role, rows in response.context["meetings_by_role"]
    }
    assert by_role == {"Host": [hosted], "delegation": [visited]}
    assert "printed as “Old name”" in response.content.decode()


def test_party_page_shows_the_numbered_meetings_with_a_mark_where_it_is_named(client):
    party = make_party(slug="ep")
    hosted, visited, other = (
        make_meeting(slug=f"m-{n}", kind="ordinary", number=n, start=PartialDate(2000 + n))
        for n in (1, 2, 3)
    )
    make_meeting(kind="regional").participations.create(party=party, role="delegation")
    hosted.hostings.create(party=party)
    visited.participations.create(party=party, role="message", confidence="low")

    page = html.fromstring(client.get(party.get_absolute_url()).content)

    first, second, third = page.xpath('//ol[@class="strip"]/li/a')
    assert first.xpath("./b/@class") == ["host"]
    assert (first.get("href"), first.get("title")) == ("/meetings/m-1/#ep", str(hosted))
    assert first.text_content().split() == ["1", "host"]
    assert second.xpath("./b/@class") == ["sent unsure"]
    assert third.text_content() == "3"
    assert third.get("href") == other.get_absolute_url()


def test_party_that_no_numbered_meeting_names_has_no_strip(client):
    party = make_party()
    make_meeting(kind="ordinary", number=1)
    make_meeting().participations.create(party=party, role="delegation")

    assert 'class="strip"' not in client.get(party.get_absolute_url()).content.decode()


def test_party_page_counts_its_public_statements_by_year(client):
    party = make_party()
    for year in (2001, 2003, 2003):
        make_statement(parties=[party], issued=PartialDate(year))
    make_statement(issued=PartialDate(2002))
    make_hidden(parties=[party])

    bars = client.get(party.get_absolute_url()).context["histogram"].bars

    assert [(bar.date.year, bar.count) for bar in bars] == [(2001, 1), (2002, 0), (2003, 2)]
    assert f"party={party.slug}" in bars[0].url


def test_party_page_names_with_whom_it_signs_most(client):
    party, often, once = make_party(slug="a"), make_party(slug="b"), make_party(slug="c")
    make_statement(parties=[party, often, once])
    make_statement(parties=[party, often])

    page = html.fromstring(client.get("/parties/a/").content)

    links = page.xpath('//a[starts-with(@href, "/parties/cosigning/")]')
    assert [(link.get("href"), link.text) for link in links] == [
        ("/parties/cosigning/a/b/", "2"),
        ("/parties/cosigning/a/c/", "1"),
        ("/parties/cosigning/a/", "All 2 parties"),
    ]


def test_party_page_without_anything_says_so(client):
    page = client.get(make_party().get_absolute_url()).content.decode()

    assert "No statement is published here yet." in page
    assert "No source at hand names the party at a meeting." in page


def test_party_page_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    party = make_party()
    for _n in range(3):
        meeting = make_meeting()
        meeting.hostings.create(party=party)
        meeting.participations.create(party=party, role="delegation")
        make_statement(parties=[party, make_party()], meeting=meeting)
        PartyRelation.objects.create(party=party, kind="split-from", other=make_party())
        PartyRelation.objects.create(party=make_party(), kind="split-from", other=party)

    client.get(party.get_absolute_url())

    # The party, eight kinds of rows that hang on it, terms, issues of periodicals, participations,
    # hostings; blocks, what is scheduled, the newest statements with their signatures, texts,
    # topics; the party as the filter of the histogram finds it, the parties that it signs with,
    # the numbered meetings; names of kinds.
    with django_assert_num_queries(22):
        assert client.get(party.get_absolute_url()).status_code == 200


def test_unknown_party_is_404(client):
    assert client.get("/parties/no-such-party/").status_code == 404


def test_party_list_of_an_empty_archive_says_so(client):
    assert not Party.objects.exists()

    assert "No party is recorded yet." in client.get("/parties/").content.decode()
