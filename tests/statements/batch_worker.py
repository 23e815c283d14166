"""A process that works on a batch and is killed, for `test_batches_killed`.

Each line of its input, "<batch> <moment>", starts a child that kills itself before its query or
commit of that number (0: never). It answers with the number of the child, then "gone".
"""

import os
import signal
import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from statements import batches  # noqa: E402
from statements.models import Batch  # noqa: E402


def killed_at(moment: int):
    """Give what is to be called before every query and commit."""
    met = 0

    def meet():
        nonlocal met
        met += 1
        if met == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    return meet


def work(key: int, moment: int) -> None:
    batch = Batch.objects.select_related("by").get(pk=key)
    meet, commit = killed_at(moment), connection._commit

    def query(execute, *args):
        meet()
        return execute(*args)

    def commit_met():
        meet()
        commit()

    connection._commit = commit_met
    with connection.execute_wrapper(query):
        batches.work(batch, by=batch.by, seconds=60)


connection.settings_dict["NAME"] = sys.argv[1]
for line in sys.stdin:
    child = os.fork()
    if not child:
        work(*map(int, line.split()))
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
