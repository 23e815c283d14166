"""How `make run` serves; reasons and figures are in docs/decisions/0006-gunicorn.md."""

import gc
import os
import signal
import sys

wsgi_app = "imcwp_site.wsgi"
worker_class = "gthread"
workers = 2
threads = 4
graceful_timeout = 10  # seconds; a browser may hold a connection on which it never asks
preload_app = True  # a fault in the site shows before the addresses do, and workers share memory
control_socket_disable = True  # it would be opened in the home directory
loglevel = "warning"
YOUNG_OBJECTS = 10_000  # a list makes some 3,000 that live until it is sent
ENDING = {signal.SIGINT, signal.SIGQUIT, signal.SIGTERM}
hung_up_is_ignored = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN  # under nohup


def when_ready(server):
    """Tell where the site is; end with the terminal, as every program does.

    What is loaded by now stays: it is never looked through for garbage, and the rest less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 10, 10)
    stop = signal.getsignal(signal.SIGTERM)
    hang_up = signal.SIG_IGN if hung_up_is_ignored else lambda *_: stop(signal.SIGTERM, None)
    signal.signal(signal.SIGHUP, hang_up)
    host, port = server.address[0][:2]
    names = (os.environ.get("ALLOWED_HOSTS") or "localhost,127.0.0.1,[::1]").split(",")
    shown = f"[{host}]" if ":" in host else host
    if shown not in names and names != ["*"]:
        print(
            f"\nIt listens on {host} and answers to the names in ALLOWED_HOSTS only: "
            f"{', '.join(names)}. Set ALLOWED_HOSTS to the names by which visitors come."
        )
        shown = names[0]
    site = f"http://{shown}:{port}/"
    print(f"\nThe archive: {site}\nThe desk:    {site}admin/\nCtrl-C ends it.", flush=True)


def pre_fork(server, worker):
    """Keep what ends a worker until it can act on it: it is born with its server's handlers."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)


def post_worker_init(worker):
    """Let a worker end at the first word, with the requests it has begun.

    Its own handler waits for a lock that its thread may hold, as when the terminal and its server
    both tell it.
    """

    def end(*_):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGQUIT, signal.SIG_IGN)
        worker.alive = False
        sys.exit(0)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGQUIT, end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


os.register_at_fork(after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING))


def on_exit(server):
    """Say that the end is in order."""
    if os.getpid() == server.pid:
        print("\nStopped.", flush=True)
