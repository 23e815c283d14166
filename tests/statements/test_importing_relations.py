"""statement_relations.csv: in, out, and with the versions that tell of it."""

import pytest

from statements.exporting.run import export_archive
from statements.models import Statement, StatementRelation, Version
from tests.factories import make_statement
from tests.statements.archives import STATEMENT, run_import, write

pytestmark = pytest.mark.django_db(transaction=True)

ANSWER = {"statement_id": "ex-2", "kind": "message", "title": "Example answer"}
ROW = {"statement_id": "ex-2", "relation": "answers", "other_id": "ex-1", "source": "Its title"}


def relations() -> list[tuple]:
    rows = StatementRelation.objects.order_by("pk")
    return list(rows.values_list("statement__reference", "kind", "other__reference"))


def reasons(outcome) -> list[tuple]:
    return sorted((one["line"], one["field"], one["reason"]) for one in outcome.refusals)


@pytest.fixture
def folder(tmp_path):
    """A folder with two statements and what the first of them, which comes later, answers."""
    return write(tmp_path / "in", statements=[ANSWER, STATEMENT], statement_relations=[ROW])


def test_a_relation_may_be_to_a_statement_that_comes_later(folder):
    outcome = run_import(folder)

    assert outcome.failure is None, outcome.err
    assert relations() == [("ex-2", "answers", "ex-1")]


def test_new_statements_have_one_version_which_names_the_relation(folder):
    run_import(folder)

    first, second = (Statement.objects.get(reference=name) for name in ("ex-1", "ex-2"))
    (kept,) = second.versions.all()
    assert [one["other"] for one in kept.content["relations"]] == [first.pk]
    assert first.versions.count() == 1


def test_imported_again_it_changes_nothing(folder):
    run_import(folder)
    changed_at = list(Statement.objects.values_list("updated_at", flat=True))

    outcome = run_import(folder)

    assert outcome.total("created") == outcome.total("changed") == 0
    assert Version.objects.count() == 2
    assert list(Statement.objects.values_list("updated_at", flat=True)) == changed_at


def test_rows_for_the_statement_alone_leave_its_relations_and_its_versions(folder, tmp_path):
    run_import(folder)

    run_import(write(tmp_path / "alone", statements=[ANSWER | {"title": "Other words"}]))

    assert relations() == [("ex-2", "answers", "ex-1")]
    newest = Statement.objects.get(reference="ex-2").versions.first()
    assert (newest.n, newest.content["title"]) == (2, "Other words")
    assert len(newest.content["relations"]) == 1


def test_a_relation_that_comes_alone_is_a_change_of_its_statement(folder, tmp_path):
    run_import(folder)
    before = Statement.objects.get(reference="ex-2")

    run_import(write(tmp_path / "more", statement_relations=[ROW | {"note": "Message in reply"}]))

    after = Statement.objects.get(reference="ex-2")
    assert after.relations.get().note == "Message in reply"
    assert after.updated_at > before.updated_at
    assert after.versions.count() == 2


def test_statements_without_reference_are_named_by_number(tmp_path):
    first, second = make_statement(), make_statement()
    row = ROW | {"statement_id": f"no-{second.pk}", "other_id": f"no-{first.pk}"}

    run_import(write(tmp_path / "in", statement_relations=[row]))

    assert second.relations.get().other == first


def test_faults_are_named_by_line_and_field(tmp_path):
    rows = [
        ROW | {"other_id": "ex-9"},
        ROW | {"statement_id": "ex-9"},
        ROW | {"relation": "precedes"},
        ROW | {"other_id": "ex-2"},
        ROW | {"relation": "replaces"},
        ROW | {"relation": "replaces", "note": "Again"},
        {"statement_id": "ex-1", "relation": "replaces", "other_id": "ex-2"},
        ROW | {"note": "x" * 201},
    ]
    tables = {"statements": [STATEMENT, ANSWER], "statement_relations": rows}

    outcome = run_import(write(tmp_path / "in", **tables))

    assert reasons(outcome) == [
        (2, "other_id", "there is no such statement"),
        (3, "statement_id", "there is no such statement"),
        (4, "relation", "it is none of answers, replaces, corrects"),
        (5, "other_id", "a statement has no relation to itself"),
        (7, "statement_id", "the same as line 6: a row is told from others by statement_id, "
         "relation, other_id"),
        (8, "other_id", "the other replaces this one already"),
        (9, "note", "it is longer than 200 characters (201)"),
    ]  # fmt: skip
    assert relations() == [("ex-2", "replaces", "ex-1")]


def test_a_longer_circle_with_what_is_there_is_refused(tmp_path):
    numbers = [make_statement(reference=f"ex-{n}").pk for n in range(4)]
    first, second, third, _fourth = Statement.objects.filter(pk__in=numbers).order_by("pk")
    second.relations.create(kind="replaces", other=first)
    third.relations.create(kind="replaces", other=second)
    rows = [
        {"statement_id": "ex-0", "relation": "replaces", "other_id": "ex-3"},
        {"statement_id": "ex-3", "relation": "replaces", "other_id": "ex-2"},
    ]

    outcome = run_import(write(tmp_path / "in", statement_relations=rows))

    assert reasons(outcome) == [(3, "other_id", "the other replaces this one already")]


def test_chosen_statements_are_exported_with_relations_among_them(folder, tmp_path):
    run_import(folder)
    chosen = Statement.objects.filter(reference="ex-2")

    alone = export_archive(tmp_path / "alone", chosen=chosen)
    both = export_archive(tmp_path / "both", chosen=Statement.objects.all())

    assert "statement_relations.csv" not in alone.counts
    assert both.counts["statement_relations.csv"] == 1
