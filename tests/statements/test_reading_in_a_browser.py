"""The page of a statement in Chromium: its policy, links of paragraphs, and paper."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_statement, make_text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def text():
    parts = (f"<h2>Part {n}</h2><p>The words of part {n}. {'More. ' * 90}</p>" for n in range(6))
    text = make_text(make_statement(), language="en", body="".join(parts))
    make_text(text.statement, language="ar", title="عنوان", body="<p>نص</p>")
    return text


def test_link_of_a_paragraph_is_seen_by_pointer_and_keyboard_and_marks_it(
    page, live_server, console_errors, text
):
    page.goto(live_server.url + text.get_absolute_url())
    paragraph = page.locator(".text p").nth(3)
    link = paragraph.get_by_role("link", name="Paragraph 8")
    expect(link).to_have_css("opacity", "0")

    paragraph.hover()
    expect(link).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    link.focus()
    page.keyboard.press("Enter")

    assert page.url.endswith(paragraph.get_attribute("id"))
    expect(paragraph).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    assert console_errors == []


def test_contents_lead_to_headings_and_nothing_scrolls_sideways(page, live_server, text):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(live_server.url + text.get_absolute_url())

    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Part 5").click()

    expect(page.get_by_role("heading", name="Part 5")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_paper_has_the_citation_and_no_navigation(page, live_server, text):
    page.emulate_media(media="print")
    page.goto(live_server.url + text.get_absolute_url())

    expect(page.locator(".colophon")).to_contain_text(f"/s/{text.statement_id}")
    for hidden in (".contents", ".texts", ".cite", ".text a:empty >> nth=0"):
        expect(page.locator(hidden)).to_be_hidden()


def test_two_texts_stand_beside_each_other_or_one_below_the_other(page, live_server, text):
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto(live_server.url + text.statement.get_absolute_url())
    page.get_by_role("link", name="Two side by side").click()
    left, right = (page.locator(".pair >> nth=1 >> div").nth(n) for n in (0, 1))
    wide = left.bounding_box(), right.bounding_box()
    page.set_viewport_size({"width": 320, "height": 700})
    narrow = left.bounding_box(), right.bounding_box()

    assert wide[0]["y"] == wide[1]["y"]
    assert narrow[0]["x"] == narrow[1]["x"]
    assert page.evaluate("document.documentElement.scrollWidth") == 320
