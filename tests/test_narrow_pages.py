"""No kind of page is wider than a narrow screen, where what is wide scrolls within itself."""

import pytest

from tests.conftest import ROOT

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

WIDTH = 320  # pixels, as in WCAG 2.2, 1.4.10
STATIC = (ROOT / "static").as_uri()


@pytest.fixture
def width(browser, tmp_path):
    """A function that tells how wide a document is with all its parts open: a file, to be quick."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 700})
    file = tmp_path / "page.html"

    def measure(html: str) -> int:
        with_styles = html.replace('"/static/', f'"{STATIC}/')
        file.write_text(with_styles.replace("<details", "<details open"))
        page.goto(file.as_uri(), wait_until="domcontentloaded")
        return page.evaluate("document.documentElement.scrollWidth")

    yield measure
    page.close()


@pytest.mark.parametrize("language", ["el", "ru", "ar", "pt", "es"])  # long words, right to left
def test_every_kind_of_page_fits_a_narrow_screen(language, every_page, width):
    widths = {name: width(html) for name, html in every_page.read(language).items()}

    assert {name: found for name, found in widths.items() if found > WIDTH} == {}
