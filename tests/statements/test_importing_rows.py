"""What a report says of every row, when it is asked for: outcome, and what changed."""

import pytest
from django.core.management import CommandError, call_command

from statements.importing.changes import SHOWN, cut
from statements.importing.report import Report
from statements.importing.run import ImportRun
from statements.models import Statement, Version
from tests.factories import make_editor
from tests.statements.archives import (
    JOINT,
    MEETING,
    OTHER_PARTY,
    PARTY,
    STATEMENT,
    TOPIC,
    run_import,
    write,
)

pytestmark = pytest.mark.django_db


def rows_of(folder, **tables) -> dict[str, dict]:
    """Import tables and give the reported rows, by file."""
    write(folder, **tables)
    return {row["file"]: row for row in run_import(folder, "--rows").refusals}


def changes_of(row: dict) -> list[tuple[str, str, str]]:
    return [(one["column"], one["before"], one["after"]) for one in row["changes"]]


def test_a_new_row_is_reported_with_its_place_and_name(folder):
    rows = rows_of(folder, statements=[STATEMENT])

    assert rows["statements.csv"] == {
        "file": "statements.csv",
        "line": 2,
        "name": "ex-1 · Example statement",
        "outcome": "created",
        "changes": [],
    }


def test_a_changed_statement_names_columns_and_calls_records_as_the_files_do(folder):
    known = {"parties": [PARTY, OTHER_PARTY], "meetings": [MEETING], "topics": [TOPIC]}
    rows_of(folder, **known, statements=[STATEMENT | {"party_slugs": "xx-one"}])
    new = {"title": "Corrected", "meeting_id": "example-1", "date": "2019-10",
           "party_slugs": "xx-two;xx-one", "topics": "peace", "languages": "en"}  # fmt: skip

    rows = rows_of(folder, **known, statements=[STATEMENT | new])

    assert rows["parties.csv"]["outcome"] == "unchanged"
    assert rows["statements.csv"]["outcome"] == "changed"
    assert sorted(changes_of(rows["statements.csv"])) == [
        ("date", "", "2019-10"),
        ("languages", "", "en"),
        ("meeting_id", "", "example-1"),
        ("party_slugs", "xx-one", "xx-two;xx-one"),
        ("title", "Example statement", "Corrected"),
        ("topics", "", "peace"),
    ]


def test_what_hangs_on_records_is_reported_with_what_changed(folder):
    party = PARTY | {"name_native": "Partei Eins", "status": "outside", "status_as_of": "2019"}
    topics = [TOPIC, {"slug": "war", "name": "War"}]
    meeting = MEETING | {"host_party_slugs": "xx-one"}
    rows_of(folder, parties=[party, OTHER_PARTY], topics=topics, meetings=[meeting])

    rows = rows_of(
        folder,
        parties=[OTHER_PARTY, party | {"name_native": "Partei 1", "status": "banned"}],
        topics=[TOPIC, topics[1] | {"parent_slug": "peace"}],
        meetings=[meeting | {"host_party_slugs": "xx-two;xx-one"}],
    )

    assert ("status", "outside", "banned") in changes_of(rows["parties.csv"])
    assert "Partei 1" in str(changes_of(rows["parties.csv"]))
    assert changes_of(rows["topics.csv"]) == [("parent_slug", "", "peace")]
    assert changes_of(rows["meetings.csv"]) == [("host_party_slugs", "xx-one", "xx-two;xx-one")]


def test_lists_signatures_and_texts_are_reported_each_in_its_row(folder):
    signed = {"joint_statement_id": "js-ex", "party_slug": "xx-one", "position": "3"}
    text = {"statement_id": "js-ex", "language": "en", "body_html": "<p>Words</p>"}
    tables = {"parties": [PARTY], "joint_statements": [JOINT]}
    rows_of(folder, **tables, signatories=[signed], texts=[text])

    rows = rows_of(
        folder,
        parties=[PARTY],
        joint_statements=[JOINT | {"stated_signatory_count": "40"}],
        signatories=[signed | {"position": "4"}],
        texts=[text | {"body_html": "<p>Other words</p>", "title": "Title"}],
    )

    assert changes_of(rows["joint_statements.csv"]) == [("stated_signatory_count", "", "40")]
    assert changes_of(rows["signatories.csv"]) == [("position", "3", "4")]
    assert sorted(changes_of(rows["texts.jsonl"])) == [
        ("body_html", "<p>Words</p>", "<p>Other words</p>"),
        ("title", "", "Title"),
    ]


def test_refused_rows_are_reported_as_without_rows(folder):
    rows = rows_of(folder, statements=[STATEMENT | {"kind": "song"}])

    assert rows["statements.csv"]["field"] == "kind"
    assert "name" not in rows["statements.csv"]


def test_rows_without_a_report_are_refused(folder):
    write(folder, statements=[STATEMENT])

    with pytest.raises(CommandError, match="--rows needs --report"):
        call_command("import_archive", str(folder), "--rows")


def test_long_values_are_cut_to_where_they_differ():
    before, after = cut("same " * 500 + "old", "same " * 500 + "new")

    assert before.startswith("…same")
    assert (before[-3:], after[-3:]) == ("old", "new")
    assert max(len(before), len(after)) < SHOWN + 2


def test_an_import_by_an_editor_is_kept_under_the_editors_name(folder):
    editor = make_editor()
    write(folder, statements=[STATEMENT])

    ImportRun(folder, Report(), by=editor, note="From the secretariat").run()

    version = Version.objects.get()
    assert (version.by, version.by_name, version.note) == (
        editor, editor.username, "From the secretariat",
    )  # fmt: skip
    assert Statement.objects.get().entered_by == editor
