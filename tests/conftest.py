"""What all tests share: databases, a browser, the Nu HTML checker, and no network.

A part that this machine lacks is skipped with the reason; `REQUIRE_ALL=1` makes it an error.
"""

import json
import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from playwright.sync_api import sync_playwright

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
all_required = os.environ.get("REQUIRE_ALL") == "1"


def lacking(sentence: str):
    """Leave a test out because the machine lacks something, or fail it if all is required."""
    if all_required:
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


# Databases


def pytest_configure(config):
    """Start PostgreSQL once, before any worker, when the tests shall run on it."""
    directory = os.environ.get("TEST_POSTGRESQL_DIR")
    if not directory or hasattr(config, "workerinput"):
        return
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


@pytest.fixture(scope="module")
def _imported_archive(django_db_setup, django_db_blocker):
    """The archive's own data, imported once for the tests of a module and then rolled back."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic._from_testcase = True  # an import may ask to be the outermost transaction
        with atomic:
            call_command("import_archive", str(ROOT / "data"), verbosity=0)
            yield
            transaction.set_rollback(True)


@pytest.fixture
def archive(_imported_archive, db):
    """The real data of `data/`; once a test of a module asks for it, the later ones see it too.

    Keep the tests that ask for it in a module of their own, apart from live-server tests.
    """


@pytest.fixture
def live_archive(transactional_db):
    """The real data of `data/` where the live server sees it."""
    call_command("import_archive", str(ROOT / "data"), verbosity=0)


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
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        yield browser
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
    page.set_default_timeout(15_000)
    page.on("console", lambda m: console_errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: console_errors.append(str(error)))
    yield page
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
