"""The documents that the archive begins with: in every language, and true of the site."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict

from documents.models import Document
from documents.translations import hash_of
from imcwp_site.languages import INTERFACE
from imcwp_site.side_by_side import blocks_of
from imcwp_site.text import clean_html, words_in
from statements.filters import PAGING, StatementFilter
from statements.models import Topic
from statements.renderings import RENDERINGS

ROWS = [
    json.loads(line)
    for line in (Path(settings.BASE_DIR) / "data" / "documents.jsonl").read_text().splitlines()
]
TEXTS = {(row["slug"], row["language"]): row for row in ROWS}
SLUGS = list(dict.fromkeys(row["slug"] for row in ROWS))
OTHERS = [pytest.param(row, id=f"{row['slug']}-{row['language']}") for row in ROWS]
DATA = TEXTS["data", "en"]["body_html"]


def shape(html: str) -> list[str]:
    """Give the kinds of the blocks of a text, in order."""
    return [block.tag for block in blocks_of(html)]


def codes(html: str) -> list[str]:
    return re.findall(r"<code>(.*?)</code>", html)


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)


@pytest.mark.parametrize("row", OTHERS)
def test_text_is_as_it_is_kept_and_neither_short_nor_long(row):
    body = row["body_html"]

    assert clean_html(body) == body
    assert 200 <= len(words_in(body).split()) <= 620


@pytest.mark.parametrize("row", OTHERS)
def test_translation_renders_the_english_text_of_today_block_by_block(row):
    original = TEXTS[row["slug"], "en"]

    if row["language"] != "en":
        assert row["original_hash"] == hash_of(original["title"], original["body_html"])
    assert shape(row["body_html"]) == shape(original["body_html"])
    assert codes(row["body_html"]) == codes(original["body_html"])


@pytest.mark.parametrize("row", OTHERS)
def test_links_of_a_text_stay_in_its_language_and_lead_somewhere(row, client, archive):
    prefix = "" if row["language"] == "en" else f"/{row['language']}"

    found = links(row["body_html"])

    assert found == [prefix + link for link in links(TEXTS[row["slug"], "en"]["body_html"])]
    assert [link for link in found if client.get(link).status_code != 200] == []


def test_documents_are_public_in_order_after_an_import(archive):
    assert [one.slug for one in Document.objects.published()] == SLUGS
    assert SLUGS[0] == "about"


def test_filters_that_are_named_are_those_that_there_are():
    named = re.findall(r"<dt>(.*?)</dt>", DATA)

    assert {code for name in named for code in codes(name)} == set(StatementFilter.base_filters)
    assert PAGING not in StatementFilter.base_filters


def test_values_that_are_named_are_understood(archive):
    examples = {
        "party": "gr-kke", "match": "all", "country": "GR", "meeting": "imcwp-21",
        "kind": "joint-statement", "language": "ar", "date_after": "2019-10-18",
        "date_before": "2019", "sort": "relevance", "q": "party:KKE",
    }  # fmt: skip

    for name, value in examples.items():
        query = QueryDict(mutable=True)
        query[name] = value
        assert value in codes(DATA)
        assert StatementFilter(query).form.is_valid(), name
    assert Topic.objects.filter(slug="palestine").exists()
    assert set(StatementFilter.Sort) <= set(codes(DATA))


def test_forms_of_lists_that_are_named_are_all_that_there_are():
    feeds = {code for code in codes(DATA) if code.startswith("/statements.")}

    assert {feed.partition("?")[0] for feed in feeds} == {
        f"/statements.{one}" for one in RENDERINGS
    }


def test_languages_that_are_named_are_those_that_the_site_speaks():
    about = words_in(TEXTS["about", "en"]["body_html"])

    sentence = re.search(r"The site speaks ([^.]*)\.", about)[1]
    assert len(re.split(r", | and ", sentence)) == len(INTERFACE)
