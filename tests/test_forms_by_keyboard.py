"""The forms of the desk for those who have a keyboard and hear what they meet."""

import pytest
from playwright.sync_api import expect

from tests.desk import address_of
from tests.factories import make_editor, make_statement
from tests.keyboard import Keyboard

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page, client, live_server):
    """A page whose visitor has signed in."""
    client.force_login(make_editor())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


@pytest.mark.parametrize(
    "address", ["statements/statement", "parties/party", "meetings/meeting", "statements/dossier"]
)
def test_all_that_tab_leads_to_on_a_form_has_a_name(desk, address):
    desk.goto(f"/admin/{address}/add/")
    for link in desk.locator(".add-row a:visible").all():
        link.press("Enter")
    keyboard = Keyboard(desk)
    desk.locator("form[id$=_form] input:visible").first.focus()

    nameless = []
    while (met := keyboard.focused()) != ("button", "Save"):
        if not met[1]:
            nameless.append(desk.evaluate("document.activeElement.outerHTML"))
        keyboard.press("Tab")

    assert nameless == []


def test_control_s_saves_and_stays(desk, console_errors):
    statement = make_statement(title="Before")
    desk.goto(address_of(statement))

    desk.locator("#id_title").fill("After")
    desk.keyboard.press("Control+s")

    expect(desk.locator(".messagelist .success")).to_contain_text("You may edit it again")
    statement.refresh_from_db()
    assert statement.title == "After"
    assert console_errors == []
