"""Rows of the files of an archive folder, each with its place; what is unreadable is refused."""

import codecs
import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from imcwp_site.text import find_unsound
from statements.importing.files import DataFile, Row
from statements.importing.report import Refused, Report

# Longer than any cell that means something; an unclosed quotation mark must not eat the memory.
MAX_CELL = 32 * 1024 * 1024
BLOCK = 1024 * 1024


@contextmanager
def long_cells():
    """Let the csv module read cells longer than its default of 128 KB."""
    limit = csv.field_size_limit(MAX_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def check_encoding(path: Path) -> int:
    """Give the number of lines of a file; raise Refused naming line and byte if not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = start = 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                fault = max(error.start - pending, 0)
                line = lines + block.count(b"\n", 0, fault) + 1
                raise Refused(
                    f"the file is not UTF-8: byte {start + error.start - pending + 1} "
                    f"(0x{error.object[error.start]:02X}) on line {line} is no character; "
                    "save it as UTF-8"
                ) from None
            lines += block.count(b"\n")
            start += len(block)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise Refused(
                f"the file is not UTF-8: it ends within a character on line {lines + 1}"
            ) from None
    if not start:
        raise Refused("the file is empty: not even a row with the names of the columns")
    return lines


def check_header(header: list[str], file: DataFile) -> None:
    """Refuse a file whose columns are not the known ones (raises Refused)."""
    missing = [name for name in file.columns if name not in header]
    unknown = [name for name in header if name not in file.all_columns]
    twice = sorted({name for name in header if header.count(name) > 1})
    faults = [
        f"{text} {', '.join(names)}"
        for text, names in (
            ("required columns are missing:", missing),
            ("unknown columns:", [name or "(no name)" for name in unknown]),
            ("columns named twice:", twice),
        )
        if names
    ]
    if faults:
        known = f"; known columns are {', '.join(file.all_columns)}" if unknown else ""
        raise Refused("; ".join(faults) + known, value=", ".join(unknown))


def check_sound(cells: dict[str, str]) -> None:
    """Refuse a row that holds a character which no text may hold (raises Refused)."""
    if find_unsound("".join(cells.values())):
        for name, text in cells.items():
            if character := find_unsound(text):
                raise Refused(
                    f"it holds the character {character}, which cannot be kept",
                    field=name,
                    value=text,
                )


def check_filled(cells: dict[str, Any], file: DataFile) -> None:
    """Refuse a row that lacks what every row of this file must say (raises Refused)."""
    for name in file.filled:
        if cells.get(name) in ("", None):
            raise Refused("it must not be empty", field=name)


def rows(path: Path, file: DataFile, report: Report) -> Iterator[Row]:
    """Give the sound rows of a file one by one; unsound rows, or the file, go to the report."""
    try:
        check_encoding(path)
        read = json_rows if path.suffix == ".jsonl" else csv_rows
        with long_cells():
            yield from read(path, file, report)
    except Refused as refused:
        report.refuse(file.name, 0, refused)
    except OSError as error:
        report.refuse(file.name, 0, Refused(f"the file cannot be read: {error.strerror}"))


def csv_rows(path: Path, file: DataFile, report: Report) -> Iterator[Row]:
    """Give the sound rows of a CSV file, cells without the white space around them."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header = header_of(path)
        reader = csv.reader(stream, delimiter=delimiter_of(path), strict=True)
        next(reader, None)
        check_header(header, file)
        while True:
            first = reader.line_num + 1
            try:
                values = next(reader, None)
                if values is None:
                    return
                if not values:
                    continue
                cells = cells_of(header, values, reader.line_num - first)
                check_sound(cells)
                check_filled(cells, file)
            except csv.Error as error:
                report.refuse(file.name, first, Refused(f"it is not readable as CSV: {error}"))
            except Refused as refused:
                report.refuse(file.name, first, refused)
            else:
                yield Row(file.name, first, cells)


def delimiter_of(path: Path) -> str:
    """Give what stands between the cells: a comma, or what spreadsheets write in its place.

    The names of columns hold none of these, so the first row tells; a cell that holds the one in
    use is quoted, as with commas.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        names = stream.readline(MAX_CELL)
    return next((mark for mark in ";\t" if mark in names and "," not in names), ",")


def header_of(path: Path) -> list[str]:
    """Give the names of the columns as they stand in the first row (raises Refused)."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        try:
            names = next(csv.reader(stream, delimiter=delimiter_of(path), strict=True), [])
        except csv.Error as error:
            raise Refused(f"the names of the columns cannot be read: {error}") from None
    return [name.strip() for name in names]


def cells_of(header: list[str], values: list[str], further_lines: int) -> dict[str, str]:
    """Give the cells of a row by column; raises Refused if there are too few or too many."""
    if len(values) != len(header):
        span = f"; a quotation mark opened here closes {further_lines} lines below"
        raise Refused(
            f"it has {len(values)} cells, the header has {len(header)}"
            + (span if further_lines > 1 else "")
        )
    return {name: value.strip() for name, value in zip(header, values, strict=True)}


def json_rows(path: Path, file: DataFile, report: Report) -> Iterator[Row]:
    """Give the sound rows of a file with one JSON object a line."""
    with path.open(encoding="utf-8-sig", newline="\n") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                cells = object_of(line)
                check_keys(cells, file)
                check_filled(cells, file)
            except Refused as refused:
                report.refuse(file.name, number, refused)
            else:
                yield Row(file.name, number, cells)


def no_constant(name: str):
    """JSON has no NaN and no Infinity, though Python reads them."""
    raise ValueError(f"{name} is no number")


def object_of(line: str) -> dict[str, Any]:
    """Read one JSON object; raises Refused if it is none or holds what no text may hold."""
    try:
        value = json.loads(line, parse_constant=no_constant)
    except (ValueError, RecursionError) as error:
        raise Refused(f"it is not readable as JSON: {error}", value=line) from None
    if not isinstance(value, dict):
        raise Refused("it is not a JSON object", value=line)
    # Only an escape may hold what the line itself does not.
    if "\\u" in line or find_unsound(line):
        for name, part in value.items():
            for text in (name, *strings_in(part)):
                if character := find_unsound(text):
                    raise Refused(
                        f"it holds the character {character}, which cannot be kept",
                        field=name,
                        value=text,
                    )
    return value


def strings_in(value: Any) -> Iterator[str]:
    """Give every text in a JSON value, the names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from strings_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part)


def check_keys(cells: dict[str, Any], file: DataFile) -> None:
    """Refuse an object with names that the file does not know (raises Refused)."""
    if unknown := [name for name in cells if name not in file.all_columns]:
        raise Refused(
            f"unknown names: {', '.join(unknown)}; known are {', '.join(file.all_columns)}",
            value=", ".join(unknown),
        )
