"""What an import says when the database fails at it."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError, connection

from statements.importing.faults import cure_of
from statements.models import Statement
from tests.conftest import ROOT
from tests.statements.archives import STATEMENT, write


def import_into_what_fails(folder) -> str:
    with pytest.raises(CommandError) as failed:
        call_command("import_archive", str(folder), verbosity=0)
    assert failed.value.returncode == 1
    return str(failed.value)


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path, statements=[STATEMENT])


@pytest.mark.django_db
def test_import_into_a_database_without_a_migration_says_to_migrate(folder):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'statements'")
        cursor.execute("ALTER TABLE statements_periodical RENAME TO elsewhere")

    said = import_into_what_fails(folder)

    assert said.startswith("Nothing was changed. The database lacks tables of this version")
    assert "run manage.py migrate" in said
    assert "statements_periodical" in said


@pytest.mark.django_db
def test_import_whose_tables_fail_otherwise_says_what_to_look_at(folder):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE statements_periodical RENAME TO elsewhere")

    said = import_into_what_fails(folder)

    assert "Look whether its disk is full" in said


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_import_while_another_program_writes_says_to_wait(folder):
    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(connection.settings_dict["NAME"], uri=True, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    said = import_into_what_fails(folder)
    other.close()

    assert "Another program is writing to the database" in said
    assert not Statement.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [IntegrityError, DataError])
def test_value_that_only_the_database_refuses_is_called_a_fault_of_the_program(kind):
    said = cure_of(kind("CHECK constraint\n  failed: example"))

    assert "report it with the files" in said
    assert said.endswith("(The database says: CHECK constraint failed: example)")


def test_database_that_cannot_be_opened_is_told_from_one_that_is_behind(folder):
    command = [sys.executable, "manage.py", "import_archive", folder]
    environment = {
        "SECRET_KEY": "x",
        "DATABASE_URL": f"sqlite:///{folder}",
        "DJANGO_SETTINGS_MODULE": "imcwp_site.settings",
    }

    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60
    )

    assert done.returncode == 1
    assert "Look whether DATABASE_URL names the right one" in done.stderr
    assert "Traceback" not in done.stderr
