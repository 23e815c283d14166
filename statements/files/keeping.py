"""Files kept under their hash: the same bytes once, whole or not at all.

What stood the look at the door is kept at once, before the form that brought it is saved. A form
that comes back with a complaint names it by a signed token, so nobody chooses it again; what no
form and no statement names in the end is removed by `tidy_files`.
"""

import hashlib
import os
import tempfile
from pathlib import Path, PurePosixPath

from django.core import signing
from django.core.files import File
from django.core.files.storage import default_storage

DAYS_OFFERED = 7  # how long a form may be corrected before its files are chosen again
SALT = "statements.files.kept"
CHUNK = 1024 * 1024


def path_for(sha256: str, name: str) -> str:
    """Say under which path a file with this hash and ending is kept."""
    return f"{sha256[:2]}/{sha256}{PurePosixPath(name).suffix.lower()}"


def path_of_thumbnail(sha256: str, width: int) -> str:
    """Say under which path the picture of a file in this width is kept."""
    return f"thumbnails/{sha256[:2]}/{sha256}-{width}.webp"


def digest_of(file) -> str:
    """Give the SHA-256 of a file."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def keep(path: str, file, storage=default_storage) -> bool:
    """Keep a file under `path`, which its content decides; False if it is there already.

    It gets its name when it is whole, so two who bring it at once, or a machine that fails in the
    middle, leave one whole file or none.
    """
    if storage.exists(path) and storage.size(path) == file.size:
        return False
    place = Path(storage.path(path))
    place.parent.mkdir(parents=True, exist_ok=True)
    file.seek(0)
    with tempfile.NamedTemporaryFile(dir=place.parent, suffix=".part", delete=False) as part:
        try:
            while chunk := file.read(CHUNK):
                part.write(chunk)
            part.flush()
            os.fsync(part.fileno())
            os.chmod(part.name, 0o644)
            os.replace(part.name, place)
        except BaseException:
            os.unlink(part.name)
            raise
    file.seek(0)
    return True


class KeptUpload(File):
    """A file that an earlier sending of the form brought, and that is kept already."""

    def __init__(self, path: str, name: str, token: str):
        super().__init__(default_storage.open(path), name)
        self.token = token

    def __del__(self):
        self.close()


def keep_upload(upload) -> None:
    """Keep an upload and give it the token by which its form can name it."""
    if not isinstance(upload, KeptUpload):
        path = path_for(digest_of(upload), upload.name)
        keep(path, upload)
        upload.token = signing.dumps([path, upload.name], salt=SALT)


def kept_upload(token: str) -> KeptUpload | None:
    """Give the upload that a token names; None if it is too old or not one of ours."""
    try:
        path, name = signing.loads(token, salt=SALT, max_age=DAYS_OFFERED * 24 * 60 * 60)
        return KeptUpload(path, name, token)
    except (signing.BadSignature, OSError):
        return None
