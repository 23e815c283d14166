"""A list of signatories pasted and decided with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from statements.models import Statement
from tests.factories import PASSWORD, make_editor, make_party

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TWENTY = [f"Example Party of Land {letter}" for letter in "ABCDEFGHIJKLMNOPQRST"]


def focus(page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _n in range(400):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached with the Tab key")


def test_twenty_signatories_are_pasted_with_the_keyboard_alone(page, console_errors):
    editor = make_editor()
    for n, name in enumerate(TWENTY):
        make_party(name=name, abbreviation=f"EPL{n}", slug=f"xx-{n}")
    make_party(name="Example Party", abbreviation="EPX", slug="aa-epx")
    make_party(name="Example Party", abbreviation="EPX", slug="bb-epx")
    page.goto("/admin/login/?next=/admin/statements/statement/add/")
    expect(page.locator("#id_username")).to_be_focused()
    page.keyboard.type(editor.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_title")

    focus(page, "#id_title")
    page.keyboard.type("A joint statement")
    focus(page, "#id_kind")
    page.keyboard.type("joint")
    focus(page, "button[name=_signatories]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/signatories/")
    focus(page, "#id_text")
    page.keyboard.insert_text("\n".join([*(f"{name}" for name in TWENTY), "Example Party"]))
    focus(page, "button[name=read]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lines-of-list")
    focus(page, "input[name=lines-20-choice]")
    page.keyboard.press("ArrowDown")  # the second of the two parties of one name
    focus(page, "button[name=save]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")

    signatures = Statement.objects.get(title="A joint statement").signatures
    assert "21 signatures from a list." in page.text_content(".messagelist")
    assert signatures.count() == 21
    assert signatures.get(position=21).party.slug == "bb-epx"
    assert console_errors == []


def test_enter_in_a_field_of_the_statement_saves_it(page, console_errors):
    editor = make_editor()
    page.goto("/admin/login/?next=/admin/statements/statement/add/")
    page.fill("#id_username", editor.username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector("#id_title")

    page.fill("#id_title", "A statement")
    page.press("#id_title", "Enter")
    page.wait_for_url("**/statements/statement/")

    assert Statement.objects.get().title == "A statement"
    assert console_errors == []
