"""What a statement lacks is noted with every version, by desk and import alike."""

import pytest

from statements import concerns, versions
from statements.models import Concern, SourceCheck
from tests.factories import make_party, make_statement, make_text, make_topic
from tests.statements.archives import STATEMENT, TOPIC, run_import, write

pytestmark = pytest.mark.django_db
Kind = Concern.Kind


def noted(statement) -> set[tuple[str, str]]:
    return set(statement.concerns.values_list("kind", "detail"))


def sound_statement():
    """A statement that lacks nothing."""
    statement = make_statement(
        parties=[make_party()], topics=[make_topic()], source="https://example.org/"
    )
    make_text(statement)
    return statement


LACKS = {
    "topic": (lambda s: s.topic_links.all().delete(), {(Kind.NO_TOPIC, "")}),
    "source": (lambda s: type(s).objects.filter(pk=s.pk).update(source=""), {(Kind.NO_SOURCE, "")}),
    "party": (
        lambda s: s.signatures.create(printed_name="Party of Somewhere"),
        {(Kind.UNRESOLVED, "Party of Somewhere")},
    ),
    "translation": (lambda s: s.texts.update(language="el"), {(Kind.UNTRANSLATED, "en")}),
}


def test_a_sound_statement_has_no_concern():
    statement = sound_statement()

    versions.record(statement)

    assert noted(statement) == set()


@pytest.mark.parametrize("lack", LACKS)
def test_what_a_statement_lacks_is_noted_and_forgotten_once_it_is_there(lack):
    lose, expected = LACKS[lack]
    statement, sound = sound_statement(), sound_statement()
    lose(statement)

    versions.record(statement)

    assert noted(statement) == expected
    content = versions.content_of(versions.with_content(type(sound).objects).get(pk=sound.pk))
    concerns.note({statement.pk: content})
    assert noted(statement) == set()


def test_a_catalogue_record_without_a_text_misses_no_translation():
    statement = make_statement(topics=[make_topic()], source="A book")
    make_text(statement, language="el", body="")

    versions.record(statement)

    assert noted(statement) == set()


def test_every_working_language_is_missed(settings):
    settings.WORKING_LANGUAGES = ["en", "es", "el"]
    statement = sound_statement()

    versions.record(statement)

    assert noted(statement) == {(Kind.UNTRANSLATED, "es"), (Kind.UNTRANSLATED, "el")}


def test_a_source_that_does_not_answer_is_noted_with_who_names_it_and_goes_when_it_is_replaced():
    SourceCheck.objects.create(url="https://example.org/gone", status=404, failures=1)
    statement = sound_statement()
    statement.source = "https://example.org/gone (list); A book"
    statement.save()
    versions.record(statement)
    before = noted(statement)

    statement.source = "https://example.org/gone/elsewhere"
    statement.save()
    versions.record(statement)

    assert before == {(Kind.DEAD_SOURCE, "https://example.org/gone")}
    assert noted(statement) == set()


def test_an_import_notes_concerns_and_a_later_one_takes_them_back(tmp_path):
    run_import(write(tmp_path / "one", statements=[STATEMENT]))
    before = set(Concern.objects.values_list("kind", flat=True))

    filled = STATEMENT | {"topics": "peace", "source": "https://example.org/"}
    run_import(write(tmp_path / "two", topics=[TOPIC], statements=[filled]))

    assert before == {Kind.NO_TOPIC, Kind.NO_SOURCE}
    assert not Concern.objects.exists()
