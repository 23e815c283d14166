"""Files at the desk."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from statements.files import kinds
from tests import samples
from tests.desk import PDF, address_of, errors_of, form_data, send
from tests.factories import make_editor, make_statement, make_text

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


# A form that comes back


def kept_in(response, n: int = 0) -> dict[str, str]:
    """Give what the form that came back sends of its row `n` of files."""
    html = response.content.decode()
    found = re.findall(r'name="(attachments-\d+-file-kept)" value="([^"]+)"', html)
    return {name: value for name, value in found if f"-{n}-" in name}


def test_file_of_a_form_that_came_back_is_kept_and_not_asked_for_again(desk):
    statement = make_statement()
    data = form_data(desk.get(address_of(statement)), title="")
    data |= {"attachments-TOTAL_FORMS": "1", "attachments-0-kind": "document"}

    refused = desk.post(
        address_of(statement), data | {"attachments-0-file": SimpleUploadedFile("a.pdf", PDF)}
    )
    saved = desk.post(address_of(statement), data | {"title": "Mended"} | kept_in(refused))

    assert "The file “a.pdf” is kept, no need to choose it again." in refused.content.decode()
    assert saved.status_code == 302
    kept = statement.attachments.get()
    assert (kept.name, kept.file.read()) == ("a.pdf", PDF)
    kept.file.close()


def test_kept_file_comes_back_again_and_again_and_can_be_left_out(desk):
    statement = make_statement()
    data = form_data(desk.get(address_of(statement)), title="")
    data |= {"attachments-TOTAL_FORMS": "1", "attachments-0-kind": "document"}
    first = desk.post(
        address_of(statement), data | {"attachments-0-file": SimpleUploadedFile("a.pdf", PDF)}
    )

    second = desk.post(address_of(statement), data | kept_in(first))
    left_out = {"title": "Mended", "attachments-0-DELETE": "on"}
    saved = desk.post(address_of(statement), data | kept_in(second) | left_out)

    assert kept_in(second)
    assert saved.status_code == 302
    assert not statement.attachments.exists()


@pytest.mark.parametrize("token", ["../../etc/passwd", "W10:1:x", "\0"])
def test_token_that_was_not_given_out_names_no_file(desk, token):
    statement = make_statement()
    data = form_data(desk.get(address_of(statement)))
    data |= {"attachments-TOTAL_FORMS": "1", "attachments-0-kind": "scan"}

    response = desk.post(address_of(statement), data | {"attachments-0-file-kept": token})

    assert list(errors_of(response, "attachments")[0]) == ["file"]
    assert not statement.attachments.exists()


# Several at once


def send_several(desk, statement, *uploads, **changes):
    data = form_data(desk.get(address_of(statement)), **changes)
    several = [SimpleUploadedFile(name, content) for name, content in uploads]
    return desk.post(address_of(statement), data | {"attachments-several": several})


def test_several_files_chosen_together_become_a_row_each_of_their_kind(desk):
    statement = make_statement()
    uploads = ("a.pdf", PDF), ("b.png", samples.image("PNG")), ("c.mp3", samples.mp3())

    response = send_several(desk, statement, *uploads)

    assert response.status_code == 302
    assert list(statement.attachments.values_list("name", "kind")) == [
        ("a.pdf", "document"),
        ("b.png", "image"),
        ("c.mp3", "audio"),
    ]


def test_one_bad_file_of_several_is_named_in_its_row_and_the_others_are_kept(desk):
    statement = make_statement()

    response = send_several(desk, statement, ("a.pdf", PDF), ("b.pdf", b"<html>"))

    complaints = errors_of(response, "attachments")
    assert complaints[0] == {}
    assert "the content is no PDF file" in str(complaints[1]["file"])
    assert kept_in(response, 0)
    assert not statement.attachments.exists()


# What is said of a file


@pytest.mark.parametrize("name", ["report.exe", "report", "report.pdf.html"])
def test_file_is_not_given_a_name_of_another_kind(desk, name):
    statement = make_statement()
    send_file(desk, statement, ("report.pdf", PDF))

    response = send(desk, statement, **{"attachments-0-name": name})

    assert "ends in .pdf" in str(errors_of(response, "attachments")[0]["name"])


def test_file_is_read_once_the_form_is_saved(desk, django_capture_on_commit_callbacks):
    statement = make_statement()

    with django_capture_on_commit_callbacks(execute=True):
        send_file(desk, statement, ("a.pdf", samples.pdf("Workers of all lands", "Unite")))

    kept = statement.attachments.get()
    assert (kept.pages, kept.words, kept.has_thumbnail) == (2, "Workers of all lands\fUnite", True)
    html = desk.get(address_of(statement)).content.decode()
    assert "2 pages" in html
    assert "5 words" in html
    assert kept.smallest_address in html


@pytest.mark.django_db(transaction=True)
def test_file_that_cannot_be_read_is_kept_and_the_editor_is_told(desk):
    statement = make_statement()

    send_file(desk, statement, ("a.pdf", PDF))

    assert statement.attachments.get().pages == 0
    page = desk.get(address_of(statement)).content.decode()
    assert "The file “a.pdf” is kept, but not all of it was read: it is damaged." in page


def test_text_that_was_found_is_shown_page_by_page_and_nothing_in_it_runs(desk):
    statement = make_statement()
    send_file(desk, statement, ("a.pdf", PDF))
    statement.attachments.update(pages=2, words="<script>alert(1)</script>\fSecond")
    kept = statement.attachments.get()

    response = desk.get(reverse("admin:statements_attachment_text", args=[statement.pk, kept.pk]))

    html = response.content.decode()
    assert "<script>alert(1)" not in html
    assert ">Page 2</h2>" in html


def test_text_in_a_file_is_shown_to_those_who_may_read_its_statement(client):
    statement = make_statement(published=False)
    kept = statement.attachments.create(file=SimpleUploadedFile("a.pdf", PDF))
    address = reverse("admin:statements_attachment_text", args=[statement.pk, kept.pk])
    other = address.replace(f"/{statement.pk}/files", f"/{make_statement().pk}/files")

    client.force_login(make_editor("Contributor"))
    assert client.get(address).status_code == 403
    client.force_login(make_editor())
    assert client.get(address).status_code == 200
    assert client.get(other).status_code == 404


def test_image_without_words_is_kept_and_the_editor_is_reminded(desk):
    statement = make_statement()

    send_file(desk, statement, ("a.png", samples.image("PNG")))

    page = desk.get(address_of(statement)).content.decode()
    assert "Say what these images show, for those who do not see them: a.png." in page


REMINDER = "Say what these images show"


def test_editor_is_reminded_of_an_image_when_it_is_added_or_its_words_go_and_not_again(desk):
    statement = make_statement()
    send_file(desk, statement, ("a.png", samples.image("PNG")))
    desk.get(address_of(statement))

    send(desk, statement, note="Changed")
    after_another_change = desk.get(address_of(statement)).content.decode()
    send(desk, statement, **{"attachments-0-alt": "An example"})
    send(desk, statement, **{"attachments-0-alt": ""})
    after_its_words_went = desk.get(address_of(statement)).content.decode()

    assert REMINDER not in after_another_change
    assert REMINDER in after_its_words_went


@pytest.mark.parametrize("published_at", ["", "2099-01-01"])
def test_editor_is_reminded_of_an_image_when_its_draft_is_published_or_scheduled(
    desk, published_at
):
    statement = make_statement(published=False)
    send_file(desk, statement, ("a.png", samples.image("PNG")))
    while_a_draft = desk.get(address_of(statement)).content.decode()

    time = {"published_at_0": published_at, "published_at_1": published_at and "10:00"}
    send(desk, statement, state="published", **time)

    assert REMINDER not in while_a_draft
    assert REMINDER in desk.get(address_of(statement)).content.decode()


def test_preview_of_an_image_without_words_leaves_no_reminder(desk):
    statement = make_statement()
    data = form_data(desk.get(address_of(statement)), **{"attachments-TOTAL_FORMS": "1"})
    image = SimpleUploadedFile("a.png", samples.image("PNG"))
    row = {"attachments-0-file": image, "attachments-0-kind": "document"}

    previewed = desk.post(f"{address_of(statement)}preview/", data | row)

    assert previewed.status_code == 200
    assert REMINDER not in desk.get(address_of(statement)).content.decode()


def test_files_in_the_language_of_a_text_are_named_beside_it(desk):
    statement = make_statement()
    make_text(statement, language="es")
    send_file(desk, statement, ("spanish.pdf", PDF))
    statement.attachments.update(language="es")

    response = desk.get(address_of(statement))

    (texts,) = [
        inline
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.prefix == "texts"
    ]
    html = "".join(
        str(field.contents())
        for form in texts
        for fieldset in form
        for line in fieldset
        for field in line
        if field.is_readonly
    )
    assert html.count(">spanish.pdf</a>") == 1
