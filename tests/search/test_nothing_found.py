"""What a page says where nothing was asked, or nothing is found."""

import pytest

from imcwp_site.dates import PartialDate
from tests.factories import make_meeting, make_party, make_statement, make_topic
from tests.search.asking import page_of, words_of
from tests.search.texts import saying

pytestmark = pytest.mark.django_db


def test_search_without_words_shows_examples_that_find_something(client):
    party = make_party(name="Example Party of Freedonia", abbreviation="EPF")
    meeting = make_meeting(kind="ordinary", number=3, city="Izmir", start=PartialDate(2019, 10))
    topic = make_topic(name="Steppe")
    make_statement(parties=[party], topics=[topic], meeting=meeting, issued=PartialDate(2019, 10))
    make_statement(topics=[topic])

    links = page_of(client, "").xpath(".//dl//a")

    assert len(links) == 9
    for link in links:
        assert page_of(client, link.text).find_class("rows"), link.text


def test_search_of_an_empty_archive_says_what_can_be_asked(client):
    assert "Statements are found by their words" in page_of(client, "").text_content()
    assert "Nothing in the archive has these words" in page_of(client, "peace").text_content()


def test_list_that_words_alone_leave_empty_says_how_to_search(client):
    make_statement(parties=[make_party(abbreviation="EPF")])

    page = page_of(client, "zzzz", "/statements/")

    assert words_of(page.find_class("empty")[0].findall("p"))[0] == (
        "No statement is found by these words. Another form, another spelling or another language "
        "of a word may find more. Show all statements"
    )
    assert page.xpath(".//dl[@class='examples']//a")
    assert "There would be" not in page.text_content()


def test_words_in_an_empty_list_with_filters_are_said_as_they_are_typed(client):
    make_statement(topics=[make_topic(slug="t", name="Steppe")])
    saying("an arms race for peace")

    page = page_of(client, '"arms race" peace', "/statements/", more="&topic=t")

    assert words_of(page.find_class("empty")[0].findall(".//li")) == [
        '1 statement without the words "arms race" peace',
        "1 statement without “Steppe”",
        "2 statements in the whole archive",
    ]


def test_search_that_finds_something_nearby_shows_no_zeros_and_no_help(client):
    saying("a lighthouse by the sea")

    page = page_of(client, "lighthouse zzzz")

    assert words_of(page.find_class("totals")) == ["Statements 1 Parties 0 Meetings 0 Topics 0"]
    assert words_of(page.find_class("notice")) == [
        "Nothing has all of these words. This is found by lighthouse:"
    ]
    assert not page.find_class("examples")


def test_search_that_finds_nothing_at_all_shows_what_can_be_asked_instead_of_zeros(client):
    make_statement(parties=[make_party(abbreviation="EPF")])

    page = page_of(client, "zzzz")

    assert not page.find_class("totals")
    assert page.xpath(".//dl[@class='examples']//a")
