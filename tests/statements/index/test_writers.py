"""Whoever changes a statement changes the index with it."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from imcwp_site.merging_records import Merger
from imcwp_site.publishing import State
from statements import batches, versions
from statements.files import reading
from statements.index.checking import drift
from statements.index.reading import facts
from statements.models import Batch, IndexedStatement, Statement
from statements.restoring import write_content
from tests import samples
from tests.desk import address_of, form_data, send
from tests.factories import (
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)
from tests.statements.archives import PARTY, STATEMENT, TOPIC, run_import, write

pytestmark = pytest.mark.django_db

TEXT = {"statement_id": "ex-1", "language": "en", "status": "original", "title": "Peace"}


def differences() -> list[str]:
    return list(drift())


def public() -> list[int]:
    return list(facts().numbers("public"))


def test_saving_at_the_desk_changes_the_index(desk):
    statement = make_statement(title="Peace")

    send(desk, statement, title="War")

    assert "en:war" in statement.indexed.words
    assert differences() == []


def test_trying_a_saving_leaves_the_index(desk):
    statement = make_statement(title="Peace")
    before = IndexedStatement.objects.get().words

    desk.post(address_of(statement), form_data(desk.get(address_of(statement)), title=""))

    assert IndexedStatement.objects.get().words == before
    assert differences() == []


def test_change_of_many_changes_the_index():
    topic, editor = make_topic(), make_editor()
    statements = [make_statement(topics=[make_topic()]) for _n in range(3)]
    batch = batches.make(Batch.Kind.ADD_TOPIC, Statement.objects.all(), by=editor)
    batches.settle(batch, {"topic": topic.pk}, "For a test")
    batches.confirm(batch)

    batches.work(batch, by=editor, seconds=60)

    assert list(facts().numbers("topic", topic.pk)) == [one.pk for one in statements]
    assert differences() == []


@pytest.mark.parametrize("make", [make_party, make_topic, make_meeting])
def test_merging_records_moves_their_statements_in_the_index(make):
    gone, stays = make(), make()
    kind = gone._meta.model_name
    names = {
        "party": {"parties": [gone]},
        "topic": {"topics": [gone]},
        "meeting": {"meeting": gone},
    }
    statement = make_statement(**names[kind])
    versions.record(statement)

    Merger(gone, stays).run(values={}, note="Merged")

    assert list(facts().numbers(kind, stays.pk)) == [statement.pk]
    assert differences() == []


def test_withdrawing_takes_facts_out_of_the_index():
    statement = make_statement(parties=[make_party()])
    statement.state, statement.withdrawal_reason = State.WITHDRAWN, "It was an error."
    statement.save()

    versions.record(statement)

    assert public() == []
    assert differences() == []


@pytest.mark.parametrize("is_scheduled", [False, True])
@pytest.mark.parametrize("way", ["instance", "query", "desk", "desk list"])
def test_deleted_statements_leave_the_index(desk, way, is_scheduled):
    kept = make_text().statement
    later = {"state": State.PUBLISHED, "published_at": timezone.now() + datetime.timedelta(days=1)}
    gone = [
        make_statement(published=False, title="Gone", **later if is_scheduled else {})
        for _n in range(2)
    ]

    if way == "instance":
        for one in gone:
            one.delete()
    elif way == "query":
        Statement.objects.exclude(pk=kept.pk).delete()
    elif way == "desk":
        for one in gone:
            desk.post(address_of(one, "delete"), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in gone]}
        desk.post("/admin/statements/statement/", chosen | {"post": "yes"})

    assert list(Statement.objects.all()) == [kept]
    assert public() == [kept.pk]
    assert differences() == []


def test_deletion_that_is_only_asked_about_leaves_the_index(desk):
    draft = make_statement(published=False)

    desk.get(address_of(draft, "delete"))

    assert differences() == []


def test_restoring_a_version_changes_the_index():
    statement = make_statement(title="Peace")
    first = versions.record(statement)
    statement.title = "War"
    statement.save()
    versions.record(statement)

    write_content(statement, first.content)
    versions.record(statement)

    assert "en:peac" in IndexedStatement.objects.get().words
    assert differences() == []


def test_importing_indexes_what_is_new_and_what_changes(tmp_path):
    rows = [STATEMENT | {"party_slugs": "xx-one", "topics": "peace"}]
    folder = write(tmp_path / "a", parties=[PARTY], topics=[TOPIC], statements=rows, texts=[TEXT])
    run_import(folder)
    after_first = differences()
    write(folder, texts=[TEXT | {"title": "War"}])

    run_import(folder)

    assert after_first == differences() == []
    assert "en:war" in IndexedStatement.objects.get().words


def test_rehearsed_import_leaves_the_index(tmp_path):
    run_import(write(tmp_path / "a", statements=[STATEMENT]), "--dry-run")

    assert not IndexedStatement.objects.exists()
    assert differences() == []


def test_texts_imported_after_their_statement_in_one_run_are_indexed(tmp_path, monkeypatch):
    monkeypatch.setattr("statements.index.collecting.FEW", 0)
    monkeypatch.setattr("statements.index.collecting.PART", 2)
    monkeypatch.setattr("statements.index.collecting.MANY", 2)
    rows = [STATEMENT | {"statement_id": f"ex-{n}"} for n in range(5)]
    texts = [TEXT | {"statement_id": f"ex-{n}"} for n in range(5)]

    run_import(write(tmp_path / "a", statements=rows, texts=texts))

    assert len(public()) == 5
    assert differences() == []


def test_reading_files_of_an_indexed_statement_keeps_the_index_right():
    statement = make_text().statement
    file = statement.attachments.create(file=ContentFile(samples.pdf("Peace"), "a.pdf"))
    versions.record(statement)

    reading.note(file)

    assert differences() == []


def test_record_renamed_while_a_statement_was_read_is_found_by_its_former_name():
    party = make_party(slug="old")
    statement = make_statement(parties=[party])
    contents = versions.contents_of([statement.pk])
    party.slug = "new"
    party.save()

    versions.record_contents(contents)

    assert list(facts().numbers("party", party.pk)) == [statement.pk]
