"""What is in a file: its pages, its words, its thumbnails; found by a process of its own."""

import base64
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from imcwp_site.text import sound
from statements.files.keeping import keep, path_of_thumbnail
from statements.files.kinds import kind_of
from statements.index.rebuilding import refresh

READER = Path(__file__).with_name("reader.py")
SECONDS = 40  # the reader stops itself after 20 of work; the rest is for a busy machine
WIDTHS = (160, 480, 1200)

FAULTS = {
    "locked": _("it needs a password, so its text cannot be searched"),
    "damaged": _("it is damaged"),
    "too-much": _("it takes too long or too much memory"),
}


@dataclass
class Reading:
    """What was found in a file; `fault` says why it is less than all."""

    pages: int = 0
    words: str = ""
    pictures: dict[int, bytes] = field(default_factory=dict)
    fault: Any = ""


def read(stream, name: str) -> Reading:
    """Read a file, of which only PDFs and images can be read (never raises for what is in it)."""
    kind = kind_of(name)
    way = "pdf" if kind and kind.name == "PDF" else kind.group if kind else ""
    if way not in ("pdf", "image"):
        return Reading()
    with tempfile.TemporaryFile() as answer:
        stream.seek(0)
        command = [sys.executable, "-I", str(READER), way]
        try:
            subprocess.run(  # noqa: S603 - our own script
                command,
                stdin=stream,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=True,
                env={},
            )
            answer.seek(0)
            return reading_of(json.load(answer))
        except (subprocess.SubprocessError, ValueError, TypeError, KeyError, AttributeError):
            return Reading(fault=FAULTS["too-much"])


def reading_of(answer: dict[str, Any]) -> Reading:
    """Take over what the reader says, which a hostile file may have made it say."""
    if fault := answer.get("fault"):
        return Reading(fault=FAULTS.get(fault, FAULTS["damaged"]))
    pictures = {}
    for width in WIDTHS:
        if encoded := answer.get("pictures", {}).get(str(width)):
            picture = base64.b64decode(encoded, validate=True)
            if picture[:4] + picture[8:12] == b"RIFFWEBP":
                pictures[width] = picture
    return Reading(
        pages=min(max(int(answer["pages"]), 0), 1_000_000),
        words=tidy(str(answer.get("text", ""))),
        pictures=pictures,
        fault=_("it is long: only its beginning can be searched") if answer.get("is_cut") else "",
    )


def tidy(text: str) -> str:
    """Give the words of pages, which a form feed parts: one space or line feed between words."""
    pages = (sound(page).splitlines() for page in text.split("\f"))
    lines = ([" ".join(line.split()) for line in page] for page in pages)
    return "\f".join("\n".join(line for line in page if line) for page in lines).strip("\f")


def note(attachment) -> Reading:
    """Read an attachment and keep what was found, for every statement that has the same file."""
    with attachment.file.storage.open(attachment.file.name) as file:
        found = read(file.file, attachment.file.name)
    for width, picture in found.pictures.items():
        path = path_of_thumbnail(attachment.sha256, width)
        attachment.file.storage.delete(path)
        keep(path, ContentFile(picture), attachment.file.storage)
    same = type(attachment)._default_manager.filter(sha256=attachment.sha256)
    with transaction.atomic():
        same.update(pages=found.pages, words=found.words, has_thumbnail=bool(found.pictures))
        refresh(same.values_list("statement", flat=True))
    return found
