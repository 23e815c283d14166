"""The desk of the site's own documents."""

import pytest

from documents.models import Document
from editors.roles import CONTRIBUTOR, EDITOR
from tests.desk import address_of, queries_of_form, queries_of_list, send, send_row
from tests.factories import make_document, make_editor

pytestmark = pytest.mark.django_db
ADD = "/admin/documents/document/add/"
NEW = {
    "slug": "rules",
    "position": "3",
    "state": "draft",
    "change_note": "Begun",
    "texts-TOTAL_FORMS": "1",
    "texts-INITIAL_FORMS": "0",
    "texts-MIN_NUM_FORMS": "0",
    "texts-MAX_NUM_FORMS": "1000",
    "texts-0-language": "en",
    "texts-0-title": "Rules",
    "texts-0-body": "First paragraph.\n\nSecond <b>one</b>.<script>x()</script>",
}


def version_of(document, language: str) -> tuple:
    """Give number, reason and words of the last version of a text."""
    last = document.versions.filter(language=language).order_by("n").last()
    return last.n, last.note, last.body


def test_new_document_is_saved_with_its_original_and_a_version(desk, editor):
    response = desk.post(ADD, NEW)

    document = Document.objects.get()
    body = document.texts.get().body
    assert response.status_code == 302
    assert body.startswith("<p>First paragraph.</p>")
    assert "<script" not in body
    assert version_of(document, "en") == (1, "Begun", body)
    assert document.versions.get().by == editor


def test_document_without_english_original_is_refused_and_kept_in_the_form(desk):
    response = desk.post(ADD, NEW | {"texts-0-language": "el"})

    assert response.status_code == 200
    assert "its original in English" in response.text
    assert "Second" in response.text
    assert not Document.objects.exists()


def test_original_cannot_be_taken_away(desk):
    document = make_document(texts=("en", "fr"))

    response = send(desk, document, **{"texts-0-DELETE": "on"})

    assert response.status_code == 200
    assert "its original in English" in response.text
    assert document.texts.count() == 2


def test_language_that_the_site_does_not_speak_is_not_offered(desk):
    form = desk.get(ADD).context["inline_admin_formsets"][0].formset.forms[0]

    assert [code for code, _name in form.fields["language"].choices][1:3] == ["en", "es"]
    assert len(form.fields["language"].choices) == 9


def test_changed_original_leaves_its_translations_behind_until_they_are_found_right(desk):
    document = make_document(texts=("en", "fr", "tr"))

    send(desk, document, **{"texts-0-body": "<p>Something else.</p>", "change_note": "Clearer"})
    form = desk.get(address_of(document)).text
    send(desk, document, **{"texts-1-is_right": "on"})
    after = desk.get(address_of(document)).text

    assert version_of(document, "en") == (2, "Clearer", "<p>Something else.</p>")
    assert form.count('class="behind"') == 4  # in the list and on the block, of both
    assert after.count('class="behind"') == 2


def test_translation_and_original_changed_together_are_level(desk):
    document = make_document(texts=("en", "fr"))

    bodies = {"texts-0-body": "<p>New.</p>", "texts-1-body": "<p>Nouveau.</p>"}
    send(desk, document, **bodies)

    assert 'class="behind"' not in desk.get(address_of(document)).text


def test_translation_is_added_and_keeps_its_version(desk):
    document = make_document()

    send_row(desk, document, "texts", language="ar", title="قواعد", body="كلمات.")

    assert version_of(document, "ar")[:2] == (1, "")
    assert document.texts.get(language="ar").original_hash


def test_saving_without_a_change_keeps_no_version(desk):
    document = make_document(texts=("en", "fr"))

    send(desk, document, change_note="Nothing")

    assert document.versions.count() == 2


def test_history_lists_the_versions_of_every_text(desk):
    document = make_document(slug="rules", texts=("en", "fr"))
    send(desk, document, **{"texts-1-body": "<p>Autre.</p>", "change_note": "Corrected"})

    history = desk.get(address_of(document, "history"))

    assert history.status_code == 200
    assert [one.language for one in history.context["versions"]] == ["fr", "fr", "en"]
    assert "Corrected" in history.text
    assert 'href="/about/rules/versions/fr/2/?against=1"' in history.text


def test_editor_publishes_and_contributor_only_reads(client_of):
    document = make_document(published=False)

    send(client_of(make_editor(EDITOR)), document, state="published")
    document.refresh_from_db()
    contributor = client_of(make_editor(CONTRIBUTOR))

    assert document.is_public
    assert contributor.get(address_of(document)).status_code == 200
    assert contributor.post(address_of(document), {}).status_code == 403
    assert contributor.get(address_of(document, "history")).status_code == 200


def test_document_is_found_by_words_of_a_title_in_any_language(desk):
    document = make_document(texts=("en", "ru"))
    make_document()
    document.texts.filter(language="ru").update(title="Правила архива")

    response = desk.get("/admin/documents/document/", {"q": "ПРАВИЛА"})

    assert list(response.context["cl"].result_list) == [document]


def test_desk_asks_the_same_number_of_queries_for_many_texts(desk):
    few, many = make_document(), make_document(texts=("en", "es", "fr", "pt", "ru", "ar", "tr"))

    assert queries_of_form(desk, many) == queries_of_form(desk, few)
    few, many = queries_of_list(
        lambda: desk.get("/admin/documents/document/"),
        lambda: make_document(texts=("en", "es", "fr")),
    )
    assert many == few
