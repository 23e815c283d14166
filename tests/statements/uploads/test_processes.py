"""Rehearsals and runs in processes of their own, which may be killed at any moment."""

import hashlib
import os
import random
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import transaction

from statements.models import Attachment, Signature, Statement, Text, Version
from statements.uploads.folder import REHEARSAL, RUN, BusyError, State, Upload, remove_old
from tests.desk import PDF
from tests.factories import make_editor
from tests.statements.archives import PARTY, STATEMENT, write
from tests.statements.uploads.sending import upload_tables, wait

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 1_500


def many(number: int = MANY) -> dict[str, list[dict]]:
    """Tables with statements that have an author and a text each."""
    names = [f"ex-{n}" for n in range(number)]
    return {
        "parties": [PARTY],
        "statements": [
            STATEMENT | {"statement_id": name, "party_slugs": "xx-one"} for name in names
        ],
        "texts": [{"statement_id": n, "language": "en", "body_html": "<p>W</p>"} for n in names],
    }


def wholes() -> tuple[int, int, int, int]:
    """Count what every imported statement has once."""
    return (
        Statement.objects.count(),
        Signature.objects.count(),
        Text.objects.count(),
        Version.objects.count(),
    )


def outcomes(upload, action: str) -> dict[str, int]:
    counts = upload.journals[action].facts()["counts"]
    return {name: of["created"] for name, of in counts.items()}


@pytest.fixture
def editor(processes):
    return make_editor()


def test_a_rehearsal_tells_everything_and_changes_nothing(tmp_path, editor):
    upload = upload_tables(tmp_path / "x", editor, **many(3), topics=[{"slug": "!", "name": "X"}])

    upload.start(REHEARSAL, editor)

    assert wait(upload) == State.REHEARSED
    rows = upload.journals[REHEARSAL].page(1)
    assert [row.outcome for row in rows] == ["refused"] + ["created"] * 7
    assert (rows[0].file, rows[0].line, rows[0].field, rows[0].value) == (
        "topics.csv",
        2,
        "slug",
        "!",
    )
    assert wholes() == (0, 0, 0, 0)
    assert not list(upload.path.glob("copy*"))


@pytest.mark.sqlite
def test_a_rehearsal_and_an_editor_do_not_wait_for_each_other_on_sqlite(tmp_path, editor):
    upload = upload_tables(tmp_path / "x", editor, **many(3))

    with transaction.atomic():
        make_editor()
        upload.start(REHEARSAL, editor)
        state = wait(upload)

    assert state == State.REHEARSED


def test_a_run_is_kept_in_the_name_of_its_editor(tmp_path, editor):
    upload = upload_tables(tmp_path / "x", editor, **many(2))

    upload.start(RUN, editor)

    assert wait(upload) == State.TAKEN_OVER
    assert wholes() == (2, 2, 2, 2)
    version = Version.objects.first()
    assert (version.by, version.note) == (editor, "Import: example.zip")
    assert LogEntry.objects.get().object_repr == "Import: example.zip"


def test_all_or_nothing_changes_nothing_when_a_row_is_refused(tmp_path, editor):
    tables = many(2)
    tables["statements"][1]["kind"] = "song"
    upload = upload_tables(tmp_path / "x", editor, **tables)

    upload.start(RUN, editor, atomic=True)

    assert wait(upload) == State.GIVEN_UP
    assert wholes() == (0, 0, 0, 0)
    assert LogEntry.objects.count() == 0


def test_a_run_that_an_editor_stops_changes_nothing(tmp_path, editor):
    upload = upload_tables(tmp_path / "x", editor, **many())

    upload.start(RUN, editor)
    upload.stop()

    assert wait(upload) == State.STOPPED
    assert wholes() == (0, 0, 0, 0)


def test_one_import_goes_on_at_a_time(tmp_path, editor):
    first = upload_tables(tmp_path / "x", editor, **many())
    second = upload_tables(tmp_path / "x", editor, **many(1))
    first.start(REHEARSAL, editor)

    with pytest.raises(BusyError):
        second.start(REHEARSAL, editor)
    with pytest.raises(BusyError):
        first.start(RUN, editor)

    assert second.journal is None
    assert wait(first) == State.REHEARSED


@pytest.mark.parametrize("seconds", [0.4, 1.0, 1.5, 2.0])
def test_a_killed_run_has_changed_all_or_nothing_and_says_which(tmp_path, editor, seconds):
    upload = upload_tables(tmp_path / "x", editor, **many())

    process = upload.start(RUN, editor)
    time.sleep(seconds + random.uniform(0, 0.4))
    process.kill()
    process.wait()

    assert_all_or_nothing(upload, wait(upload))
    upload.start(RUN, editor)
    assert wait(upload) == State.TAKEN_OVER
    assert wholes() == (MANY,) * 4


@pytest.mark.parametrize("attempt", range(3))
def test_a_run_killed_around_its_commit_says_what_the_database_says(tmp_path, editor, attempt):
    upload = upload_tables(tmp_path / "x", editor, **many(50))

    process = upload.start(RUN, editor)
    while done(upload) < 101 and upload.state == State.RUNNING:
        time.sleep(0.001)
    time.sleep(attempt * 0.004)
    process.kill()
    process.wait()

    assert_all_or_nothing(upload, wait(upload), 50)


def test_a_run_killed_after_its_commit_is_taken_over_with_its_whole_report(tmp_path, editor):
    upload = upload_tables(tmp_path / "x", editor, **many(50))

    process = upload.start(RUN, editor)
    while not LogEntry.objects.exists():
        time.sleep(0.0005)
    process.kill()
    process.wait()

    assert_all_or_nothing(upload, wait(upload), 50)
    assert upload.state == State.TAKEN_OVER


def test_a_killed_rehearsal_says_so_and_can_be_repeated(tmp_path, editor):
    upload = upload_tables(tmp_path / "x", editor, **many())

    for moment in (2, 1, 0.2):  # seconds; it may have ended before the later ones
        process = upload.start(REHEARSAL, editor)
        time.sleep(moment)
        process.kill()
        process.wait()
        if wait(upload) == State.INTERRUPTED:
            break

    assert upload.state == State.INTERRUPTED
    assert wholes() == (0, 0, 0, 0)
    upload.start(REHEARSAL, editor)
    assert wait(upload) == State.REHEARSED


def done(upload) -> int:
    """Count the rows that the report knows by now."""
    counts = upload.journal.facts()["counts"]
    return sum(sum(of.values()) for of in counts.values())


def assert_all_or_nothing(upload, state: State, number: int = MANY) -> None:
    assert state in (State.INTERRUPTED, State.TAKEN_OVER)
    assert wholes() == ((number,) * 4 if state == State.TAKEN_OVER else (0,) * 4)
    if state == State.TAKEN_OVER:
        everything = {"parties.csv": 1, "statements.csv": number, "texts.jsonl": number}
        assert outcomes(upload, RUN) == everything
        assert sum(1 for _row in upload.journal.rows()) == 2 * number + 1


def test_the_command_does_nothing_that_the_desk_has_not_begun(tmp_path, editor):
    upload = upload_tables(tmp_path / "x", editor, **many(1))

    for name in (upload.id, "20200101-000000-000000000000", "../x"):
        with pytest.raises(CommandError):
            call_command("conduct_import", name)

    assert wholes() == (0, 0, 0, 0)


def test_a_process_that_cannot_begin_leaves_an_interrupted_rehearsal(tmp_path, editor, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "")
    upload = upload_tables(tmp_path / "x", editor, **many(1))

    upload.start(REHEARSAL, editor)

    assert wait(upload) == State.INTERRUPTED


def test_attached_files_are_kept_and_read(tmp_path, editor):
    folder = write(tmp_path / "x", statements=[STATEMENT])
    (folder / "files").mkdir()
    (folder / "files" / "a.pdf").write_bytes(PDF)
    row = {"statement_id": "ex-1", "file": "a.pdf", "kind": "document"}
    row["sha256"] = hashlib.sha256(PDF).hexdigest()
    upload = upload_tables(folder, editor, attachments=[row])

    process = upload.start(RUN, editor)

    assert wait(upload) == State.TAKEN_OVER
    process.wait()
    assert Attachment.objects.get().pages is not None


def test_old_uploads_are_removed(tmp_path, editor, settings):
    old = upload_tables(tmp_path / "x", editor, **many(1))
    os.utime(old.path, (0, 0))
    unfinished = settings.IMPORTS_DIR / "20200101-000000-000000000000"
    unfinished.mkdir()
    os.utime(unfinished, (0, 0))
    new = upload_tables(tmp_path / "x", editor, **many(1))

    remove_old()

    assert [upload.id for upload in Upload.all()] == [new.id]
    assert not unfinished.exists()
