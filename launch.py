"""Set up and start the archive with nothing but Python: `make run`, `make test`, `make check`.

An old Python must get as far as `check_python`: syntax and imports stay within Python 3.6.
"""

import errno
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)
# Megabytes that packages, data and pip's own work need, rounded up from measured set-ups.
SPACE = {"requirements.txt": 200, "requirements-dev.txt": 600}
SPACE_OF_DATA = 100
SPACE_TO_START = 20


class StopError(Exception):
    """The start cannot go on; the message says what to do, in one sentence."""


def say(sentence):
    """Tell the person at the terminal, at once."""
    print(sentence, flush=True)


# What the machine must offer


def check_python(version=None, argv=None):
    """Go on under a Python that is new enough, this one or another in the PATH."""
    version = tuple(version or sys.version_info)[:2]
    if version >= OLDEST_PYTHON:
        return
    for minor in range(20, OLDEST_PYTHON[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer and argv:
            os.execv(newer, [newer, str(ROOT / "launch.py"), *argv])
    raise StopError(
        "This is Python {}.{}, and the archive needs Python {}.{} or newer: install one "
        "(Debian: apt-get install python3) and start again with make PYTHON=/path/to/it.".format(
            *version + OLDEST_PYTHON
        )
    )


def address_to_serve():
    """Give host and port from the environment. Raises StopError for what cannot be one."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not (port.isdigit() and port.isascii() and 0 < int(port) < 65536):
        raise StopError(f"PORT is “{port}”: give a number from 1 to 65535.")
    return host, int(port)


def check_port(host, port):
    """Raise StopError unless a server can listen there."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except socket.gaierror:
        raise StopError(f"HOST is “{host}”, which is no address here.") from None
    except PermissionError:
        raise StopError(
            f"Port {port} is not open to you: choose one from 1024, as in make run PORT=8000."
        ) from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise StopError(f"{host} is not an address of this machine.") from None
        raise StopError(
            f"Port {port} is taken, perhaps by an archive that runs already: end that, or choose "
            f"another port, as in make run PORT={min(port + 1, 65535)}."
        ) from None


def check_space(needs):
    """Raise StopError when a directory of `needs` lacks its megabytes."""
    for directory, megabytes in needs.items():
        place = Path(directory)
        while not place.exists():
            place = place.parent
        free = shutil.disk_usage(str(place)).free // 1000000
        if free < megabytes:
            raise StopError(
                f"The disk is full: {directory} needs {megabytes} MB and has {free} MB free; "
                "make room and start again."
            )


# Programs that this one starts


def end(process, by):
    """End a program, which ends what it started, and what may be left of that.

    Only the program is told, so that what it started ends in its order.
    """
    process.send_signal(by)
    with suppress(subprocess.TimeoutExpired):
        process.wait(15)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(command, output=None, ended_by=signal.SIGTERM, **environment):
    """Run a program to its end and give its exit status; an interruption ends it first.

    In a session of its own, so that Ctrl-C reaches only this program, which ends it in order.
    """
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=str(ROOT),
        env=dict(environment_of_programs(), **environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output and subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        return process.wait()
    except BaseException:
        end(process, ended_by)
        raise


def environment_of_programs():
    """Give the environment for our programs: this one, filled up from `var/environment`."""
    environment = dict(kept_environment(), **os.environ)
    environment["DJANGO_SETTINGS_MODULE"] = "imcwp_site.settings"
    for name in ("PYTHONPATH", "PYTHONHOME"):
        environment.pop(name, None)  # packages of another Python
    environment["PIP_USER"] = "0"
    return environment


def kept_environment():
    """Read the variables of `var/environment`."""
    kept = VAR / "environment"
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def keep_secret_key():
    """Make a SECRET_KEY for this machine unless it has one."""
    if os.environ.get("SECRET_KEY") or kept_environment().get("SECRET_KEY"):
        return
    kept = VAR / "environment"
    before = kept.read_text(encoding="utf-8") if kept.exists() else ""
    line = f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
    new = VAR / "environment.new"
    new.touch(mode=0o600)
    new.write_text(before + "\n" * (not before.endswith("\n") and bool(before)) + line, "utf-8")
    new.replace(kept)  # whole or not at all


def become(*arguments):
    """Go on as another program of the archive, in the same process."""
    os.chdir(str(ROOT))
    os.execve(str(PYTHON), [str(PYTHON), *arguments], environment_of_programs())


# The virtual environment


def stamp_of(requirements):
    """Give what the virtual environment must have been made from."""
    texts = [(ROOT / "requirements.txt").read_bytes()]
    if requirements != "requirements.txt":
        texts.append((ROOT / requirements).read_bytes())
    version = "{}.{} ".format(*sys.version_info[:2]).encode()
    return hashlib.sha256(version + b"\0".join(texts)).hexdigest()


def has_packages(requirements):
    """Tell whether the virtual environment is whole and holds these requirements or more."""
    stamp = VENV / "made-from"
    enough = {stamp_of(requirements), stamp_of("requirements-dev.txt")}
    return stamp.exists() and stamp.read_text() in enough and os.access(str(PYTHON), os.X_OK)


def make_packages(requirements):
    """Make the virtual environment, or bring it up to date; repair one that was left half-made."""
    if has_packages(requirements):
        return
    check_space(
        {
            VENV: SPACE[requirements],
            VAR: SPACE_OF_DATA,
            tempfile.gettempdir(): SPACE_OF_DATA,
        }
    )
    stamp, log = VENV / "made-from", VAR / "packages.log"
    say(f"Installing the packages of {requirements} into .venv, once …")
    with log.open("w") as output:
        if not stamp.exists() or not os.access(str(PYTHON), os.X_OK):
            if run([sys.executable, "-m", "venv", "--clear", VENV], output):
                explain(
                    log,
                    "Python could not make a virtual environment: install its module venv "
                    "(Debian: apt-get install python3-venv) and start again",
                )
        else:
            stamp.unlink()
        # Bytecode is left to the first import: only what is used is compiled.
        options = ["--no-input", "--disable-pip-version-check", "--no-compile"]
        install = [PYTHON, "-m", "pip", "install", *options, "-r", requirements]
        if run(install, output):
            explain(
                log,
                "The packages could not be installed: see that the package index can be reached, "
                "then start again",
            )
    stamp.write_text(stamp_of(requirements))


def explain(log, sentence):
    """Raise StopError with the reason why a step failed."""
    if "No space left on device" in log.read_text(errors="replace"):
        sentence = "The disk is full: make room and start again"
    raise StopError(f"{sentence} (what was tried is in {log}).")


@contextmanager
def alone():
    """Let one set-up work at a time; another one waits."""
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)  # holds the key and the password hashes
    with (VAR / "set-up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Waiting for another set-up of the same archive …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


# The commands


def run_site():
    """Set up what is missing, then become the server."""
    host, port = address_to_serve()
    check_port(host, port)
    check_space({VAR: SPACE_TO_START})
    with alone():
        make_packages("requirements.txt")
        keep_secret_key()
        if run([PYTHON, "manage.py", "set_up"]):
            return 1  # it has said why
    check_port(host, port)
    shown = f"[{host}]" if ":" in host else host
    # Ctrl-C waits until the server can end in order.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    return become("launch.py", "serve", f"{shown}:{port}")


def serve(bind):
    """Be gunicorn, which replaces these handlers by its own once it is up."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os._exit(0))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    from gunicorn.app.wsgiapp import run as run_gunicorn

    sys.argv = ["gunicorn", "--config", "gunicorn.conf.py", "--bind", bind, "imcwp_site.wsgi"]
    run_gunicorn()


def test():
    """Run the tests on SQLite, then on PostgreSQL those that a database can change."""
    with alone():
        make_packages("requirements-dev.txt")
    status = 0
    for database in ("sqlite", "postgresql"):
        say("Tests on {}:".format({"sqlite": "SQLite", "postgresql": "PostgreSQL"}[database]))
        command = [PYTHON, "-m", "pytest", "-n", "auto", "--dist", "worksteal"]
        status = run(command, ended_by=signal.SIGINT, TEST_DATABASE=database) or status
    return status


def check():
    """Check lint, format, templates, types, settings, migrations, catalogues; name what failed."""
    with alone():
        make_packages("requirements-dev.txt")
    templates = [path for where in ("", "*/") for path in ROOT.glob(where + "templates/**/*.html")]
    manage = [PYTHON, "manage.py"]
    steps = {
        "lint": [PYTHON, "-m", "ruff", "check"],
        "format": [PYTHON, "-m", "ruff", "format", "--check"],
        "templates": [VENV / "bin" / "djade", "--check", *templates],
        "types": [PYTHON, "-m", "mypy"],
        "settings": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "translations": [*manage, "makemessages", "--check"],
    }
    failed = []
    for name, command in steps.items():
        say(f"Checking {name} …")
        # As on a server, and away from the archive of this machine.
        server = {"HTTPS": "1", "SECRET_KEY": secrets.token_urlsafe(50), "DEBUG": ""}
        if run(command, DATABASE_URL="sqlite://:memory:", **server):
            failed.append(name)
    say("Failed: {}.".format(", ".join(failed)) if failed else "All checks passed.")
    return int(bool(failed))


def bench():
    """Measure our own pages on a generated archive."""
    with alone():
        make_packages("requirements.txt")
    return run([PYTHON, "bench.py"])


def manage(*arguments):
    """Become manage.py with the packages and the environment that `make run` uses."""
    with alone():
        make_packages("requirements.txt")
        keep_secret_key()
    become("manage.py", *arguments)


COMMANDS = {
    "run": run_site,
    "test": test,
    "check": check,
    "bench": bench,
    "manage": manage,
    "serve": serve,
}


def interrupt(*_):
    """Treat a request to end as Ctrl-C."""
    raise KeyboardInterrupt


def main(argv):
    """Do what the command line asks; give the exit status."""
    command = argv[0] if argv else ""
    try:
        check_python(argv=argv)
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # a terminal may lack a letter
        if command not in COMMANDS:
            raise StopError("Say what to do: make run, make test, make check or make bench.")
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, interrupt)
            signal.signal(signal.SIGHUP, interrupt)
        return COMMANDS[command](*argv[1:])
    except StopError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Nothing is left half-done: start again whenever you like.")
        return 0 if command == "run" else 130
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            print("The disk is full: make room and start again.", file=sys.stderr)
        else:
            where = error.filename or ROOT
            print(f"{where}: {error.strerror}.", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
