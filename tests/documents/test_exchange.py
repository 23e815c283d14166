"""The site's own documents in an archive folder: read by imports, written by exports."""

import pytest
from django.core.management import call_command

from documents.models import Document, DocumentVersion
from documents.translations import hash_of, is_behind
from documents.versions import record
from imcwp_site.publishing import State
from tests.factories import make_document
from tests.statements.archives import run_import, write

pytestmark = pytest.mark.django_db

ENGLISH = {"slug": "rules", "language": "en", "title": "Rules", "body_html": "<p>Rules.</p>"}
FRENCH = ENGLISH | {"language": "fr", "title": "Règles", "body_html": "<p>Règles.</p>"}
VERSION = {"slug": "rules", "language": "en", "n": 1, "at": "2024-05-01T12:00:00Z"}


def export(folder) -> dict[str, str]:
    call_command("export_archive", str(folder), verbosity=0)
    return {path.name: path.read_text() for path in folder.glob("document*.jsonl")}


def test_document_comes_in_with_its_texts_and_a_version_of_each(tmp_path):
    outcome = run_import(write(tmp_path / "in", documents=[FRENCH, ENGLISH | {"position": 4}]))

    document = Document.objects.get()
    original, french = document.original, document.text_in("fr")
    assert outcome.counts["documents.jsonl"]["created"] == 2
    assert (document.position, document.is_public) == (4, True)
    assert french.original_hash == hash_of(original.title, original.body)
    assert [one.n for one in document.versions.all()] == [1, 1]


def test_import_that_runs_twice_changes_nothing(tmp_path):
    folder = write(tmp_path / "in", documents=[ENGLISH, FRENCH])
    run_import(folder)

    again = run_import(folder)

    assert again.counts["documents.jsonl"] == {
        "created": 0, "changed": 0, "unchanged": 2, "refused": 0,
    }  # fmt: skip
    assert DocumentVersion.objects.count() == 2


def test_changed_original_leaves_its_translation_behind(tmp_path):
    run_import(write(tmp_path / "in", documents=[ENGLISH, FRENCH]))

    new = ENGLISH | {"body_html": "<p>Other rules.</p>", "position": 2}
    run_import(write(tmp_path / "in", documents=[new, FRENCH]))

    document = Document.objects.get()
    assert is_behind(document.text_in("fr"), document.original)
    assert document.versions.filter(language="en").count() == 2
    assert document.position == 2


def test_translation_comes_in_with_the_hash_of_what_it_renders(tmp_path):
    renders = hash_of("Rules of old", "<p>Old.</p>")

    run_import(write(tmp_path / "in", documents=[ENGLISH, FRENCH | {"original_hash": renders}]))

    document = Document.objects.get()
    assert is_behind(document.text_in("fr"), document.original)


def test_export_gives_the_same_files_after_an_import(tmp_path):
    document = make_document(slug="rules", texts=("en", "ar", "fr"))
    document.texts.filter(language="en").update(body="<p>Said otherwise.</p>")
    document.texts.filter(language="fr").delete()
    record(document, note="Shorter")
    make_document(
        slug="old", texts=("en",), state=State.WITHDRAWN, withdrawal_reason="Out of date."
    )
    make_document(slug="draft", published=False)

    first = export(tmp_path / "first")
    Document.objects.all().delete()
    outcome = run_import(tmp_path / "first")
    second = export(tmp_path / "second")

    assert outcome.refusals == []
    assert set(first) == {"documents.jsonl", "document_versions.jsonl"}
    assert second == first


BAD = {
    "translation of nothing": ({"documents": [FRENCH]}, "slug", "its English text is not"),
    "language": ({"documents": [ENGLISH | {"language": "zh"}]}, "language", "does not speak"),
    "slug": ({"documents": [ENGLISH | {"slug": "a b"}]}, "slug", "only the letters"),
    "nothing left": (
        {"documents": [ENGLISH | {"body_html": "<script>x</script>"}]}, "body_html", "cleaned",
    ),
    "state": ({"documents": [ENGLISH | {"state": "lost"}]}, "state", "none of"),
    "without reason": (
        {"documents": [ENGLISH | {"state": "withdrawn"}]}, "withdrawal_reason", "say why",
    ),
    "position": ({"documents": [ENGLISH | {"position": -1}]}, "position", "whole number"),
    "position in words": ({"documents": [ENGLISH | {"position": "x"}]}, "position", "whole number"),
    "title in numbers": ({"documents": [ENGLISH | {"title": 5}]}, "title", "not a text"),
    "long title": ({"documents": [ENGLISH | {"title": "x" * 201}]}, "title", "longer than"),
    "original of another": (
        {"documents": [ENGLISH | {"original_hash": "0" * 64}]}, "original_hash", "no other text",
    ),
    "version of nothing": ({"document_versions": [VERSION]}, "slug", "no such document"),
    "version nought": (
        {"documents": [ENGLISH], "document_versions": [VERSION | {"n": 0}]}, "n", "whole number",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "field", "reason"), BAD.values(), ids=BAD)
def test_row_that_cannot_be_kept_is_refused_with_its_field(tmp_path, files, field, reason):
    outcome = run_import(write(tmp_path / "in", **files))

    assert [one["field"] for one in outcome.refusals] == [field]
    assert reason in outcome.refusals[0]["reason"]


def test_row_that_says_the_same_text_again_is_refused(tmp_path):
    outcome = run_import(write(tmp_path / "in", documents=[ENGLISH, ENGLISH | {"title": "No"}]))

    assert "the same as line 1" in outcome.refusals[0]["reason"]
    assert Document.objects.get().original.title == "Rules"


def test_other_version_of_a_number_that_is_kept_is_refused(tmp_path):
    run_import(write(tmp_path / "in", documents=[ENGLISH]))

    outcome = run_import(write(tmp_path / "in", document_versions=[VERSION | {"title": "Other"}]))

    assert "another version of this number" in outcome.refusals[0]["reason"]


def test_dry_run_keeps_nothing(tmp_path):
    run_import(write(tmp_path / "in", documents=[ENGLISH]), "--dry-run")

    assert not Document.objects.exists()
