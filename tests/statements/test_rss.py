"""The feed: what readers get, and that it stays the same to them for ever."""

import datetime
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from lxml import etree

from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from statements.models import Signature, Statement
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db

DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


def read(client, address="/statements.rss", **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    return response, feedparser.parse(response.content)


def test_feed_parses_without_complaint_and_says_what_it_is(client):
    make_statement(title="A & B <c>")

    response, feed = read(client)

    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert not feed.bozo
    assert feed.version == "rss20"
    assert feed.feed.title == "Statements – IMCWP Archive"
    assert feed.feed.link == "http://testserver/statements/"
    assert feed.feed.language == "en"
    assert feed.feed.subtitle == "1 statement"
    assert feed.entries[0].title == "A & B <c>"


def test_item_carries_dates_authors_topics_languages_and_facts(client):
    party = make_party(name="Example Party of Land", abbreviation="EPL")
    statement = make_statement(
        parties=[party],
        topics=[make_topic(name="Peace")],
        meeting=make_meeting(city="Town"),
        issued=PartialDate(2019, 10),
        published_at=datetime.datetime(2020, 5, 4, 12, tzinfo=datetime.UTC),
        source="https://example.org/a",
    )
    make_text(statement, language="ar", title="", body="")
    Signature.objects.create(statement=statement, printed_name="Unknown Party", role="initiator")

    response, feed = read(client)

    item = etree.fromstring(response.content).find("channel/item")
    assert feed.entries[0].link == f"http://testserver{statement.get_absolute_url()}"
    assert parsedate_to_datetime(item.findtext("pubDate")) == statement.published_at
    assert [e.text for e in item.findall(f"{DC}creator")] == [
        "Unknown Party",
        "Example Party of Land (EPL)",
    ]
    assert [e.text for e in item.findall("category")] == ["Peace"]
    assert item.find("category").get("domain") == "http://testserver/topics/"
    assert [e.text for e in item.findall(f"{DC}language")] == ["ar"]
    for words in ("Issued: October 2019", "Meeting in Town", "Arabic", "https://example.org/a"):
        assert words in item.findtext("description")


def test_item_has_the_full_text_in_each_language_with_whole_links(client):
    statement = make_statement()
    make_text(statement, language="en", title="", body='<p>See <a href="/about/">us</a>.</p>')
    make_text(statement, language="ar", title="", body="<p>نص</p>")

    response, _feed = read(client)

    content = etree.fromstring(response.content).findtext(f"channel/item/{CONTENT}")
    assert '<div lang="en" dir="ltr"><p>See <a href="http://testserver/about/">us</a>' in content
    assert '<div lang="ar" dir="rtl"><p>نص</p></div>' in content


def test_guid_depends_on_the_number_alone(client, settings):
    party = make_party()
    statement = make_statement(title="Before", parties=[party])
    _response, before = read(client)

    settings.SITE_URL = "https://elsewhere.example"
    Statement.objects.update(title="After", state=State.DRAFT)
    Statement.objects.update(state=State.PUBLISHED, issued=PartialDate(2001))
    _response, after = read(client)

    assert before.entries[0].id == after.entries[0].id
    assert before.entries[0].id.startswith("urn:uuid:")
    assert not before.entries[0].guidislink
    assert after.entries[0].link == f"https://elsewhere.example/statements/{statement.pk}/after/"


def test_guid_of_statement_one_is_what_it_always_was(client):
    make_statement(number=1)

    _response, feed = read(client)

    assert feed.entries[0].id == "urn:uuid:d2e7c9cd-16c8-5ad4-b41c-dc6f1dbf2190"


def test_feed_orders_by_publication_and_hides_what_is_not_public(client):
    first = make_statement(issued=PartialDate(2019))
    second = make_statement(issued=PartialDate(1999))
    make_statement(published=False)
    make_statement(published_at=datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC))
    make_statement(state=State.WITHDRAWN, withdrawal_reason="Not authentic.")

    _response, feed = read(client)

    assert [entry.title for entry in feed.entries] == [second.title, first.title]


def test_feed_of_a_query_holds_what_the_list_holds(client):
    topic = make_topic(slug="t", name="Cuba")
    inside = make_statement(topics=[topic])
    make_statement()

    _response, feed = read(client, "/statements.rss?topic=t&kind=statement")

    assert [entry.title for entry in feed.entries] == [inside.title]
    assert feed.feed.title == "Statements about Cuba of the kind statement – IMCWP Archive"
    assert feed.feed.link == "http://testserver/statements/?topic=t&kind=statement"


def test_blank_value_widens_no_feed(client):
    inside = make_statement(title="Peace")
    make_statement(title="Trade")

    for query in ("q=peace&q=", "q=&q=peace"):
        _response, feed = read(client, f"/statements.rss?{query}")

        assert [entry.title for entry in feed.entries] == [inside.title]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("topic=nothing", "Topic: There is no topic “nothing”."),
        ("date_after=soon", "“soon” is not a date"),
        ("topci=cuba", "“topci” is not a filter of this list."),
    ],
)
def test_wrong_query_is_400_with_a_sentence(client, query, sentence):
    response = client.get(f"/statements.rss?{query}")

    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_unknown_form_of_the_list_is_404(client):
    assert client.get("/statements.doc").status_code == 404


def test_long_feed_goes_on_page_by_page(client, monkeypatch):
    monkeypatch.setattr("statements.renderings.rss.PAGE_LENGTH", 2)
    statements = [make_statement() for _n in range(3)]

    response, feed = read(client, "/statements.rss?kind=statement")
    _response, older = read(client, "/statements.rss?kind=statement&page=2")

    links = {
        e.get("rel"): e.get("href")
        for e in etree.fromstring(response.content).findall(f"channel/{ATOM_LINK}")
    }
    here = "http://testserver/statements.rss?kind=statement"
    assert links == {
        "self": here,
        "first": here,
        "last": f"{here}&page=2",
        "next": f"{here}&page=2",
    }
    titles = [entry.title for entry in feed.entries + older.entries]
    assert titles == [statement.title for statement in reversed(statements)]
    for number in ("3", "0", "minus"):
        answer = client.get(f"/statements.rss?page={number}")
        assert answer.status_code == 400
        assert "page" in answer.content.decode()


def test_reader_who_has_the_feed_gets_304(client):
    statement = make_statement()
    response, _feed = read(client)

    by_tag = client.get("/statements.rss", headers={"if-none-match": response["ETag"]})
    by_time = client.get(
        "/statements.rss", headers={"if-modified-since": response["Last-Modified"]}
    )
    statement.title = "Corrected"
    statement.save()
    corrected = client.get("/statements.rss", headers={"if-none-match": response["ETag"]})

    assert (by_tag.status_code, by_time.status_code, corrected.status_code) == (304, 304, 200)
    assert by_tag.content == b""


def test_draft_changes_nothing_for_readers(client):
    make_statement()
    response, _feed = read(client)

    make_statement(published=False)

    again = client.get("/statements.rss", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert again["Last-Modified"] == response["Last-Modified"]


def test_item_has_the_title_that_its_page_has(client):
    statement = make_statement()
    make_text(statement, language="el", title="Τίτλος", status="official")
    make_text(statement, language="en", title="The English title")

    _response, feed = read(client)

    page = client.get(statement.get_absolute_url())
    assert feed.entries[0].title == page.context["heading"]["text"] == "The English title"


def test_character_that_no_feed_can_hold_is_left_out(client):
    make_statement(title="Before\x0bafter")

    _response, feed = read(client)

    assert feed.entries[0].title == "Beforeafter"


def test_renamed_party_changes_the_tag(client):
    party = make_party()
    make_statement(parties=[party])
    response, _feed = read(client)

    party.name = "Another Example Party"
    party.save()

    again = client.get("/statements.rss", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 200


def test_feed_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for _n in range(5):
        make_text(make_statement(parties=[make_party()], topics=[make_topic()]))

    client.get("/statements.rss")

    # Blocks, what is scheduled, the last change and publication, the order; statements, signatures,
    # texts, topics; names of kinds.
    with django_assert_num_queries(10):
        client.get("/statements.rss")


def test_feed_is_cacheable_sets_no_cookie_and_is_open_to_other_sites(client):
    make_statement()

    response, _feed = read(client)

    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_old_feed_address_leads_to_the_feed_with_its_query(client):
    response = client.get("/feed/?topic=cuba")

    assert response.status_code == 301
    assert response["Location"] == "/statements.rss?topic=cuba"


def test_empty_feed_is_valid(client):
    _response, feed = read(client)

    assert not feed.bozo
    assert feed.entries == []


def test_feed_leads_footnotes_to_the_page_of_the_text(client):
    note = '<ol><li id="fn-1">Note <a href="#fnref-1">↩</a></li></ol>'
    text = make_text(body=f'<p>A<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>{note}')

    feed = client.get("/statements.rss").content.decode()

    assert f"{text.get_absolute_url()}#fn-en-1" in feed
    assert 'href="#' not in feed
    assert "&quot;#" not in feed
