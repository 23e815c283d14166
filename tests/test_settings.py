import os
import re
import subprocess
import sys

import pytest

from tests.settings import ROOT

READ_ELSEWHERE = {
    "DATABASE_URL",  # by dj_database_url
    "HOST",
    "PORT",
    "DATA",  # these three by launch.py and set_up
}


def start(**environment):
    """Run `manage.py check` as a service does: in an environment that holds nothing else."""
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "imcwp_site.settings",
            **environment,
        },
        capture_output=True,
        text=True,
    )


def test_example_names_the_variables_that_are_read():
    settings = (ROOT / "imcwp_site" / "settings.py").read_text()
    read = set(re.findall(r'(?:environ\.get|flag|words)\(\s*"([A-Z_]+)"', settings))
    named = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert named == read | READ_ELSEWHERE


def test_missing_secret_key_stops_the_start_with_what_to_set():
    done = start()

    assert done.returncode != 0
    assert done.stderr.startswith("SECRET_KEY is not set.")
    assert "Traceback" not in done.stderr


def test_database_of_another_maker_stops_the_start():
    done = start(SECRET_KEY="x", DATABASE_URL="mysql://user:s3cret@host/name")

    assert done.returncode != 0
    assert done.stderr.startswith("DATABASE_URL names a database that the archive does not run on")
    assert "s3cret" not in done.stderr


@pytest.mark.parametrize("url", ["hidden://u:s3cret@host/name", "postgres://u:s3#cret%@host:x/y"])
def test_wrong_database_url_stops_the_start_without_showing_it(url):
    done = start(SECRET_KEY="x", DATABASE_URL=url)

    assert done.returncode != 0
    assert done.stderr.startswith("DATABASE_URL is no address of a database.")
    assert "s3" not in done.stderr
