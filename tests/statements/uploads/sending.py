"""How tests send files to the desk, and wait for what the desk begins."""

import io
import time
import zipfile
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from statements.uploads.folder import State, Upload
from tests.statements.archives import write

STATEMENTS = (
    "statement_id,date,date_precision,published_date,party_slugs,kind,title,topics,meeting_number,"
    "meeting_id,languages,dossier,joint_statement_id,source,confidence\n"
    "ex-1,2019-10-18,day,,,statement,Example statement,,,,,,,,\n"
)
SECONDS = 60


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def zip_of(**files: str | bytes) -> bytes:
    """Make a zip of texts by name."""
    return zip_with(*files.items())


def zip_with(*files: tuple[str | zipfile.ZipInfo, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return stream.getvalue()


def zipped(folder: Path) -> bytes:
    """Make a zip of what a folder holds."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return zip_with(*((str(path.relative_to(folder)), path.read_bytes()) for path in paths))


def send(client, *files: SimpleUploadedFile):
    """Send files to the desk."""
    return client.post(reverse("admin:imports"), {"files": list(files)})


def upload_tables(folder: Path, user, **tables: list[dict[str, Any]]) -> Upload:
    """Let an archive folder with these tables in, as a zip."""
    content = zipped(write(folder, **tables))
    upload, faults = Upload.take_in([file("example.zip", content)], user)
    assert faults == []
    return upload


def wait(upload: Upload) -> State:
    """Wait until what was begun has ended; tell how."""
    end = time.monotonic() + SECONDS
    while (state := upload.state) == State.RUNNING and time.monotonic() < end:
        time.sleep(0.05)
    return state
