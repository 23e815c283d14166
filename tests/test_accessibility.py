"""What axe says of every kind of page: nothing, in every language, in light and in dark colours."""

import os
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from imcwp_site.languages import INTERFACE
from tests.conftest import ROOT, lacking

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.axe, pytest.mark.sqlite]

DARK, NARROW = ("en", "ar"), ("en", "ru", "ar")  # asked in these too: colours, long words
SITE = "http://archive.test"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
ROOM = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
RUN = """async (runOnly) => (await axe.run({
    runOnly,
    resultTypes: ["violations"],
})).violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 160)}`))"""


@pytest.fixture(scope="session")
def axe() -> Path:
    """The script of axe-core."""
    path = Path(os.environ.get("AXE") or ROOT / "var" / "axe.min.js")
    if not path.exists():
        lacking(f"axe-core is not there: put its axe.min.js at {path}, or set AXE.")
    return path


@pytest.fixture
def screen(browser, axe):
    """A function that shows documents one after another, and gives what axe says of each."""
    document = ""

    def answer(route, request):
        name = request.url.removeprefix(f"{SITE}/static/")
        if name == request.url:
            route.fulfill(body=document, content_type="text/html; charset=utf-8")
        elif path := finders.find(name):
            route.fulfill(path=path)
        else:
            route.fulfill(status=404)

    def complaints(pages: dict[str, str], rules: dict[str, object], **options) -> list[str]:
        nonlocal document
        context = browser.new_context(**options)
        context.route("**/*", answer)
        context.add_init_script(path=axe)
        page, found = context.new_page(), []
        for name, document in pages.items():  # noqa: B007 - what `answer` gives
            page.goto(f"{SITE}/")
            found += [f"{name}: {one}" for one in page.evaluate(RUN, rules)]
        context.close()
        return found

    return complaints


@pytest.mark.parametrize("language", INTERFACE)
def test_axe_is_silent_on_every_kind_of_page(language, every_page, screen):
    pages = every_page.read(language)

    assert screen(pages, ALL) == []
    if language in DARK:
        assert screen(pages, COLOURS, color_scheme="dark") == []
    if language in NARROW:
        assert screen(pages, ROOM, viewport={"width": 320, "height": 640}) == []
