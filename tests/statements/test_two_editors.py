"""Two editors of one statement, each in a browser; previews and links as they open."""

import pytest
from playwright.sync_api import expect

from statements import versions
from statements.models import Statement
from tests.desk import address_of
from tests.factories import make_editor, make_party, make_statement, make_text
from tests.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "<p>One two three.</p>"


@pytest.fixture
def editor(page):
    """An editor who has signed in in the browser."""
    editor = make_editor()
    sign_in(page, editor)
    return editor


@pytest.fixture
def statement():
    statement = make_statement(title="First title", parties=[make_party()])
    make_text(statement, language="en", title="Heading", body=TEXT)
    make_text(statement, language="ar", title="عنوان", body="<p>كلمات</p>")
    versions.record(statement)
    return statement


@pytest.fixture
def other(browser, live_server):
    """The browser of another editor, without JavaScript."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def save(page) -> None:
    page.locator(".submit-row").get_by_role("button", name="Save", exact=True).click()


def change_elsewhere(other, statement, **fields) -> None:
    """Let the other editor change fields of the statement and save."""
    sign_in(other, make_editor(username="the-other"))
    other.goto(address_of(statement))
    for name, value in fields.items():
        other.locator(f"#id_{name}").fill(value)
    save(other)
    expect(other.locator(".messagelist .success")).to_be_visible()


def test_two_editors_of_different_places_are_saved_together(
    page, editor, other, statement, console_errors
):
    page.goto(address_of(statement))
    change_elsewhere(other, statement, note="Their note")
    page.locator("#id_title").fill("My title")
    save(page)

    expect(page.locator(".messagelist .info")).to_contain_text("the-other")
    saved = Statement.objects.get()
    assert (saved.title, saved.note) == ("My title", "Their note")
    assert saved.versions.count() == 3
    assert console_errors == []


def test_two_editors_of_one_place_choose_by_keyboard(
    page, editor, other, statement, console_errors
):
    page.goto(address_of(statement))
    change_elsewhere(other, statement, title="Their title")
    page.locator("#id_title").fill("My title")
    page.locator("#id_note").fill("My note")
    save(page)

    expect(page.get_by_text("the-other changed this statement")).to_be_visible()
    page.get_by_role("radio", name="Mine").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".messagelist .success")).to_be_visible()
    saved = Statement.objects.get()
    assert (saved.title, saved.note) == ("Their title", "My note")
    assert not editor.unsaved.exists()
    assert console_errors == []


def test_editor_goes_back_from_the_choice_to_all_that_was_typed(page, editor, other, statement):
    page.goto(address_of(statement))
    change_elsewhere(other, statement, title="Their title")
    page.locator("#id_title").fill("My title")
    save(page)

    page.get_by_role("link", name="Back to my form").click()

    expect(page.locator("#id_title")).to_have_value("My title")


def test_preview_opens_beside_the_form_in_each_language(page, editor, statement, console_errors):
    page.goto(address_of(statement))
    page.locator("#id_title").fill("Typed title")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview").click()
    preview = opened.value
    expect(preview.get_by_role("article").get_by_text("Typed title")).to_be_visible()
    preview.get_by_role("button", name="العربية").click()

    expect(preview.get_by_role("article").get_by_text("كلمات")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("Typed title")
    assert Statement.objects.get().title == "First title"
    assert console_errors == []


def test_link_made_at_the_desk_is_read_outside_until_it_is_ended(
    page, editor, other, console_errors
):
    draft = make_statement(published=False, title="Not yet public")
    page.goto(address_of(draft))
    page.get_by_role("link", name="Give someone outside a link").click()
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Link, to copy").input_value()

    other.goto(link)
    expect(other.get_by_role("heading", name="Not yet public")).to_be_visible()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_text("There is no open link.")).to_be_visible()
    other.reload()

    expect(other.get_by_role("heading", name="This preview has ended")).to_be_visible()
    assert other.context.cookies() == []
    assert console_errors == []
