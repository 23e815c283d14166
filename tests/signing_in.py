"""How tests sign in in a real browser."""

from playwright.sync_api import expect

from tests.factories import PASSWORD


def sign_in(page, editor) -> None:
    page.goto("/admin/login/")
    page.get_by_label("Username:").fill(editor.username)
    page.get_by_label("Password:").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Editors’ desk")).to_be_visible()
