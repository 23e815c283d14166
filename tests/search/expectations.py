"""What queries should find: `queries.csv`, over the archive's data and `corpus.jsonl`.

Each row gives a query, the kind of what it should find, the references or slugs expected, and how:

exactly   these and nothing else          first      these come before all others
among     these, with others              without    others, but not these
lead      the query leads straight there  suggests   nothing is found, these words are suggested

`{st-002}` in a query stands for the permanent number of that statement. The corpus holds made-up
statements of example parties, a line for each text.
"""

import csv
import json
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "data"
KINDS = {"statement", "party", "meeting", "topic", "date", "words"}
WAYS = {"exactly", "among", "first", "without", "lead", "suggests"}


class Row(NamedTuple):
    """A query and what it should find."""

    query: str
    kind: str
    expected: list[str]
    how: str
    note: str

    def __str__(self):
        return f"{self.query} ({self.how})"


def expectations() -> list[Row]:
    """Give all rows."""
    return [
        Row(**row | {"expected": list(filter(None, row["expected"].split(";")))})
        for row in rows_of(HERE / "queries.csv")
    ]


def corpus() -> list[dict[str, Any]]:
    """Give the made-up texts."""
    lines = (HERE / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Give the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
