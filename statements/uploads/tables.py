"""Which file of the format an uploaded table is, and whether it can be read at all."""

import codecs
import json
from pathlib import Path

from django.utils.translation import gettext as _

from imcwp_site.phrases import listed
from statements.importing.files import FILES, DataFile
from statements.importing.reading import check_encoding, header_of
from statements.importing.report import Refused
from statements.uploads.zips import NotAcceptedError

SUFFIXES = (".csv", ".jsonl", ".txt", ".tsv")
HEAD = 4096
WORKBOOK = b"\xd0\xcf\x11\xe0"  # how Excel's .xls began
NO_NAMES_SHOWN = 6


def check_text(path: Path, name: str) -> None:
    """Refuse what is no UTF-8 text, saying what to do (raises NotAcceptedError)."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(WORKBOOK):
        raise NotAcceptedError(_("%s is an Excel workbook: save it as CSV UTF-8.") % name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in head[:64]:
        raise NotAcceptedError(_("%s is UTF-16 text: save it as CSV UTF-8.") % name)
    try:
        check_encoding(path)
    except Refused as refused:
        advice = _(
            "In Excel choose “CSV UTF-8”, in LibreOffice the character set “Unicode (UTF-8)”."
        )
        raise NotAcceptedError(f"{name}: {refused.reason}. {advice}") from None


def recognised(path: Path, name: str) -> DataFile:
    """Tell which file of the format a table is, by its name or its columns."""
    if name in FILES:
        return FILES[name]
    columns = columns_of(path)
    for file in FILES.values():
        if {*file.columns} <= columns <= {*file.all_columns}:
            return file
    likeness, nearest = max(
        ((len(columns & {*file.all_columns}), file) for file in FILES.values()),
        key=lambda pair: pair[0],
    )
    if likeness < 2:
        raise NotAcceptedError(
            _("%s is no file of the format: neither its name nor its columns are known.") % name
        )
    missing = [column for column in nearest.columns if column not in columns]
    unknown = sorted(columns - {*nearest.all_columns})
    faults = [
        says % {"columns": listed(names, most=NO_NAMES_SHOWN)}
        for says, names in (
            (_("It lacks: %(columns)s."), missing),
            (_("It has besides: %(columns)s."), unknown),
        )
        if names
    ]
    resembles = _("%(name)s resembles %(file)s. Give it that name if it is meant.") % {
        "name": name,
        "file": nearest.name,
    }
    raise NotAcceptedError(" ".join([resembles, *faults]))


def columns_of(path: Path) -> set[str]:
    """Give the names of the columns, or those of the first object of a file of JSON lines."""
    with path.open(encoding="utf-8-sig") as stream:
        first = stream.readline(HEAD).strip()
    if first.startswith("{"):
        with path.open(encoding="utf-8-sig") as stream:
            try:
                return {*json.loads(stream.readline())}
            except (ValueError, RecursionError):
                return set()
    try:
        return {*header_of(path)}
    except Refused:
        return set()
