"""Three hundred statements published at once, in a real browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from statements.models import Statement
from tests.factories import PASSWORD, make_editor, make_statement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAFTS = 300
# A request that was under way when its page was closed may have done some.
NOT_DONE = re.compile(r"interrupted: \d+ of 40 not done yet", re.I)


@pytest.fixture(autouse=True)
def _several_steps(monkeypatch):
    """Let a request work for so short that several are needed."""
    monkeypatch.setattr("statements.admin.batches.SECONDS", 0.4)


@pytest.fixture
def drafts():
    """As many drafts as to need more than a page of the list, one of them without a title."""
    for n in range(DRAFTS):
        make_statement(published=False, title=f"Draft {n}" if n else "")
    make_statement(title="Public already")


def sign_in(page):
    """Open the list of drafts after signing in."""
    editor = make_editor()
    page.goto("/admin/login/?next=/admin/statements/statement/%3Fstate=draft")
    page.get_by_label("Username:").fill(editor.username)
    page.get_by_label("Password:").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#result_list")).to_be_visible()


def expect_prospects(page):
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Publish: {DRAFTS} statements")
    prospects = page.locator(".prospects")
    expect(prospects).to_contain_text(f"{DRAFTS - 1} change: draft → published")
    expect(prospects).to_contain_text("1 Title: Only a draft may lack this.")


def expect_report(page):
    expect(page.locator(".how-far")).to_have_text(
        f"Done: {DRAFTS - 1} changed, 1 refused.", timeout=60_000
    )
    page.get_by_role("link", name="List: refused").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    assert Statement.objects.published().count() == DRAFTS


def test_all_that_match_are_published_while_the_page_is_open(drafts, page, console_errors):
    sign_in(page)

    page.locator("#action-toggle").check()
    page.get_by_role("button", name=f"Select all {DRAFTS} statements").click()
    page.get_by_label("Action:").select_option("Publish …")
    page.get_by_role("button", name="Go").click()
    expect_prospects(page)
    page.get_by_label("Why this change:").fill("Checked")
    page.get_by_role("button", name=f"Publish: {DRAFTS} statements").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator(".how-far")).to_contain_text("Working:")
    expect_report(page)

    assert console_errors == []


def test_change_of_a_closed_page_waits_until_it_is_continued(
    drafts, page, console_errors, monkeypatch
):
    monkeypatch.setattr("statements.admin.batches.SECONDS", 0)  # it gets nowhere
    sign_in(page)
    page.locator("#action-toggle").check()
    page.get_by_label("Action:").select_option("Publish …")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("button", name="Publish: 40 statements").click()
    address = page.url
    page.get_by_role("progressbar").wait_for()
    page.context.new_page()
    page.close()
    page = page.context.pages[0]
    monkeypatch.setattr("statements.admin.batches.SECONDS", 0.4)

    page.goto("/admin/statements/batch/")
    expect(page.locator("#result_list")).to_contain_text(NOT_DONE)
    page.goto(address)
    expect(page.locator(".how-far")).to_contain_text(NOT_DONE)
    expect(page.get_by_role("button", name="Stop here")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".how-far")).to_contain_text("Done: 40 changed.", timeout=60_000)

    assert console_errors == []


def test_all_that_match_are_published_without_javascript(drafts, browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    sign_in(page)

    page.get_by_label(f"all {DRAFTS} statements that match").first.check()
    page.get_by_label("Action:").first.select_option("Publish …")
    page.get_by_role("button", name="Go").first.click()
    expect_prospects(page)
    page.get_by_role("button", name=f"Publish: {DRAFTS} statements").click()
    steps = 0
    while page.get_by_role("button", name="Continue").is_visible():
        expect(page.locator(".how-far")).to_contain_text("Interrupted:")
        page.get_by_role("button", name="Continue").click()
        steps += 1
    expect_report(page)

    assert steps > 0
    context.close()
