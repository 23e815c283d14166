"""Writing at the desk in a real browser that is closed, signed out or cut off."""

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from editors.models import UnsavedWork
from statements.models import Statement
from tests.desk import address_of
from tests.factories import PASSWORD, make_editor, make_party, make_text
from tests.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADD = "/admin/statements/statement/add/"


@pytest.fixture
def editor(page):
    """An editor who has signed in in the browser."""
    editor = make_editor()
    sign_in(page, editor)
    return editor


def title(page):
    return page.locator("#id_title")


def go_on_typing(page, words: str) -> None:
    title(page).press("End")
    page.keyboard.type(words)


def kept_line(page):
    return page.locator("#keeping")


def test_editor_closes_the_page_and_takes_up_what_was_typed(page, editor, console_errors):
    party = make_party(name="Example Party of Somewhere")
    page.goto(ADD)
    title(page).fill("Typed and not saved")
    page.get_by_text("Add another Signature", exact=True).click()
    page.locator("#id_signatures-1-printed_name").fill("A printed name")
    page.locator("#id_signatures-0-party + .select2 .select2-selection").click()
    page.locator(".select2-search__field").press_sequentially("somewhere")
    page.locator(".select2-results__option--highlighted").click()
    expect(kept_line(page)).to_contain_text("Kept at")

    page.goto("about:blank")
    page.goto(ADD)
    page.get_by_role("link", name="Take it up again").click()

    expect(title(page)).to_have_value("Typed and not saved")
    expect(page.locator("#id_signatures-1-printed_name")).to_have_value("A printed name")
    expect(page.locator("#id_signatures-0-party")).to_have_value(str(party.pk))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Statement.objects.get().signatures.count() == 2
    page.goto(ADD)
    page.wait_for_timeout(500)
    assert not UnsavedWork.objects.exists()
    assert page.get_by_role("link", name="Take it up again").count() == 0
    assert "unsaved" not in page.evaluate("Object.keys(localStorage).join()")
    assert console_errors == []


def test_words_typed_just_before_the_page_is_closed_are_kept(page, editor):
    page.goto(ADD)
    title(page).press_sequentially("Last words")

    page.goto("/admin/")
    page.goto(ADD)

    expect(page.get_by_role("link", name="Take it up again")).to_be_visible()
    assert UnsavedWork.objects.get().title == "Last words"


def test_nothing_is_asked_while_nothing_changes(page, editor):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address_of(make_text(body="<p>One</p><p>Two<br>three</p>").statement))
    title(page).click()

    page.wait_for_timeout(5_000)

    assert [address for address in asked if "unsaved/" in address] == []


def test_editor_signed_out_in_mid_writing_signs_in_again_and_goes_on(page, editor, console_errors):
    page.goto(ADD)
    title(page).fill("Typed while signed in")
    Session.objects.all().delete()
    go_on_typing(page, " and out")

    expect(kept_line(page)).to_contain_text("You are logged out")
    with page.expect_popup() as tab:
        page.get_by_role("link", name="Log in again").click()
    tab.value.get_by_label("Username:").fill(editor.username)
    tab.value.get_by_label("Password:").fill(PASSWORD)
    tab.value.keyboard.press("Enter")
    expect(tab.value.get_by_role("heading", name="Editors’ desk")).to_be_visible()
    tab.value.close()
    page.bring_to_front()
    go_on_typing(page, " and in")
    expect(kept_line(page)).to_contain_text("Kept at")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Statement.objects.get().title == "Typed while signed in and out and in"
    assert not UnsavedWork.objects.exists()
    assert console_errors == []


def test_words_typed_without_a_connection_are_handed_over_when_there_is_one(page, editor):
    page.goto(ADD)
    page.context.set_offline(True)
    title(page).fill("Typed on a train")
    expect(kept_line(page)).to_contain_text("no connection")

    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(ADD)
    page.get_by_role("link", name="Take it up again").click()

    expect(title(page)).to_have_value("Typed on a train")


def test_taking_up_is_not_undone_by_the_hand_over_of_the_copy_in_the_browser(page, editor):
    """The words reached the server and its answer got lost: both offer them at once."""
    held = []

    def lose_answer(route):
        route.fetch()
        route.abort()

    def answer_late(route):
        held.pop().continue_()
        page.wait_for_timeout(500)
        route.continue_()

    page.goto(ADD)
    page.route("**/unsaved/", lose_answer)
    title(page).fill("Typed on a train")
    expect(kept_line(page)).to_contain_text("no connection")
    page.goto("about:blank")
    page.unroute("**/unsaved/")
    page.route("**/unsaved/", lambda route: held.append(route))
    page.route("**/add/?unsaved=*", answer_late)
    page.goto(ADD)
    page.get_by_role("link", name="Take it up again").click()

    expect(title(page)).to_have_value("Typed on a train")


def test_form_sent_while_the_server_is_away_is_offered_again(page, editor):
    page.goto(ADD)
    page.locator("#id_title").fill("Sent into the void")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_timeout(500)

    page.context.set_offline(False)
    page.goto(ADD)
    page.get_by_role("link", name="Take it up again").click()

    expect(title(page)).to_have_value("Sent into the void")


@pytest.fixture
def plain_page(browser, live_server):
    """A page of a browser without JavaScript."""
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("end", ["expired", "deleted"])
def test_editor_without_scripts_signs_in_again_and_loses_nothing(plain_page, end):
    page, editor = plain_page, make_editor()
    sign_in(page, editor)
    page.goto(ADD)
    title(page).fill("Typed without scripts")
    if end == "expired":
        Session.objects.update(expire_date=timezone.now())
    else:
        Session.objects.all().delete()
    page.get_by_role("button", name="Save", exact=True).click()

    if end == "expired":
        page.get_by_label("Username:").fill(editor.username)
        page.get_by_label("Password:").fill(PASSWORD)
        page.keyboard.press("Enter")
    else:
        other = page.context.new_page()
        sign_in(other, editor)
        page.get_by_role("button", name="Send it again").click()
        page.get_by_role("link", name="Open the form again").click()
    page.get_by_role("link", name="Take it up again").click()

    expect(title(page)).to_have_value("Typed without scripts")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Statement.objects.get().title == "Typed without scripts"
    assert not UnsavedWork.objects.exists()
