"""Files of statements: who is given them, and how."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from imcwp_site.publishing import State
from statements.files import reading
from statements.models import Attachment
from tests import samples
from tests.factories import (
    make_editor,
    make_statement,
    make_text,
)

pytestmark = pytest.mark.django_db


def make_file(statement, content=b"%PDF-1.7 <script>alert(1)</script>", name="paper.pdf"):
    return Attachment.objects.create(statement=statement, file=ContentFile(content, name=name))


def test_file_is_given_to_keep_and_nothing_in_it_can_run(client):
    attachment = make_file(make_statement())

    response = client.get(attachment.get_absolute_url())

    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert response["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_file_of_a_hidden_statement_is_for_editors_only(client):
    attachment = make_file(make_statement(published=False))

    assert client.get(attachment.get_absolute_url()).status_code == 404
    client.force_login(make_editor())
    response = client.get(attachment.get_absolute_url())
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert "no-store" in response["Cache-Control"]


def test_file_of_a_withdrawn_or_another_statement_is_404(client):
    taken_back = make_statement(state=State.WITHDRAWN, withdrawal_reason="Not authentic.")
    attachment, other = make_file(taken_back), make_statement()

    assert client.get(attachment.get_absolute_url()).status_code == 404
    attachment = make_file(make_statement(), content=b"%PDF another")
    address = attachment.get_absolute_url().replace(f"/{attachment.statement_id}/", f"/{other.pk}/")
    assert client.get(address).status_code == 404


def test_same_file_twice_is_stored_once():
    first, second = make_file(make_statement()), make_file(make_statement(), name="other.pdf")

    assert first.file.name == second.file.name
    assert (first.name, second.name) == ("paper.pdf", "other.pdf")
    assert first.size == 34


def test_file_whose_name_says_another_kind_is_given_as_what_it_is(client):
    attachment = make_file(make_statement(), name="paper.pdf")
    Attachment.objects.update(name="run.html")
    attachment.refresh_from_db()

    response = client.get(attachment.get_absolute_url())

    assert response.getvalue().startswith(b"%PDF")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="run.html.pdf"'


@pytest.mark.parametrize(
    ("asked", "given", "place"),
    [
        ("bytes=0-3", b"ID3\x04", "bytes 0-3/16700"),
        ("bytes=16698-", b"\0\0", "bytes 16698-16699/16700"),
        ("bytes=-3", b"\0\0\0", "bytes 16697-16699/16700"),
        ("bytes=16699-99999", b"\0", "bytes 16699-16699/16700"),
    ],
)
def test_recording_is_played_in_the_page_and_in_parts(client, asked, given, place):
    attachment = make_file(make_statement(), samples.mp3(), "speech.mp3")

    response = client.get(attachment.get_absolute_url(), headers={"range": asked})

    assert (response.status_code, response.getvalue()) == (206, given)
    assert response["Content-Range"] == place
    assert response["Content-Type"] == "audio/mpeg"
    assert response["Content-Disposition"] == 'inline; filename="speech.mp3"'
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=-0", "bytes=5-4"])
def test_part_that_the_file_does_not_have_is_416(client, asked):
    attachment = make_file(make_statement(), samples.mp3(), "speech.mp3")

    response = client.get(attachment.get_absolute_url(), headers={"range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */16700")


@pytest.mark.parametrize("asked", ["bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=-"])
def test_part_asked_for_in_another_way_is_the_whole_file(client, asked):
    attachment = make_file(make_statement(), samples.mp3(), "speech.mp3")

    response = client.get(attachment.get_absolute_url(), headers={"range": asked})

    assert (response.status_code, response.getvalue()) == (200, samples.mp3())


def test_file_that_the_visitor_has_is_not_sent_again(client):
    attachment = make_file(make_statement())
    first = client.get(attachment.get_absolute_url())

    again = client.get(attachment.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert (first.getvalue()[:4], again.status_code) == (b"%PDF", 304)


def test_file_that_is_missing_on_the_disk_is_404(client):
    attachment = make_file(make_statement(), b"%PDF missing")
    attachment.file.storage.delete(attachment.file.name)

    response = client.get(attachment.get_absolute_url())

    assert response.status_code == 404


def make_image(statement):
    attachment = make_file(statement, samples.image("PNG", (600, 300)), "photo.png")
    reading.note(attachment)
    return attachment


def test_picture_of_a_file_is_kept_by_caches_and_cannot_run(client):
    attachment = make_image(make_statement())

    response = client.get(attachment.thumbnail_address)

    assert response.getvalue()[8:12] == b"WEBP"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_picture_of_a_hidden_statement_is_for_editors_only_and_never_kept(client):
    attachment = make_image(make_statement(published=False))

    assert client.get(attachment.thumbnail_address).status_code == 404
    client.force_login(make_editor())
    response = client.get(attachment.thumbnail_address)
    assert response.getvalue()[:4] == b"RIFF"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("width", [1, 481, 10**9])
def test_picture_of_a_width_that_is_not_made_is_404(client, width):
    attachment = make_image(make_statement())

    assert client.get(attachment.picture_address(width)).status_code == 404


def test_picture_at_the_address_of_another_content_is_404(client):
    attachment = make_image(make_statement())
    address = attachment.thumbnail_address.replace(attachment.sha256[:16], "0" * 16)

    assert client.get(address).status_code == 404


def test_page_shows_files_with_the_text_they_belong_to(client):
    statement = make_statement()
    make_text(statement, language="en")
    make_file(statement, samples.pdf("One"), "english.pdf")
    make_file(statement, samples.pdf("Two"), "spanish.pdf")
    statement.attachments.filter(name="english.pdf").update(language="en")
    statement.attachments.filter(name="spanish.pdf").update(language="es")

    response = client.get(statement.get_absolute_url())

    assert [file.name for file in response.context["files_of_text"]] == ["english.pdf"]
    assert [file.name for file in response.context["other_files"]] == ["spanish.pdf"]
    assert "Files of this text (English)" in response.content.decode()


def test_page_shows_pictures_in_words_too_plays_recordings_and_counts_pages(client):
    statement = make_statement()
    make_image(statement)
    statement.attachments.update(alt="A hall with flags")
    make_file(statement, samples.mp3(), "speech.mp3")
    reading.note(make_file(statement, samples.pdf("One", "Two"), "paper.pdf"))

    html = client.get(statement.get_absolute_url()).content.decode()

    assert 'alt="A hall with flags"' in html
    assert '<audio controls preload="none"' in html
    assert "document, 2 pages, PDF" in html


def test_page_does_not_fetch_the_words_in_files(client):
    statement = make_statement()
    make_file(statement)
    Attachment.objects.update(words="Words in the file")

    with CaptureQueriesContext(connection) as captured:
        response = client.get(statement.get_absolute_url())

    assert response.status_code == 200
    assert not [query for query in captured if '"words"' in query["sql"]]
