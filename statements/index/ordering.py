"""The numbers of a set in the order of a list, one after another from any place on.

A list by date is gone through month by month and day by day. These are sets of the index too, so
that any page of any list costs a few intersections, and the whole list no more than its pages;
only the times of publication within a day are asked of the database.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from pyroaring import BitMap

from statements.index.reading import EMPTY, Facts
from statements.models import Statement

FIRST_NAMED = 100  # numbers that the first query names one by one, enough for a page
MOST_NAMED = 5_000
FEW = 2_000  # numbers whose days are told one by one, not month by month


class OfDate(NamedTuple):
    """The numbers of a date, and how many of them stand before the place that is asked for."""

    date: str
    numbers: BitMap
    passed: int


def newest_first(facts: Facts, numbers: BitMap, start: int = 0) -> Iterator[int]:
    """Give numbers by date of issue, the last first, undated at the end."""
    for one in dates_from(facts, "issued", numbers, start, newest=True):
        yield from islice(reversed(one.numbers), one.passed, None)


def oldest_first(facts: Facts, numbers: BitMap, start: int = 0) -> Iterator[int]:
    """Give numbers by date of issue, the first first, undated at the beginning."""
    for one in dates_from(facts, "issued", numbers, start, newest=False):
        yield from islice(one.numbers, one.passed, None)


def last_published_first(facts: Facts, numbers: BitMap, start: int = 0) -> Iterator[int]:
    """Give numbers as readers of a feed met them: the last to become public first."""
    dates = dates_from(facts, "added", numbers, start, newest=True)
    size = FIRST_NAMED
    while days := holding(dates, size):
        yield from islice(by_time(days), days[0].passed, None)
        size = min(2 * size, MOST_NAMED)


def best_first(
    facts: Facts, numbers: BitMap, tiers: Iterable[BitMap], start: int = 0
) -> Iterator[int]:
    """Give numbers tier by tier, those of a tier by date of issue, the last first."""
    for tier in chain(tiers, [numbers]):
        rest = numbers & tier
        if start < len(rest):
            yield from newest_first(facts, rest, start)
        start = max(start - len(rest), 0)
        numbers = numbers - rest


def dates_from(
    facts: Facts, kind: str, numbers: BitMap, start: int, *, newest: bool
) -> Iterator[OfDate]:
    """Give the dates of numbers in order, from the one that holds the place `start`."""
    days = sorted(facts.of(f"{kind}-day").items(), reverse=newest)
    few = numbers if len(numbers) <= FEW else EMPTY
    day_of = {number: day for day, of_day in days for number in few & of_day}
    count_of = facts.counting(numbers)
    for month, of_month in sorted(facts.of(kind).items(), reverse=newest):
        in_month = count_of(of_month)
        if in_month <= start:
            start -= in_month
            continue
        rest = numbers & of_month
        of_dates = by_day(rest, day_of) if day_of else {day: rest & own for day, own in days}
        for day, of_date in sorted(of_dates.items(), reverse=newest):
            if len(of_date) <= start:
                start -= len(of_date)
            else:
                yield OfDate(f"{month}-{day}", of_date, start)
                start = 0


def by_day(numbers: Iterable[int], day_of: dict[int, str]) -> dict[str, BitMap]:
    """Part numbers by their days."""
    found: dict[str, BitMap] = defaultdict(BitMap)
    for number in numbers:
        found[day_of[number]].add(number)
    return found


def holding(dates: Iterator[OfDate], size: int) -> list[OfDate]:
    """Take as many dates as hold this many numbers, if there are as many."""
    taken: list[OfDate] = []
    for one in dates:
        taken.append(one)
        size -= len(one.numbers) - one.passed
        if size <= 0:
            break
    return taken


def by_time(days: list[OfDate]) -> Iterator[int]:
    """Give the numbers of days one after another, the last first, by their times."""
    numbers = BitMap.union(EMPTY, *(one.numbers for one in days))
    statements = Statement.objects.published().last_published_first().values_list("pk", flat=True)
    if len(numbers) <= MOST_NAMED:
        return iter(statements.filter(pk__in=numbers))
    last, first = (midnight(days[place].date) for place in (0, -1))
    between = statements.filter(
        published_at__gte=first, published_at__lt=last + datetime.timedelta(days=1)
    )
    return (number for number in between.iterator() if number in numbers)


def midnight(day: str) -> datetime.datetime:
    """Give the moment at which a day of the index begins."""
    return datetime.datetime.fromisoformat(f"{day}T00:00:00Z")
