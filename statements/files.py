"""Files at the door: what kind they are by name and by content, and how large.

Admin and importer ask the same.
"""

import zipfile
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from imcwp_site.text import validate_sound

MAX_FILE_SIZE = 50 * 1024 * 1024
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def is_pdf(head: bytes, file) -> bool:
    return b"%PDF-" in head


def is_png(head: bytes, file) -> bool:
    return head.startswith(b"\x89PNG\r\n\x1a\n")


def is_jpeg(head: bytes, file) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def is_webp(head: bytes, file) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def is_gif(head: bytes, file) -> bool:
    return head.startswith((b"GIF87a", b"GIF89a"))


def is_mp3(head: bytes, file) -> bool:
    """An ID3 tag, or the eleven set bits and the layer of an MPEG audio frame."""
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def is_ogg(head: bytes, file) -> bool:
    return head.startswith(b"OggS")


def is_docx(head: bytes, file) -> bool:
    return "word/document.xml" in names_in_zip(file)


def is_odt(head: bytes, file) -> bool:
    """The first file inside is `mimetype`, not compressed, as OpenDocument asks."""
    return head.startswith(b"PK") and head[30 : 38 + len(OPEN_DOCUMENT)] == (
        b"mimetype" + OPEN_DOCUMENT
    )


def names_in_zip(file) -> list[str]:
    """List what a zip archive holds, [] if it is none; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


KINDS = {
    ".pdf": is_pdf,
    ".png": is_png,
    ".jpg": is_jpeg,
    ".jpeg": is_jpeg,
    ".webp": is_webp,
    ".gif": is_gif,
    ".mp3": is_mp3,
    ".ogg": is_ogg,
    ".odt": is_odt,
    ".docx": is_docx,
}


def validate_file(file) -> None:
    """Refuse a file of another kind than the archive keeps, or too large (ValidationError)."""
    validate_sound(file.name)
    suffix = PurePosixPath(file.name).suffix.lower()
    if suffix not in KINDS:
        raise ValidationError(
            _("“%(name)s” is of a kind that the archive does not keep. It keeps %(kinds)s."),
            code="kind",
            params={"name": file.name, "kinds": ", ".join(kind[1:] for kind in KINDS)},
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
    file.seek(0)
    sound = KINDS[suffix](head, file)
    file.seek(0)
    if not sound:
        raise ValidationError(
            _("“%(name)s” is not what its name says: the content is no %(kind)s file."),
            code="content",
            params={"name": file.name, "kind": suffix[1:].upper()},
        )
