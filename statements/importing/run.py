"""One run of the importer: a folder taken over in one transaction."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.utils import timezone

from editors.models import Editor
from meetings.models import Meeting
from parties.models import Party
from statements import versions
from statements.importing import (
    collections,
    documents,
    files,
    hanging,
    meetings,
    parties,
    reading,
    relations,
    renamed,
)
from statements.importing.changes import Change
from statements.importing.files import DataFile, Row
from statements.importing.finding import StatementNumbers
from statements.importing.numbering import numbering, wait_for_other_imports
from statements.importing.report import Refused, Report
from statements.importing.spool import Spool
from statements.importing.statements import Statements
from statements.index.collecting import Bulk
from statements.models import Attachment, Dossier, Periodical, Topic

# What others refer to comes first.
BEFORE_STATEMENTS = (
    collections.KindNames,
    collections.Topics,
    parties.Parties,
    parties.PartyNames,
    parties.PartyWebsites,
    parties.PartyStandings,
    parties.PartyNotes,
    parties.PartyRelations,
    meetings.Meetings,
    meetings.Hostings,
    meetings.MeetingThemes,
    meetings.PrintedCounts,
    meetings.OtherDates,
    meetings.Participations,
    meetings.WorkingGroupTerms,
)
AFTER_STATEMENTS = (
    relations.Relations,
    collections.Dossiers,
    collections.DossierEntries,
    collections.Periodicals,
    collections.PeriodicalIssues,
    collections.IssueEditions,
)
SECONDS_BETWEEN_SIGNS = 2


class UnusableFolder(Exception):  # noqa: N818 - nothing has failed yet
    """The folder holds nothing that could be imported."""


class ImportRun:
    """What the parts of an import share: the folder, the report, and what is known by slug."""

    def __init__(
        self,
        directory: Path,
        report: Report,
        *,
        dry_run: bool = False,
        atomic: bool = False,
        by: Editor | None = None,
        note: str = "",
        progress: Callable[[str], None] = lambda line: None,
        before_commit: Callable[[], None] = lambda: None,
    ):
        self.directory, self.report, self.progress = directory, report, progress
        self.dry_run, self.atomic = dry_run, atomic
        # Who asked for it and why, for the versions of what changes.
        self.by, self.note = by, note
        self.before_commit = before_commit
        self.time = timezone.now()
        self.stored: list[tuple[Any, str]] = []
        self.index = Bulk(versions.contents_of)
        self.note_in_index = (lambda contents: None) if dry_run else self.index.note

    def run(self) -> bool:
        """Take the folder over, or leave the archive as it is; tell whether it was taken over."""
        check_folder(self.directory)
        self.spool = Spool()
        try:
            with collected_by_chunk(), transaction.atomic():
                self.load()
                given_up = self.dry_run or (self.atomic and self.report.total("refused") > 0)
                if given_up:
                    transaction.set_rollback(True)
                else:
                    self.index.finish()
                    refresh_statistics()
                    self.before_commit()
        except BaseException:
            self.remove_stored()
            raise
        finally:
            self.spool.close()
            self.index.close()
        if given_up:
            self.remove_stored()
        return not given_up

    def load(self) -> None:
        """Take over every file, in the order in which they refer to each other."""
        wait_for_other_imports()
        compress_fast()
        self.refuse_unknown_files()
        self.learn()
        for before in BEFORE_STATEMENTS:
            before(self).load()
        self.names_of = {
            kind: {key: slug for slug, key in self.known[kind].items()}
            for kind in ("party", "meeting", "topic")
        }
        related = self.rows(files.STATEMENT_RELATIONS, again=True)
        self.related = {row.cells["statement_id"] for row in related}
        self.recorded_with_relations: set[int] = set()
        Statements(self).load()
        for after in AFTER_STATEMENTS:
            after(self).load()
        renamed.FormerSlugs(self).load()
        documents.Documents(self).load()

    def learn(self) -> None:
        """Note what is in the archive already: slugs and numbers, no rows."""
        self.renamed = renamed.Renamed(self.report)
        self.known: dict[str, Any] = {
            kind: dict(model._default_manager.values_list("slug", "pk"))
            for kind, model in (
                ("party", Party),
                ("meeting", Meeting),
                ("topic", Topic),
                ("dossier", Dossier),
                ("periodical", Periodical),
            )
        }
        self.known["statement"] = StatementNumbers()
        # Party, kind and text of the names that cells of parties.csv say.
        self.names_in_cells: set[tuple[int, str, str]] = set()
        self.new_dossiers: set[int] = set()
        self.number_of_meeting = dict(Meeting.objects.values_list("pk", "number"))
        self.meeting_numbers = dict(
            Meeting.objects.exclude(number=None).values_list("number", "slug")
        )
        self.numbers = numbering(self.last_explicit_number(), dry_run=self.dry_run)

    def last_explicit_number(self) -> int:
        """Give the greatest number that a row asks for, so that no other row is given it."""
        last = 0
        for file in (files.STATEMENTS, files.JOINT_STATEMENTS):
            for row in self.rows(file, again=True):
                number = row.cells.get("number") or row.cells[file.key[0]].removeprefix("no-")
                if number.isascii() and number.isdigit() and len(number) < 10:
                    last = max(last, int(number))
        return last

    # What the tables ask

    def rows(self, file: DataFile, *, again: bool = False) -> Iterator[Row]:
        """Give the sound rows of a file; `again` leaves the report to the other reading."""
        path = self.directory / file.name
        if not path.exists():
            return
        start = seen = time.monotonic()
        report = Report() if again else self.report
        for count, row in enumerate(reading.rows(path, file, report), 1):
            yield self.renamed.read(row, again=again) if self.renamed.any else row
            if not again and (now := time.monotonic()) - seen >= SECONDS_BETWEEN_SIGNS:
                seen = now
                self.progress(f"{file.name}: {count:,} rows, {count / (now - start):,.0f}/s")
            if settings.DEBUG and count % 500 == 0:
                reset_queries()

    def count(self, row: Row, outcome: str, changes: Iterable[Change] = ()) -> None:
        """Report what became of a row; records are called as the files call them."""
        named = [change.named(self.slug_of) for change in changes] if self.report.on_row else ()
        self.report.count(row, outcome, named)

    def slug_of(self, kind: str, key: int | None) -> str:
        """Give how the files call a record."""
        return next((slug for slug, known in self.known[kind].items() if known == key), "")

    def refer(self, cells: dict[str, Any], column: str, kind: str) -> int | None:
        """Give the key of the record that a cell names; None for an empty cell."""
        name = cells.get(column)
        if not name:
            return None
        key = self.known[kind].get(name)
        if key is None:
            raise Refused(f"there is no such {kind}", field=column, value=name)
        return key

    def record(self, contents: dict[int, dict[str, Any]]) -> None:
        """Keep a version of each statement that says something new, by number."""
        versions.record_contents(
            contents,
            by=self.by,
            by_name="" if self.by else "import",
            note=self.note,
            at=self.time,
            note_in_index=self.note_in_index,
        )

    def check_meeting_number(self, cells: dict[str, str], meeting: int | None) -> None:
        """Refuse a row whose meeting_number is not that of its meeting (raises Refused)."""
        written = cells["meeting_number"]
        number = self.number_of_meeting.get(meeting) if meeting else None
        if written and written != str(number or ""):
            says = f"the meeting has number {number}" if number else "no numbered meeting is named"
            raise Refused(says, field="meeting_number", value=written)

    def store(self, path: Path, storage: Any, name: str) -> None:
        """Keep an attached file where uploads are kept, unless this is only a rehearsal."""
        if not self.dry_run and hanging.store(path, storage, name):
            self.stored.append((storage, name))

    # The folder and the database

    def remove_stored(self) -> None:
        """Take back the files of an import that is given up, unless an editor attached the same."""
        for storage, name in self.stored:
            if not Attachment.objects.filter(file=name).exists():
                storage.delete(name)

    def refuse_unknown_files(self) -> None:
        """Report tables that the format does not know, so that nothing is left out silently."""
        for path in sorted(self.directory.iterdir()):
            if path.suffix.lower() in (".csv", ".jsonl") and path.name not in files.FILES:
                known = ", ".join(sorted(files.FILES))
                self.report.refuse(path.name, 0, Refused(f"unknown file; known are {known}"))


@contextmanager
def collected_by_chunk() -> Iterator[None]:
    """Leave the garbage to be collected after each chunk, when it is all that was made since."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def check_folder(directory: Path) -> None:
    """Raise UnusableFolder unless the folder holds a file of the format."""
    if not directory.is_dir():
        raise UnusableFolder(f"{directory} is not a folder.")
    if not any((directory / name).exists() for name in files.FILES):
        names = ", ".join(file.name for file in files.EIGHT)
        raise UnusableFolder(f"{directory} holds no file of an archive, such as {names}.")


def compress_fast() -> None:
    """Let PostgreSQL compress long texts by lz4, where it can: a third of the time of an import."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'lz4' = ANY (enumvals) FROM pg_settings "
            "WHERE name = 'default_toast_compression'"
        )
        if cursor.fetchone() == (True,):
            cursor.execute("SET LOCAL default_toast_compression = 'lz4'")


def refresh_statistics() -> None:
    """Let the database count what came in: without that it plans its queries badly."""
    with connection.cursor() as cursor:
        for app in ("documents", "parties", "meetings", "statements"):
            for model in apps.get_app_config(app).get_models():
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
