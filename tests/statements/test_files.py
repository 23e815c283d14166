"""Files at the door and on the disk."""

import io
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from statements.files import images, packages
from statements.files.keeping import keep, keep_upload, kept_upload
from statements.files.kinds import validate_file
from tests import samples


def complaint(name: str, content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        validate_file(ContentFile(content, name))
    return caught.value.messages[0]


# At the door


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\ud800"])
def test_file_with_a_sign_in_its_name_that_no_text_may_hold_is_refused(sign):
    said = complaint(f"a{sign}b.pdf", samples.pdf("x"))

    assert "is no name of a file" in said


@pytest.mark.parametrize("sign", ["\u202e", "\u2067"])
def test_file_whose_name_is_turned_around_to_hide_its_ending_is_refused(sign):
    said = complaint(f"paper{sign}fdp.exe.pdf", samples.pdf("x"))

    assert "turns its letters around" in said


def test_document_that_unpacks_to_more_than_a_disk_holds_is_refused_unopened(monkeypatch):
    monkeypatch.setattr(packages, "MAX_UNPACKED", 1024)

    said = complaint("a.docx", samples.docx(**{"word/media/image1.png": "0" * 2048}))

    assert "Unpacked the document would fill more than 1.0" in said


def test_document_with_a_million_parts_is_refused_before_they_are_listed(monkeypatch):
    monkeypatch.setattr(packages, "MAX_DIRECTORY", 100)

    said = complaint("a.odt", samples.odt(**{f"Pictures/{n}": "" for n in range(20)}))

    assert "Unpacked" in said


def test_document_in_the_large_form_of_zip_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    data = stream.getvalue()
    end = data.rindex(b"PK\x05\x06")

    said = complaint("a.docx", data[:end] + b"PK\x06\x07" + bytes(16) + data[end:])

    assert "Unpacked" in said


def test_image_of_more_points_than_can_be_shown_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MAX_PIXELS", 1000)

    said = complaint("a.png", samples.image("PNG", (60, 40)))

    assert "million points" in said


def test_image_that_says_it_is_enormous_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)

    said = complaint("a.gif", samples.image("GIF", (60, 40)))

    assert "million points" in said


def test_image_that_is_a_script_besides_is_an_image_and_nothing_else():
    polyglot = samples.image("GIF") + b"*/=1;alert(1);"

    validate_file(ContentFile(polyglot, "a.gif"))  # it is served as an image, with nosniff

    with Image.open(io.BytesIO(polyglot)) as image:
        assert image.size == (60, 40)


# On the disk


@pytest.fixture
def storage(tmp_path):
    return FileSystemStorage(tmp_path)


def files_in(storage) -> list[str]:
    return sorted(
        os.path.relpath(os.path.join(folder, name), storage.location)
        for folder, _folders, names in os.walk(storage.location)
        for name in names
    )


def test_same_bytes_brought_by_many_at_once_are_stored_once_and_whole(storage):
    content, at_once = os.urandom(3_000_000), Barrier(8)

    def bring(n):
        at_once.wait()
        return keep("ab/abc.pdf", ContentFile(content), storage)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(bring, range(8)))

    assert files_in(storage) == ["ab/abc.pdf"]
    assert Path(storage.path("ab/abc.pdf")).read_bytes() == content


def test_file_whose_writing_breaks_off_leaves_nothing_under_its_name(storage):
    class Failing(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("gone")
            return super().read(10)

    with pytest.raises(OSError, match="gone"):
        keep("ab/abc.pdf", File(Failing(b"0123456789" * 3)), storage)

    assert files_in(storage) == []


def test_half_a_file_that_a_failed_machine_left_is_made_whole(storage):
    storage.save("ab/abc.pdf", ContentFile(b"half"))

    keep("ab/abc.pdf", ContentFile(b"half and half"), storage)

    assert Path(storage.path("ab/abc.pdf")).read_bytes() == b"half and half"


def test_kept_upload_is_named_by_its_token_and_by_nothing_else():
    upload = SimpleUploadedFile("paper.pdf", samples.pdf("Kept"))
    keep_upload(upload)

    again = kept_upload(upload.token)

    assert (again.name, again.read()) == ("paper.pdf", samples.pdf("Kept"))
    assert kept_upload(upload.token[:-1] + "x") is None
    assert kept_upload("../settings.py") is None
