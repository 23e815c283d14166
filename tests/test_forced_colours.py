"""Where the visitor's own colours are forced: what says something by its colour still says it."""

import pytest

from tests.factories import make_meeting, make_statement, make_text

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def style(page, selector: str, name: str) -> str:
    """Give a computed style of the first element."""
    return page.locator(selector).first.evaluate(
        "(element, name) => getComputedStyle(element).getPropertyValue(name)", name
    )


@pytest.fixture(params=["light", "dark"])
def forced(page, request):
    """A page in the colours of someone who forces their own."""
    page.emulate_media(forced_colors="active", color_scheme=request.param)
    return page


def test_land_is_an_outline_on_which_names_can_be_read(forced):
    make_meeting(city="Athens", country="GR")

    forced.goto("/map/")

    assert style(forced, ".map use", "fill") == style(forced, "body", "background-color")
    assert style(forced, ".map use", "stroke") != style(forced, "body", "background-color")


def test_day_of_a_meeting_keeps_its_line(forced):
    make_meeting(start="2017-11-02", end="2017-11-03")

    forced.goto("/calendar/2017/11/")

    assert style(forced, ".month .met", "border-top-width") == "3px"


def test_paragraph_that_an_address_names_is_outlined(forced):
    statement = make_statement()
    make_text(statement, body="<p>First words.</p><p>Other words.</p>")
    forced.goto(statement.get_absolute_url())

    forced.locator(".text p a").first.evaluate("link => link.click()")

    assert style(forced, ".text p", "outline-style") == "solid"


def test_current_page_of_the_navigation_is_underlined(forced):
    forced.goto("/meetings/")

    assert style(forced, "header nav a[aria-current]", "border-bottom-style") == "solid"
