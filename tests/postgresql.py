"""A PostgreSQL server of the tests' own, gone when they end."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

QUICK = [  # what a crash would lose is lost anyway
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "jit=off",  # compiling a query takes longer than any of them on so few rows
    "listen_addresses=",
    "max_connections=60",
]


class CannotRunError(Exception):
    """PostgreSQL cannot run on this machine; the message says what to install."""


def find_binaries() -> Path:
    """Give the directory that holds initdb: the one in PATH, or Debian's newest."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(installed, key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0))
    if not newest:
        raise CannotRunError("PostgreSQL is not installed (Debian: apt-get install postgresql).")
    return newest[-1].parent


class Server:
    """A server that listens on a socket in `directory` and lives there."""

    def __init__(self, directory: str):
        self.directory = Path(directory)
        self.binaries = find_binaries()
        # PostgreSQL refuses to run as root: then it runs as Debian's user for it.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.process = None

    def _arguments(self) -> dict:
        return {"cwd": self.directory, "user": self.user, "stdin": subprocess.DEVNULL}

    def start(self) -> None:
        """Make the cluster and return when it answers. Raises CannotRunError when it cannot run."""
        if self.user:
            try:
                shutil.chown(self.directory, self.user)
            except LookupError:
                raise CannotRunError("There is no user “postgres” to run PostgreSQL as.") from None
        data, log = self.directory / "data", self.directory / "log"
        options = "-U archive -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions"
        made = subprocess.run(
            [self.binaries / "initdb", "-D", data, *options.split()],
            capture_output=True,
            text=True,
            **self._arguments(),
        )
        if made.returncode:
            raise CannotRunError(f"PostgreSQL could not be set up: {made.stderr.strip()}")
        settings = [*QUICK, f"unix_socket_directories={self.directory}"]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    self.binaries / "postgres",
                    "-D",
                    data,
                    *(word for setting in settings for word in ("-c", setting)),
                ],
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for pytest, which then stops the server
                **self._arguments(),
            )
        ready = [self.binaries / "pg_isready", "-q", "-h", self.directory]
        for _attempt in range(600):
            if subprocess.run(ready, **self._arguments()).returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.stop()
        raise CannotRunError(f"PostgreSQL did not start: {log.read_text()[-500:]}")

    def stop(self) -> None:
        """End the server and remove all it wrote."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(2)  # SIGINT: end connections and stop
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)
