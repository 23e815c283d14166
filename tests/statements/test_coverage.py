"""Which statements exist in which languages."""

import pytest
from lxml import html

from tests.factories import make_meeting, make_statement, make_text

pytestmark = pytest.mark.django_db


def table(response) -> list[list[str]]:
    """Give the cells of the first table of a page, without what is drawn."""
    (first, *_others) = html.fromstring(response.content).xpath("//table[@class='figures']")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in first.iter("tr")]


def test_languages_are_counted_by_status_and_by_what_is_here(client):
    statement = make_statement(issued="2019")
    make_text(statement, language="en", status="original")
    make_text(statement, language="es", status="official")
    make_text(make_statement(issued="2021"), language="es", status="machine")
    make_text(make_statement(), language="es", title="", body="")
    make_text(make_statement(published=False), language="fr")

    response = client.get("/languages/")

    assert table(response) == [
        [
            *("Language", "Statements", "By year", "Text here"),
            *("Original", "Official translation", "Machine translation", "Not said"),
        ],
        ["español Spanish", "3", "", "2", "", "1", "1", "1"],
        ["English", "1", "", "1", "1", "", "", ""],
    ]


def test_number_of_a_language_is_that_of_the_list_it_leads_to(client):
    for code in ("en", "en", "ar"):
        make_text(make_statement(), language=code)

    page = html.fromstring(client.get("/languages/").content)

    for link in page.xpath("//table//td/a"):
        assert client.get(link.get("href")).context["count"] == int(link.text)


def test_catalogue_records_and_records_of_several_languages_are_counted(client):
    catalogued = make_statement()
    make_text(catalogued, language="en", title="", body="")
    make_text(catalogued, language="pt", title="", body="")
    make_text(make_statement())
    make_statement()

    totals = client.get("/languages/").context["coverage"].totals

    assert totals == {"all": 3, "here": 1, "elsewhere": 2, "several": 1, "unknown": 1}


def test_years_of_a_language_are_drawn_and_counted(client):
    for issued in ("2019", "2021-05", "2021-06-01", ""):
        make_text(make_statement(issued=issued), language="el")

    response = client.get("/languages/")

    rows = html.fromstring(response.content).xpath("//details//tr")
    assert [cell.text_content().strip() for cell in rows[1]] == ["Greek", "1", "", "2"]
    assert b'd="M0 20V' in response.content


def test_archive_without_texts_says_so(client):
    make_statement()

    page = client.get("/languages/").content.decode()

    assert "No text is recorded yet." in page
    assert "<table" not in page


def test_changed_text_is_counted_anew(client):
    text = make_text(language="en", status="", body="")
    client.get("/languages/")
    text.delete()
    make_text(text.statement, language="en", status="original", body="<p>Words.</p>")

    (language,) = client.get("/languages/").context["coverage"].languages

    assert len(language.here) == 1
    assert language.status_of(text.statement_id) == "original"


def test_meeting_shows_for_each_statement_how_it_exists_in_each_language(client):
    meeting = make_meeting(slug="first")
    here = make_statement(title="Here", meeting=meeting, issued="2019-10-18")
    elsewhere = make_statement(title="Elsewhere", meeting=meeting, issued="2019-10-17")
    make_text(here, language="en", status="original")
    make_text(here, language="ar", status="unofficial", title="", body="")
    make_text(elsewhere, language="en", title="", body="")
    make_text(make_statement(title="Of no meeting"), language="ru")

    response = client.get("/meetings/first/languages/")

    assert table(response) == [
        ["Statement", "English", "Arabic"],
        ["Number", "2", "1"],
        ["Here", "original", "unofficial translation, at the source"],
        ["Elsewhere", "at the source", ""],
    ]
    links = html.fromstring(response.content).xpath("//table//td/a/@href")
    assert links == [
        "/statements/?meeting=first&language=en",
        "/statements/?meeting=first&language=ar",
        f"/statements/{here.pk}/here/en/",
    ]


def test_statements_of_a_meeting_are_named_in_the_language_of_the_reader(client):
    statement = make_statement(title="On peace", meeting=make_meeting(slug="first"))
    make_text(statement, language="es", title="Sobre la paz")

    of_reader, of_archive = (
        html.fromstring(client.get(f"/{code}/meetings/first/languages/").content)
        for code in ("es", "ar")
    )

    assert of_reader.xpath("//tbody//th/a/text()") == ["Sobre la paz"]
    assert of_archive.xpath("//tbody//th/a/span[@lang='en']/text()") == ["On peace"]


def test_meeting_without_statements_says_so_and_an_unknown_one_is_404(client):
    make_meeting(slug="first")

    assert (
        "No document of this meeting" in client.get("/meetings/first/languages/").content.decode()
    )
    assert client.get("/meetings/second/languages/").status_code == 404


def test_languages_take_a_fixed_number_of_queries(client, django_assert_num_queries):
    meeting = make_meeting(slug="first")
    for code in ("en", "ar", "ru", "el"):
        make_text(make_statement(meeting=meeting), language=code)
    client.get("/languages/")  # the index is read once

    with django_assert_num_queries(3):
        client.get("/languages/")
    with django_assert_num_queries(7):
        client.get("/meetings/first/languages/")
