"""No page is large, in any language: its HTML, style sheets and scripts before compression."""

import re
from pathlib import Path

import pytest
from django.db.models import Count
from django.utils.http import urlencode

from imcwp_site.languages import INTERFACE
from meetings.models import MOST_NAMES
from parties.models import Party
from statements.models import Topic
from tests.crowded import Crowded

STATIC = Path(__file__).resolve().parent.parent / "static"
MOST, MOST_OF_STYLES, MOST_OF_SCRIPTS = 50_000, 30_000, 30_000  # bytes
# A matrix has thousands of cells.
MATRICES = {"parties at meetings": 115_000, "who signs with whom": 60_000}
# The other parties that sign together are named below their matrix.
CROWDED = {"parties at meetings": 125_000, "who signs with whom": 80_000}


def too_large(pages: dict[str, str], larger: dict[str, int]) -> dict[str, int]:
    """Give the pages that are larger than they may be, with their bytes."""
    sizes = {name: len(html.encode()) for name, html in pages.items()}
    return {name: size for name, size in sizes.items() if size > larger.get(name, MOST)}


def read(client, addresses: dict[str, str], language: str) -> dict[str, str]:
    """Give the HTML of pages in a language of the interface, by what they are."""
    prefix = "" if language == "en" else f"/{language}"
    answers = {name: client.get(f"{prefix}{own}") for name, own in addresses.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {name: answer.content.decode() for name, answer in answers.items()}


def loaded(html: str, pattern: str) -> int:
    """Add up the bytes of the static files that a page asks for."""
    return sum((STATIC / name).stat().st_size for name in re.findall(pattern, html))


@pytest.mark.parametrize("language", INTERFACE)
def test_pages_of_the_real_archive_are_small_in_every_language(language, every_page):
    assert too_large(every_page.read(language), MATRICES) == {}


def test_pages_of_a_crowded_archive_are_small_in_every_language(client, db):
    addresses = Crowded().addresses()

    for language in INTERFACE:
        assert too_large(read(client, addresses, language), CROWDED) == {}, language


def test_meeting_that_just_lists_its_parties_is_small_in_every_language(client, db):
    meeting = Crowded().full_meeting
    keys = meeting.participations.order_by("pk").values_list("pk", flat=True)
    meeting.participations.filter(pk__gte=keys[MOST_NAMES]).delete()
    addresses = {"meeting": meeting.get_absolute_url()}

    for language in INTERFACE:
        pages = read(client, addresses, language)
        assert pages["meeting"].count("<dd id=") == MOST_NAMES
        assert too_large(pages, {}) == {}, language


@pytest.mark.parametrize("language", INTERFACE)
def test_lists_of_many_values_are_small_in_every_language(language, client, archive):
    """Eight of the values that most statements bear; after ten each costs some 500 bytes."""
    of = {
        "topic": Topic.objects.annotate(number=Count("statement_links")),
        "party": Party.objects.annotate(number=Count("signatures")),
    }
    most = {name: [one.slug for one in rows.order_by("-number")[:8]] for name, rows in of.items()}
    chosen = {
        "topics": [("topic", slug) for slug in most["topic"]],
        "parties": [("party", slug) for slug in most["party"]],
        "both": [(name, slug) for name in of for slug in most[name][:4]],
    }
    addresses = {name: f"/statements/?{urlencode(pairs)}" for name, pairs in chosen.items()}

    assert too_large(read(client, addresses, language), {}) == {}


def test_very_long_query_is_not_copied_to_every_number(client, archive):
    parties = Party.objects.values_list("slug", flat=True)[:40]
    query = "&".join(f"party=-{slug}" for slug in parties)

    page = client.get(f"/statements/?{query}").content.decode()

    assert page.count("type=checkbox") > 50
    assert "<a rel=nofollow" not in page
    assert "<a rel=nofollow" in client.get("/statements/").content.decode()


def test_every_page_asks_for_few_styles_and_scripts(every_page):
    pages = every_page.read()

    styles = {
        name: loaded(html, r'stylesheet" href="/static/([^"]+)') for name, html in pages.items()
    }
    scripts = {
        name: loaded(html, r'<script [^>]*src="/static/([^"]+)') for name, html in pages.items()
    }

    assert min(styles.values()) > 0
    assert {name: size for name, size in styles.items() if size > MOST_OF_STYLES} == {}
    assert min(scripts.values()) > 0
    assert {name: size for name, size in scripts.items() if size > MOST_OF_SCRIPTS} == {}
