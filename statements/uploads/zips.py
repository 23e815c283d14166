"""A zip at the door: nothing in it may lead out, pretend, or fill the disk."""

import io
import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imcwp_site.text import find_unsound

BLOCK = 1024 * 1024
# The list of a zip's files is read at once: a greater one than this means no archive.
MAX_DIRECTORY = 16 * BLOCK
# Tables shrink to a tenth, seldom to a fiftieth; a bomb to a thousandth.
MAX_RATIO = 250
SMALL = 10 * BLOCK
MAX_NAME = 250
OFFICE = {
    "xl/workbook.xml": gettext_lazy("an Excel workbook"),
    "word/document.xml": gettext_lazy("a Word document"),
    "content.xml": gettext_lazy("an OpenDocument file"),
}
# What operating systems put into zips beside the files.
LITTER = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"}


class NotAcceptedError(Exception):
    """Something uploaded is not let in; the message is a sentence for the editor."""


class CautiousFile(io.FileIO):
    """A file that is never read whole, whatever a zip says of the size of its parts."""

    def read(self, size=-1):
        data = super().read(MAX_DIRECTORY + 1 if size < 0 else min(size, MAX_DIRECTORY + 1))
        if len(data) > MAX_DIRECTORY:
            raise zipfile.BadZipFile("a part is too large")
        return data


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn whatever a damaged zip raises into a sentence."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, UnicodeError):
        raise NotAcceptedError(_("%s is damaged: make the zip again.") % name) from None
    except NotImplementedError:
        raise NotAcceptedError(
            _("%s is compressed in an unusual way: make the zip with the usual settings.") % name
        ) from None
    except (ValueError, OverflowError, RuntimeError):
        raise NotAcceptedError(_("%s cannot be read as a zip.") % name) from None


class Zip:
    """An uploaded zip whose list of files is sound; use it as a context."""

    def __init__(self, path: Path, name: str):
        self.name = name
        self.stream = CautiousFile(path)
        try:
            with readable(name):
                self.zip = zipfile.ZipFile(self.stream)
            self.members = self.checked()
        except BaseException:
            self.stream.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.zip.close()
        self.stream.close()

    def checked(self) -> dict[PurePosixPath, zipfile.ZipInfo]:
        """Give the files inside by path (raises NotAcceptedError)."""
        infos = [info for info in self.zip.infolist() if not info.is_dir()]
        names = {info.filename for info in infos}
        for inside, what in OFFICE.items():
            if inside in names and names & {"[Content_Types].xml", "mimetype"}:
                raise self.fault(_("it is %s: save each sheet as CSV UTF-8"), str(what))
        if len(infos) > settings.IMPORT_MAX_FILES:
            raise self.fault(_("it holds more than %s files"), f"{settings.IMPORT_MAX_FILES:,}")
        if sum(info.file_size for info in infos) > settings.IMPORT_MAX_UNPACKED:
            raise self.too_large()
        members: dict[PurePosixPath, zipfile.ZipInfo] = {}
        for info in infos:
            path = self.path_of(info)
            self.check(info)
            if path in members:
                raise self.fault(_("it holds %s twice"), str(path))
            if not LITTER & {*path.parts}:
                members[path] = info
        return members

    def path_of(self, info: zipfile.ZipInfo) -> PurePosixPath:
        """Give the path of a file inside, which must not lead out."""
        name = info.orig_filename.replace("\\", "/")
        path = PurePosixPath(name)
        if find_unsound(name) or len(name) > MAX_NAME:
            raise self.fault(_("it holds a file with an unusable name: %s"), name[:80])
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise self.fault(_("it holds a file that would lie outside: %s"), name[:80])
        return path

    def check(self, info: zipfile.ZipInfo) -> None:
        """Refuse what is no plain file, is locked, or grows beyond reason."""
        mode = info.external_attr >> 16
        if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise self.fault(_("it holds a link instead of a file: %s"), info.filename)
        if info.flag_bits & 0x1:
            raise self.fault(_("it is locked by a password: make a zip without one"))
        if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
            raise self.fault(_("it holds a file that grows beyond reason: %s"), info.filename)

    def unpack(self, info: zipfile.ZipInfo, place: Path, room: int) -> int:
        """Write a file of the zip to `place`, at most `room` bytes; give its size."""
        size = 0
        place.parent.mkdir(parents=True, exist_ok=True)
        with readable(self.name), self.zip.open(info) as source, place.open("xb") as copy:
            while block := source.read(BLOCK):
                size += len(block)
                if size > room:
                    raise self.too_large()
                copy.write(block)
        return size

    def fault(self, sentence: str, value: str = "") -> NotAcceptedError:
        said = sentence % value if value else sentence
        return NotAcceptedError(f"{self.name}: {said}.")

    def too_large(self) -> NotAcceptedError:
        limit = filesizeformat(settings.IMPORT_MAX_UNPACKED)
        return self.fault(_("unpacked it would be larger than %s"), limit)


def is_zip(path: Path) -> bool:
    """Tell whether a file begins as a zip does, whatever its name."""
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
