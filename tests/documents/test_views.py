"""The pages of the site's own documents."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.models import Document
from documents.versions import record
from editors.roles import CONTRIBUTOR, EDITOR
from imcwp_site.publishing import State
from tests.factories import make_document, make_editor

pytestmark = pytest.mark.django_db


def rewrite(document: Document, language: str, body: str, **fields) -> None:
    """Let a text say something else from now on."""
    document.texts.filter(language=language).update(body=body, **fields)
    record(document, note="Said more exactly")


# A document


def test_document_is_read_in_the_language_of_the_address(client):
    make_document(slug="rules", texts=("en", "ar"))

    page = client.get("/ar/about/rules/").text

    assert re.search(r'<h1 lang="ar" dir="rtl">Document \d+ \(ar\)</h1>', page)
    assert '<div class="text" lang="ar" dir="rtl">' in page
    assert "This one is in" not in page


def test_document_that_is_not_translated_is_in_english_and_says_so(client):
    make_document(slug="rules")

    page = client.get("/es/about/rules/")

    assert page.status_code == 200
    assert re.search(r'<h1 lang="en" dir="ltr">Document \d+ \(en\)</h1>', page.text)
    assert 'class="hint"' in page.text


def test_document_leads_to_its_other_languages_and_to_two_side_by_side(client):
    make_document(slug="rules", texts=("en", "el", "tr"))

    page = client.get("/el/about/rules/").text

    languages = re.findall(r'<nav class="texts".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', languages) == [
        "/about/rules/",
        "/el/about/rules/",
        "/tr/about/rules/",
        "/el/about/rules/compare/",
    ]
    assert 'hreflang="el" lang="el" dir="ltr" aria-current="true"' in languages


def test_translation_behind_its_original_says_so_until_it_renders_it_again(client):
    document = make_document(slug="rules", texts=("en", "fr"))
    original = document.original

    rewrite(document, "en", "<p>It says something else.</p>")
    behind = client.get("/fr/about/rules/").context["is_behind"]
    rewrite(document, "en", original.body)

    assert behind
    assert not client.get("/fr/about/rules/").context["is_behind"]
    assert not client.get("/about/rules/").context["is_behind"]


def test_front_is_the_first_document_with_the_list_of_all(client):
    front = make_document(slug="about", position=1)
    other = make_document(slug="rules", position=2)
    make_document(slug="later", published=False)

    page = client.get("/about/")

    assert page.context["document"] == front
    assert [one for one, _text in page.context["documents"]] == [front, other]
    assert client.get("/about/about/").url == "/about/"


@pytest.mark.parametrize("address", ["/about/", "/about/data/", "/about/accessibility/"])
def test_address_to_which_all_pages_lead_answers_before_its_document_is_there(client, address):
    page = client.get(address)

    assert page.status_code == 200
    assert "has not been published here yet" in page.text
    assert '<meta name="robots" content="noindex">' in page.text


@pytest.mark.parametrize("ending", ["", "compare/", "versions/", "versions/en/1/"])
def test_unknown_document_and_draft_are_hidden_from_visitors(client, ending):
    make_document(slug="draft", published=False, texts=("en", "fr"))

    assert client.get(f"/about/nothing/{ending}").status_code == 404
    assert client.get(f"/about/draft/{ending}").status_code == 404


@pytest.mark.parametrize("ending", ["", "compare/", "versions/", "versions/en/1/"])
def test_draft_is_a_preview_for_those_who_publish_it(client_of, ending):
    make_document(slug="draft", published=False, texts=("en", "fr"))

    preview = client_of(make_editor(EDITOR)).get(f"/about/draft/{ending}")

    assert preview.status_code == 200
    assert "no-store" in preview["Cache-Control"]
    assert preview["X-Robots-Tag"] == "noindex, nofollow"
    assert client_of(make_editor(CONTRIBUTOR)).get(f"/about/draft/{ending}").status_code == 404


@pytest.mark.parametrize("ending", ["", "compare/"])
def test_withdrawn_document_gives_the_reason_only(client, ending):
    make_document(slug="old", state=State.WITHDRAWN, withdrawal_reason="See the rules.")

    page = client.get(f"/about/old/{ending}")

    assert page.status_code == 410
    assert "See the rules." in page.text
    assert "What it says" not in page.text


def test_pages_ask_the_same_number_of_queries_for_many_documents(client, django_assert_num_queries):
    for n in range(12):
        make_document(slug=f"rules-{n}", texts=("en", "es", "fr", "ar"))

    with django_assert_num_queries(5):
        client.get("/fr/about/rules-3/")
    with django_assert_num_queries(4):
        client.get("/fr/about/rules-3/compare/")
    with django_assert_num_queries(5):
        client.get("/fr/about/rules-3/versions/")
    with django_assert_num_queries(5):
        client.get("/fr/about/rules-3/versions/ar/1/")


# Two languages side by side


def test_two_languages_stand_paragraph_beside_paragraph(client):
    document = make_document(slug="rules", texts=("en", "ru"))
    rewrite(document, "en", "<h2>One</h2><p>First.</p><h2>Two</h2><p>Second.</p>")
    rewrite(document, "ru", "<h2>Раз</h2><p>Первый.</p><h2>Два</h2><p>Второй.</p>")

    page = client.get("/about/rules/compare/?left=ru&right=en")

    assert page.context["rows"] == [
        ("<h2>Раз</h2>", "<h2>One</h2>"),
        ("<p>Первый.</p>", "<p>First.</p>"),
        ("<h2>Два</h2>", "<h2>Two</h2>"),
        ("<p>Второй.</p>", "<p>Second.</p>"),
    ]
    assert '<div class="text" lang="ru" dir="ltr">' in page.text


def test_two_languages_to_begin_with_are_that_of_the_address_and_the_original(client):
    make_document(slug="rules", texts=("en", "ru", "tr"))

    pairs = [client.get(f"{prefix}/about/rules/compare/").context["pair"] for prefix in ("/tr", "")]

    assert [[text.language for text in pair] for pair in pairs] == [["tr", "en"], ["en", "ru"]]


def test_language_that_a_document_is_not_in_is_named_beside_the_field(client):
    make_document(slug="rules", texts=("en", "ru"))

    page = client.get("/about/rules/compare/?left=zz")

    assert page.status_code == 400
    assert "There is no text in “zz” here." in page.text


def test_document_in_one_language_has_nothing_to_compare(client):
    make_document(slug="rules")

    assert client.get("/about/rules/compare/").status_code == 404


# What it said before


def test_history_shows_each_change_of_each_text_the_last_first(client):
    document = make_document(slug="rules", texts=("en", "fr"))
    rewrite(document, "fr", "<p>Autre chose.</p>")

    page = client.get("/about/rules/versions/")

    listed = [(one.language, one.n, before) for one, before in page.context["changes"]]
    assert listed == [("fr", 2, True), ("fr", 1, False), ("en", 1, False)]
    assert 'href="/about/rules/versions/fr/2/?against=1"' in page.text
    assert "Said more exactly" in page.text


def test_version_shows_what_stood_and_what_changed(client):
    document = make_document(slug="rules")
    rewrite(document, "en", "<p>What it says now.</p>", title="New title")

    stood = client.get("/about/rules/versions/en/1/").text
    changed = client.get("/about/rules/versions/en/2/?against=1").text

    assert "What it says (en)." in stood
    assert "/about/rules/versions/en/2/?against=1" in stood
    assert "<ins>now</ins>" in changed
    assert "New" in changed
    assert "from version 1 · to version 2" in changed


def test_text_that_was_taken_away_is_named_in_the_history(client):
    document = make_document(slug="rules", texts=("en", "tr"))
    document.texts.filter(language="tr").delete()
    record(document)

    page = client.get("/about/rules/versions/").text

    assert "the text was taken away" in page
    assert client.get("/about/rules/versions/tr/2/").status_code == 200


@pytest.mark.parametrize("ending", ["en/3/", "fr/1/", "en/1/?against=7", "en/1/?against=x"])
def test_unknown_version_is_not_found(client, ending):
    make_document(slug="rules")

    assert client.get(f"/about/rules/versions/{ending}").status_code == 404


def test_what_was_said_before_the_publication_is_not_shown(client):
    document = make_document(slug="rules", published=False)
    rewrite(document, "en", "<p>What is public.</p>")
    document.state, document.published_at = State.PUBLISHED, timezone.now()
    document.save()
    earlier, later = document.versions.order_by("n")

    page = client.get("/about/rules/versions/")

    assert [one for one, _before in page.context["changes"]] == [later]
    assert client.get(earlier.get_absolute_url()).status_code == 404
    assert client.get(later.get_absolute_url()).status_code == 200


def test_history_of_many_changes_has_pages(client):
    document = make_document(slug="rules")
    for n in range(25):
        rewrite(document, "en", f"<p>Wording {n}.</p>")

    page = client.get("/about/rules/versions/?page=2")

    assert len(page.context["changes"]) == 6
    assert page.context["changes"][0][1]


def test_scheduled_document_is_not_public_yet(client):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    document = make_document(published=False, state=State.PUBLISHED, published_at=tomorrow)

    assert client.get(reverse("documents:document", args=[document.slug])).status_code == 404
