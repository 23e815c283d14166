"""What tests of statements share."""

import pytest


@pytest.fixture
def folder(tmp_path):
    """Where an archive is kept as files, once it is written."""
    return tmp_path / "archive"
