"""A change of many is killed (SIGKILL): every statement stays whole and the report true."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection

from statements import batches
from statements.index.checking import drift
from statements.models import Batch, BatchRow, Statement, Version
from tests.conftest import ROOT
from tests.desk import address_of
from tests.factories import make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

Outcome = BatchRow.Outcome
KILLS = 20
MOMENTS_OF_A_ROW = 40  # its queries and its commit, and some of the next


@pytest.fixture
def worker():
    """A process beside this one that works on the same database."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.statements.batch_worker",
            str(connection.settings_dict["NAME"]),
        ],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.communicate(timeout=60)


def start(worker, batch, moment=0) -> int:
    """Let a child of the worker begin, which may be killed at a moment; give its number."""
    worker.stdin.write(f"{batch.pk} {moment}\n")
    worker.stdin.flush()
    return int(worker.stdout.readline())


def wait_until_gone(worker) -> None:
    assert worker.stdout.readline() == "gone\n"


def make_batch(editor, number) -> tuple[Batch, object]:
    """Keep a confirmed batch that adds a topic to statements which have one already."""
    first, topic = make_topic(), make_topic()
    for _n in range(number):
        make_text(make_statement(topics=[first]))
    batch = batches.make(Batch.Kind.ADD_TOPIC, Statement.objects.all(), by=editor)
    batches.settle(batch, {"topic": topic.pk}, "For a test")
    batches.confirm(batch)
    return batch, topic


def assert_every_statement_is_whole(batch, topic) -> int:
    """Compare the report with the statements; give how many are done."""
    outcomes = dict(batch.rows.values_list("number", "outcome"))
    done = {number for number, outcome in outcomes.items() if outcome == Outcome.CHANGED}
    assert set(outcomes.values()) <= {Outcome.CHANGED, Outcome.WAITING}
    assert set(Statement.objects.filter(topics=topic).values_list("pk", flat=True)) == done
    versions = Version.objects.values_list("statement", "content__topics__1")
    assert sorted(versions) == [(number, topic.slug) for number in sorted(done)]
    assert LogEntry.objects.count() == len(done)
    assert list(drift()) == []
    counts = batches.count([batch])[batch.pk]
    assert counts[Outcome.CHANGED] + counts[Outcome.WAITING] == len(outcomes)
    return len(done)


def finish(desk, batch) -> None:
    """Continue as an editor does, until nothing waits."""
    for _n in range(20):
        desk.post(address_of(batch), {"step": "continue"})
        batch.refresh_from_db()
        if batch.finished_at:
            return


def test_batch_killed_before_any_query_or_commit_leaves_every_statement_whole(desk, editor, worker):
    batch, topic = make_batch(editor, 2 * MOMENTS_OF_A_ROW)

    done = []
    for moment in range(1, MOMENTS_OF_A_ROW + 1):
        start(worker, batch, moment)
        wait_until_gone(worker)
        done.append(assert_every_statement_is_whole(batch, topic))
    finish(desk, batch)

    assert done[0] == 0
    assert 0 < done[-1] < MOMENTS_OF_A_ROW
    assert assert_every_statement_is_whole(batch, topic) == 2 * MOMENTS_OF_A_ROW
    assert batch.finished_at


def test_batch_killed_at_random_moments_leaves_every_statement_whole(desk, editor, worker):
    batch, topic = make_batch(editor, 80)
    moments = random.Random(7)

    for _n in range(KILLS):
        child = start(worker, batch)
        time.sleep(moments.uniform(0.0, 0.2))
        os.kill(child, signal.SIGKILL)
        wait_until_gone(worker)
        assert_every_statement_is_whole(batch, topic)
    finish(desk, batch)

    assert assert_every_statement_is_whole(batch, topic) == 80
    assert batch.finished_at
