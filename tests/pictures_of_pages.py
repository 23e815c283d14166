"""Pictures of the site for the README, of the archive's own data.

Not a test: `python -m pytest tests/pictures_of_pages.py` takes them anew when pages have changed.
"""

from itertools import product

import pytest

from statements.models import Statement
from tests.images import keep
from tests.test_three_clicks import ANSWERS, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH, HEIGHT = 1100, 760
PHONE = 360


@pytest.fixture(autouse=True)
def address(settings):
    """Let citations in pictures lead to no port of this machine."""
    settings.SITE_URL = "https://archive.example"


def test_pages(page, live_archive):
    joint = Statement.objects.get(reference="js-2013-09-syria")
    for name, address, top in (
        ("home", "/", ""),
        ("list", "/statements/?topic=middle-east&date_after=2015", ""),
        ("statement", joint.get_absolute_url(), ""),
        ("meeting", "/meetings/imcwp-21/", ""),
        ("map", "/map/", "h2"),
        ("participation", "/meetings/participation/", "ul.more"),
        ("arabic", "/ar/meetings/", ""),
    ):
        page.goto(address)
        keep(page, name, top=top, width=WIDTH, height=HEIGHT)

    page.emulate_media(color_scheme="dark")
    page.goto("/parties/gr-kke/")
    keep(page, "dark", top="#subjects", width=WIDTH, height=HEIGHT)


def test_answers(page, live_archive):
    """What stands on the pages that three clicks lead to, see tests/test_three_clicks.py."""
    tops = {"two-meetings": ".chosen", "signatories": ".signatories"}
    for question, width in product(ANSWERS, (WIDTH, PHONE)):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        visitor = Visitor(page)
        ANSWERS[question](visitor)
        page.wait_for_load_state()
        suffix = "-phone" if width == PHONE else ""
        top = tops.get(question, "h1")
        keep(page, f"answer-{question}{suffix}", top=top, width=width, height=HEIGHT)
