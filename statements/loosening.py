"""Where nothing is found: what there would be without one or another of the filters."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from pyroaring import BitMap

from imcwp_site.directions import isolated
from imcwp_site.phrases import listed, quoted
from statements.filters import DATE, StatementFilter, is_left_out

# What is given up together with another filter.
TOGETHER = {"date_after": DATE, "date_before": DATE, "match": "party"}


@dataclass(frozen=True)
class Looser:
    """A list with fewer filters: which are given up or kept, how much it holds, its query.

    Each filter is said as it stands in a sentence: “Cuba”, the words earthquake mexico.
    """

    filters: str
    count: int
    query: str


def ways_to_loosen(statements: StatementFilter) -> tuple[list[Looser], list[Looser]]:
    """Give the lists that hold something and lack one of the filters, the longest first.

    Beside them, where there are none, those that keep only one.
    """
    conditions = list(statements.conditions)
    without = [
        looser(statements, [one for one in conditions if one != given_up], named=[given_up])
        for given_up in conditions
    ]
    if any(way.count for way in without):
        return in_order(without), []
    return [], in_order([looser(statements, [one], named=[one]) for one in conditions])


def in_order(ways: list[Looser]) -> list[Looser]:
    """Sort by what is held, without those that hold nothing."""
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)


def looser(
    statements: StatementFilter,
    kept: list[tuple[str, bool]],
    *,
    named: list[tuple[str, bool]],
) -> Looser:
    """Give the list of these conditions alone, called by those that are `named`."""
    choices = [(condition_of(*one[:2]), one) for one in statements.choices]
    given_up = statements.conditions.keys() - kept
    sets = [statements.conditions[condition] for condition in kept]
    return Looser(
        listed(in_words(*one) for condition, one in choices if condition in named),
        len(BitMap.intersection(statements.public.numbers, *sets)),
        urlencode([one[:2] for condition, one in choices if condition not in given_up]),
    )


def in_words(name: str, value: str, label: Any) -> str:
    """Say a choice; words stand as they are typed, since they may be quoted themselves."""
    return _("the words %s") % isolated(value) if name == "q" else quoted(label)


def condition_of(name: str, value: str) -> tuple[str, bool]:
    """Give the condition that a pair of the query belongs to."""
    return TOGETHER.get(name, name), is_left_out(name, value)
