"""Parties, meetings and topics that a query finds by their names."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from operator import and_
from typing import Any

from imcwp_site.filing import filing_key
from imcwp_site.text import words_in
from statements.index.public import Public
from statements.index.reading import EMPTY
from statements.search.grammar import Part, Query
from statements.search.leads import records_of
from statements.search.names import Names
from statements.search.spellings import Record, Spelling, Use

USES = frozenset({Use.NAME, Use.NOTE, Use.ASKED, Use.TOGETHER, Use.SITE})
SAID = frozenset({Use.NOTE, Use.SITE})
DESCRIBED = frozenset({Use.ASKED, Use.TOGETHER})
IN_FIELDS = USES | {Use.ADDRESS}


class Match(IntEnum):
    """How well a name fits a query, the best first."""

    WHOLE = 0  # it is the query
    ONE_NAME = 1  # all words stand in one name
    NAMES = 2
    NOTE = 3  # some of the words stand only in what is said of the record


@dataclass(frozen=True)
class Found:
    """A record, by which of its names it was found, and how many statements are its own."""

    kind: str
    record: Any
    name: str
    count: int
    match: Match

    @property
    def by_other_name(self) -> str:
        """The name, where its words do not stand in those that are shown."""
        shown = (words_in(name).split() for name in shown_of(self.record))
        words = set(words_in(self.name).split())
        return "" if any(words.issubset(own) for own in shown) else self.name


def shown_of(record: Any) -> set[str]:
    """Give the names by which a record is shown."""
    names = {getattr(record, name, "") for name in ("name", "abbreviation")}
    return {str(record), *names} - {""}


def records_found(query: Query, q: str, names: Names, public: Public) -> list[Found]:
    """Give the records of which all words of a query stand in names, the best first."""
    groups = [holding(group, query, names) for group in query.wanted]
    if not groups:
        return []
    unwanted = {one.record for one in holding(query.unwanted, query, names)}
    found = reduce(and_, ({one.record for one in group} for group in groups)) - unwanted
    exact = names.called(q)
    rows = []
    for row in records_of(found, public):
        record = Record(row._meta.model_name, row.pk)
        match, name = match_of(record, groups, exact, shown_of(row))
        numbers = public.sets(record.kind).get(str(row.pk), EMPTY) & public.numbers
        rows.append(Found(record.kind, row, name, len(numbers), match))
    return sorted(rows, key=lambda one: (one.match, -one.count, filing_key(str(one.record))))


def holding(parts: Iterable[Part], query: Query, names: Names) -> set[Spelling]:
    """Give the names that hold any of some parts of a query."""
    found: set[Spelling] = set()
    return found.union(
        *(names.holding(part, IN_FIELDS if part.field else USES, query.parts) for part in parts)
    )


def match_of(
    record: Record, groups: list[set[Spelling]], exact: set[Record], shown: set[str]
) -> tuple[Match, str]:
    """Tell how well a record fits, and by which of its names: one that is `shown` if any does."""
    own = [{one for one in group if one.record == record} for group in groups]
    in_names = [{one for one in group if one.use not in SAID} for group in own]
    in_one = [one for one in reduce(and_, in_names) if one.use not in DESCRIBED]
    together = sorted(in_one, key=lambda one: (one.text not in shown, len(one.text)))
    name = together[0].text if together else ""
    if record in exact:
        return Match.WHOLE, name
    if together:
        return Match.ONE_NAME, name
    return (Match.NAMES if all(in_names) else Match.NOTE), ""
