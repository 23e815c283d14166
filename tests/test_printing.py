"""Pages on paper: upright, but for the matrix of all parties at all meetings."""

import pypdfium2
import pytest
from django.urls import reverse

from imcwp_site.dates import PartialDate
from meetings.models import Participation
from statements import versions
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(page):
    """A function that prints a page on A4, and gives the width and height of each sheet."""

    def sheets(address: str) -> list[tuple[float, float]]:
        page.goto(address)
        printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, format="A4"))
        return [sheet.get_size() for sheet in printed]

    return sheets


def test_party_with_its_topics_by_year_is_printed_upright(paper):
    party, topic = make_party(), make_topic()
    for year in range(1999, 2025):
        make_statement(parties=[party], topics=[topic], issued=PartialDate(year))

    sheets = paper(party.get_absolute_url())

    assert all(width < height for width, height in sheets)


def test_parties_at_meetings_are_printed_across(paper):
    Participation.objects.create(
        party=make_party(),
        meeting=make_meeting(start=PartialDate(2001)),
        role=Participation.Role.DELEGATION,
    )

    sheets = paper(reverse("meetings:participation"))

    assert all(width > height for width, height in sheets)


def test_what_only_a_screen_can_use_is_not_printed(page):
    topic = make_topic()
    for year in (2001, 2002):
        make_statement(topics=[topic], issued=PartialDate(year))
    page.emulate_media(media="print")

    page.goto(reverse("topics:list"))

    assert page.locator("details, button").count() > 0
    assert page.locator("details:visible, button:visible").count() == 0


def test_numbers_of_all_values_are_printed_under_a_long_query_too(page):
    topics = [make_topic() for _ in range(6)]
    make_statement(topics=topics)
    query = "&".join(f"topic={topic.slug}" for topic in topics)
    page.emulate_media(media="print")

    page.goto(f"{reverse('statements:choose', args=['kind'])}?{query}")

    assert page.locator(".facet button:visible").count() == 1
    assert page.locator("button:visible").count() == 1


def test_what_a_reader_has_opened_is_printed(page):
    topic = make_topic()
    for year in (2001, 2002):
        make_statement(topics=[topic], issued=PartialDate(year))
    page.goto(reverse("topics:list"))
    page.locator("main summary").click()

    page.emulate_media(media="print")

    assert page.locator("main details table").is_visible()


def test_paragraphs_that_stayed_are_printed_without_being_opened(page):
    statement = make_statement()
    make_text(statement, language="en")
    versions.record(statement, note="Entered")
    make_text(statement, language="ar", body="<p>نص</p>")
    versions.record(statement, note="Translated")
    page.emulate_media(media="print")

    page.goto(f"{statement.get_absolute_url()}versions/2/?against=1")

    assert page.locator(".difference details").is_visible()


def kept_whole(page, selector: str) -> bool:
    """Tell whether the first of these stays on one sheet."""
    return page.locator(selector).first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"


def test_neither_a_meeting_nor_the_picture_of_all_is_printed_across_two_sheets(page):
    make_meeting(start=PartialDate(2001))
    page.emulate_media(media="print")

    page.goto(reverse("meetings:list"))

    assert kept_whole(page, ".meetings > li")
    assert kept_whole(page, ".histogram")


def test_headings_of_two_texts_are_printed_with_what_follows(page):
    statement = make_statement()
    for language in ("en", "fr"):
        make_text(statement, language=language, body="<h2>Part</h2><p>Words.</p>")
    page.emulate_media(media="print")

    page.goto(f"{statement.get_absolute_url()}compare/")

    rows = page.locator(".pair")
    breaks = [row.evaluate("e => getComputedStyle(e).breakAfter") for row in rows.all()]
    assert breaks == ["avoid", "avoid", "auto"]
