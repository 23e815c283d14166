"""The names of a party and its relations to others along the years, to be drawn.

What no source dates has no place on it: it stands in the lists beside the picture.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from django.utils import timezone

from imcwp_site.dates import PartialDate
from imcwp_site.directions import isolated
from parties.models import Party, PartyName, PartyRelation

Kind = PartyRelation.Kind
Organisation = Party | str  # of what has no page in the archive the name is known
ROUND = (5, 10, 20, 50)  # years from one to the next that is named
MOST_NAMED = 8
MARGIN = 7  # percent of the width, within which the name of a year would be cut


class Span(NamedTuple):
    """From when until when something was there, in years; None where no source says it."""

    begin: float | None
    end: float | None


class Row(NamedTuple):
    """An organisation, or the party under one of its names, and when it was there.

    More than once, if its end was undone. It has an address where it leads to another page.
    """

    name: str
    spans: list[Span]
    address: str = ""


class Link(NamedTuple):
    """What led from one row to another, and in which year; "" where a name just followed."""

    year: float
    rows: tuple[int, int]
    words: str = ""


@dataclass(frozen=True)
class Step:
    """A dated relation from the side of time: what led to what, and what of both goes on."""

    relation: PartyRelation

    @property
    def other(self) -> Organisation:
        """The other side, as the relation tells it."""
        return self.relation.other or self.relation.other_name

    @property
    def before(self) -> Organisation:
        """What was there before."""
        came_of = self.relation.kind in (Kind.SPLIT_FROM, Kind.SUCCEEDED)
        return self.other if came_of else self.relation.party

    @property
    def after(self) -> Organisation:
        """What came of it, or grew by it."""
        return self.relation.party if self.before == self.other else self.other

    @property
    def ends(self) -> bool:
        """Whether what was there before ended."""
        return self.relation.kind != Kind.SPLIT_FROM

    @property
    def begins(self) -> bool:
        """Whether what came of it began."""
        return self.relation.kind != Kind.MERGED_INTO

    @property
    def words(self) -> str:
        """What the relation says, in the language of the interface."""
        relation = self.relation
        return " ".join(
            (isolated(relation.party), relation.get_kind_display(), isolated(self.other))
        )


class Lineage:
    """A row for each name of the party; above them what it came of, below what came of it."""

    def __init__(self, party: Party) -> None:
        """Take a party with its names and relations; of others only the party itself is known."""
        self.party = party
        relations = [*party.relations.all(), *party.relations_of_others.all()]
        dated = (Step(relation) for relation in relations if relation.date)
        self.steps = sorted(dated, key=lambda step: str(step.relation.date))
        kept = (name for name in party.names.all() if name.kind == PartyName.Kind.FORMER)
        former = [name for name in kept if name.since or name.until]
        self.former = sorted(former, key=lambda name: str(name.until or name.since))
        above = dict.fromkeys(step.before for step in self.steps if step.before != party)
        below = dict.fromkeys(step.after for step in self.steps if step.after != party)
        self.above, self.below = list(above), [one for one in below if one not in above]

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self.steps or self.former)

    @cached_property
    def rows(self) -> list[Row]:
        """What is drawn, from above."""
        above, below = (
            [
                Row(one.short_name, self.spans(one), one.get_absolute_url())
                if isinstance(one, Party)
                else Row(one, self.spans(one))
                for one in others
            ]
            for others in (self.above, self.below)
        )
        return [*above, *self.names, *below]

    @cached_property
    def names(self) -> list[Row]:
        """What the party was called in its times, the present name last."""
        own, rows = self.spans(self.party), []
        begin = own[0].begin
        for name in self.former:
            begin, end = year_of(name.since) or begin, year_of(name.until)
            rows.append(Row(name.abbreviation or name.text, within(Span(begin, end), own)))
            begin = end or begin
        return [*rows, Row(self.party.short_name, within(Span(begin, None), own))]

    @cached_property
    def links(self) -> list[Link]:
        """What led from row to row: the steps, and back again where they were undone."""
        found = [
            Link(year, (self.place(step.before, year), self.place(step.after, year)), step.words)
            for step in self.steps
            for year in map(year_of, (step.relation.date, step.relation.until))
            if year
        ]
        first = len(self.above)
        for place, (_name, then) in enumerate(pairwise(self.names), first):
            if begin := then.spans[0].begin:
                found.append(Link(begin, (place, place + 1)))
        return found

    def place(self, one: Organisation, year: float) -> int:
        """Give the row of an organisation; of the party that of its name in a year."""
        if one in self.above:
            return self.above.index(one)
        first = len(self.above)
        if one in self.below:
            return first + len(self.names) + self.below.index(one)
        begun = [row for row in self.names if (row.spans[0].begin or 0) <= year]
        return first + max(len(begun) - 1, 0)

    def spans(self, one: Organisation) -> list[Span]:
        """Give when an organisation was there."""
        begun = [step.relation.date for step in self.steps if step.after == one and step.begins]
        if isinstance(one, Party):
            begun.append(one.founded)
        spans, begin = [], year_of(min(filter(None, begun), default=None))
        for step in self.steps:
            if step.before == one and step.ends:
                spans.append(Span(begin, year_of(step.relation.date)))
                if not step.relation.until:
                    return spans
                begin = year_of(step.relation.until)
        return [*spans, Span(begin, None)]

    @cached_property
    def reach(self) -> tuple[float, float]:
        """The first year that is drawn, with room before, and the last: today if none is later."""
        known = [end for row in self.rows for span in row.spans for end in span if end]
        known += [link.year for link in self.links]
        now = year_of_day(timezone.localdate())
        first, last = min(known, default=now), max([now, *known])
        return first - max((last - first) / 20, 1), last

    def share(self, year: float) -> float:
        """Give where a year is drawn, in percent of the width."""
        first, last = self.reach
        return round(100 * (year - first) / (last - first), 2)

    @property
    def years(self) -> Iterator[tuple[int, float]]:
        """The years that are named below, with their places."""
        first, last = self.reach
        step = next((one for one in ROUND if (last - first) / one <= MOST_NAMED), ROUND[-1])
        for year in range(-int(-first // step) * step, int(last) + 1, step):
            if MARGIN <= (place := self.share(year)) <= 100 - MARGIN:
                yield year, place


def within(whole: Span, spans: list[Span]) -> list[Span]:
    """Give what of a time lies in some spans; the time itself where they say nothing else."""
    begin, end = whole
    parts = [
        Span(
            max(filter(None, (begin, span.begin)), default=None),
            min(filter(None, (end, span.end)), default=None),
        )
        for span in spans
    ]
    return [one for one in parts if not (one.begin and one.end) or one.begin < one.end] or [whole]


def year_of(date: PartialDate | None) -> float | None:
    """Give a date in years: the middle of what it can mean."""
    if date is None:
        return None
    return (year_of_day(date.first_day) + year_of_day(date.last_day)) / 2


def year_of_day(day: datetime.date) -> float:
    """Give a day in years."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
