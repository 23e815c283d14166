"""What is wrong when the database fails at an import, and what its keeper does about it."""

from django.db import DatabaseError, DataError, IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from imcwp_site.busy import is_busy


def cure_of(error: DatabaseError) -> str:
    """Say in a sentence or two what failed and what to do; what the database said comes last."""
    return f"{sentences_on(error)} (The database says: {' '.join(str(error).split())})"


def sentences_on(error: DatabaseError) -> str:
    if is_busy(error):
        return (
            "Another program is writing to the database, another import perhaps. "
            "Import again when it has ended."
        )
    if isinstance(error, IntegrityError | DataError):
        return (
            "The database refused a value that the checks of the import let through, which is a "
            "fault of the program: report it with the files. Until it is mended, halve the files "
            "to find the row, and import the others."
        )
    try:
        is_behind = lacks_migrations()
    except DatabaseError:
        return (
            "The database cannot be read. Look whether DATABASE_URL names the right one, whether "
            "its server runs, and whether this user may open it."
        )
    if is_behind:
        return "The database lacks tables of this version: run manage.py migrate, and import again."
    return (
        "The database could not write. Look whether its disk is full and whether this user may "
        "write to it, and import again."
    )


def lacks_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
