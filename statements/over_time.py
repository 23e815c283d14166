"""Statements year by year, for several lists side by side: small pictures on one scale of years."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from pyroaring import BitMap

from statements.index.public import Public

HIGH = 20  # units of the highest bar


@dataclass(frozen=True)
class Course:
    """How many statements of a list each year has; `most` is what the highest bar stands for."""

    counts: list[int]
    most: int

    @property
    def path(self) -> str:
        """The outline of the bars in the language of SVG paths, a unit wide each."""
        steps = [(top, len(list(same))) for top, same in groupby(map(self.top, self.counts))]
        return f"M0 {HIGH}{''.join(f'V{top}h{width}' for top, width in steps)}V{HIGH}"

    def top(self, count: int) -> int:
        """Give where a bar ends, from above; the lowest is still seen."""
        return HIGH - max(2, round(HIGH * count / self.most)) if count else HIGH


def years_of(public: Public) -> dict[int, BitMap]:
    """Give the statements of each year, from the first to the last in which any is public.

    What is not public yet is among them: whoever counts takes what they have in common with a set
    that is. One of which only the year is known counts in it; an undated one in none.
    """
    months: dict[int, list[str]] = defaultdict(list)
    for date, numbers in public.facts.of("issued").items():
        if date and not public.numbers.isdisjoint(numbers):
            months[int(date[:4])].append(date)
    years = range(min(months), max(months) + 1) if months else range(0)
    return {year: public.facts.any_of("issued", sorted(months[year])) for year in years}


def courses(years: dict[int, BitMap], sets: Iterable[BitMap]) -> list[Course]:
    """Count some sets of public statements by year, to be drawn on one scale."""
    counts = [[own.intersection_cardinality(of) for of in years.values()] for own in sets]
    most = max((max(row, default=0) for row in counts), default=0)
    return [Course(row, most) for row in counts]
