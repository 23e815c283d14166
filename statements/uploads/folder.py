"""An upload on disk: what came in, where its rehearsal or run stands, whether that goes on.

A process that works holds the lock of its upload, and the system frees it when the process ends,
however it ends. So a page never believes what a killed process could not correct.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from imcwp_site.phrases import listed
from statements.importing.files import FILES
from statements.uploads.door import Door
from statements.uploads.journal import Journal
from statements.uploads.permissions import may_take_over

ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{12}", re.ASCII)
REHEARSAL, RUN = "rehearsal", "run"


class State(models.TextChoices):
    """Where a rehearsal or a run stands."""

    WAITING = "waiting", _("not rehearsed yet")
    RUNNING = "running", _("under way")
    REHEARSED = "rehearsed", _("rehearsed")
    TAKEN_OVER = "taken-over", _("taken over")
    GIVEN_UP = "given-up", _("not taken over, because rows were refused")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("failed")
    INTERRUPTED = "interrupted", _("interrupted")


class BusyError(Exception):
    """Another import of this machine is under way."""


class Upload:
    """An upload in its folder, which only this site's own user can read."""

    def __init__(self, path: Path):
        self.path, self.id = path, path.name
        self.archive = path / "archive"
        self.journals = {name: Journal(path / f"{name}.sqlite3") for name in (REHEARSAL, RUN)}

    # Coming in and going away

    @classmethod
    def take_in(cls, uploads: Iterable[UploadedFile], user) -> tuple["Upload | None", list[str]]:
        """Let files in; give the upload, or None and what is wrong with them."""
        remove_old()
        name = f"{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(6)}"
        upload = cls(settings.IMPORTS_DIR / name)
        upload.path.mkdir(mode=0o700, parents=True)
        uploads = list(uploads)
        door = Door(upload.archive, lambda file: may_take_over(user, file))
        try:
            door.let_in(uploads)
            if door.faults:
                upload.remove()
                return None, door.faults
            facts = {
                "at": time.time(),
                "by": user.pk,
                "by_name": user.get_username(),
                "names": [str(one.name) for one in uploads],
                "remarks": door.remarks,
                "rows": sum(count_lines(upload.archive / name) for name in upload.files),
            }
            (upload.path / "upload.json").write_text(json.dumps(facts), encoding="utf-8")
        except OSError as error:  # as a rule, no room on the disk
            upload.remove()
            return None, [_("The server cannot keep the files: %s.") % error.strerror]
        except BaseException:
            upload.remove()
            raise
        return upload, []

    @classmethod
    def find(cls, name: str) -> "Upload | None":
        """Give the upload of that name, if there is one."""
        path = settings.IMPORTS_DIR / name
        known = ID.fullmatch(name) and (path / "upload.json").is_file()
        return cls(path) if known else None

    @classmethod
    def all(cls) -> list["Upload"]:
        """Give the uploads that are kept, the newest first."""
        folder = settings.IMPORTS_DIR
        names = sorted(os.listdir(folder), reverse=True) if folder.is_dir() else []
        return [upload for name in names if (upload := cls.find(name))]

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Who sent what, and what was remarked at the door."""
        return json.loads((self.path / "upload.json").read_text(encoding="utf-8"))

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.facts["at"], timezone.get_current_timezone())

    @property
    def name(self) -> str:
        """What the upload is called on pages and in the history: the names of its files."""
        names = self.facts["names"]
        return listed(names, most=3)

    @property
    def files(self) -> list[str]:
        """The files of the format that came in."""
        return [name for name in FILES if (self.archive / name).exists()]

    # Where it stands

    @property
    def is_running(self) -> bool:
        """Tell whether a process works on it at this moment."""
        with self.lock_file() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    @contextmanager
    def lock_file(self) -> Iterator[int]:
        lock = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield lock
        finally:
            os.close(lock)

    @property
    def journal(self) -> Journal | None:
        """The report of what was begun last."""
        begun = [journal for journal in self.journals.values() if journal.exists()]
        return max(begun, key=lambda journal: journal.facts()["begun"], default=None)

    def is_newest(self, journal: Journal) -> bool:
        return self.journal is not None and self.journal.path == journal.path

    def state_of(self, journal: Journal) -> State:
        """Tell where a rehearsal or a run stands; for a run the database has the last word."""
        if self.is_running and self.is_newest(journal):
            return State.RUNNING
        facts = journal.facts()  # read after the lock: who frees it has written all
        if "end" in facts:
            return State(facts["end"])
        if is_ending(facts["token"]):
            return State.RUNNING
        if LogEntry.objects.filter(user=facts["by"], object_id=facts["token"]).exists():
            return State.TAKEN_OVER
        return State.INTERRUPTED

    @property
    def state(self) -> State:
        return self.state_of(self.journal) if self.journal else State.WAITING

    # Beginning

    def start(self, action: str, user, *, atomic: bool = False) -> subprocess.Popen:
        """Begin a rehearsal or a run in a process of its own, and give that (raises BusyError).

        The process inherits the lock, so there is no moment at which nobody has it.
        """
        with one_at_a_time(), self.lock_file() as lock:
            if any(upload.is_running for upload in Upload.all()):
                raise BusyError
            fcntl.flock(lock, fcntl.LOCK_EX)
            (self.path / "stop").unlink(missing_ok=True)
            self.journals[action].begin(
                begun=time.time(),
                token=secrets.token_hex(16),
                action=action,
                atomic=atomic,
                by=user.pk,
                counts={},
                progress="",
            )
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "conduct_import"]
            process = subprocess.Popen(  # noqa: S603 - our own command
                [*command, self.id, f"--lock={lock}"],
                cwd=settings.BASE_DIR,
                env={**os.environ, "DJANGO_SETTINGS_MODULE": "imcwp_site.settings"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[lock],
                start_new_session=True,
            )
        # Someone must ask how it ended, or its entry stays in the table of processes.
        threading.Thread(target=process.wait, daemon=True).start()
        return process

    def stop(self) -> None:
        """Ask the process to stop; it looks once a second."""
        (self.path / "stop").touch()

    @property
    def is_asked_to_stop(self) -> bool:
        return (self.path / "stop").exists()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let no two processes of the site decide at once that nothing is under way."""
    lock = os.open(settings.IMPORTS_DIR / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def remove_old() -> None:
    """Remove uploads that nobody has touched for longer than the settings say."""
    limit = time.time() - settings.IMPORT_KEPT_DAYS * 24 * 3600
    folder = settings.IMPORTS_DIR
    for path in folder.iterdir() if folder.is_dir() else []:
        if ID.fullmatch(path.name) and path.stat().st_mtime < limit:
            upload = Upload(path)
            if not upload.is_running:
                upload.remove()


def count_lines(path: Path) -> int:
    """Give the number of lines of a table: about as many as rows."""
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(2**20), b""))


# The mark that a run leaves in the database, with what it has imported or not at all


def leave_mark(upload: Upload, token: str, user) -> None:
    """Note in the running transaction that this import was taken over."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key_of(token)])
    LogEntry.objects.create(
        user=user,
        action_flag=CHANGE,
        object_id=token,
        object_repr=f"Import: {upload.name}"[:200],
        change_message="Imported.",
    )


def is_ending(token: str) -> bool:
    """Tell whether PostgreSQL is still committing what a killed process had asked it to."""
    if connection.vendor != "postgresql":
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [key_of(token)])
        return not cursor.fetchone()[0]


def key_of(token: str) -> int:
    return int(token[:15], 16)
