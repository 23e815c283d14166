import io
import os
import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from editors.models import Editor
from imcwp_site.management.commands import set_up
from tests.factories import make_editor, make_party, make_statement
from tests.settings import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def importing(monkeypatch, settings, tmp_path):
    """A machine of its own, on which an import is noted and makes one statement."""
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    imported = []

    def call(name, *arguments, **options):
        if name == "import_archive":
            imported.append(arguments)
            make_statement(title="Imported")
        elif name != "migrate":  # the test's database is up to date
            call_command(name, *arguments, **options)

    monkeypatch.setattr(set_up, "call_command", call)
    return imported


def run(**options) -> str:
    """Run the command and give what it says."""
    output = io.StringIO()
    call_command("set_up", stdout=output, **options)
    return output.getvalue()


def test_empty_archive_gets_the_data(importing, tmp_path):
    said = run(data=str(tmp_path))

    assert importing == [(str(tmp_path),)]
    assert "Imported 1 statement," in said


def test_archive_with_statements_is_kept(importing):
    make_statement(parties=[make_party(), make_party()])

    said = run()

    assert importing == []
    assert "Kept the archive: 1 statement, 0 meetings, 2 parties." in said


def test_refused_rows_do_not_keep_the_others_from_being_served(importing, monkeypatch, tmp_path):
    call = set_up.call_command

    def refuse_some(name, *arguments, **options):
        call(name, *arguments, **options)
        if name == "import_archive":
            raise CommandError("Refused: 2; the others were taken over.")

    monkeypatch.setattr(set_up, "call_command", refuse_some)
    complaints = io.StringIO()

    said = run(data=str(tmp_path), stderr=complaints)

    assert "Imported 1 statement," in said
    assert "Refused: 2" in complaints.getvalue()


def test_missing_directory_of_data_is_said(importing, tmp_path):
    with pytest.raises(CommandError, match=r"There is no directory .*nothing: set DATA"):
        run(data=str(tmp_path / "nothing"))


def test_first_editor_gets_a_random_password_that_serves_once(importing):
    password = re.search(r"name editor, password (\S+)", run())[1]

    editor = Editor.objects.get()
    assert editor.check_password(password)
    assert editor.must_change_password
    assert len(password) >= 16
    assert password != set_up.make_password()


def test_accounts_are_kept_and_no_password_is_shown(importing):
    make_editor()

    said = run()

    assert Editor.objects.count() == 1
    assert "Kept the accounts of the desk: 1." in said
    assert "password" not in said


def test_static_files_are_collected_again_only_when_they_changed(importing, tmp_path, settings):
    directory = tmp_path / "mine"
    directory.mkdir()
    (directory / "first.css").write_text("p {}")
    settings.STATICFILES_DIRS = [directory]
    set_up.get_finders.__globals__["get_finder"].cache_clear()

    first = run()
    second = run()
    (directory / "second.css").write_text("p {}")
    third = run()
    set_up.get_finders.__globals__["get_finder"].cache_clear()

    assert "Compressing" in first
    assert "Compressing" not in second
    assert "Compressing" in third
    assert (settings.STATIC_ROOT / "second.css").exists()


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("postgres://someone:s3cret@127.0.0.1:1/archive", "at 127.0.0.1"),
        ("sqlite:////no/such/directory/archive.sqlite3", "/no/such/directory/archive.sqlite3"),
    ],
)
def test_database_out_of_reach_gets_one_sentence(url, where, tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "set_up"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "x",
            "DATABASE_URL": url,
            "VAR_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert where in done.stderr
    assert "cannot be reached" in done.stderr
    assert "DATABASE_URL" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "s3cret" not in done.stderr
