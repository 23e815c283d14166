"""Make the archive ready to be served; called by `make run` before each start."""

import hashlib
import os
import secrets
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError, connection

from editors.models import Editor
from meetings.models import Meeting
from parties.models import Party
from statements.index.reading import is_current
from statements.models import Statement

# Without letters and digits that are mistaken for one another when read from a terminal.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CONNECT_TIMEOUT = 10


def make_password() -> str:
    """Give a random password of four groups that can be read aloud, of 79 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


class Command(BaseCommand):
    """Bring the database up to date, import the data, make an account, collect static files."""

    help = "Make the archive ready to be served. Repeating it keeps what is there."
    requires_system_checks = []  # of use to developers, who run `make check`

    def add_arguments(self, parser):
        parser.add_argument(
            "--data",
            default=os.environ.get("DATA", ""),
            help="directory of the data; default: the variable DATA, or data",
        )

    def handle(self, *, data, **options):
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        self.check_database()
        try:
            call_command("compilemessages", verbosity=0)
            call_command("migrate", interactive=False, verbosity=0)
            self.import_data(Path(data) if data else settings.BASE_DIR / "data")
            self.collect_static_files()
            self.make_account()
        except DatabaseError as error:
            raise CommandError(f"The database refuses: {one_line(error)}.") from error

    def check_database(self):
        """Raise CommandError, with what to do, unless the database answers."""
        database = connection.settings_dict
        if connection.vendor == "postgresql":
            database["OPTIONS"].setdefault("connect_timeout", CONNECT_TIMEOUT)
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            where = f"at {database['HOST']}" if database["HOST"] else f"“{database['NAME']}”"
            raise CommandError(
                f"The database {where} cannot be reached: see that it runs and that DATABASE_URL "
                f"is right ({one_line(error)})."
            ) from error

    def import_data(self, directory: Path):
        """Import the data of `directory` unless the archive holds statements."""
        if Statement.objects.exists():
            self.stdout.write(f"Kept the archive: {counted(Statement, Meeting, Party)}.")
            if not is_current():
                self.stdout.write("Making the index …")
                call_command("refresh_index", verbosity=0)
            return
        if not directory.is_dir():
            raise CommandError(f"There is no directory {directory}: set DATA to where the data is.")
        self.stdout.write(f"Importing the data of {directory} …")
        try:
            call_command("import_archive", str(directory), verbosity=0)
        except CommandError as error:  # rows were refused, each with its reason, or all is unusable
            if not Statement.objects.exists():
                raise
            self.stderr.write(str(error))
        self.stdout.write(f"Imported {counted(Statement, Meeting, Party)}.")

    def collect_static_files(self):
        """Hash and compress the static files when any of them has changed."""
        stamp = settings.VAR_DIR / "static-collected-from"
        present = describe_static_files()
        if stamp.exists() and stamp.read_text() == present and settings.STATIC_ROOT.is_dir():
            return
        self.stdout.write("Compressing the static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(present)

    def make_account(self):
        """Make the first editor, with a password that serves once."""
        accounts = Editor.objects.filter(is_staff=True, is_active=True).count()
        if accounts:
            self.stdout.write(f"Kept the accounts of the desk: {accounts}.")
            return
        password = make_password()
        editor = Editor(username="editor", is_staff=True, is_superuser=True)
        editor.set_one_time_password(password)
        editor.save()
        self.stdout.write(
            f"Made an account for the desk: name editor, password {password}\n"
            "The password serves once: to log in and choose your own."
        )


def one_line(error: Exception) -> str:
    """Give the first line of a database's complaint."""
    return str(error).strip().split("\n")[0].rstrip(".")


def counted(*models) -> str:
    """Give the number of records of each model in words: "285 statements, 26 meetings"."""
    numbers = [(model.objects.count(), model._meta) for model in models]
    return ", ".join(
        f"{number} {meta.verbose_name if number == 1 else meta.verbose_name_plural}"
        for number, meta in numbers
    )


def describe_static_files() -> str:
    """Give a hash of what the static files are collected from."""
    digest = hashlib.sha256(f"{django.__version__} {settings.STORAGES}".encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
