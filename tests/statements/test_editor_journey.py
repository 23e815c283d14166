"""An editor at work, in a real browser, from signing in to the public page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from statements import versions
from statements.models import Statement
from tests.factories import (
    PASSWORD,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(page):
    """The desk, after signing in by keyboard."""
    editor = make_editor()
    page.goto("/admin/")
    expect(page.locator("#id_username")).to_be_focused()
    page.keyboard.type(editor.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Editors’ desk")).to_be_visible()
    return page


def choose(page, box: str, typed: str, offered: str) -> None:
    """Open the search box labelled by its `box`, type, and take what is offered, by keyboard."""
    field = page.locator(f"#{box} + .select2 .select2-selection")
    field.focus()
    field.press("Enter")
    page.locator(".select2-search__field").press_sequentially(typed)
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text(offered)
    page.keyboard.press("Enter")
    expect(field).to_contain_text(offered)


def test_editor_enters_a_statement_that_readers_find(desk, page, console_errors):
    party = make_party(name="Example Party of Somewhere", abbreviation="EPS")
    party.names.create(kind="former", text="Workers of Somewhere")
    make_topic(name="Example topic")

    page.goto("/admin/statements/statement/add/")
    expect(page.locator("#id_title")).to_be_focused()
    page.keyboard.type("On an example")
    page.get_by_label("Kind:", exact=True).first.select_option("statement")
    page.get_by_label("Issued:").fill("2019-10-18")
    page.get_by_label("State:").select_option("published")
    page.locator("#id_texts-0-language").select_option("en")
    page.locator("#id_texts-0-title").fill("An example")
    page.locator("#texts-0 .ProseMirror").fill("First paragraph.\nLast paragraph.")
    choose(page, "id_signatures-0-party", "workers of", str(party))
    choose(page, "id_topic_links-0-topic", "example", "Example topic")
    page.locator("#id_change_note").fill("Entered")
    page.locator("#id_change_note").press("Enter")

    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")
    statement = Statement.objects.get()
    assert statement.versions.get().note == "Entered"
    page.goto(statement.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_contain_text("An example")
    expect(page.get_by_text("Last paragraph.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Example topic")).first).to_be_visible()
    feed = page.request.get("/statements.rss")
    assert feed.ok
    assert statement.get_absolute_url() in feed.text()
    assert console_errors == []


def test_editor_sees_a_draft_on_its_page_and_a_visitor_does_not(desk, page, browser):
    draft = make_statement(published=False, title="Not yet")

    page.goto(f"/admin/statements/statement/{draft.pk}/change/")
    page.get_by_role("link", name="View on site").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Not yet")
    visitor = browser.new_context()
    response = visitor.request.get(page.url)
    visitor.close()

    assert response.status == 404


def test_desk_works_under_the_security_policy(desk, page, console_errors):
    for n in range(3):
        statement = make_statement(
            issued=f"201{n}-10-18", parties=[make_party()], topics=[make_topic()]
        )
        make_text(statement)
        statement.attachments.create(file=SimpleUploadedFile("a.pdf", b"%PDF-1.7"))
        versions.record(statement)
        make_meeting(city="Elsewhere")

    page.goto("/admin/statements/statement/")
    page.get_by_text("By date of issue").click()
    page.get_by_role("link", name="2011").click()
    page.get_by_role("link", name="October 2011").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    page.locator("#result_list tbody th a").first.click()
    for row in ("Text", "Signature", "Topic", "File"):
        page.get_by_text(f"Add another {row}", exact=True).click()
    expect(page.locator("#id_signatures-1-role")).to_be_visible()
    choose(page, "id_meeting", "town", str(make_meeting(city="Town")))
    page.locator("#id_published_at_0").focus()
    page.get_by_role("link", name="Now").first.click()
    for address in ("parties/party/add/", "meetings/meeting/add/", "statements/dossier/add/"):
        page.goto(f"/admin/{address}")
        page.get_by_text(re.compile("^Add another")).first.click()

    assert console_errors == []


def test_row_added_in_the_browser_is_kept(desk, page):
    statement = make_statement(parties=[make_party()])
    second = make_party(name="Second Party", abbreviation="")

    page.goto(f"/admin/statements/statement/{statement.pk}/change/")
    page.get_by_text("Add another Signature", exact=True).click()
    choose(page, "id_signatures-1-party", "second", "Second Party")
    page.locator("#id_signatures-1-role").select_option("signatory")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert second in statement.parties.all()
    assert statement.versions.count() == 1
