"""Numbers of things in the form of the interface language; years and names as they are."""

import json
import re

import pytest
from babel.numbers import format_decimal
from django.template import Context, Template
from django.utils.translation import ngettext, override
from lxml import html

from imcwp_site.counts import Count
from imcwp_site.dates import PartialDate
from imcwp_site.languages import INTERFACE
from imcwp_site.publishing import State
from statements.models import Signature, Statement, StatementTopic
from tests.factories import (
    FIRST_PUBLICATION,
    index,
    make_editor,
    make_meeting,
    make_party,
    make_topic,
)

NUMBERS = (0, 999, 1000, 1234, 9999, 10_000, 12_345, 911_870, 1_234_567)
COUNTED = (
    "{% load i18n %}{% blocktranslate count number=total|counted %}{{ number }} statement"
    "{% plural %}{{ number }} statements{% endblocktranslate %}"
)
IN_BROWSER = """([languages, numbers]) => Object.fromEntries(languages.map((language) => [
    language, numbers.map((one) => one.toLocaleString(language, {numberingSystem: "latn"}))]))"""
MANY, FIRST_NUMBER, YEAR = 1_234, 5_001, 2019


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "0|999|1,000|1,234|12,345|1,234,567"),
        ("es", "0|999|1000|1234|12.345|1.234.567"),
        ("fr", "0|999|1\u202f000|1\u202f234|12\u202f345|1\u202f234\u202f567"),
        ("ru", "0|999|1\u00a0000|1\u00a0234|12\u00a0345|1\u00a0234\u00a0567"),
    ],
)
def test_count_is_written_as_the_language_does(language, written):
    numbers = (0, 999, 1000, 1234, 12_345, 1_234_567)

    with override(language):
        assert "|".join(str(Count(number)) for number in numbers) == written


@pytest.mark.parametrize("language", INTERFACE)
def test_count_is_written_as_by_babel_but_for_what_it_does_not_know(language):
    numbers = [n for n in NUMBERS if language != "es" or not 1000 <= n < 10_000]

    with override(language):
        written = [str(Count(number)) for number in numbers]

    assert written == [format_decimal(number, locale=language) for number in numbers]


def test_count_without_a_language_is_written_in_english():
    with override(None):
        assert str(Count(12_345)) == "12,345"


@pytest.mark.parametrize("number", NUMBERS)
def test_data_and_addresses_have_plain_digits(number):
    count = Count(number)

    assert (json.dumps(count), repr(count), f"{count:d}") == (str(number),) * 3


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "12,345 statements"),
        ("es", "12.345 declaraciones"),
        ("ru", "12\u00a0345 заявлений"),
        ("ar", "12,345 بيانًا"),
    ],
)
def test_count_in_a_sentence_keeps_its_plural(language, written):
    with override(language):
        in_template = Template(COUNTED).render(Context({"total": 12_345}))
        in_python = ngettext("%(number)s statement", "%(number)s statements", 12_345)

        assert in_template == in_python % {"number": Count(12_345)} == written


def test_browser_writes_numbers_as_the_server_does(browser):
    page = browser.new_page()
    written = {}
    for language in INTERFACE:
        with override(language):
            written[language] = [str(Count(number)) for number in NUMBERS]

    in_browser = page.evaluate(IN_BROWSER, [list(INTERFACE), list(NUMBERS)])
    page.close()

    assert in_browser == written


# On pages

PAGES = (
    "/",
    "/statements/",
    "/statements/?party=many",
    "/statements/2019/10/",
    "/statements/?topic=many&q=example",
    "/statements/?topic=many&language=fr&language=-en&country=-CU&party=-other",
    "/statements/choose/party/",
    f"/statements/{FIRST_NUMBER}/",
    "/calendar/2019/10/",
    "/calendar/10-18/",
    "/languages/",
    "/meetings/many/languages/",
    "/topics/",
    "/topics/many/",
    "/meetings/",
    "/meetings/many/",
    "/parties/",
    "/parties/many/",
    "/parties/cosigning/",
    "/parties/cosigning/many/",
    "/parties/cosigning/many/other/",
    "/search/?q=example",
)


@pytest.fixture
def many():
    """Statements of one day, on one topic, at one meeting, that the same two parties signed.

    No name of them has a number in it.
    """
    topic, meeting = make_topic(slug="many", name="Topic"), make_meeting(slug="many", city="Town")
    parties = [
        make_party(slug=name, name=f"Example Party of {name}", abbreviation=name.upper())
        for name in ("many", "other")
    ]
    statements = Statement.objects.bulk_create(
        Statement(
            number=number,
            kind=Statement.Kind.JOINT_STATEMENT,
            title=f"Example {number}",
            issued=PartialDate(YEAR, 10, 18),
            meeting=meeting,
            state=State.PUBLISHED,
            published_at=FIRST_PUBLICATION,
        )
        for number in range(FIRST_NUMBER, FIRST_NUMBER + MANY)
    )
    Signature.objects.bulk_create(
        Signature(statement=statement, party=party, position=position)
        for statement in statements
        for position, party in enumerate(parties, start=1)
    )
    StatementTopic.objects.bulk_create(
        StatementTopic(statement=statement, topic=topic) for statement in statements
    )
    index(*statements)
    return statements


def words(client, address: str) -> str:
    """Give what is read on a page, without its attributes."""
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return " ".join(" ".join(html.fromstring(response.content.decode()).itertext()).split())


def bare_numbers(text: str) -> set[int]:
    """Give the numbers of four digits and more that are neither years nor statements."""
    numbers = set(map(int, re.findall(r"\d{4,}", text)))
    return numbers - {*range(1990, 2030)} - {*range(FIRST_NUMBER, FIRST_NUMBER + MANY)}


@pytest.mark.django_db
def test_pages_print_many_things_in_groups_and_years_and_numbers_bare(client, many):
    pages = {address: words(client, address) for address in PAGES}
    in_french = client.get("/fr/statements/").content.decode()

    assert {address: bare for address, text in pages.items() if (bare := bare_numbers(text))} == {}
    assert [address for address, text in pages.items() if "1,2" not in text] == []
    assert "1,234 statements" in pages["/statements/"]
    assert "October 2019" in pages["/statements/2019/10/"]
    assert f"Number {FIRST_NUMBER} " in pages[f"/statements/{FIRST_NUMBER}/"]
    assert "1\u202f234 déclarations" in in_french


@pytest.mark.django_db
def test_feed_says_many_in_groups_and_data_have_plain_digits(client, many):
    feed = client.get("/statements.rss").content.decode()
    record = client.get(f"/statements/{FIRST_NUMBER}.json").json()
    pairs = b"".join(client.get("/parties/cosigning.csv")).decode()

    assert "<description>1,234 statements" in feed
    assert record["number"] == FIRST_NUMBER
    assert ",1234" in pairs


@pytest.mark.django_db
def test_list_of_the_desk_says_many_in_groups(client, many):
    client.force_login(make_editor(username="editor"))

    page = words(client, "/admin/statements/statement/")

    assert "1,234 statements" in page
    assert bare_numbers(page) == set()
