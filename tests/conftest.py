"""What all tests share: databases, a browser, the Nu HTML checker, and no network.

A part that this machine lacks is skipped with the reason; `REQUIRE_ALL=1` makes it an error.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils.translation import activate
from playwright.sync_api import expect, sync_playwright

from imcwp_site import catalogues
from statements.context_processors import HAS_DOSSIERS
from tests.every_page import EveryPage
from tests.factories import make_editor
from tests.postgresql import CannotRunError, Server

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_OPTIONS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PATIENCE = 20_000  # milliseconds that a browser may take for anything, on a machine that is busy
all_required = os.environ.get("REQUIRE_ALL") == "1"


def lacking(sentence: str):
    """Leave a test out because the machine lacks something, or fail it if all is required."""
    if all_required:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


# Databases


def pytest_configure(config):
    """Compile the catalogues, and start PostgreSQL if it is asked for: once, before any worker."""
    catalogues.compile_changed()
    directory = os.environ.get("TEST_POSTGRESQL_DIR")
    if not directory or hasattr(config, "workerinput"):
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # lest the server outlive us
    try:
        config.postgresql = Server(directory)
        config.postgresql.start()
    except CannotRunError as error:
        shutil.rmtree(directory, ignore_errors=True)
        pytest.exit(f"Left out, the tests on PostgreSQL: {error}", returncode=int(all_required))


def pytest_unconfigure(config):
    """Stop the PostgreSQL that was started here."""
    if server := getattr(config, "postgresql", None):
        server.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """End every other session in the test database before it goes, for it cannot go with one open.

    A browser's event loop gives its thread a connection that closes when it is collected, and a
    request that a page has left may still be answered.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def import_data() -> None:
    """Import `data/` as anyone would."""
    call_command("import_archive", str(ROOT / "data"), verbosity=0)


class HeldArchive:
    """The archive's own data in an open transaction, for as long as one test after another asks."""

    blocker = None
    atomic = None
    beside_browser = False  # whose event loop gives this thread a connection of its own

    def open(self) -> None:
        """Import the data, unless the test before has left them."""
        if not self.atomic:
            with self.blocker.unblock():
                self.atomic = transaction.atomic()
                self.atomic._from_testcase = True  # code under test may ask to be the outermost
                self.atomic.__enter__()
                import_data()

    def close(self) -> None:
        """Take the data back."""
        if self.atomic:
            with self.blocker.unblock():
                transaction.set_rollback(True)
                self.atomic.__exit__(None, None, None)
            self.atomic = None


held = HeldArchive()


def pytest_runtest_setup(item):
    """Let no test see the archive's data that does not ask for them, on its own connection."""
    beside_browser = "browser" in item.fixturenames
    if "archive" not in item.fixturenames or beside_browser != held.beside_browser:
        held.close()
    held.beside_browser = beside_browser


def pytest_collection_modifyitems(config, items):
    """Run the tests that share the archive's data one after another, and those that commit last.

    What only several writers can do is asked of PostgreSQL alone; what one writer means, and what
    no database changes, of SQLite alone.
    """
    other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]

    def commits(item) -> bool:
        marker = item.get_closest_marker("django_db")
        fixtures = {"transactional_db", "live_server"} & set(item.fixturenames)
        return bool(fixtures) or bool(marker and marker.kwargs.get("transaction"))

    def order(item) -> tuple[bool, ...]:
        fixtures = item.fixturenames
        return commits(item), "archive" in fixtures, "browser" in fixtures

    items.sort(key=order)


@pytest.fixture(scope="session")
def _archive_holder(django_db_setup, django_db_blocker):
    held.blocker = django_db_blocker
    yield held
    held.close()


@pytest.fixture(scope="class")  # before `db`, which opens the transaction of the test itself
def _open_archive(_archive_holder):
    _archive_holder.open()


@pytest.fixture
def archive(_open_archive, db):
    """The real data of `data/`, imported once for all tests that ask; each changes its own copy."""


@pytest.fixture
def every_page(archive) -> EveryPage:
    """Every kind of page, to be read in any language."""
    return EveryPage()


@pytest.fixture
def live_archive(transactional_db):
    """The real data of `data/` where the live server sees it."""
    import_data()


@pytest.fixture(autouse=True)
def english():
    """Let no test speak the language of the last request of the one before."""
    activate("en")


@pytest.fixture(autouse=True)
def foot_without_dossiers():
    """Let no page of a test be the one in a minute that asks whether there are dossiers."""
    cache.set(HAS_DOSSIERS, False, None)


# The editors' desk


@pytest.fixture
def editor(db):
    """Someone who may do everything at the desk."""
    return make_editor()


@pytest.fixture
def desk(client, editor):
    """The client of an editor who has signed in."""
    client.force_login(editor)
    return client


@pytest.fixture
def client_of(db):
    """A function that gives the client of an editor who has signed in."""

    def sign_in(editor):
        client = Client()
        client.force_login(editor)
        return client

    return sign_in


# No network


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise OSError(f"Tests have no network: {address}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


# A real browser


@pytest.fixture(scope="session")
def browser():
    """Chromium, started once."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        lacking("Chromium is not installed (Debian: apt-get install chromium).")
    options = CHROMIUM_OPTIONS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        # Playwright keeps an event loop running in this thread, in which nothing of ours runs.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        yield browser
        held.close()  # while its connection can be reached
        browser.close()


@pytest.fixture
def console_errors() -> list[str]:
    """What `page` complained of: errors in its console, refusals by the security policy."""
    return []


@pytest.fixture
def page(browser, live_server, console_errors):
    """A fresh page on the live site; `page.goto("/admin/")` takes addresses of the site."""
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda m: console_errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    yield page
    context.set_offline(True)  # lest a form that is left tells a server whose database is emptied
    context.close()


# The Nu HTML checker


@pytest.fixture(scope="session")
def nu_checker(tmp_path_factory) -> Callable[[dict[str, str]], list[str]]:
    """A function that gives what the Nu HTML checker says of documents, by their names."""
    jar = Path(os.environ.get("VNU_JAR") or ROOT / "var" / "vnu.jar")
    if not shutil.which("java"):
        lacking("Java is not installed (Debian: apt-get install default-jre-headless).")
    if not jar.exists():
        lacking(f"The Nu HTML checker is not there: put it at {jar}, or set VNU_JAR.")

    def check(html_by_name: dict[str, str]) -> list[str]:
        directory = tmp_path_factory.mktemp("documents")
        names = {}
        for n, (name, html) in enumerate(html_by_name.items()):
            path = directory / f"{n}.html"
            path.write_text(html)
            names[path.as_uri()] = name
        done = subprocess.run(
            ["java", "-Xss4m", "-jar", jar, "--stdout", "--exit-zero-always", "--format", "json"]
            + [directory / f"{n}.html" for n in range(len(names))],
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            raise RuntimeError(f"The Nu HTML checker failed: {done.stderr[-500:]}")
        return [
            f"{names.get(message['url'].replace('file:/', 'file:///', 1), message['url'])}"
            f", line {message.get('lastLine', '?')}: {message['message']}"
            for message in json.loads(done.stdout)["messages"]
        ]

    return check
