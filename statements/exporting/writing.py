"""The folder of an export: written beside its place, moved into it when complete."""

import csv
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from statements.importing.files import ATTACHMENT_FOLDER, EIGHT, FILES, DataFile
from statements.importing.reading import long_cells


class OccupiedFolder(Exception):  # noqa: N818 - nothing has failed yet
    """The folder holds something already, and nobody said that it may be replaced."""


class TableWriter:
    """Writes one CSV file; optional columns that no row needs are left out at the end."""

    def __init__(self, folder: Path, file: DataFile):
        self.file = file
        self.path = folder / file.name
        self.count = 0
        self.needed: set[str] = set()
        self.stream = (folder / f"{file.name}.all").open("w+", encoding="utf-8", newline="")
        self.writer = csv.writer(self.stream, lineterminator="\n")

    def write(self, cells: Mapping[str, str]) -> None:
        """Write a row; columns that are not named stay empty."""
        self.count += 1
        self.needed.update(name for name in self.file.optional if cells.get(name))
        self.writer.writerow([cells.get(name, "") for name in self.file.all_columns])

    def close(self, *, keep_empty: bool) -> None:
        """Give the file its name and its columns; no file without rows unless `keep_empty`."""
        if self.count or keep_empty:
            kept = [
                name
                for name in self.file.all_columns
                if name in self.file.columns or name in self.needed
            ]
            places = [self.file.all_columns.index(name) for name in kept]
            self.stream.seek(0)
            with self.path.open("w", encoding="utf-8", newline="") as stream, long_cells():
                writer = csv.writer(stream, lineterminator="\n")
                writer.writerow(kept)
                writer.writerows([row[i] for i in places] for row in csv.reader(self.stream))
        self.stream.close()
        Path(self.stream.name).unlink()


class LinesWriter:
    """Writes one file with a JSON object a line."""

    def __init__(self, folder: Path, file: DataFile):
        self.path = folder / file.name
        self.count = 0
        self.stream = self.path.open("w", encoding="utf-8", newline="\n")

    def write(self, values: Mapping[str, Any]) -> None:
        """Write an object, without what is empty."""
        self.count += 1
        filled = {name: value for name, value in values.items() if value not in ("", None, False)}
        self.stream.write(json.dumps(filled, ensure_ascii=False) + "\n")

    def close(self, *, keep_empty: bool) -> None:
        self.stream.close()
        if not self.count and not keep_empty:
            self.path.unlink()


class Folder:
    """An export in the making, in a folder beside `target` on the same disk."""

    def __init__(self, target: Path, *, overwrite: bool = False, keep_empty: bool = True):
        self.target, self.keep_empty = target.absolute(), keep_empty
        check_target(self.target, overwrite=overwrite)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.path = Path(
            tempfile.mkdtemp(prefix=f".{self.target.name}.", suffix=".partial", dir=target.parent)
        )
        self.writers: dict[str, TableWriter | LinesWriter] = {}

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for writer in self.writers.values():
            writer.stream.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def write(self, file: DataFile, cells: Mapping[str, Any]) -> None:
        """Write a row of a file."""
        writer = self.writers.get(file.name)
        if writer is None:
            kind = LinesWriter if file.name.endswith(".jsonl") else TableWriter
            writer = self.writers[file.name] = kind(self.path, file)
        writer.write(cells)

    def place_of_attachment(self, name: str) -> Path:
        """Give the path for an attached file, its folder made."""
        path = self.path / ATTACHMENT_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def finish(self) -> dict[str, int]:
        """Move the complete export into its place; give the number of rows by file.

        Every file is replaced in one step; files of an earlier export that this one does not
        have are removed, and other things are left alone.
        """
        always = {file.name for file in EIGHT} if self.keep_empty else set()
        for file in EIGHT:
            if file.name in always - self.writers.keys():
                self.writers[file.name] = TableWriter(self.path, file)
        for name, writer in self.writers.items():
            writer.close(keep_empty=name in always)
        self.target.mkdir(exist_ok=True)
        for path in sorted(self.path.rglob("*")):
            if path.is_file():
                place = self.target / path.relative_to(self.path)
                place.parent.mkdir(parents=True, exist_ok=True)
                path.replace(place)
        for name in FILES.keys() - self.writers.keys():
            (self.target / name).unlink(missing_ok=True)
        return {name: writer.count for name, writer in sorted(self.writers.items())}


def check_target(target: Path, *, overwrite: bool) -> None:
    """Raise OccupiedFolder if the export would stand among other things."""
    if target.exists() and not target.is_dir():
        raise OccupiedFolder(f"{target} is a file.")
    if not overwrite and target.is_dir() and any(target.iterdir()):
        raise OccupiedFolder(
            f"{target} is not empty. Name another folder, or add --overwrite to replace the files "
            "of an archive in it."
        )
