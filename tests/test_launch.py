import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import namedtuple
from pathlib import Path

import pytest

import launch
from tests.settings import ROOT

# Starts the program with packages that are there already: those of the tests.
LAUNCH = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
import launch
launch.PYTHON = Path({sys.executable!r})
launch.make_packages = lambda requirements: None
sys.exit(launch.main(["run"]))
"""
# Starts the program where the packages take for ever.
LAUNCH_SLOWLY = LAUNCH.replace(
    "lambda requirements: None",
    "lambda requirements: launch.run([launch.PYTHON, '-c', "
    "'import time; print(\"working\", flush=True); time.sleep(60)'])",
)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine on which nothing is set up."""
    for name in ("SECRET_KEY", "PORT", "HOST", "VAR_DIR", "DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(launch, "VAR", tmp_path / "var")
    monkeypatch.setattr(launch, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(launch, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / "var").mkdir()
    return tmp_path


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture
def start(tmp_path, free_port):
    """Start the program in a directory of its own; all that it started ends with the test."""
    processes = []
    environment = {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path / "var"),
        "PORT": str(free_port),
        "PYTHONUNBUFFERED": "1",
    }

    def start(program=LAUNCH, **variables):
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env=environment | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Tests that run in the background ignore Ctrl-C, and what they start would too.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


def read_until(process, words: str) -> str:
    """Give what the program says up to the line that holds `words`."""
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(f"It never said “{words}”:\n{said}")


def test_old_python_gets_as_far_as_the_version_check():
    source = (ROOT / "launch.py").read_text()

    ast.parse(source, feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 0)])
def test_old_python_gets_a_sentence(version):
    with pytest.raises(launch.StopError, match=r"This is Python 3\.\d+, .* needs Python 3\.11"):
        launch.check_python(version)


def test_old_python_hands_over_to_a_newer_one_in_the_path(monkeypatch, tmp_path):
    newer = tmp_path / "python3.12"
    newer.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    started = []
    monkeypatch.setattr(os, "execv", lambda *arguments: started.append(arguments))

    with pytest.raises(launch.StopError):
        launch.check_python((3, 9), ["run"])

    assert started == [(str(newer), [str(newer), str(ROOT / "launch.py"), "run"])]


def test_taken_port_gets_one_sentence_before_any_work(start, free_port):
    with socket.create_server(("127.0.0.1", free_port)):
        process = start()
        said, _ = process.communicate(timeout=20)

    assert process.returncode == 1
    assert said.startswith(f"Port {free_port} is taken")
    assert f"make run PORT={free_port + 1}" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "8000 "])
def test_impossible_port_gets_a_sentence(machine, monkeypatch, capsys, port):
    monkeypatch.setenv("PORT", port)

    assert launch.main(["run"]) == 1
    assert capsys.readouterr().err == f"PORT is “{port}”: give a number from 1 to 65535.\n"


@pytest.mark.parametrize("host", ["192.0.2.7", "not a host"])
def test_impossible_host_gets_a_sentence(machine, monkeypatch, capsys, host):
    monkeypatch.setenv("HOST", host)

    assert launch.main(["run"]) == 1
    assert re.fullmatch(f".*{host}.*address.*\n", capsys.readouterr().err)


def test_full_disk_is_said_with_how_much_is_needed_where(machine, monkeypatch, capsys, free_port):
    monkeypatch.setenv("PORT", str(free_port))
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**9, 10**9, 30 * 10**6))

    assert launch.main(["run"]) == 1
    assert capsys.readouterr().err == (
        f"The disk is full: {launch.VENV} needs 200 MB and has 30 MB free; "
        "make room and start again.\n"
    )


def test_disk_that_fills_up_on_the_way_gets_a_sentence(machine, monkeypatch, capsys):
    def fill_up(*_):
        raise OSError(28, "No space left on device", "x")

    monkeypatch.setattr(launch, "check_port", fill_up)

    assert launch.main(["run"]) == 1
    assert capsys.readouterr().err == "The disk is full: make room and start again.\n"


def test_failed_download_gets_one_sentence_and_the_next_start_begins_anew(machine, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "file:///no/such/index")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)

    with pytest.raises(launch.StopError, match="package index") as caught:
        launch.make_packages("requirements.txt")

    log = launch.VAR / "packages.log"
    assert str(caught.value).endswith(f"(what was tried is in {log}).")
    assert "No matching distribution" in log.read_text()
    assert not launch.has_packages("requirements.txt")


def test_packages_are_made_once_and_again_when_requirements_change(machine, monkeypatch):
    done = []

    def note(command, *_, **__):
        done.append(command)
        launch.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        launch.PYTHON.touch(mode=0o755)

    monkeypatch.setattr(launch, "run", note)
    launch.make_packages("requirements.txt")
    assert [command[2] for command in done] == ["venv", "pip"]

    launch.make_packages("requirements.txt")
    assert len(done) == 2

    launch.make_packages("requirements-dev.txt")
    launch.make_packages("requirements.txt")
    assert [command[2] for command in done[2:]] == ["pip"]

    (launch.VENV / "made-from").unlink()  # as an interruption leaves it
    launch.make_packages("requirements.txt")
    assert [command[2:4] for command in done[3:]] == [["venv", "--clear"], ["pip", "install"]]


def test_secret_key_is_made_once_and_readable_by_its_owner_only(machine):
    launch.keep_secret_key()
    first = launch.environment_of_programs()["SECRET_KEY"]
    launch.keep_secret_key()

    assert launch.environment_of_programs()["SECRET_KEY"] == first
    assert len(first) >= 50
    assert (launch.VAR / "environment").stat().st_mode & 0o777 == 0o600


def test_secret_key_is_added_to_variables_that_are_kept(machine):
    (launch.VAR / "environment").write_text("SITE_NAME=An archive")

    launch.keep_secret_key()

    assert launch.kept_environment()["SITE_NAME"] == "An archive"
    assert launch.kept_environment()["SECRET_KEY"]


def test_variables_of_the_environment_go_before_those_that_are_kept(machine, monkeypatch):
    (launch.VAR / "environment").write_text("SECRET_KEY=kept\nSITE_NAME=kept\n")
    monkeypatch.setenv("SECRET_KEY", "given")

    launch.keep_secret_key()

    environment = launch.environment_of_programs()
    assert environment["SECRET_KEY"] == "given"
    assert environment["SITE_NAME"] == "kept"


def test_unknown_command_gets_a_sentence(capsys):
    assert launch.main(["fly"]) == 1
    assert capsys.readouterr().err.startswith("Say what to do: make run")


def test_ctrl_c_during_the_set_up_ends_all_with_a_sentence(start):
    process = start(LAUNCH_SLOWLY)
    read_until(process, "working")

    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=20)  # its child would hold the pipe open

    assert process.returncode == 0
    assert said.strip() == "Stopped. Nothing is left half-done: start again whenever you like."


def fetch(url: str, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as response:
        return response.status, response.headers, response.read()


def test_run_serves_with_hashed_files_ends_by_ctrl_c_and_keeps_all(start, free_port, tmp_path):
    site = f"http://127.0.0.1:{free_port}/"

    process = start()
    said = read_until(process, "Ctrl-C ends it.")
    status, _, page = fetch(site + "admin/login/")
    stylesheet = re.search(rb'href="/(static/[^"]+\.[0-9a-f]{12}\.css)"', page)[1].decode()
    _, headers, _ = fetch(site + stylesheet, **{"Accept-Encoding": "br, gzip"})
    process.send_signal(signal.SIGINT)
    last, _ = process.communicate(timeout=20)

    assert f"The archive: {site}" in said
    assert re.search(r"name editor, password \S+", said)
    assert status == 200
    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]
    assert last.strip() == "Stopped."
    assert process.returncode == 0

    began = time.monotonic()
    process = start()
    said = read_until(process, "Ctrl-C ends it.")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert time.monotonic() - began < 30
    assert "Kept the archive" in said
    assert "Kept the accounts of the desk: 1." in said
    assert "password" not in said
    assert process.returncode == 0
    assert not Path(tmp_path / ".venv").exists()
