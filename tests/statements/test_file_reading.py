"""What is found in files, whatever is in them."""

import io
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from statements.files import reading
from statements.models import Attachment
from tests import samples
from tests.factories import make_statement


def read(content: bytes, name: str, tmp_path) -> reading.Reading:
    place = tmp_path / "file"
    place.write_bytes(content)
    with place.open("rb") as stream:
        return reading.read(stream, name)


def drawn(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def test_pdf_gives_pages_words_and_a_picture_of_its_first_page(tmp_path):
    found = read(samples.pdf("Workers of all lands", "Unite"), "a.pdf", tmp_path)

    assert (found.pages, found.words) == (2, "Workers of all lands\fUnite")
    assert {width: drawn(picture).width for width, picture in found.pictures.items()} == {
        160: 160,
        480: 480,
    }
    assert found.fault == ""


@pytest.mark.parametrize("name", ["libreoffice.pdf", "chromium.pdf"])
def test_arabic_comes_in_the_order_in_which_it_is_read(name):
    with open(f"tests/samples/{name}", "rb") as stream:
        found = reading.read(stream, name)

    assert "بيان تجريبي من حزب غير موجود" in found.words
    assert "مفهوم الاشتراكية والمستقبل للجميع" in found.words


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%made up", samples.pdf("Cut")[:200]])
def test_damaged_pdf_is_said_to_be_damaged(content, tmp_path):
    found = read(content, "a.pdf", tmp_path)

    assert (found.pages, found.pictures) == (0, {})
    assert "damaged" in str(found.fault)


def test_pdf_with_a_password_is_said_to_need_it(tmp_path):
    lock = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{0}>/U<{0}>>>/ID[<00><00>]".format("00" * 32)

    found = read(samples.pdf("Secret", trailer=lock), "a.pdf", tmp_path)

    assert found.words == ""
    assert "password" in str(found.fault)


def test_pdf_that_unfolds_to_gigabytes_ends_its_reader_and_nothing_else(tmp_path):
    packed = zlib.compress(bytes(1_500_000_000), 1)
    page = samples.pdf("x")
    start = page.index(b"<</Length ")
    end = page.index(b"endstream", start)
    head = b"<</Length %d/Filter/FlateDecode>>\nstream\n" % len(packed)

    found = read(page[:start] + head + packed + b"\n" + page[end:], "a.pdf", tmp_path)

    assert found.words == ""
    assert found.pictures.keys() <= {160, 480}


def test_picture_of_an_image_stands_upright_and_says_nothing_of_who_took_it(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    exif.get_ifd(0x8825)[1] = "N"
    content = samples.image("JPEG", (600, 300), exif=exif)

    found = read(content, "a.jpg", tmp_path)

    assert drawn(found.pictures[480]).size == (300, 600)
    assert drawn(found.pictures[160]).size == (160, 320)
    assert all(b"EXIF" not in picture for picture in found.pictures.values())
    assert b"Exif" in content


@pytest.mark.parametrize("format_name", ["PNG", "JPEG", "TIFF", "WEBP", "GIF"])
def test_every_format_of_images_has_pictures(format_name, tmp_path):
    suffix = {"JPEG": "jpg", "TIFF": "tif"}.get(format_name, format_name.lower())

    found = read(samples.image(format_name, (1600, 800)), f"a.{suffix}", tmp_path)

    assert (found.pages, sorted(found.pictures)) == (1, [160, 480, 1200])
    assert drawn(found.pictures[1200]).size == (1200, 600)


def test_scan_of_many_pages_counts_them(tmp_path):
    more = [Image.new("1", (60, 40)) for _n in range(2)]

    found = read(samples.image("TIFF", append_images=more, save_all=True), "a.tif", tmp_path)

    assert found.pages == 3


def test_damaged_image_is_said_to_be_damaged(tmp_path):
    found = read(samples.image("PNG", (600, 300))[:200], "a.png", tmp_path)

    assert "damaged" in str(found.fault)


@pytest.mark.parametrize("name", ["a.mp3", "a.odt", "a.docx"])
def test_file_of_a_kind_that_is_not_read_has_no_pages_and_no_fault(name, tmp_path):
    found = read(b"anything", name, tmp_path)

    assert found == reading.Reading()


@pytest.mark.django_db
def test_what_was_found_is_noted_for_every_statement_with_the_same_file():
    first, second = (
        make_statement().attachments.create(file=ContentFile(samples.pdf("Same"), "a.pdf"))
        for _n in range(2)
    )

    reading.note(first)

    second.refresh_from_db()
    assert (second.pages, second.words, second.has_thumbnail) == (1, "Same", True)


@pytest.mark.django_db
def test_words_in_a_file_are_counted():
    statement = make_statement()
    for n, words in enumerate(["", "One", "One two\nthree"]):
        statement.attachments.create(file=ContentFile(b"%%PDF %d" % n, "a.pdf"))
        statement.attachments.filter(sha256=statement.attachments.last().sha256).update(words=words)

    counts = Attachment.objects.with_word_count().values_list("word_count", flat=True)

    assert list(counts) == [0, 1, 3]
