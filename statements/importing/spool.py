"""Rows kept aside on disk while their statement is not yet at hand: memory stays flat."""

import gc
import marshal
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from statements.importing.files import Row

PAGE = 500


class Spool:
    """A private database in temporary files that vanish with the process, even a killed one.

    Cells, which may be long, lie in a file of their own, one after another as they came.
    """

    def __init__(self):
        # They are kept by marshal: faster than JSON, and no other process reads them.
        self.cells = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.executescript(
            """
            PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;
            CREATE TABLE seen (file TEXT, key TEXT, line INTEGER, PRIMARY KEY (file, key))
                WITHOUT ROWID;
            CREATE TABLE kept (id INTEGER PRIMARY KEY, file TEXT, parent TEXT, line INTEGER,
                place INTEGER, length INTEGER, former TEXT);
            CREATE INDEX kept_of_parent ON kept (file, parent);
            BEGIN;
            """
        )

    def close(self) -> None:
        self.database.close()
        self.cells.close()

    def first_line(self, file: str, key: str, line: int) -> int | None:
        """Note a key of `file`; give the line that had the same key before, if any."""
        added = self.database.execute(
            "INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (file, key, line)
        )
        return None if added.rowcount else self.line_of(file, key)

    def line_of(self, file: str, key: str) -> int | None:
        """Give the line that had this key, if any had."""
        found = self.database.execute(
            "SELECT line FROM seen WHERE file = ? AND key = ?", (file, key)
        ).fetchone()
        return found[0] if found else None

    def keep(self, row: Row, parent: str) -> None:
        """Put a row aside until its `parent` asks for it."""
        place, length = self.cells.tell(), self.cells.write(marshal.dumps(row.cells))
        self.database.execute(
            "INSERT INTO kept (file, parent, line, place, length, former) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (row.file, parent, row.line, place, length, row.former),
        )

    def take(self, file: str, parents: Iterable[str]) -> dict[str, list[Row]]:
        """Give, and forget, the rows of `file` that were kept for these parents, in file order."""
        wanted = list(parents)
        rows = defaultdict(list)
        if wanted:
            condition = f"FROM kept WHERE file = ? AND parent IN ({marks(wanted)})"
            for parent, line, place, length, former in self.database.execute(
                f"SELECT parent, line, place, length, former {condition} ORDER BY id",
                (file, *wanted),
            ):
                self.cells.seek(place)
                cells = marshal.loads(self.cells.read(length))  # noqa: S302 - written here
                rows[parent].append(Row(file, line, cells, former))
            if rows:
                self.database.execute(f"DELETE {condition}", (file, *wanted))
        return rows

    def pages_of_parents(self, *files: str) -> Iterator[list[str]]:
        """Give parents that still have rows of these files, a page at a time, till none is left.

        Whoever asks for the next page has taken the rows of the last.
        """
        query = (
            f"SELECT parent FROM kept WHERE file IN ({marks(files)}) "  # noqa: S608 - only marks
            "GROUP BY parent ORDER BY min(id) LIMIT ?"
        )
        while page := self.database.execute(query, (*files, PAGE)).fetchall():
            yield [parent for (parent,) in page]
            gc.collect(0)


def marks(values: Collection) -> str:
    """Give a place holder for each value."""
    return ",".join("?" * len(values))
