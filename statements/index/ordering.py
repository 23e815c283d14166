"""The numbers of a set in the order of a list, from a place to a place.

A list by date is gone through month by month and day by day. These are sets of the index too, so
that any page of any list costs a few intersections; only the times of publication within a day are
asked of the database.
"""

import datetime
from collections.abc import Iterable
from itertools import chain, islice

from pyroaring import BitMap

from statements.index.reading import EMPTY, Facts
from statements.models import Statement

MOST_NAMED = 5_000  # numbers that a query names one by one


def newest_first(facts: Facts, numbers: BitMap, start: int, stop: int) -> list[int]:
    """Give numbers by date of issue, the last first, undated at the end."""
    dates, passed = dates_between(facts, "issued", numbers, start, stop, newest=True)
    in_order = chain.from_iterable(reversed(of_date) for of_date in dates.values())
    return list(islice(in_order, start - passed, stop - passed))


def oldest_first(facts: Facts, numbers: BitMap, start: int, stop: int) -> list[int]:
    """Give numbers by date of issue, the first first, undated at the beginning."""
    dates, passed = dates_between(facts, "issued", numbers, start, stop, newest=False)
    return list(islice(chain.from_iterable(dates.values()), start - passed, stop - passed))


def last_published_first(facts: Facts, numbers: BitMap, start: int, stop: int) -> list[int]:
    """Give numbers as readers of a feed met them: the last to become public first."""
    dates, passed = dates_between(facts, "added", numbers, start, stop, newest=True)
    some = BitMap.union(EMPTY, *dates.values())
    statements = Statement.objects.published().last_published_first().values_list("pk", flat=True)
    if len(some) <= MOST_NAMED:
        in_order = iter(statements.filter(pk__in=some))
    else:
        newest = datetime.datetime.fromisoformat(f"{next(iter(dates))}T00:00:00Z")
        since = statements.filter(published_at__lt=newest + datetime.timedelta(days=1))
        in_order = (number for number in since.iterator() if number in some)
    return list(islice(in_order, start - passed, stop - passed))


def best_first(
    facts: Facts, numbers: BitMap, tiers: Iterable[BitMap], start: int, stop: int
) -> list[int]:
    """Give numbers tier by tier, those of a tier by date of issue, the last first."""
    found: list[int] = []
    for tier in chain(tiers, [numbers]):
        rest = numbers & tier
        if start < len(rest):
            found += newest_first(facts, rest, start, min(stop, len(rest)))
        start, stop = max(start - len(rest), 0), stop - len(rest)
        if stop <= 0:
            break
        numbers = numbers - rest
    return found


def dates_between(
    facts: Facts, kind: str, numbers: BitMap, start: int, stop: int, *, newest: bool
) -> tuple[dict[str, BitMap], int]:
    """Give the sets of the dates that hold the places from `start` to `stop`, in order.

    And how many numbers stand before the first of them.
    """
    dates: dict[str, BitMap] = {}
    passed = reached = 0
    days = sorted(facts.of(f"{kind}-day").items(), reverse=newest)
    for month, of_month in sorted(facts.of(kind).items(), reverse=newest):
        in_month = numbers.intersection_cardinality(of_month)
        if reached + in_month <= start:
            passed = reached = reached + in_month
            continue
        rest = numbers & of_month
        for day, of_day in days:
            if reached >= stop:
                return dates, passed
            of_date = rest & of_day
            if not dates and reached + len(of_date) <= start:
                passed = reached = reached + len(of_date)
            elif of_date:
                dates[f"{month}-{day}"] = of_date
                reached += len(of_date)
    return dates, passed
