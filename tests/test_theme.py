"""The colours of the page: those of the device, or those that the visitor chose."""

from urllib.parse import urljoin

import pytest
from django.urls import reverse

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]

PAPER = {"light": "rgb(252, 250, 245)", "dark": "rgb(23, 21, 19)"}


def paper(page) -> str:
    """Give the colour behind the page as the browser paints it."""
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def choice(page):
    return page.get_by_role("group", name="Colours")


@pytest.mark.parametrize("device", ["light", "dark"])
def test_colours_are_those_of_the_device_until_one_chooses(page, device, console_errors):
    page.emulate_media(color_scheme=device)

    page.goto(reverse("documents:front"))

    assert paper(page) == PAPER[device]
    assert choice(page).get_by_label("of the device").is_checked()
    assert console_errors == []


def test_choice_holds_on_every_page_without_a_cookie(page, console_errors):
    page.emulate_media(color_scheme="light")
    page.goto(reverse("documents:front"))

    choice(page).get_by_label("of the device").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = paper(page)
    page.goto(reverse("documents:document", args=["data"]))

    assert chosen == PAPER["dark"]
    assert paper(page) == PAPER["dark"]
    assert choice(page).get_by_label("dark").is_checked()
    assert page.context.cookies() == []
    assert console_errors == []


def test_dark_page_is_printed_in_ink_on_white(page):
    page.goto(reverse("documents:front"))
    choice(page).get_by_label("dark").check()

    page.emulate_media(media="print")

    assert paper(page) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_without_scripts_no_choice_is_shown(browser, live_server):
    page = browser.new_page(java_script_enabled=False)

    page.goto(urljoin(live_server.url, reverse("documents:front")))
    shown = [one.is_visible() for one in page.locator("form.theme").all()]
    page.close()

    assert shown == [False]
