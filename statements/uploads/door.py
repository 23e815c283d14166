"""The door: uploaded files become a folder like that of an archive, or are sent back."""

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from imcwp_site.phrases import listed
from imcwp_site.text import find_unsound
from statements.importing.files import ATTACHMENT_FOLDER, FILES
from statements.uploads.tables import SUFFIXES, check_text, recognised
from statements.uploads.zips import NotAcceptedError, Zip, is_zip


class Door:
    """Lets uploaded files into a folder; what is wrong is collected, what is odd is remarked."""

    def __init__(self, folder: Path, may_take_over: Callable[[str], bool]):
        self.folder, self.may_take_over = folder, may_take_over
        self.room = settings.IMPORT_MAX_UNPACKED
        self.faults: list[str] = []
        self.remarks: list[str] = []

    def let_in(self, uploads: Iterable[UploadedFile]) -> None:
        """Take every file, or say of each that cannot be taken why (in `faults`)."""
        self.folder.mkdir(parents=True)
        for n, upload in enumerate(uploads):
            waiting = self.folder.parent / f"upload-{n}"
            with waiting.open("xb") as copy:
                for block in upload.chunks():
                    copy.write(block)
            try:
                self.take(waiting, upload.name or "")
            except NotAcceptedError as error:
                self.faults.append(str(error))
            finally:
                waiting.unlink(missing_ok=True)
        if not self.faults and not any((self.folder / name).exists() for name in FILES):
            self.faults.append(_("There is no file of the format among what you chose."))

    def take(self, path: Path, name: str) -> None:
        """Take one uploaded file (raises NotAcceptedError)."""
        if not name or find_unsound(name):
            raise NotAcceptedError(_("A file has an unusable name."))
        if not path.stat().st_size:
            raise NotAcceptedError(_("%s is empty.") % name)
        if is_zip(path):
            with Zip(path, name) as archive:
                self.take_all(archive)
        elif PurePosixPath(name).suffix.lower() in SUFFIXES:
            self.take_table(path, name)
        else:
            raise NotAcceptedError(
                _("%s is neither a zip nor a table (CSV or JSON lines) of the format.") % name
            )

    def take_table(self, path: Path, name: str) -> None:
        """Give a table the name that the format has for it, if this editor may import it."""
        check_text(path, name)
        file = recognised(path, name)
        if file.name != name:
            self.remarks.append(
                _("%(name)s was taken for %(file)s, by its columns.")
                % {"name": name, "file": file.name}
            )
        if not self.may_take_over(file.name):
            self.remarks.append(
                _("%s was left aside: your account may not change what it holds.") % file.name
            )
            return
        place = self.folder / file.name
        if place.exists():
            raise NotAcceptedError(_("There are two files for %s.") % file.name)
        path.rename(place)

    def take_all(self, archive: Zip) -> None:
        """Take the tables of a zip and the attached files beside them."""
        root = root_of(archive.members)
        left = []
        for path, info in archive.members.items():
            inside = path.relative_to(root) if path.is_relative_to(root) else None
            if inside and inside.parts[0] == ATTACHMENT_FOLDER and len(inside.parts) > 1:
                place = self.folder / inside
                if place.exists() or any(parent.is_file() for parent in place.parents):
                    raise NotAcceptedError(_("There are two files for %s.") % inside)
                self.room -= archive.unpack(info, place, self.room)
            elif inside and len(inside.parts) == 1 and inside.suffix.lower() in (".csv", ".jsonl"):
                waiting = self.folder.parent / "table"
                try:
                    self.room -= archive.unpack(info, waiting, self.room)
                    self.take_table(waiting, inside.name)
                except NotAcceptedError as error:
                    self.faults.append(str(error))
                finally:
                    waiting.unlink(missing_ok=True)
            else:
                left.append(str(path))
        if left:
            self.remarks.append(
                _("%(name)s holds what is no part of the format, and was left aside: %(files)s")
                % {
                    "name": archive.name,
                    "files": listed(left, most=5),
                }
            )


def root_of(paths: Iterable[PurePosixPath]) -> PurePosixPath:
    """Give the folder of a zip in which its tables lie: the zip itself, or one inside."""
    roots = {path.parent for path in paths if path.name in FILES} or {
        path.parent for path in paths if path.suffix.lower() in (".csv", ".jsonl")
    }
    roots = {root for root in roots if len(root.parts) <= 1} or {PurePosixPath()}
    if len(roots) > 1:
        raise NotAcceptedError(
            _("The zip holds tables in more than one folder: %s.") % listed(sorted(map(str, roots)))
        )
    return roots.pop()
