"""What an import did: counts by file, and every refusal with its place and reason."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TextIO

from statements.importing.changes import NamedChange
from statements.importing.files import FILES, Row

# A value is shown so far: enough to recognise it, whatever the cell holds.
SHOWN = 80
OUTCOMES = ("created", "changed", "unchanged", "refused")


class Refusal(NamedTuple):
    """One row, or one file (line 0), that was not taken over."""

    file: str
    line: int
    field: str
    value: str
    reason: str
    follows: str = ""  # the place of another row, "statements.csv 5", that was refused before

    def __str__(self):
        place = f"{self.file} line {self.line}" if self.line else self.file
        if self.field:
            place += f", {self.field}"
        return f"{place} “{self.value}”: {self.reason}" if self.value else f"{place}: {self.reason}"


class RowOutcome(NamedTuple):
    """One row that was taken over, or found to be known already."""

    file: str
    line: int
    name: str
    outcome: str
    changes: list[NamedChange]


class Notice(NamedTuple):
    """One row that was taken over otherwise than it is written."""

    file: str
    line: int
    field: str
    value: str
    notice: str

    def __str__(self):
        return f"{self.file} line {self.line}, {self.field} “{self.value}”: {self.notice}"


class Refused(Exception):  # noqa: N818 - it is the row that is refused, nothing has failed
    """A row cannot be taken over: which field, which value, and why."""

    def __init__(self, reason: str, *, field: str = "", value: str = "", follows: str = ""):
        super().__init__(reason)
        self.reason, self.field, self.value, self.follows = reason, field, value, follows


def shown(value: str) -> str:
    """Give the beginning of `value`, with what cannot be printed written as an escape."""
    start = value if len(value) <= SHOWN else value[:SHOWN] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in start)


@dataclass
class Report:
    """Counts outcomes as they happen and hands refusals and notices on at once; keeps no rows.

    Who gives `on_row` is told of every other row too.
    """

    on_refusal: Callable[[Refusal], None] = lambda refusal: None
    on_row: Callable[[RowOutcome], None] | None = None
    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    on_notice: Callable[[Notice], None] = lambda notice: None

    def count(self, row: Row, outcome: str, changes: Iterable[NamedChange] = ()) -> None:
        """Note that a row was created, changed or unchanged."""
        self.counts[row.file][outcome] += 1
        if self.on_row:
            name = shown(FILES[row.file].name_of(row.cells))
            self.on_row(RowOutcome(row.file, row.line, name, outcome, list(changes)))

    def refuse(self, file: str, line: int, refused: Refused) -> None:
        """Note that a row of `file`, or with line 0 the whole file, was refused."""
        self.counts[file]["refused"] += 1
        value = shown(refused.value)
        self.on_refusal(Refusal(file, line, refused.field, value, refused.reason, refused.follows))

    def note(self, file: str, line: int, notice: str, *, field: str, value: str) -> None:
        """Say how a row of `file` was understood."""
        self.on_notice(Notice(file, line, field, shown(value), notice))

    def total(self, outcome: str) -> int:
        """How many rows of all files had this outcome."""
        return sum(counts[outcome] for counts in self.counts.values())

    def table(self) -> str:
        """The counts as lines of text, a file a line, and their sum."""
        rows: list[tuple] = [
            (file, *(counts[name] for name in OUTCOMES)) for file, counts in self.counts.items()
        ]
        rows.append(("all files", *(self.total(name) for name in OUTCOMES)))
        width = max(len(row[0]) for row in rows)
        head = f"{'':{width}} " + " ".join(f"{name:>10}" for name in OUTCOMES)
        lines = [f"{row[0]:{width}} " + " ".join(f"{n:>10,}" for n in row[1:]) for row in rows]
        return "\n".join([head, *lines])


class ReportFile:
    """The same for machines: a JSON object a line, the counts last."""

    def __init__(self, stream: TextIO):
        self.stream = stream

    def write(self, **values) -> None:
        self.stream.write(json.dumps(values, ensure_ascii=False) + "\n")

    def refusal(self, refusal: Refusal) -> None:
        self.write(**refusal._asdict())

    def row(self, row: RowOutcome) -> None:
        self.write(**row._asdict() | {"changes": [change._asdict() for change in row.changes]})

    def notice(self, notice: Notice) -> None:
        self.write(**notice._asdict())

    def summary(self, report: Report, **values) -> None:
        counts = {
            file: {name: counts[name] for name in OUTCOMES}
            for file, counts in report.counts.items()
        }
        self.write(counts=counts, **values)
