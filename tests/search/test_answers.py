"""The answers to a search: passages, records, and the page of them all."""

from urllib.parse import quote

import pytest
from lxml import etree

from imcwp_site.dates import PartialDate
from parties.models import PartyName
from statements.index.shape import Level
from statements.models import Attachment
from statements.search import matching
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic
from tests.search.asking import page_of, words_of
from tests.search.texts import saying

pytestmark = pytest.mark.django_db


# Passages


def test_row_shows_the_passage_with_marks_in_its_direction(client):
    statement = make_statement(title="On peace")
    body = f"<p>{'other words ' * 50}<b>والسلام</b> &amp; <i>peace</i></p>"
    make_text(statement, language="ar", title="x", body=body)

    row = page_of(client, "سلام", "/statements/").find_class("passage")[0]

    assert row.find("span").attrib == {"lang": "ar", "dir": "rtl"}
    assert words_of(row.iter("mark")) == ["والسلام"]
    assert row.text_content().endswith("& peace")


def test_row_marks_the_words_of_its_title(client):
    make_statement(title="War & peace")

    title = page_of(client, "peace", "/statements/").find_class("title")[0]

    assert title.text_content() == "War & peace"
    assert words_of(title.iter("mark")) == ["peace"]


def test_words_that_stand_only_in_a_file_are_shown_with_its_name(client):
    saying("Seven zeppelins over the harbour", level=Level.FILE)
    file = Attachment.objects.get()

    passage = page_of(client, "zeppelin", "/statements/").find_class("passage")[0]

    assert passage.text_content() == "In the file scan.pdf: Seven zeppelins over the harbour"
    assert passage.find(".//a").get("href") == file.get_absolute_url()


# Parties, meetings and topics


SPOKEN = {
    "nuclear": ["Nuclear weapons"],
    "armas": ["Nuclear weapons as Armas nucleares"],
    "tshwane": ["Meeting 12, Tshwane 2010"],
}


def test_records_are_found_by_names_and_notes_the_best_first(client):
    party = make_party(name="Example Party of Freedonia", abbreviation="EPF")
    PartyName.objects.create(party=party, kind="former", text="League of the Steppe")
    topic = make_topic(name="Steppe", slug="steppe")
    make_topic(name="Nature", slug="nature", scope_note="Forest, steppe and sea")
    make_statement(topics=[topic])

    page = page_of(client, "steppe")

    found = [
        words_of(page.xpath(f".//section[h2/@id='{kind}']//li")) for kind in ("party", "topic")
    ]
    assert found == [
        ["Example Party of Freedonia (EPF) as League of the Steppe"],
        ["Steppe 1 statement", "Nature"],
    ]
    assert words_of(page.find_class("totals")) == ["Statements 1 Parties 1 Meetings 0 Topics 2"]


def test_another_name_is_told_where_the_one_that_is_shown_does_not_hold_the_words(client):
    make_topic(name="Nuclear weapons", name_es="Armas nucleares", slug="nuclear")
    make_meeting(kind="ordinary", number=12, city="Tshwane", start=PartialDate(2010))

    spoken = {q: words_of(page_of(client, q).xpath(".//section//li")) for q in SPOKEN}

    assert spoken == SPOKEN


def test_more_records_than_the_best_few_are_folded_away(client):
    for n in range(7):
        make_party(name=f"Example Party of Land {n}")

    page = page_of(client, "example")

    assert words_of(page.iter("summary")) == ["2 more"]
    assert len(page.xpath(".//details//li")) == 2


def test_statements_are_found_by_the_country_of_a_party_in_any_language_of_the_site(client):
    saying("peace", parties=[make_party(name="Example Party", country="DE")])

    for country in ("Germany", "Alemania", "ألمانيا", "Германия"):
        assert len(page_of(client, country).find_class("rows")[0]) == 1, country


def test_party_is_found_by_what_it_is_called_in_other_languages_and_shown_by_its_own_name(client):
    make_party(name="Example Communist Party", abbreviation="ECP", country="GR")
    make_party(name="Example League of Greece", country="GR")
    make_party(name="Example Communist Party of Vietnam", abbreviation="ECPV", country="VN")

    for q in (
        "partido comunista griego",
        "компартия Греции",
        "希腊共产党",
        "Yunan komünist partisi",
    ):
        found = page_of(client, q).xpath(".//section[h2/@id='party']//li")
        assert words_of(found) == ["Example Communist Party (ECP) Greece"], q


# The pages


def test_search_keeps_what_was_typed_and_says_what_is_wrong(client):
    page = page_of(client, "???", status=400)

    assert page.xpath(".//input[@name='q']/@value") == ["???"]
    assert words_of(page.find_class("errorlist")) == ["There is no word to look for in “???”."]


def test_search_drops_none_of_what_is_asked_silently(client):
    make_statement(title="Peace")

    several = page_of(client, "peace", more="&q=war", status=400)
    blank = page_of(client, "peace", more="&q=")
    other = page_of(client, "peace", more="&topic=cuba")

    assert "Give one value here, not several." in several.text_content()
    assert "Peace" in words_of(blank.find_class("title"))[0]
    assert "no such filter: topic." in " ".join(other.text_content().split())


def test_list_names_a_wrong_query_beside_its_box_and_the_feed_refuses_it(client):
    page = page_of(client, '-"war"', "/statements/", status=400)
    feed = client.get("/statements.rss?q=-war")

    assert words_of(page.find_class("errorlist")) == [
        "Say also what to find, not only what to leave out."
    ]
    assert feed.status_code == 400
    assert feed.content.decode().startswith("Words: Say also what to find")


def test_words_that_were_left_out_are_named_on_the_page_and_refused_in_the_feed(client):
    q = " ".join(f"word{n}" for n in range(13))

    assert "Left out: “word12”" in page_of(client, q, "/statements/").text_content()
    assert client.get(f"/statements.rss?q={quote(q)}").status_code == 400


def test_what_is_too_much_for_this_archive_is_said_in_page_and_feed_and_refused_in_neither(
    client, monkeypatch
):
    monkeypatch.setattr(matching, "MOST_CANDIDATES", 0)
    saying("A race of arms")

    page = page_of(client, '"arms race"', "/statements/")
    feed = client.get("/statements.rss", {"q": '"arms race"'})

    assert "so they are found in any order" in page.text_content()
    assert feed.status_code == 200
    assert feed.content.decode().count("<item>") == 1
    assert "so they are found in any order" in feed.content.decode()


def test_every_page_has_the_box_and_no_search_is_indexed_or_sets_a_cookie(client):
    saying("peace")

    response = client.get("/search/?q=peace")

    assert b'name="robots" content="noindex"' in response.content
    assert not response.cookies
    assert b'<form class="search" action="/search/" role="search">' in client.get("/").content


def test_browsers_are_told_how_to_search(client):
    response = client.get("/opensearch.xml")

    urls = etree.fromstring(response.content).findall("{*}Url")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert urls[0].get("template") == "http://testserver/search/?q={searchTerms}"


def test_search_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    def add_statements():
        for _ in range(4):
            saying("peace", parties=[make_party()], topics=[make_topic()])
        client.get("/search/?q=peace")  # and the facts are known

    add_statements()
    with django_assert_num_queries(13):
        client.get("/search/?q=peace")
    add_statements()
    with django_assert_num_queries(13):
        client.get("/search/?q=peace")
    # Words like it with those that have them, and all that "peace" itself takes on top.
    with django_assert_num_queries(20):
        client.get("/search/?q=paece")


def test_list_with_words_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for _ in range(4):
        saying("peace", parties=[make_party()], topics=[make_topic()])
    client.get("/statements/")

    # of the list 10; names, words, leads
    with django_assert_num_queries(13):
        client.get("/statements/?q=peace")
