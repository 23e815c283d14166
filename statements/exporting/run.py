"""One run of the exporter."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet

from statements.exporting.records import Records, Slugs
from statements.exporting.scope import Scope
from statements.exporting.statements import StatementFiles
from statements.exporting.writing import Folder


class Exported(NamedTuple):
    """What an export wrote: rows by file, and attached files that were not to be found."""

    counts: dict[str, int]
    missing: list[str]


def export_archive(
    directory: Path,
    *,
    overwrite: bool = False,
    chosen: QuerySet | None = None,
    with_history: bool = True,
) -> Exported:
    """Write the whole archive into a folder as it stands at this moment, or what is chosen of it.

    Without history, versions are left out: they tell of drafts, and of who wrote them.
    Raises OccupiedFolder if the folder is not empty and `overwrite` is not given.
    """
    scope = Scope(chosen, with_history=with_history)
    folder = Folder(directory, overwrite=overwrite, keep_empty=scope.is_whole)
    with folder, one_moment():
        slugs = Slugs()
        Records(folder, slugs, scope).write()
        statements = StatementFiles(folder, slugs, scope)
        statements.write()
        return Exported(folder.finish(), statements.missing)


@contextmanager
def one_moment() -> Iterator[None]:
    """Let all queries see the archive as it was at the first, without keeping editors waiting."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        # A deferred transaction only reads; Django's own would take the place of the one writer.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
