"""Translations that are behind their original, by what it says."""

import re

import pytest

from imcwp_site.publishing import State
from statements import versions
from statements.models import Concern, Statement, Text
from statements.translations import hash_of, original_of
from tests.desk import address_of, form_data, send
from tests.factories import make_statement, make_text
from tests.statements.archives import STATEMENT, run_import, write

pytestmark = pytest.mark.django_db


def text(language: str, **fields) -> dict:
    return {
        "language": language,
        "status": "",
        "translated_from": "",
        "title": "",
        "summary": "",
        "body": "<p>Words.</p>",
    } | fields


ORIGINAL = text("ar", status="original")


@pytest.mark.parametrize(
    ("translation", "others", "language"),
    [
        (text("en", translated_from="ar"), [ORIGINAL], "ar"),
        (text("en", translated_from="fr", status="official"), [ORIGINAL, text("fr")], "fr"),
        (text("en", status="unofficial"), [ORIGINAL, text("fr")], "ar"),
        (text("en", status="machine"), [ORIGINAL, text("es", status="original")], None),
        (text("en"), [ORIGINAL], None),
        (text("en", translated_from="fr"), [ORIGINAL], None),
        (text("en", translated_from="ar"), [ORIGINAL | {"body": ""}], None),
        (text("en", status="original"), [ORIGINAL], None),
    ],
)
def test_original_is_the_text_that_was_translated_as_far_as_it_is_known(
    translation, others, language
):
    original = original_of(translation, [translation, *others])

    assert (original and original["language"]) == language


def test_hash_tells_a_title_from_a_summary():
    assert hash_of(text("en", title="A")) != hash_of(text("en", summary="A"))


# At the desk


@pytest.fixture
def statement():
    """A statement in Arabic with a translation into English and one from that into French."""
    statement = make_statement()
    make_text(statement, language="ar", status="original", title="عنوان")
    make_text(statement, language="en", status="official", translated_from="ar")
    make_text(statement, language="fr", status="unofficial", translated_from="en")
    versions.record(statement)
    return statement


def behind(statement) -> set[str]:
    """Give the languages that the desk lists as behind."""
    concerns = statement.concerns.filter(kind=Concern.Kind.BEHIND)
    return set(concerns.values_list("detail", flat=True))


def change(desk, statement, language: str, **fields) -> None:
    """Change fields of the text in a language, at the desk."""
    change_all(desk, statement, {language: fields})


def change_all(desk, statement, changes: dict[str, dict[str, str]]) -> None:
    rows = [text.language for text in statement.texts.order_by("pk")]
    typed = {
        f"texts-{rows.index(language)}-{name}": value
        for language, fields in changes.items()
        for name, value in fields.items()
    }
    assert send(desk, statement, **typed).status_code == 302


def test_a_changed_original_leaves_its_own_translation_behind(desk, statement):
    change(desk, statement, "ar", body="<p>Other words.</p>")

    assert behind(statement) == {"en"}


def test_a_translation_changed_in_the_same_save_is_not_behind(desk, statement):
    change_all(desk, statement, {"ar": {"title": "عنوان آخر"}, "en": {"title": "Another"}})

    assert behind(statement) == {"fr"}  # its own original is the English text


def test_a_translation_catches_up_when_it_is_changed(desk, statement):
    change(desk, statement, "ar", title="عنوان آخر")
    change(desk, statement, "en", summary="Caught up")

    assert behind(statement) == {"fr"}


def test_a_translation_catches_up_when_an_editor_finds_it_right(desk, statement):
    change(desk, statement, "ar", title="عنوان آخر")
    change(desk, statement, "en", is_right="on")

    assert behind(statement) == set()


def test_an_original_that_is_changed_back_leaves_nothing_behind(desk, statement):
    change(desk, statement, "ar", title="عنوان آخر")
    change(desk, statement, "ar", title="عنوان")

    assert behind(statement) == set()


def test_a_translation_is_not_behind_for_a_changed_status_or_date(desk, statement):
    change(desk, statement, "ar", status="")
    send(desk, statement, issued="2019-10-18")

    assert behind(statement) == set()


def test_only_a_translation_behind_asks_whether_it_is_right(desk, statement):
    before = desk.get(address_of(statement))
    change(desk, statement, "ar", title="عنوان آخر")
    after = desk.get(address_of(statement))

    boxes = [
        re.findall(r'"checkbox" name="texts-.-is_right', str(r.content)) for r in (before, after)
    ]
    assert [len(found) for found in boxes] == [0, 1]


def test_a_new_statement_is_entered_with_original_and_translation(desk):
    form = form_data(
        desk.get("/admin/statements/statement/add/"),
        **{"title": "On an example", "kind": "statement", "texts-TOTAL_FORMS": "2"},
    )
    row = {"status": "original", "language": "ar", "title": "A", "body": "<p>A</p>"}
    other = {"translated_from": "ar", "language": "en", "title": "B", "body": "<p>B</p>"}
    typed = {f"texts-{n}-{k}": v for n, r in enumerate([row, other]) for k, v in r.items()}

    response = desk.post("/admin/statements/statement/add/", form | typed)

    assert response.status_code == 302
    assert Statement.objects.get().state == State.DRAFT
    assert behind(Statement.objects.get()) == set()
    assert Text.objects.exclude(original_hash="").count() == 0


# Imported

AR = {"statement_id": "ex-1", "language": "ar", "status": "original", "body_html": "<p>A</p>"}
EN = {"statement_id": "ex-1", "language": "en", "translated_from": "ar", "body_html": "<p>B</p>"}


def test_an_import_that_changes_an_original_leaves_its_translation_behind(tmp_path):
    run_import(write(tmp_path / "one", statements=[STATEMENT], texts=[AR, EN]))

    run_import(write(tmp_path / "two", texts=[AR | {"body_html": "<p>Other</p>"}, EN]))

    assert behind(Statement.objects.get()) == {"en"}


def test_an_import_that_changes_both_leaves_nothing_behind(tmp_path):
    run_import(write(tmp_path / "one", statements=[STATEMENT], texts=[AR, EN]))

    changed = [AR | {"body_html": "<p>Other</p>"}, EN | {"body_html": "<p>As well</p>"}]
    run_import(write(tmp_path / "two", texts=changed))

    assert behind(Statement.objects.get()) == set()


def test_a_translation_that_the_files_say_is_behind_stays_so(tmp_path):
    files = {"statements": [STATEMENT], "texts": [AR, EN | {"original_hash": "0" * 64}]}

    run_import(write(tmp_path / "one", **files))
    again = run_import(write(tmp_path / "two", **files))

    assert behind(Statement.objects.get()) == {"en"}
    assert (again.total("changed"), again.total("created")) == (0, 0)
