"""What the process of a rehearsal or run does: the same import as the command, with a journal."""

import logging
import shutil
import sqlite3
import time
from pathlib import Path

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from editors.models import Editor
from statements.importing.run import ImportRun, UnusableFolder
from statements.uploads.folder import REHEARSAL, State, Upload, leave_mark
from statements.uploads.journal import Writer

logger = logging.getLogger(__name__)


class StoppedError(Exception):
    """An editor asked the import to stop."""


class StoppableWriter(Writer):
    """Looks, whenever it writes, whether it shall stop."""

    def __init__(self, upload: Upload, journal):
        super().__init__(journal)
        self.upload = upload

    def write(self, **facts) -> None:
        super().write(**facts)
        if self.upload.is_asked_to_stop and "end" not in facts:
            raise StoppedError


def conduct(upload: Upload) -> State:
    """Do what was begun last, and write how it ended."""
    journal = upload.journal
    if journal is None:
        raise ValueError(f"Nothing was begun with {upload.id}.")
    facts = journal.facts()
    writer = StoppableWriter(upload, journal)
    try:
        state, reason = attempt(upload, facts, writer)
        writer.write(end=state, reason=reason, ended=time.time())
    finally:
        writer.close()
    return state


def attempt(upload: Upload, facts: dict, writer: Writer) -> tuple[State, str]:
    """Rehearse or import; give how it ended, and why if it did not."""
    rehearsal = facts["action"] == REHEARSAL
    copy = upload.path / "copy.sqlite3"
    try:
        if rehearsal and connection.vendor == "sqlite":
            work_on_a_copy(copy)
        by = Editor.objects.get(pk=facts["by"])
        run = ImportRun(
            upload.archive,
            writer.report,
            dry_run=rehearsal,
            atomic=facts["atomic"],
            by=by,
            note=_("Import: %s") % upload.name[:400],
            progress=writer.tell,
            before_commit=lambda: commit_soon(upload, facts["token"], by, writer),
        )
        done = run.run()
    except StoppedError:
        return State.STOPPED, ""
    except UnusableFolder:
        return State.FAILED, _("No file of the upload may be imported.")
    except (DatabaseError, sqlite3.Error):
        logger.exception("Import %s", upload.id)
        return State.FAILED, _("The database failed at it; the log of the server says why.")
    except OSError as error:
        return State.FAILED, error.strerror or str(error)
    finally:
        if rehearsal:
            connection.close()
            for path in upload.path.glob(f"{copy.name}*"):
                path.unlink()
    return State.REHEARSED if rehearsal else State.TAKEN_OVER if done else State.GIVEN_UP, ""


def commit_soon(upload: Upload, token: str, by: Editor, writer: Writer) -> None:
    """Complete the report, then mark the import as taken over: no one sees the mark without it."""
    writer.write()
    leave_mark(upload, token, by)


def work_on_a_copy(place: Path) -> None:
    """Rehearse on a copy, for SQLite has one writer, and editors would have to wait."""
    own = Path(connection.settings_dict["NAME"])
    if shutil.disk_usage(place.parent).free < 3 * own.stat().st_size:
        raise OSError(_("The disk has no room for a copy of the archive to rehearse on."))
    source, copy = sqlite3.connect(f"{own.as_uri()}?mode=ro", uri=True), sqlite3.connect(place)
    try:
        source.backup(copy)
    finally:
        source.close()
        copy.close()
    connection.close()
    connection.settings_dict["NAME"] = str(place)
