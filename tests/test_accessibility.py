"""What axe says of every kind of page: nothing, in every language, in light and in dark colours."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from django.contrib.staticfiles import finders

from imcwp_site.languages import INTERFACE
from tests.conftest import ROOT, lacking

# What is drawn does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.axe, pytest.mark.sqlite]

SITE = "http://archive.test"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ROOM = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
RUN = """async (options) => (await axe.run({
    ...options,
    resultTypes: ["violations"],
})).violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html.slice(0, 160)}`))"""


class Look(NamedTuple):
    """How a page is looked at, and what axe is asked then."""

    name: str
    options: dict[str, object]
    scheme: Literal["light", "dark"] = "light"
    width: int = 1280


# What no language changes is asked for in both directions of writing, and where words are long.
LIGHT, DARK = Look("light", ALL), Look("dark", CONTRAST, scheme="dark")
NARROW = Look("narrow", ROOM, width=320)
LOOKS = {"en": (LIGHT, DARK, NARROW), "ar": (LIGHT, DARK, NARROW), "ru": (LIGHT, NARROW)}


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

    def complaints(pages: dict[str, str], looks: Sequence[Look]) -> list[str]:
        nonlocal document
        context = browser.new_context(reduced_motion="reduce")  # no colour on its way to another
        context.route("**/*", answer)
        context.add_init_script(path=axe)
        page, found = context.new_page(), []
        for name, document in pages.items():  # noqa: B007 - what `answer` gives
            page.goto(f"{SITE}/")
            for look in looks:
                page.emulate_media(color_scheme=look.scheme)
                page.set_viewport_size({"width": look.width, "height": 720})
                told = page.evaluate(RUN, look.options)
                found += [f"{name}, {look.name}: {one}" for one in told]
        context.close()
        return found

    return complaints


@pytest.mark.parametrize("language", INTERFACE)
def test_axe_is_silent_on_every_kind_of_page(language, every_page, screen):
    assert screen(every_page.read(language), LOOKS.get(language, (LIGHT,))) == []
