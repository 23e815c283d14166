"""The list of the site's languages, opened in a real browser."""

import pytest
from django.urls import reverse

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def test_escape_closes_the_list_of_languages_and_goes_back_to_its_name(page, console_errors):
    page.goto(reverse("documents:front"))
    page.locator(".tongue summary").click()
    page.get_by_role("link", name="Español").focus()

    page.keyboard.press("Escape")

    assert not page.get_by_role("link", name="Español").is_visible()
    assert page.evaluate("document.activeElement.localName") == "summary"
    assert console_errors == []
