"""Settings under which the tests run: the site's own, whatever the environment holds.

`TEST_DATABASE=postgresql` runs them on PostgreSQL, `TEST_DATABASE_URL` on a given server;
otherwise they run on a SQLite file of their own.
"""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

import dj_database_url

ROOT = Path(__file__).resolve().parent.parent
for name in re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE):
    os.environ.pop(name, None)
os.environ["SECRET_KEY"] = "the-tests-have-a-key-of-their-own-that-protects-nothing"

from imcwp_site.settings import *  # noqa: E402, F403
from imcwp_site.settings import DATABASES  # noqa: E402

# One directory for all that the tests write; workers inherit it, and who made it removes it.
if "TEST_DIRECTORY" not in os.environ:
    os.environ["TEST_DIRECTORY"] = tempfile.mkdtemp(prefix="archive-tests-")
    Path(os.environ["TEST_DIRECTORY"]).chmod(0o711)  # PostgreSQL may run as another user
    atexit.register(shutil.rmtree, os.environ["TEST_DIRECTORY"], ignore_errors=True)
VAR_DIR = Path(tempfile.mkdtemp(dir=os.environ["TEST_DIRECTORY"]))

if os.environ.get("TEST_DATABASE", "sqlite") == "postgresql":
    # conftest.py starts a server in this directory before the first test; its workers inherit it.
    if not os.environ.get("TEST_DATABASE_URL"):
        directory = tempfile.mkdtemp(dir=os.environ["TEST_DIRECTORY"])
        os.environ["TEST_POSTGRESQL_DIR"] = directory
        os.environ["TEST_DATABASE_URL"] = f"postgres://archive@/archive?host={directory}"
    DATABASES["default"] = dj_database_url.parse(os.environ["TEST_DATABASE_URL"])
else:
    # A file and not memory: the live server's threads get connections of their own.
    DATABASES["default"]["NAME"] = str(VAR_DIR / "archive.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = VAR_DIR / "files"
IMPORTS_DIR = VAR_DIR / "imports"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
# Nothing is collected for tests, so nothing can be found under a hashed name.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
