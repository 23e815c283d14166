"""The commands that read files and compare what is kept with what is named."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from statements import versions
from statements.models import Attachment
from tests import samples
from tests.factories import make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_file(name="a.pdf", content=None, statement=None) -> Attachment:
    return Attachment.objects.create(
        statement=statement or make_statement(),
        file=ContentFile(content or samples.pdf("Words"), name),
    )


def run(command: str, *options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(command, *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def make_old(path: str) -> None:
    past = time.time() - 30 * 24 * 60 * 60
    os.utime(default_storage.path(path), (past, past))


def names_kept() -> list[str]:
    folder = Path(default_storage.path(""))
    return [str(place.relative_to(folder)) for place in folder.rglob("*") if place.is_file()]


def test_files_that_were_not_read_are_read_once():
    file = make_file()
    make_file(content=b"%PDF-1.7 damaged")

    first, complaints = run("read_files")
    second, _none = run("read_files")

    file.refresh_from_db()
    assert (file.words, file.has_thumbnail) == ("Words", True)
    assert first == "Read: 2; not or not all of it: 1.\n"
    assert "a.pdf: it is damaged" in complaints
    assert second == "Read: 0; not or not all of it: 0.\n"


def test_files_in_which_nothing_was_found_are_read_again_when_asked():
    make_file()
    Attachment.objects.update(pages=0)

    out, _none = run("read_files", "--again")

    assert out.startswith("Read: 1;")
    assert Attachment.objects.get().pages == 1


def test_file_that_is_missing_is_named_and_stops_nothing():
    gone = make_file(content=samples.pdf("Gone"))
    default_storage.delete(gone.file.name)
    file = make_file()

    _out, complaints = run("read_files")

    file.refresh_from_db()
    assert "cannot be opened" in complaints
    assert file.words == "Words"


def test_file_that_nothing_names_is_listed_and_removed_only_when_asked():
    file = make_file()
    run("read_files")
    file.delete()
    for name in names_kept():
        make_old(name)

    listed, _none = run("tidy_files")
    before = len(names_kept())
    removed, _none = run("tidy_files", "--delete")

    assert "3 could be removed" in listed
    assert before == 3
    assert "3 removed" in removed
    assert names_kept() == []


def test_file_of_another_statement_or_of_a_former_version_stays():
    statement, content = make_statement(), samples.pdf("Former")
    file = make_file(statement=statement, content=content)
    versions.record(statement)
    file.delete()
    other = make_file()
    for name in names_kept():
        make_old(name)

    out, _none = run("tidy_files", "--delete")

    assert "0 removed" in out
    assert sorted(names_kept()) == sorted([file.file.name, other.file.name])


def test_file_that_came_lately_stays_for_the_form_that_may_name_it():
    file = make_file()
    file.delete()

    out, _none = run("tidy_files", "--delete")

    assert "0 removed" in out
    assert names_kept() == [file.file.name]


def test_half_written_file_is_removed_and_what_is_not_ours_is_left_alone():
    folder = Path(default_storage.path(""))
    for name in ("ab/tmp123.part", "readme.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
        make_old(name)

    run("tidy_files", "--delete")

    assert names_kept() == ["readme.txt"]


@pytest.mark.parametrize("content", [None, b"other bytes"])
def test_missing_or_changed_file_is_reported(content, capsys):
    file = make_file()
    place = Path(default_storage.path(file.file.name))
    place.unlink()
    if content:
        place.write_bytes(content)

    err = StringIO()
    with pytest.raises(CommandError, match="from a backup"):
        call_command("tidy_files", stdout=StringIO(), stderr=err)

    assert ("not what it was" if content else "missing") in err.getvalue()
