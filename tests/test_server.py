"""How the workers of `gunicorn.conf.py` end, whenever and however often they are told."""

import subprocess
import sys

import pytest

from tests.settings import ROOT

# A worker as its server starts it, which hears of the end before it is ready, or twice.
PROGRAM = """
import os, runpy, signal, sys, time, threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

conf = runpy.run_path("gunicorn.conf.py")
signal.signal(signal.SIGQUIT, lambda *_: None)  # as its server, which notes it for later
conf["pre_fork"](None, None)
worker = os.fork()
if worker:
    if "early" in sys.argv:
        os.kill(worker, signal.SIGQUIT)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == set()
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))

signal.alarm(10)
pool = ThreadPoolExecutor(1)
written = pool.submit(lambda: (time.sleep(0.3), print("written", flush=True)))
if "early" in sys.argv:
    time.sleep(0.2)
conf["post_worker_init"](SimpleNamespace(alive=True))
try:
    with pool._shutdown_lock:  # while it hands over a request
        os.kill(os.getpid(), signal.SIGINT)
finally:
    os.kill(os.getpid(), signal.SIGQUIT)
"""


@pytest.mark.parametrize("moment", ["early", "late"])
def test_worker_that_is_told_ends_with_the_requests_it_has_begun(moment):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, moment],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )

    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "written", "")
