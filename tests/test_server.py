"""How the workers of `gunicorn.conf.py` end, whenever and however often they are told."""

import subprocess
import sys

import pytest

from tests.settings import ROOT

# A worker as its server starts it, with a request that it has begun.
PROGRAM = """
import os, runpy, signal, sys, time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

conf = runpy.run_path("gunicorn.conf.py")
signal.signal(signal.SIGQUIT, lambda *_: None)  # as its server, which notes it for later
hear, tell = os.pipe()
conf["pre_fork"](None, None)
worker = os.fork()
if worker:
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == set()
    if sys.argv[1] == "as it starts":
        os.kill(worker, signal.SIGQUIT)
        os.write(tell, b".")
    else:
        time.sleep(0.5)  # by then it waits for the request
        os.kill(worker, signal.SIGQUIT)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))

signal.alarm(10)
if sys.argv[1] == "as it starts":
    os.read(hear, 1)  # it has been told
pool = ThreadPoolExecutor(1)
pool.submit(lambda: (time.sleep(1), print("answered", flush=True)))
conf["post_worker_init"](SimpleNamespace(alive=True))
if sys.argv[1] == "twice":
    with pool._shutdown_lock:  # as while it hands over a request
        os.kill(os.getpid(), signal.SIGINT)
print("never told", flush=True)
"""


@pytest.mark.parametrize("told", ["as it starts", "twice"])
def test_worker_that_is_told_ends_with_the_requests_it_has_begun(told):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, told],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "answered", "")
