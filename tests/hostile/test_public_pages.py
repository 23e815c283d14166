"""Every vector as every free text of the archive: no public page runs or loads anything of it."""

from collections.abc import Iterator

import pytest

from imcwp_site.text import clean_html
from statements.models import Statement, Text
from tests.hostile.archive import LANGUAGES, line
from tests.test_text import assert_harmless

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TOGETHER = 15  # texts that stand on one page


def gather_texts(vectors: list[str]) -> Iterator[tuple[str, list[int]]]:
    """Check what was kept of each vector; then let several stand in one text, to be opened.

    Each was cleaned by itself when it came in, so none has taken away what would follow it.
    """
    texts = {
        (text.statement.reference, text.language): text
        for text in Text.objects.select_related("statement")
    }
    kept = [
        texts[f"s-{n // len(LANGUAGES)}", LANGUAGES[n % len(LANGUAGES)]]
        for n in range(len(vectors))
    ]
    for vector, text in zip(vectors, kept, strict=True):
        assert_harmless(text.body)
        assert text.body == clean_html(text.body)
        assert text.title == line(vector, 500)
    for first in range(0, len(kept), TOGETHER):
        some = kept[first : first + TOGETHER]
        some[0].body = "".join(text.body for text in some)
        some[0].save()
        yield some[0].get_absolute_url(), list(range(first, first + len(some)))


NAMES = {"/parties/": 200, "/topics/": 100, "/meetings/": 100}  # how much of each is shown


def pages() -> Iterator[str]:
    """Give the addresses of every other kind of page; those records hold rows of most vectors."""
    yield from ("/", "/working-group/", "/about/", "/about/data/", "/statements/2001/")
    for n in range(0, 13, 3):
        yield from (f"/parties/p-{n}/", f"/meetings/m-{n}/", f"/topics/t-{n}/", f"/dossiers/d-{n}/")
        yield Statement.objects.get(reference=f"s-{n}").get_absolute_url()
    yield from (
        "/dossiers/",
        "/statements/",
        "/statements/?page=9",
        "/statements/2001/?sort=oldest",
    )
    yield "/statements/?party=p-1&topic=t-1&meeting=m-1&match=all&sort=oldest"


def test_no_public_page_runs_a_vector(windows, filled):
    texts = list(gather_texts(filled))

    for window in windows:
        for n, (address, numbers) in enumerate(texts):
            window.visit(address, touch=n % 4 == 0)
            shown = window.page.locator(".text").text_content()
            assert [n for n in numbers if str(n) not in shown] == []
        for address in pages():
            window.visit(address, touch=address in ("/meetings/m-0/", "/parties/p-0/"))
        for address, length in NAMES.items():
            window.visit(address)
            words = " ".join(window.page.locator("main").text_content().split())
            assert [v for v in filled if line(v, length) not in words] == []
        for n in range(0, len(filled) // len(LANGUAGES), 5):
            address = Statement.objects.get(reference=f"s-{n}").get_absolute_url()
            window.visit(f"{address}versions/")
            window.visit(f"{address}versions/1/?language={LANGUAGES[n]}")
            window.visit(f"{address}versions/2/?against=1", touch=n == 0)

    assert [fault for window in windows for fault in window.faults] == []
    assert min(window.visited for window in windows) > 90


def test_no_comparison_fails_on_what_a_version_said(client, filled):
    """A version is kept as it was imported: more than a browser would forgive reaches a page."""
    failed = []
    for statement in Statement.objects.filter(versions__n=2):
        address = f"{statement.get_absolute_url()}versions/2/?against=1"
        failed += [] if client.get(address).status_code == 200 else [address]

    assert failed == []
