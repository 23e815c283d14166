"""Documents that are zip archives inside: looked at by their directory alone, nothing unpacked."""

import struct
import zipfile

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
MAX_UNPACKED = 300 * 1024 * 1024
MAX_DIRECTORY = 1024 * 1024  # some ten thousand names
END_OF_DIRECTORY, LARGE_ARCHIVE = b"PK\x05\x06", b"PK\x06\x07"
MACROS = ("vbaproject.bin", "basic/", "scripts/")


def is_docx(head: bytes, file) -> bool:
    return head.startswith(b"PK") and "word/document.xml" in names_in(file)


def is_odt(head: bytes, file) -> bool:
    """The first file inside is `mimetype`, not compressed, as OpenDocument asks."""
    begins = head.startswith(b"PK") and head[30 : 38 + len(OPEN_DOCUMENT)] == (
        b"mimetype" + OPEN_DOCUMENT
    )
    return begins and "content.xml" in names_in(file)


def names_in(file) -> list[str]:
    """List what the archive holds, [] if it is none.

    Refuses what would fill a reader's disk or brings programs (ValidationError).
    """
    try:
        if size_of_directory(file) > MAX_DIRECTORY:
            refuse_bomb()
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        return []
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        refuse_bomb()
    for member in members:
        name = member.filename.lower()
        if name.endswith(MACROS[0]) or name.startswith(MACROS[1:]):
            raise ValidationError(
                _("The document has macros in it: save it without them."), code="macros"
            )
    return [member.filename for member in members]


def size_of_directory(file) -> int:
    """Give the size of the directory at the end of a zip archive, before it is read."""
    file.seek(max(0, file.size - 65_557))  # the end mark, and the longest remark after it
    end = file.read()
    place = end.rfind(END_OF_DIRECTORY)
    if place < 0:
        raise zipfile.BadZipFile
    if LARGE_ARCHIVE in end[:place]:
        return MAX_DIRECTORY + 1  # documents are never that large
    return struct.unpack_from("<I", end, place + 12)[0]


def refuse_bomb() -> None:
    raise ValidationError(
        _("Unpacked the document would fill more than %(limit)s."),
        code="unpacked",
        params={"limit": filesizeformat(MAX_UNPACKED)},
    )
