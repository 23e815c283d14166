"""Small archive folders for tests of import and export; all in them is made up."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management import CommandError, call_command

from statements.importing.files import FILES

PARTY = {"slug": "xx-one", "name_en": "Example Party of One"}
OTHER_PARTY = {"slug": "xx-two", "name_en": "Example Party of Two"}
TOPIC = {"slug": "peace", "name": "Peace"}
MEETING = {"meeting_id": "example-1", "number": "1", "kind": "ordinary", "status": "held"}
STATEMENT = {"statement_id": "ex-1", "kind": "statement", "title": "Example statement"}
JOINT = {"joint_statement_id": "js-ex", "title": "Example joint statement"}


def write(folder: Path, **tables: list[dict[str, Any]]) -> Path:
    """Write files by name without suffix, each with the header that the format asks for."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        if f"{name}.jsonl" in FILES:
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
            (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
            continue
        file = FILES[f"{name}.csv"]
        used = {column for row in rows for column in row}
        header = [column for column in file.all_columns if column in {*file.columns, *used}]
        with (folder / file.name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


class Outcome(NamedTuple):
    """What a run of the command printed and said in its report."""

    out: str
    err: str
    refusals: list[dict[str, Any]]
    counts: dict[str, dict[str, int]]
    failure: CommandError | None
    notices: list[dict[str, Any]]

    def total(self, outcome: str) -> int:
        return sum(counts[outcome] for counts in self.counts.values())


def run_import(folder: Path, *options: str) -> Outcome:
    """Import a folder and read the report."""
    out, err, failure = StringIO(), StringIO(), None
    report = folder.parent / f"{folder.name}.report"
    try:
        call_command("import_archive", str(folder), *options, report=report, stdout=out, stderr=err)
    except CommandError as error:
        failure = error
    lines = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    counts = lines.pop()["counts"] if lines and "counts" in lines[-1] else {}
    refusals = [line for line in lines if "notice" not in line]
    notices = [line for line in lines if "notice" in line]
    return Outcome(out.getvalue(), err.getvalue(), refusals, counts, failure, notices)


def the_refusal(outcome) -> dict:
    """Give the one refusal of a run."""
    assert len(outcome.refusals) == 1, outcome.refusals
    assert outcome.failure is not None
    assert outcome.failure.returncode == 1
    return outcome.refusals[0]
