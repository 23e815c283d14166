"""What lies where files are kept, compared with what the archive names."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db.models import TextField
from django.db.models.functions import Cast

from statements.files.keeping import DAYS_OFFERED, digest_of
from statements.models import Attachment, Version

OURS = re.compile(r"[0-9a-f]{2}/([0-9a-f]{64})\.\w+", re.ASCII)
THUMBNAIL = re.compile(r"thumbnails/[0-9a-f]{2}/([0-9a-f]{64})-\d+\.webp", re.ASCII)
UNFINISHED = re.compile(r"(?:thumbnails/)?[0-9a-f]{2}/\w+\.part", re.ASCII)
HASH_IN_VERSION = re.compile(r'"sha256":\s*"([0-9a-f]{64})"')
A_DAY = 24 * 60 * 60


@dataclass
class Found:
    """One thing that is not as it should be; `path` is under the folder of files."""

    what: str
    path: str


def named_hashes() -> set[str]:
    """Give the hash of every file that a statement has, or had in a version that can come back."""
    named = set(Attachment.objects.order_by().values_list("sha256", flat=True))
    contents = Version.objects.order_by().annotate(written=Cast("content", TextField()))
    with_files = contents.filter(written__contains='"sha256"').values_list("written", flat=True)
    for content in with_files.iterator(100):
        named.update(HASH_IN_VERSION.findall(content))
    return named


def unnamed() -> Iterator[Found]:
    """Find files that nothing names any more, and what a failed machine left half-written.

    Not those of the last days: a form that came back to its editor may still name them.
    """
    folder = Path(default_storage.path(""))
    hashes, latest = named_hashes(), time.time() - DAYS_OFFERED * A_DAY
    for place in sorted(folder.rglob("*")):
        path = place.relative_to(folder).as_posix()
        ours = OURS.fullmatch(path) or THUMBNAIL.fullmatch(path)
        if not place.is_file() or place.stat().st_mtime > latest:
            continue
        if UNFINISHED.fullmatch(path):
            yield Found("half-written", path)
        elif ours and ours.group(1) not in hashes:
            yield Found("named by nothing", path)


def damaged() -> Iterator[Found]:
    """Find files that a statement has and that are gone, or are not what they were."""
    kept = Attachment.objects.order_by("file").values_list("file", "sha256").distinct()
    for path, sha256 in kept.iterator(500):
        try:
            with default_storage.open(path) as file:
                if digest_of(file) != sha256:
                    yield Found("not what it was (another SHA-256)", path)
        except OSError:
            yield Found("missing", path)
