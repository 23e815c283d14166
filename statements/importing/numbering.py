"""Permanent numbers for new statements, given out while editors go on entering others."""

from collections import deque
from itertools import count

from django.db import connection
from django.db.models import Max

from statements.models import Statement

# By this PostgreSQL knows that two imports mean the same archive.
IMPORTS = 0x494D435750
# No editor enters so many statements between two commands to the database.
MANY = 1_000
# The numbers of a rehearsal are none that anyone is given.
REHEARSED = 2**40


def wait_for_other_imports() -> None:
    """Let one import go on at a time; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORTS])


def numbering(asked_for: int, *, dry_run: bool) -> "Counter | Sequence":
    """Give what numbers new statements, none of them up to the greatest that a row asks for."""
    last = Statement.objects.aggregate(last=Max("number"))["last"] or 0
    if connection.vendor != "postgresql":
        return Counter(max(last, asked_for))
    return Counter(REHEARSED) if dry_run else Sequence(max(last, asked_for))


class Counter:
    """Counts on, where no one else enters statements meanwhile or none is kept."""

    def __init__(self, last: int):
        self.numbers = count(last + 1)

    def reserve(self, number: int) -> None:
        """Nothing is to be fetched."""

    def next(self) -> int:
        return next(self.numbers)


class Sequence:
    """Takes numbers from where PostgreSQL takes those of the desk, a chunk at a time.

    What it has given out is used up, even if the import is given up: numbers may skip.
    """

    def __init__(self, last: int):
        self.free: deque[int] = deque()
        table = connection.ops.quote_name(Statement._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'number')", [table])
            (self.name,) = cursor.fetchone()
        self.pass_by(last)

    def pass_by(self, last: int) -> None:
        """Let the sequence go on after `last`; never backwards, whoever else uses it."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT %s - CASE WHEN is_called THEN last_value "  # noqa: S608 - own name
                f"ELSE last_value - 1 END FROM {self.name}",
                [last],
            )
            (behind,) = cursor.fetchone()
            if behind > MANY:
                cursor.execute("SELECT setval(%s, %s)", [self.name, last])
            elif behind > 0:
                self.take(behind)

    def take(self, number: int) -> list[int]:
        """Take numbers that no one else is given."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [self.name, number])
            return sorted(taken for (taken,) in cursor.fetchall())

    def reserve(self, number: int) -> None:
        """Have so many numbers at hand."""
        if (missing := number - len(self.free)) > 0:
            self.free.extend(self.take(missing))

    def next(self) -> int:
        return self.free.popleft()
