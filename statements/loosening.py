"""Where nothing is found: what there would be without one or another of the filters."""

from dataclasses import dataclass
from urllib.parse import urlencode

from pyroaring import BitMap

from statements.filter_fields import LEFT_OUT
from statements.filters import DATE, FACETS, StatementFilter

# The parameters that are given up together.
TOGETHER = {DATE: ("date_after", "date_before"), "party": ("party", "match")}


@dataclass(frozen=True)
class Looser:
    """A list with one filter less: what is given up, how many statements it holds, its query."""

    without: str
    count: int
    query: str


def ways_to_loosen(statements: StatementFilter) -> list[Looser]:
    """Give the lists that hold something and lack one of the filters, the longest first."""
    ways = [looser(statements, condition) for condition in statements.conditions]
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)


def looser(statements: StatementFilter, condition: tuple[str, bool]) -> Looser:
    """Give the list without one of the conditions: what is asked for by a filter, or left out."""
    name, is_left_out = condition
    given_up, kept = [], []
    for parameter, value, label in statements.choices:
        belongs = parameter in TOGETHER.get(name, (name,))
        if belongs and parameter in FACETS:
            belongs = value.startswith(LEFT_OUT) == is_left_out
        if belongs:
            given_up.append(label)
        else:
            kept.append((parameter, value))
    others = [numbers for key, numbers in statements.conditions.items() if key != condition]
    count = len(BitMap.intersection(statements.public.numbers, *others))
    return Looser(", ".join(given_up), count, urlencode(kept))
