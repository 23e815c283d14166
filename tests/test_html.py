"""Every kind of page is valid HTML in the eyes of the Nu HTML checker."""

import json
import re

import pytest

from imcwp_site.languages import INTERFACE


@pytest.fixture
def pages(every_page) -> dict[str, str]:
    """The HTML of every kind of page in English, by what it is."""
    return every_page.read()


def linked_data(html: str) -> list[dict]:
    """Give what a page says of itself in the words of schema.org."""
    scripts = re.findall(r'<script[^>]*type="application/ld\+json">(.*?)</script>', html)
    return [json.loads(script) for script in scripts]


@pytest.mark.vnu
@pytest.mark.sqlite  # what is written does not depend on the database
@pytest.mark.parametrize("language", INTERFACE)
def test_every_kind_of_page_is_valid_html_in_every_language(language, every_page, nu_checker):
    assert nu_checker(every_page.read(language)) == []


def test_pages_have_no_inline_script_or_style(pages):
    for name, html in pages.items():
        assert "<style" not in html, name
        assert " style=" not in html, name
        assert " onclick=" not in html, name
        assert "<script>" not in html, name


def test_every_page_has_one_heading_of_the_first_level_and_a_feed_to_discover(pages):
    for name, html in pages.items():
        assert html.count("<h1") == 1, name
        assert 'type="application/rss+xml"' in html, name


def test_every_page_that_tells_its_address_tells_one(every_page):
    for name, html in (every_page.read() | every_page.read("ar")).items():
        canonical = re.findall(r'<link rel="canonical" href="(http[^"]+)">', html)
        told = re.findall(r'<meta property="og:url" content="([^"]+)">', html)
        told += [data["url"] for data in linked_data(html)]
        alternates = dict(re.findall(r'hreflang="([^"]+)" href="(http[^"]+)"', html))

        assert set(told) <= set(canonical), name
        assert len(canonical) < 2, name
        assert alternates.get("x-default") == alternates.get("en"), name


def test_every_page_is_described_once_and_those_of_records_by_their_names(pages):
    described = {
        name: re.findall(r'<meta name="description" content="([^"]+)">', html)
        for name, html in pages.items()
    }

    assert {name: found for name, found in described.items() if len(found) != 1} == {}
    assert "Communist Party of Greece, Greece" in described["party"][0]
    assert "about Middle East" in described["list, filtered"][0]
    assert described["topic"][0].startswith("Middle East. ")
    assert described["meeting"][0].startswith("Meeting 20, Athens 2018, 23–25 November 2018. ")
