import os
from urllib.parse import urlsplit

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.IMPORTS_DIR = tmp_path / "imports"
    settings.MEDIA_ROOT = tmp_path / "kept"


@pytest.fixture
def processes(settings, monkeypatch, transactional_db):
    """Let processes that the desk starts work on the database of the tests."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        server = urlsplit(os.environ["TEST_DATABASE_URL"])
        address = server._replace(path=f"/{name}").geturl()
    else:
        address = f"sqlite:///{name}"
    for variable, value in (
        ("DATABASE_URL", address),
        ("SECRET_KEY", settings.SECRET_KEY),
        ("IMPORTS_DIR", str(settings.IMPORTS_DIR)),
        ("MEDIA_ROOT", str(settings.MEDIA_ROOT)),
    ):
        monkeypatch.setenv(variable, value)
