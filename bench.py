"""Measure the site's own pages on a generated archive: `make bench`, `make bench N=100000`.

`ARCHIVE=DIR` keeps the generated archive in a folder, or measures the one that is there already;
`BENCH_DATABASE_URL` has it in a database other than SQLite, whose server must stand on this machine
for its CPU time to be counted.

Each page is asked for by one client, then by a few at once, in many short rounds through all pages.
Client and server share the machine, so the CPU time of the server per request tells more than
requests per second. It is told of both, for two cores that are threads of one slow each other down.

A neighbour on the same hardware makes a core a half slower, for the blink of an eye or for minutes.
So a loop that never changes is timed before and after each request of the one client, and only the
requests between two loops that ran at full speed count: the table tells the middle one of these,
and how many they were. Of the few clients it tells the best round. Beside the site stands a bare
WSGI app that returns the same bytes under the same server.
"""

import http.client
import math
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parent
CLIENTS = 4
WARMING = 6  # requests, so that each worker has had one
ROUNDS = 12
ALONE = 25  # requests of the one client in a round
SAMPLE, WORDS = 40, 20  # statements of which the first words are looked for
LONG = 30  # characters: no word, but a sentence of a script without spaces
LOOPS = 60_000  # of the yardstick: some 3 ms on a machine of today
FULL_SPEED = 1.1  # the yardstick by its least, at which a machine is still called undisturbed


def bare(environ, start_response):
    """The least that a WSGI app can do: return bytes that lie ready."""
    body = BODIES.get(environ["PATH_INFO"], b"")
    headers = [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
    ]
    start_response("200 OK", headers)
    return [body]


BODIES = (
    {"/" + path.name: path.read_bytes() for path in Path(os.environ["BENCH_BODIES"]).iterdir()}
    if "BENCH_BODIES" in os.environ
    else {}
)


def addresses() -> dict[str, str]:
    """Give the addresses to measure, by name: of what there is most of in the archive."""

    def most_used(app: str, link: str, field: str):
        model = apps.get_model(app, link)
        rows = model.objects.exclude(**{field: None}).values_list(f"{field}__slug")
        return rows.annotate(n=django.db.models.Count("pk")).order_by("-n")[0][0]

    topic = most_used("statements", "StatementTopic", "topic")
    party = most_used("statements", "Signature", "party")
    statements = apps.get_model("statements", "Statement").objects.published()
    newest = statements.newest_first().first()
    filtered = f"/statements/?topic={topic}&party={party}&date_after=2010-03-05"
    return {
        "home": "/",
        "list": "/statements/",
        "list, page 20": "/statements/?page=20",
        "list of a topic, 5 years": f"/statements/?topic={topic}&date_after=2010&date_before=2014",
        "list of a topic and a party": f"/statements/?topic={topic}&party={party}",
        "list, three filters": filtered,
        **searches(newest.pk),
        "statement": newest.get_absolute_url(),
        "party": f"/parties/{party}/",
        "feed": "/statements.rss",
        "feed of a topic": f"/statements.rss?topic={topic}",
    }


def searches(newest: int) -> dict[str, str]:
    """Give the addresses of searches for a rare word, a middling one and the commonest.

    They are found among the words of a few statements spread over all.
    """
    matches, parse, public, words_in = map(
        import_string,  # which needs settings
        (
            "statements.search.matching.matches",
            "statements.search.grammar.parse",
            "statements.index.public.Public",
            "imcwp_site.text.words_in",
        ),
    )
    public, texts = public(), apps.get_model("statements", "Text").objects
    spread = range(1, newest + 1, max(newest // SAMPLE, 1))
    bodies = texts.filter(statement__in=spread).values_list("body", flat=True)
    written = {word for body in bodies for word in words_in(body).split()[:WORDS]}
    found = {
        word: len(matches(parse(word), public).numbers)
        for word in sorted(written)
        if len(word) < LONG
    }
    wanted = {"rare": 10, "middling": len(public.numbers) // 100, "commonest": len(public.numbers)}
    asked = {}
    for name, number in wanted.items():
        word = min(found, key=lambda one: abs(found[one] - number))
        asked[f"list, {name} word, in {found[word]}"] = f"/statements/?q={quote(word)}"
        asked[f"search, {name} word"] = f"/search/?q={quote(word)}"
    return asked


class Server:
    """gunicorn as `make run` starts it, on a free port."""

    def __init__(self, app: str, **environment):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        command = f"-m gunicorn --config gunicorn.conf.py --bind 127.0.0.1:{self.port} {app}"
        self.process = subprocess.Popen(
            [sys.executable, *command.split()],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __enter__(self):
        for _attempt in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise SystemExit("The server did not start.")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()

    def cpu_seconds(self) -> Counter[str]:
        """Give the CPU time of each thread of the server, of its workers and of PostgreSQL."""
        used: Counter[str] = Counter()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                name, _, rest = (process / "stat").read_text().partition("(")[2].rpartition(")")
                if name == "postgres" or int(rest.split()[2]) == self.process.pid:  # its group
                    for task in process.glob("task/*/schedstat"):
                        used[str(task)] = int(task.read_text().split()[0]) / 1e9
            except OSError:  # it ended meanwhile
                continue
        return used

    def cpu_seconds_since(self, before: Counter[str]) -> float:
        """Give the CPU time that was used since `before`, but for what threads that ended used."""
        return (self.cpu_seconds() - before).total()

    def get(self, address: str) -> tuple[int, bytes]:
        """Ask once."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        client.request("GET", address)
        response = client.getresponse()
        body = response.read()
        client.close()
        return response.status, body

    def alone(self, address: str, number: int) -> list["Request"]:
        """Ask some times, one after another."""
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        asked, before = [], yardstick()
        for _request in range(number):
            before_it = self.cpu_seconds()
            client.request("GET", address)
            client.getresponse().read()
            used, after = self.cpu_seconds_since(before_it), yardstick()
            asked.append(Request(used * 1000, max(before, after)))
            before = after
        client.close()
        return asked

    def among(self, address: str, seconds: float) -> tuple[float, float]:
        """Give requests per second of a few clients, and CPU milliseconds per request."""
        counts, end = [], time.monotonic() + seconds

        def ask():
            client, count = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60), 0
            while time.monotonic() < end:
                client.request("GET", address)
                client.getresponse().read()
                count += 1
            client.close()
            counts.append(count)

        clients = [threading.Thread(target=ask) for _ in range(CLIENTS)]
        before, began = self.cpu_seconds(), time.monotonic()
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        took, used = time.monotonic() - began, self.cpu_seconds_since(before)
        return sum(counts) / took, used * 1000 / sum(counts)


class Request(NamedTuple):
    """The CPU milliseconds of a request, and the slower of the yardsticks before and after it."""

    cost: float
    yardstick: float


def yardstick() -> float:
    """Give the CPU milliseconds of a loop: how fast the machine is now."""
    began, total = time.process_time(), 0
    for number in range(LOOPS):
        total += number * number % 7
    return (time.process_time() - began) * 1000


def make_archive(number: int) -> None:
    """Fill the database with made-up statements, if it has none."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    statements = apps.get_model("statements", "Statement").objects
    if there := statements.count():
        print(f"{there} statements on {connection.vendor}, which were there")
        return
    began = time.monotonic()
    call_command("seed_archive", statements=number, verbosity=0)
    took = time.monotonic() - began
    print(f"{number} statements on {connection.vendor}, made and imported in {took:.0f} s")


def main() -> None:
    """Make the archive, measure, print one line a page."""
    number, seconds = int(os.environ.get("N") or 20_000), float(os.environ.get("SECONDS") or 6)
    with tempfile.TemporaryDirectory(prefix="archive-bench-") as directory:
        os.environ["VAR_DIR"] = os.environ.get("ARCHIVE") or directory
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
        os.environ["DJANGO_SETTINGS_MODULE"] = "imcwp_site.settings"
        os.environ.pop("DATABASE_URL", None)
        if database := os.environ.get("BENCH_DATABASE_URL"):
            os.environ["DATABASE_URL"] = database
        django.setup()
        make_archive(number)
        pages = addresses()
        connection.close()
        bodies = Path(directory) / "bodies"
        bodies.mkdir()
        with Server("imcwp_site.wsgi") as site:
            for n, (name, address) in enumerate(pages.items()):
                status, body = site.get(address)
                if status != 200:
                    raise SystemExit(f"{name}, {address}: {status}")
                (bodies / str(n)).write_bytes(body)
                for _worker in range(WARMING):
                    site.get(address)
            with Server("bench:bare", BENCH_BODIES=str(bodies)) as least:
                best = rounds_of(site, least, list(pages.values()), seconds)
        print(
            f"{'page':40}{'KB':>6}{'CPU ms':>8}{'counted':>9}{f'of {CLIENTS}':>8}{'req/s':>8}"
            f"{'of bare':>8}"
        )
        for n, (name, cost) in enumerate(zip(pages, best, strict=True)):
            size = (bodies / str(n)).stat().st_size / 1000
            print(
                f"{name:40}{size:6.1f}{cost.alone:8.1f}{cost.counted:9}{cost.among:8.1f}"
                f"{cost.per_second:8.0f}{cost.per_second / cost.bare_per_second:8.1%}"
            )


class Cost(NamedTuple):
    """What a page costs: CPU ms for one client and among a few, requests/s, and those of bytes."""

    alone: float
    counted: int  # requests of the one client at full speed
    among: float
    per_second: float
    bare_per_second: float


def rounds_of(site: Server, least: Server, addresses: list[str], seconds: float) -> list[Cost]:
    """Give what each address costs: the middle request at full speed, the best of few clients."""
    alone: list[list[Request]] = [[] for _address in addresses]
    among: list[list[tuple[float, float, float]]] = [[] for _address in addresses]
    for number in range(1, ROUNDS + 1):
        print(f"round {number} of {ROUNDS}", flush=True)
        for n, address in enumerate(addresses):
            alone[n] += site.alone(address, ALONE)
            bare_per_second, _ = least.among(f"/{n}", seconds / ROUNDS / 2)
            among[n].append((*site.among(address, seconds / ROUNDS), bare_per_second))
    slowest = FULL_SPEED * min(one.yardstick for requests in alone for one in requests)
    costs = []
    for requests, rounds in zip(alone, among, strict=True):
        counted = [one.cost for one in requests if one.yardstick <= slowest]
        per_second, cost_among, bare_per_second = zip(*rounds, strict=True)
        costs.append(
            Cost(
                statistics.median(counted) if counted else math.nan,
                len(counted),
                min(cost_among),
                max(per_second),
                max(bare_per_second),
            )
        )
    return costs


def stop(*_):
    """End in order: servers and directories go too."""
    raise SystemExit(1)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    main()
