"""Files at the door: what kind they are by name and by content, and how large.

Admin and importer ask the same. Nothing is unpacked or decoded here: that is `reading`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from imcwp_site.phrases import listed
from imcwp_site.text import find_unsound
from statements.files import images, packages, recordings

MAX_FILE_SIZE = 50 * 1024 * 1024
# What turns the direction of a line shows "gpj.exe" as "exe.jpg".
HIDES_ITS_ENDING = re.compile("[\u202a-\u202e\u2066-\u2069]")
LEADS_ELSEWHERE = re.compile(r"[/\\\n\r\t]|^\.+$")
PDF_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-[12]\.\d")
PAGE_OF_HTML = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe)\b", re.IGNORECASE)


def is_pdf(head: bytes, file) -> bool:
    """It begins as a PDF and not, for other readers, as a page of HTML besides."""
    return bool(PDF_HEADER.match(head)) and not PAGE_OF_HTML.search(head)


@dataclass(frozen=True)
class FileKind:
    """A kind of file that the archive keeps."""

    name: str
    suffixes: tuple[str, ...]
    content_type: str
    is_sound: Callable[[bytes, object], bool]

    @property
    def group(self) -> str:
        """What people call it: image, audio, or application for documents."""
        return self.content_type.partition("/")[0]


KEPT = (
    FileKind("PDF", (".pdf",), "application/pdf", is_pdf),
    FileKind("PNG", (".png",), "image/png", images.is_sound("PNG")),
    FileKind("JPEG", (".jpg", ".jpeg"), "image/jpeg", images.is_sound("JPEG")),
    FileKind("TIFF", (".tif", ".tiff"), "image/tiff", images.is_sound("TIFF")),
    FileKind("WebP", (".webp",), "image/webp", images.is_sound("WEBP")),
    FileKind("GIF", (".gif",), "image/gif", images.is_sound("GIF")),
    FileKind("MP3", (".mp3",), "audio/mpeg", recordings.is_mp3),
    FileKind("Ogg", (".ogg", ".oga", ".opus"), "audio/ogg", recordings.is_ogg),
    FileKind("ODT", (".odt",), "application/vnd.oasis.opendocument.text", packages.is_odt),
    FileKind(
        "DOCX",
        (".docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        packages.is_docx,
    ),
)
KINDS = {suffix: kind for kind in KEPT for suffix in kind.suffixes}


def kind_of(name: str) -> FileKind | None:
    """Give the kind that the ending of a name says, None for one that the archive does not keep."""
    return KINDS.get(PurePosixPath(name).suffix.lower())


def validate_file_name(name: str) -> None:
    """Refuse a name that leads out of its folder or hides what it is (ValidationError)."""
    if LEADS_ELSEWHERE.search(name) or find_unsound(name):
        raise ValidationError(
            _("“%(name)s” is no name of a file: leave out slashes and line breaks."),
            code="file_name",
            params={"name": name},
        )
    if HIDES_ITS_ENDING.search(name):
        raise ValidationError(
            _("The name of the file holds a sign that turns its letters around: rename it."),
            code="file_name",
        )


def validate_file(file) -> None:
    """Refuse a file of another kind than the archive keeps, or too large (ValidationError)."""
    name = PurePosixPath(file.name).name
    validate_file_name(name)
    kind = kind_of(name)
    if kind is None:
        raise ValidationError(
            _("“%(name)s” is of a kind that the archive does not keep. It keeps %(kinds)s."),
            code="kind",
            params={"name": name, "kinds": listed(kind.name for kind in KEPT)},
        )
    if file.size > MAX_FILE_SIZE:
        raise ValidationError(
            _("The file has %(size)s; at most %(limit)s can be kept."),
            code="size",
            params={
                "size": filesizeformat(file.size),
                "limit": filesizeformat(MAX_FILE_SIZE),
            },
        )
    file.seek(0)
    head = file.read(1024)
    try:
        sound = kind.is_sound(head, file)
    finally:
        file.seek(0)
    if not sound:
        raise ValidationError(
            _("“%(name)s” is not what its name says: the content is no %(kind)s file."),
            code="content",
            params={"name": name, "kind": kind.name},
        )
