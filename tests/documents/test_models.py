"""The rules of documents, their texts and their versions."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from documents.models import DocumentText, DocumentVersion
from documents.translations import hash_of, is_behind, renew
from documents.versions import record
from tests.factories import make_document, make_editor

pytestmark = pytest.mark.django_db


def test_body_keeps_what_a_document_needs():
    text = DocumentText(language="en", title="Title", body="<script>x()</script><p>Words.</p>")

    text.clean()

    assert text.body == "<p>Words.</p>"


@pytest.mark.parametrize(
    "fields",
    [{"language": "en", "title": "Again"}, {"language": "fr", "title": ""}, {"language": ""}],
    ids=["twice", "without title", "without language"],
)
def test_database_refuses_a_text(fields):
    document = make_document()

    with pytest.raises(IntegrityError), transaction.atomic():
        document.texts.create(**{"title": "Title", "body": "<p>Words.</p>"} | fields)


def test_text_in_a_language_that_the_site_does_not_speak_is_refused():
    text = DocumentText(document=make_document(), language="zh", title="Title", body="<p>W.</p>")

    with pytest.raises(ValidationError) as refused:
        text.full_clean()

    assert list(refused.value.error_dict) == ["language"]


def test_saving_keeps_a_version_of_what_changed_and_of_nothing_else():
    document, editor = make_document(texts=("en", "es")), make_editor()

    document.texts.filter(language="es").update(body="<p>Otra cosa.</p>")
    recorded = record(document, by=editor, note="Corrected")
    again = record(document, by=editor, note="Nothing")

    assert [(one.language, one.n, one.note) for one in recorded] == [("es", 2, "Corrected")]
    assert recorded[0].by_name == editor.get_username()
    assert again == []


def test_text_that_comes_back_has_another_version():
    document = make_document(texts=("en", "es"))
    document.texts.filter(language="es").delete()
    record(document)
    document.texts.create(language="es", title="Título", body="<p>De nuevo.</p>")

    record(document)

    titles = DocumentVersion.objects.filter(language="es").order_by("n").values_list("title")
    assert [title for (title,) in titles][1:] == ["", "Título"]


def test_translation_is_behind_what_its_original_says_and_renewed():
    document = make_document(texts=("en", "pt", "tr"))
    document.texts.filter(language="en").update(title="Another title")

    renew(document, ["pt"])

    texts = {text.language: text for text in document.texts.all()}
    behind = [code for code, text in texts.items() if is_behind(text, texts["en"])]
    assert behind == ["tr"]
    assert texts["pt"].original_hash == hash_of("Another title", texts["en"].body)
    assert texts["en"].original_hash == ""
