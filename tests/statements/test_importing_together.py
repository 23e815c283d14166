"""What editors and a second import may do while one is under way, on PostgreSQL."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from statements.importing.collections import Dossiers
from statements.importing.numbering import IMPORTS
from statements.models import Statement, Version
from tests.factories import make_statement
from tests.statements.archives import STATEMENT, run_import, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something on another connection while the next import holds what it has written."""

    def do(action: Callable[[], object]) -> list:
        results = []

        def act() -> None:
            try:
                with connection.cursor() as cursor:
                    cursor.execute("SET lock_timeout = '5s'")
                results.append(action())
            finally:
                connection.close()

        def load(self) -> None:
            thread = threading.Thread(target=act)
            thread.start()
            thread.join()

        monkeypatch.setattr(Dossiers, "load", load)
        return results

    return do


def second_import_may_begin() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [IMPORTS])
        return cursor.fetchone()[0]


def test_an_editor_enters_a_statement_while_an_import_runs(tmp_path, meanwhile):
    entered = meanwhile(lambda: make_statement(title="Entered at the desk").number)

    run_import(write(tmp_path / "archive", statements=[STATEMENT]))

    imported = Statement.objects.get(reference="ex-1").number
    assert Statement.objects.get(number=entered[0]).title == "Entered at the desk"
    assert make_statement().number > entered[0] > imported


def test_an_editor_enters_a_statement_while_an_import_brings_numbers(tmp_path, meanwhile):
    asked = make_statement().number + 1
    entered = meanwhile(lambda: make_statement().number)

    run_import(write(tmp_path / "archive", statements=[STATEMENT | {"number": str(asked)}]))

    assert Statement.objects.get(reference="ex-1").number == asked
    assert entered == [asked + 1]


def test_an_editor_corrects_what_an_import_leaves_as_it_is(tmp_path, meanwhile):
    folder = write(tmp_path / "archive", statements=[STATEMENT])
    run_import(folder)
    corrected = meanwhile(lambda: Statement.objects.update(title="Corrected"))

    again = run_import(folder)

    assert again.total("unchanged") == 1
    assert corrected == [1]
    assert Statement.objects.get().title == "Corrected"


def test_a_second_import_waits_for_the_first(tmp_path, meanwhile):
    begun = meanwhile(second_import_may_begin)

    run_import(write(tmp_path / "archive", statements=[STATEMENT]))

    assert begun == [False]
    assert second_import_may_begin()
    assert Version.objects.count() == 1
