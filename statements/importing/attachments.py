"""attachments.csv and the files beside it."""

import hashlib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files import File

from statements.files import validate_file
from statements.importing.files import ATTACHMENT_FOLDER
from statements.importing.held import Held
from statements.importing.reading import Row
from statements.importing.report import Refused
from statements.importing.units import convert, rules
from statements.importing.values import convert_cell, reason_of, whole_number
from statements.models import Attachment
from statements.models.texts import attachment_path

OF_ATTACHMENT = rules(
    Attachment, name="name", description="description", kind="kind", language="language"
)
MAX_SIZE = 2**40


def set_attachment(run, held: Held, row: Row) -> str:
    """Keep a file of the archive folder with its statement (raises Refused)."""
    cells = row.cells
    path = path_of(run.directory / ATTACHMENT_FOLDER, cells["file"])
    sha256, size = digest_of(path, cells["file"])
    if cells["sha256"].lower() not in ("", sha256):
        raise Refused("the file has another SHA-256", field="sha256", value=cells["sha256"])
    if convert_cell(cells, "size", lambda text: whole_number(text, MAX_SIZE)) not in (None, size):
        raise Refused(f"the file has {size:,} bytes", field="size", value=cells["size"])
    key = f"{held.statement.pk} {sha256}"
    if line := run.spool.first_line(row.file, key, row.line):
        raise Refused(f"the same file as on line {line}", field="file", value=cells["file"])
    values = convert(cells, OF_ATTACHMENT)
    if attachment := held.files.get(sha256):
        return "changed" if held.correct(attachment, values) else "unchanged"
    attachment = Attachment(sha256=sha256, size=size)
    for name, value in values.items():
        if value is not None:
            setattr(attachment, name, value)
    attachment.name = attachment.name or path.name
    attachment.file.name = attachment_path(attachment, path.name)
    held.files[sha256] = attachment
    held.add(attachment)
    run.store(path, attachment.file.storage, attachment.file.name)
    return "created"


def path_of(folder: Path, name: str) -> Path:
    """Give the place of a file, which must lie in the folder of attachments (raises Refused)."""
    path = folder / name
    inside = path.resolve().is_relative_to(folder.resolve())
    if not inside or len(path.name) > 200:
        raise Refused(
            f"it is not the name of a file in the folder {folder.name}", field="file", value=name
        )
    if not path.is_file():
        raise Refused(
            f"there is no such file in the folder {folder.name}", field="file", value=name
        )
    return path


def digest_of(path: Path, name: str) -> tuple[str, int]:
    """Give SHA-256 and size of a file (raises Refused if it cannot be read, or may not be kept)."""
    try:
        with path.open("rb") as stream:
            validate_file(File(stream, path.name))
            return hashlib.file_digest(stream, "sha256").hexdigest(), path.stat().st_size
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror}", field="file", value=name) from None
    except ValidationError as error:
        raise Refused(reason_of(error), field="file", value=name) from None


def store(path: Path, storage, name: str) -> bool:
    """Copy a file to where uploads are kept; False if the same bytes are there already."""
    if storage.exists(name):
        return False
    with path.open("rb") as stream:
        storage.save(name, File(stream))
    return True
