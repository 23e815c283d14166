"""What visitors come for, done in a real browser: with and without JavaScript, on a phone too."""

import feedparser
import pytest

from tests.conftest import PATIENCE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("live_archive"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(params=["desktop", "phone", "without JavaScript"])
def visitor(request, browser, live_server):
    """A page of a visitor, as wide as a desk or a phone, with or without JavaScript."""
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360 if request.param == "phone" else 1280, "height": 800},
        java_script_enabled=request.param != "without JavaScript",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.complaints = []
    page.on("console", lambda message: page.complaints.extend(complaints_in(message)))
    yield page
    assert page.complaints == []
    assert context.cookies() == []
    context.close()


def complaints_in(message) -> list[str]:
    """Give an error in the console; that a page came with status 400 is no error of the page."""
    return [message.text] if message.type == "error" and " 400 " not in message.text else []


def open_filter(page):
    """Unfold the filter where it is folded."""
    page.wait_for_load_state()
    if not page.get_by_label("Issued since").is_visible():
        page.locator("summary").filter(has_text="Filter").first.click()


def test_visitor_filters_by_topic_and_date_and_opens_a_statement(visitor):
    visitor.goto("/")
    visitor.get_by_role("navigation").get_by_role("link", name="Statements").first.click()

    open_filter(visitor)
    visitor.get_by_role("checkbox", name="Syria").check()
    visitor.get_by_label("Issued since").fill("2018-04")
    visitor.get_by_label("Issued until").fill("2018-04")
    visitor.get_by_role("button", name="Show statements").click()

    heading = visitor.get_by_role("heading", level=1).inner_text()
    assert heading.endswith("about Syria, April 2018")
    visitor.get_by_role(
        "link", name="Joint statement on the bombing of Syria by three states"
    ).click()
    assert (
        "Joint statement on the bombing of Syria"
        in visitor.get_by_role("heading", level=1).inner_text()
    )
    assert visitor.get_by_text("April 2018").first.is_visible()


def test_visitor_corrects_a_date_that_is_wrong(visitor):
    visitor.goto("/statements/?date_after=last+year&topic=syria")

    open_filter(visitor)
    since = visitor.get_by_label("Issued since")
    assert since.input_value() == "last year"
    assert visitor.get_by_text("“last year” is not a date").first.is_visible()
    since.fill("2018")
    visitor.get_by_role("button", name="Show statements").click()

    assert "about Syria, since 2018" in visitor.get_by_role("heading", level=1).inner_text()


def test_visitor_follows_the_feed_of_what_is_listed(visitor):
    visitor.goto("/statements/?topic=cuba")

    link = visitor.locator('a[href^="/statements.rss?topic=cuba"]').first
    discovery = visitor.locator('link[rel="alternate"][type][href*="topic=cuba"]').first
    answer = visitor.request.get(link.get_attribute("href"))

    assert discovery.get_attribute("type") == "application/rss+xml"
    assert answer.status == 200
    feed = feedparser.parse(answer.body())
    assert feed.feed.title.startswith("Statements about Cuba")
    listed = visitor.get_by_role("heading", level=1).inner_text().split()[0]
    assert str(len(feed.entries)) == listed
