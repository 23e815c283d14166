"""Files at the desk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from statements.files import kinds
from tests import samples
from tests.desk import PDF, address_of, errors_of, form_data, send
from tests.factories import make_statement

pytestmark = pytest.mark.django_db


def send_file(desk, statement, *uploads):
    data = form_data(desk.get(address_of(statement)))
    first = statement.attachments.count()
    data["attachments-TOTAL_FORMS"] = str(first + len(uploads))
    for n, (name, content) in enumerate(uploads, start=first):
        data[f"attachments-{n}-file"] = SimpleUploadedFile(name, content)
        data[f"attachments-{n}-kind"] = "document"
    return desk.post(address_of(statement), data)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PNG", samples.image("PNG")),
        ("a.jpg", samples.image("JPEG")),
        ("a.jpeg", samples.image("JPEG")),
        ("a.tif", samples.image("TIFF")),
        ("a.webp", samples.image("WEBP")),
        ("a.gif", samples.image("GIF")),
        ("a.mp3", samples.mp3()),
        ("b.mp3", samples.mp3()[20:]),
        ("a.ogg", samples.ogg()),
        ("a.docx", samples.docx()),
        ("a.odt", samples.odt()),
    ],
)
def test_file_of_a_kind_that_the_archive_keeps_is_kept(desk, name, content):
    statement = make_statement()

    response = send_file(desk, statement, (name, content))

    assert response.status_code == 302
    with statement.attachments.get().file.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.html", b"<script>", "of a kind that the archive does not keep"),
        ("a.svg", b"<svg/>", "of a kind that the archive does not keep"),
        ("a.exe", b"MZ", "of a kind that the archive does not keep"),
        ("pdf", PDF, "of a kind that the archive does not keep"),
        ("a.pdf.exe", PDF, "of a kind that the archive does not keep"),
        ("a.pdf.html", PDF, "of a kind that the archive does not keep"),
        ("a.pdf", b"<html>", "the content is no PDF file"),
        ("a.pdf", b"<html>%PDF-1.7", "the content is no PDF file"),
        ("a.pdf", b"%PDF-1.7\n<script>alert(1)</script>", "the content is no PDF file"),
        ("a.pdf", samples.docx(), "the content is no PDF file"),
        ("a.png", PDF, "the content is no PNG file"),
        ("a.png", b"<svg onload='alert(1)'/>", "the content is no PNG file"),
        ("a.png", samples.image("PNG")[:60], "the content is no PNG file"),
        ("a.png", samples.image("JPEG"), "the content is no PNG file"),
        ("a.gif", b"GIF89a=1;alert(1)//", "the content is no GIF file"),
        ("a.webp", b"RIFF....WEBPVP8 ", "the content is no WebP file"),
        ("a.docx", samples.odt(), "the content is no DOCX file"),
        ("a.odt", samples.docx(), "the content is no ODT file"),
        ("a.docx", b"PK\x03\x04broken", "the content is no DOCX file"),
        ("a.docx", samples.docx(**{"word/vbaProject.bin": "x"}), "has macros"),
        ("a.odt", samples.odt(**{"Basic/Standard/Module1.xml": "x"}), "has macros"),
        ("a.mp3", b"\xff\xd8\xff", "the content is no MP3 file"),
        ("a.mp3", b"ID3<script>alert(1)</script>", "the content is no MP3 file"),
        ("a.ogg", b"OggS", "the content is no Ogg file"),
        ("a.pdf", b"", "empty"),
        (f"{'a' * 300}.pdf", PDF, "at most 200 characters"),
    ],
)
def test_file_of_another_kind_is_refused_with_a_sentence(desk, name, content, sentence):
    statement = make_statement()

    response = send_file(desk, statement, (name, content))

    complaints = errors_of(response, "attachments")[0]
    assert list(complaints) == ["file"]
    assert sentence in str(complaints["file"])
    assert not statement.attachments.exists()


def test_file_that_is_too_large_is_refused_with_its_size(desk, monkeypatch):
    monkeypatch.setattr(kinds, "MAX_FILE_SIZE", 1024)
    statement = make_statement()

    response = send_file(desk, statement, ("a.pdf", PDF + bytes(2048)))

    assert "at most 1.0" in str(errors_of(response, "attachments")[0]["file"])


def test_same_file_twice_is_refused_whether_it_is_kept_already_or_sent_twice(desk):
    statement, other = make_statement(), make_statement()
    send_file(desk, statement, ("a.pdf", PDF))

    again = send_file(desk, statement, ("b.pdf", PDF))
    twice = send_file(desk, other, ("a.pdf", PDF), ("b.pdf", PDF))

    assert "has this very file already" in str(errors_of(again, "attachments")[1]["file"])
    assert "has this very file already" in str(errors_of(twice, "attachments")[1]["file"])


def test_kept_file_is_linked_at_its_address_on_the_site(desk):
    statement = make_statement()
    send_file(desk, statement, ("report.pdf", PDF))

    response = desk.get(address_of(statement))

    assert statement.attachments.get().get_absolute_url() in response.content.decode()


def test_file_whose_name_is_emptied_has_one_and_its_pages_open(desk):
    statement = make_statement()
    send_file(desk, statement, ("report.pdf", PDF))

    response = send(desk, statement, **{"attachments-0-name": ""})

    assert response.status_code == 302
    kept = statement.attachments.get()
    assert kept.name.endswith(".pdf")
    assert desk.get(address_of(statement)).status_code == 200
    assert desk.get(statement.get_absolute_url()).status_code == 200
    assert desk.get(kept.get_absolute_url()).getvalue() == PDF


@pytest.mark.parametrize("name", ["a/b.pdf", "a\\b.pdf", ".."])
def test_file_is_not_renamed_to_what_leads_elsewhere(desk, name):
    statement = make_statement()
    send_file(desk, statement, ("report.pdf", PDF))

    response = send(desk, statement, **{"attachments-0-name": name})

    assert list(errors_of(response, "attachments")[0]) == ["name"]
    assert statement.attachments.get().name == "report.pdf"
