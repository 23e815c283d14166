"""Attached files come with their rows, and only those that the archive keeps."""

import hashlib

import pytest

from statements.files import kinds
from statements.models import Attachment, Statement
from tests.statements.archives import STATEMENT, run_import, write

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4 made up"


@pytest.fixture
def import_file(tmp_path):
    """Import a statement with one file of this name and content."""

    def run(path: str, content: bytes, **cells: str):
        folder = write(tmp_path / "archive", statements=[STATEMENT])
        place = folder / "files" / path
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
        row = {"statement_id": "ex-1", "file": path, "kind": "document"}
        row |= {"sha256": hashlib.sha256(content).hexdigest()}
        return run_import(write(folder, attachments=[row | cells]))

    return run


def test_a_file_is_kept_with_its_statement(import_file):
    outcome = import_file("ab/report.PDF", PDF, name="The report.pdf")

    assert outcome.failure is None, outcome.err
    attachment = Statement.objects.get().attachments.get()
    assert (attachment.name, attachment.size) == ("The report.pdf", len(PDF))
    with attachment.file.open() as stream:
        assert stream.read() == PDF


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.html", b"<script>alert(1)</script>", "of a kind that the archive does not keep"),
        ("drawing.svg", b"<svg/>", "of a kind that the archive does not keep"),
        ("nothing", PDF, "of a kind that the archive does not keep"),
        ("report.pdf", b"<script>alert(1)</script>", "the content is no PDF file"),
    ],
)
def test_a_file_of_another_kind_is_refused(import_file, name, content, reason):
    outcome = import_file(name, content)

    assert [refusal["field"] for refusal in outcome.refusals] == ["file"]
    assert reason in outcome.refusals[0]["reason"]
    assert not Attachment.objects.exists()
    assert Statement.objects.exists()


def test_a_file_that_is_too_large_is_refused(import_file, monkeypatch):
    monkeypatch.setattr(kinds, "MAX_FILE_SIZE", 10)

    outcome = import_file("report.pdf", PDF)

    assert "at most" in outcome.refusals[0]["reason"]
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("name", "../report.pdf", "is no name of a file"),
        ("name", "a\\b.pdf", "is no name of a file"),
        ("file", "../statements.csv", "it is not the name of a file in the folder"),
        ("file", "other.pdf", "there is no such file"),
        ("sha256", "0" * 64, "another SHA-256"),
        ("size", "3", "the file has 16 bytes"),
        ("kind", "film", "it is none of document"),
        ("language", "xx", "it is not a language code"),
    ],
)
def test_a_bad_cell_of_a_file_is_refused(import_file, column, value, reason):
    outcome = import_file("report.pdf", PDF, **{column: value})

    assert [refusal["field"] for refusal in outcome.refusals] == [column]
    assert reason in outcome.refusals[0]["reason"]
    assert not Attachment.objects.exists()
