"""The report of a rehearsal or a run: a small SQLite file that one process writes, others read.

What is committed to it survives the death of the process; what a page of it costs does not depend
on its length.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from statements.importing.changes import NamedChange
from statements.importing.report import OUTCOMES, Notice, Refusal, Report, RowOutcome

# What an editor has to look at comes first.
ORDER = ("refused", "changed", "created", "unchanged")
SECONDS_BETWEEN_WRITES = 1
PAGE = 50
ROWS = "SELECT file, line, outcome, name, field, value, reason, follows, changes FROM rows"


class Following(NamedTuple):
    """Rows of one file that were refused only because another row was."""

    file: str
    number: int
    lines: str


class ReportedRow(NamedTuple):
    """A row of the files, or a file (line 0), as its report tells of it."""

    file: str
    line: int
    outcome: str
    name: str
    field: str
    value: str
    reason: str
    follows: str
    changes: list[NamedChange]
    following: list[Following] = []

    @property
    def place(self) -> str:
        return f"{self.file} {self.line}"

    @property
    def number_following(self) -> int:
        return sum(of_file.number for of_file in self.following)


class Journal:
    """The report in the file at `path`."""

    def __init__(self, path: Path):
        self.path = path

    def connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=20, isolation_level=None)

    # Reading

    def exists(self) -> bool:
        return self.path.exists()

    def facts(self) -> dict[str, Any]:
        """Give what is known of the whole: when it began, how far it is, how it ended."""
        with closing(self.connect()) as database:
            found = database.execute("SELECT name, value FROM facts").fetchall()
        return {name: json.loads(value) for name, value in found}

    def page(self, number: int, *, outcome: str = "", file: str = "") -> list[ReportedRow]:
        """Give a page of the rows, those that were refused first.

        Under a refused row are those that follow from it, unless rows of one file are asked for.
        """
        conditions = ["file = :file" if file else "follows = ''"] + ["rank = :rank"] * bool(outcome)
        query = f"{ROWS} WHERE {' AND '.join(conditions)} ORDER BY rank, id LIMIT :n OFFSET :first"
        values = {
            "rank": ORDER.index(outcome) if outcome else None,
            "file": file,
            "n": PAGE,
            "first": (number - 1) * PAGE,
        }
        with closing(self.connect()) as database:
            rows = [reported(row) for row in database.execute(query, values)]
            return rows if file else with_following(database, rows)

    def rows(self) -> Iterator[ReportedRow]:
        """Give all rows, those that were refused first."""
        with closing(self.connect()) as database:
            yield from map(reported, database.execute(f"{ROWS} ORDER BY rank, id"))

    # Writing

    def begin(self, **facts: Any) -> None:
        """Start anew, with what is known at the beginning: complete, or not at all."""
        new = Journal(self.path.with_suffix(".new"))
        for path in (new.path, self.path):
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
        with closing(new.connect()) as database:
            database.executescript(
                """
                CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT);
                CREATE TABLE rows (id INTEGER PRIMARY KEY, rank INTEGER, file TEXT, line INTEGER,
                    outcome TEXT, name TEXT, field TEXT, value TEXT, reason TEXT, follows TEXT,
                    changes TEXT);
                CREATE INDEX rows_in_order ON rows (rank, id);
                CREATE INDEX rows_of_file ON rows (file, rank, id);
                CREATE INDEX rows_that_follow ON rows (follows, file, line) WHERE follows != '';
                """
            )
            write_facts(database, facts)
        new.path.rename(self.path)


class Writer:
    """Writes a journal while an import goes on, a second's rows at a time."""

    def __init__(self, journal: Journal):
        self.database = journal.connect()
        self.waiting: list[tuple] = []
        self.written = time.monotonic()
        self.progress = ""
        self.following = 0
        self.report = Report(self.refusal, self.row, on_notice=self.notice)

    def row(self, row: RowOutcome) -> None:
        """Keep what became of a row."""
        changes = json.dumps(row.changes, ensure_ascii=False) if row.changes else ""
        self.keep(row.outcome, row.file, row.line, row.outcome, row.name, *[""] * 4, changes)

    def refusal(self, refusal: Refusal) -> None:
        file, line, *said = refusal
        self.keep("refused", file, line, "refused", "", *said, "")
        self.following += bool(refusal.follows)

    def notice(self, notice: Notice) -> None:
        """Keep how a row was understood, beside what became of it."""
        file, line, field, value, says = notice
        self.keep("unchanged", file, line, "unchanged", "", field, value, says, "", "")

    def tell(self, progress: str) -> None:
        """Say how far the import is."""
        self.progress = progress
        self.write()

    def keep(self, outcome: str, *values: Any) -> None:
        self.waiting.append((ORDER.index(outcome), *values))
        if time.monotonic() - self.written > SECONDS_BETWEEN_WRITES:
            self.write()

    def write(self, **facts: Any) -> None:
        """Write what is known by now, all of it or nothing."""
        counts = {
            file: {name: of_file[name] for name in OUTCOMES}
            for file, of_file in self.report.counts.items()
        }
        with transaction(self.database):
            self.database.executemany(
                "INSERT INTO rows (rank, file, line, outcome, name, field, value, reason, follows,"
                " changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self.waiting,
            )
            so_far = {"counts": counts, "following": self.following, "progress": self.progress}
            write_facts(self.database, so_far | facts)
        self.waiting.clear()
        self.written = time.monotonic()

    def close(self) -> None:
        self.database.close()


def transaction(database: sqlite3.Connection) -> sqlite3.Connection:
    """Begin what the connection, as a context, commits or takes back."""
    database.execute("BEGIN IMMEDIATE")
    return database


def write_facts(database: sqlite3.Connection, facts: dict[str, Any]) -> None:
    rows = [(name, json.dumps(value, ensure_ascii=False)) for name, value in facts.items()]
    database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows)


def reported(row: tuple) -> ReportedRow:
    *values, changes = row
    named = [NamedChange(*one) for one in json.loads(changes or "[]")]
    return ReportedRow._make((*values, named, []))


def with_following(database: sqlite3.Connection, rows: list[ReportedRow]) -> list[ReportedRow]:
    """Give the rows, each refused one with those that were refused for its sake."""
    refused = [row.place for row in rows if row.outcome == "refused"]
    query = (
        "SELECT follows, file, line FROM rows WHERE follows != ''"
        " AND follows IN (SELECT value FROM json_each(?)) ORDER BY follows, file, line"
    )
    lines: dict[str, dict[str, list[int]]] = {}
    for place, file, line in database.execute(query, [json.dumps(refused)]):
        lines.setdefault(place, {}).setdefault(file, []).append(line)
    following = {
        place: [Following(file, len(of), in_ranges(of)) for file, of in files.items()]
        for place, files in lines.items()
    }
    return [row._replace(following=following.pop(row.place, [])) for row in rows]


def in_ranges(numbers: list[int]) -> str:
    """Write sorted numbers in short: "2–5, 8"."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ranges = ([number for _n, number in run] for _start, run in runs)
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in ranges)
