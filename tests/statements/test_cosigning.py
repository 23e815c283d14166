"""Who signs with whom: the matrix, the partners of a party, two parties together, all pairs."""

import csv
import datetime
import io

import pytest
from lxml import html

from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from statements.cosigning import NOT_SIGNED, Cosigning
from tests.factories import make_party, make_statement

pytestmark = pytest.mark.django_db

MATRIX, TABLE = "/parties/cosigning/", "/parties/cosigning.csv"
LATER = datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)


def make_parties(*letters: str) -> list:
    """Keep a party for each letter."""
    return [
        make_party(slug=letter, name=f"Example Party {letter}", abbreviation=letter.upper())
        for letter in letters
    ]


def make_hidden(parties) -> None:
    """Keep what several parties signed and no visitor may know."""
    make_statement(published=False, parties=parties)
    make_statement(published_at=LATER, parties=parties)
    make_statement(state=State.WITHDRAWN, withdrawal_reason="False.", parties=parties)


def cells(response) -> list[list[str]]:
    """Give the numbers of the matrix row by row."""
    rows = html.fromstring(response.content).xpath("//tbody/tr")
    return [[cell.text_content().strip() for cell in row.xpath("./td")] for row in rows]


def lines(response) -> list[dict[str, str]]:
    """Read the lines of a table."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


# The matrix


def test_matrix_counts_what_parties_signed_together_those_that_signed_most_first(client):
    a, b, c, alone = make_parties("a", "b", "c", "d")
    make_statement(parties=[a, b, c])
    make_statement(parties=[a, b])
    make_statement(parties=[b, c])
    make_statement(parties=[alone])
    make_statement(parties=[a])

    response = client.get(MATRIX)

    heads = html.fromstring(response.content).xpath("//thead//a")
    assert [head.text_content() for head in heads] == ["B", "A", "C"]
    assert cells(response) == [["3", "", "2", "2"], ["2", "2", "", "1"], ["2", "2", "1", ""]]


def test_matrix_counts_signatories_of_every_role_once(client):
    a, b = make_parties("a", "b")
    statement = make_statement(parties=[a, b])
    statement.signatures.create(party=b, role="signatory", position=9)

    assert Cosigning().together(a, b) == 1


def test_matrix_counts_public_statements_only(client):
    parties = make_parties("a", "b")
    make_hidden(parties)

    page = client.get(MATRIX).content.decode()

    assert "No statement signed by several parties is published here yet." in page
    assert lines(client.get(TABLE)) == []


@pytest.mark.parametrize("kind", NOT_SIGNED)
def test_matrix_leaves_out_what_only_names_or_collects_parties(kind):
    a, b = make_parties("a", "b")
    make_statement(parties=[a, b], kind=kind)

    assert Cosigning().together(a, b) == 0


def test_matrix_names_below_the_parties_that_it_has_no_room_for(client, monkeypatch):
    monkeypatch.setattr("statements.cosigning_views.MOST_SHOWN", 2)
    a, b, c = make_parties("a", "b", "c")
    make_statement(parties=[a, b, c])
    make_statement(parties=[a, b])

    response = client.get(MATRIX)

    page = html.fromstring(response.content)
    assert len(cells(response)) == 2
    assert page.xpath('//ul[@class="columns"]/li/a/@href') == ["/parties/cosigning/c/"]
    assert "2 of 3 parties" in response.content.decode()


def test_matrix_leads_to_the_page_of_each_pair(client):
    a, b = make_parties("a", "b")
    make_statement(parties=[a, b])

    links = html.fromstring(client.get(MATRIX).content).xpath("//td/a/@href")

    assert links == ["a/b/"] * 2


# A party


def test_partners_of_a_party_are_listed_with_numbers(client):
    a, b, c = make_parties("a", "b", "c")
    make_statement(parties=[a, b, c])
    make_statement(parties=[a, c])

    page = html.fromstring(client.get("/parties/cosigning/a/").content)

    rows = [(row[0].text_content(), row[2].text_content()) for row in page.xpath("//tbody/tr")]
    assert rows == [("Example Party c C", "2"), ("Example Party b B", "1")]


def test_party_that_signs_with_nobody_says_so_and_is_not_indexed(client):
    make_parties("a")

    page = client.get("/parties/cosigning/a/").content.decode()

    assert "No statement that it signed with another party is published here yet." in page
    assert '<meta name="robots" content="noindex">' in page


# Two parties


def test_pair_says_how_many_statements_and_since_when(client):
    parties = make_parties("a", "b")
    make_statement(parties=parties, issued=PartialDate(2011))
    shown = make_statement(parties=parties, issued=PartialDate(2009, 3))
    make_statement(parties=parties)
    make_hidden(parties)

    response = client.get("/parties/cosigning/a/b/")

    page = response.content.decode()
    assert "<h1>A and B: 3 joint statements, first in 2009</h1>" in page
    assert shown.get_absolute_url() in page
    assert response.context["histogram"].bars


def test_pair_that_signed_once_says_when(client):
    make_statement(parties=make_parties("a", "b"), issued=PartialDate(2009, 3))

    page = client.get("/parties/cosigning/a/b/").content.decode()

    assert "<h1>A and B: 1 joint statement, in 2009</h1>" in page


def test_pair_leads_to_a_list_of_as_many(client):
    a, b, c = make_parties("a", "b", "c")
    for parties in ([a, b], [a, b, c], [a, c], [b]):
        make_statement(parties=parties)
    make_statement(parties=[a, b], kind="news")

    response = client.get("/parties/cosigning/a/b/")

    of_list = client.get(response.context["list_url"])
    assert response.context["statement_count"] == of_list.context["count"] == 2


def test_pair_that_signed_nothing_says_so_and_is_not_indexed(client):
    make_parties("a", "b")

    page = client.get("/parties/cosigning/a/b/").content.decode()

    assert "A and B: 0 joint statements" in page
    assert "No statement is published here yet." in page
    assert '<meta name="robots" content="noindex">' in page


def test_pair_of_one_abbreviation_is_called_by_names(client):
    for slug in ("a", "b"):
        make_party(slug=slug, name=f"Example Party {slug}", abbreviation="EP")

    assert "Example Party a and Example Party b" in client.get(f"{MATRIX}a/b/").content.decode()


def test_pair_has_one_address(client):
    a, b = make_parties("a", "b")
    b.slug = "renamed"
    b.save()

    for address in ("b/a/", "renamed/a/", "a/b/"):
        response = client.get(MATRIX + address)
        assert (response.status_code, response["Location"]) == (301, f"{MATRIX}a/renamed/")
    assert client.get(f"{MATRIX}b/")["Location"] == f"{MATRIX}renamed/"
    assert a.slug == "a"


@pytest.mark.parametrize("address", ["a/a/", "a/nobody/", "nobody/"])
def test_pair_of_no_two_parties_is_404(client, address):
    make_parties("a")

    assert client.get(MATRIX + address).status_code == 404


# As data


def test_data_have_each_pair_once_with_its_years(client):
    a, b, c = make_parties("a", "b", "c")
    make_statement(parties=[a, b], issued=PartialDate(2019, 10, 18))
    make_statement(parties=[a, b], issued=PartialDate(2009))
    make_statement(parties=[b, c])

    first, second = lines(client.get(TABLE))

    assert (first["party_a"], first["party_b"], first["statements"]) == ("a", "b", "2")
    assert (first["first_year"], first["last_year"]) == ("2009", "2019")
    assert (second["party_a"], second["party_b"], second["first_year"]) == ("b", "c", "")


def test_data_hold_no_formula(client):
    parties = [make_party(name="=1+1"), make_party()]
    make_statement(parties=parties)

    (line,) = lines(client.get(TABLE))

    assert "'=1+1" in (line["name_a"], line["name_b"])


def test_data_refuse_what_they_do_not_know(client):
    response = client.get(TABLE, {"party": "a"})

    assert response.status_code == 400
    assert response.content.decode() == "This table has no filters: it holds all pairs."


# What it costs


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        (MATRIX, 3),  # blocks, what is scheduled, parties
        (TABLE, 3),
        (f"{MATRIX}a/", 4),  # and the party
        # The two parties; blocks, what is scheduled, the filter's parties; the newest statements
        # with their signatures, texts, topics, names of kinds.
        (f"{MATRIX}a/b/", 9),
    ],
)
def test_pages_take_a_fixed_number_of_queries(client, django_assert_num_queries, address, queries):
    parties = make_parties("a", "b", "c", "d")
    for year in (2001, 2002, 2003):
        make_statement(parties=parties, issued=PartialDate(year))

    client.get("/statements/")  # the index is read once

    with django_assert_num_queries(queries):
        assert b"".join(client.get(address))
