"""The calendar: what is dated with a month, with a day of it, or with a day of whatever year."""

import calendar
import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from pyroaring import BitMap

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from statements.index.public import Public
from statements.index.reading import EMPTY
from statements.lists import Listed, Order
from statements.models import Statement

MOST_SHOWN = 60  # statements on a page; their lists have all
LONGEST = 31  # days of a meeting
MONTHS = range(1, 13)


@dataclass
class Dated:
    """What is dated with a day, or with a month and no day.

    Of the `number` statements some may not be shown. A meeting `begins` on its first day, or on
    the first of a month to which it lasts.
    """

    date: PartialDate
    number: int = 0
    statements: list[Statement] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    begins: list[Meeting] = field(default_factory=list)

    @property
    def rest(self) -> int:
        """How many of its statements are not shown."""
        return self.number - len(self.statements)

    @property
    def has_any(self) -> bool:
        """Whether a statement is dated with it, or a meeting began."""
        return bool(self.number or self.begins)


class Days:
    """The public statements and all meetings by the days and months that they are dated with."""

    def __init__(self) -> None:
        self.public = Public()
        self.meetings = list(Meeting.objects.order_by("start", "id"))

    @cached_property
    def months(self) -> dict[PartialDate, int]:
        """How many statements are dated within each month, and how many meetings began in it."""
        counts = Counter(
            PartialDate(one.start.year, one.start.month)
            for one in self.meetings
            if one.start and one.start.month
        )
        for text, numbers in self.public.facts.of("issued").items():
            if len(text) == len("2019-10"):
                number = self.public.numbers.intersection_cardinality(numbers)
                counts[PartialDate.parse(text)] += number
        return {month: counts[month] for month in sorted(counts) if counts[month]}

    @property
    def years(self) -> list[tuple[int, list[tuple[PartialDate, int]]]]:
        """The twelve months of each year that has any, the last year first."""
        years = sorted({month.year for month in self.months}, reverse=True)
        return [
            (year, [(month, self.months.get(month, 0)) for month in months_of(year)])
            for year in years
        ]

    def around(self, month: PartialDate) -> tuple[PartialDate | None, PartialDate | None]:
        """Give the nearest months before and after with which anything is dated."""
        months = list(self.months)
        before, after = bisect_left(months, month), bisect_right(months, month)
        return months[before - 1] if before else None, months[after] if months[after:] else None

    def in_month(self, month: PartialDate) -> tuple[Dated, list[Dated]]:
        """Give what is dated with a month and no day, and with each of its days."""
        length = calendar.monthrange(month.year, month.month or 1)[1]
        days = [Dated(PartialDate(month.year, month.month, n + 1)) for n in range(length)]
        whole = Dated(month)
        for meeting in self.meetings:
            held = [day for day in days_of(meeting) if str(day).startswith(str(month))]
            for day in held:
                days[day.day - 1].meetings.append(meeting)
            if held:
                days[held[0].day - 1].begins.append(meeting)
            elif meeting.start == month:
                whole.begins.append(meeting)
        self.add_statements([whole, *days])
        return whole, days

    def add_statements(self, dated: list[Dated]) -> None:
        """Count the statements of a month and its days, and show as many of each as have room."""
        of_month = self.public.numbers & self.public.facts.numbers("issued", str(dated[0].date))
        sets = []
        for one in dated:
            day = f"{one.date.day:02}" if one.date.day else ""
            sets.append(of_month & self.public.facts.numbers("issued-day", day))
            one.number = len(sets[-1])
        room = max(1, MOST_SHOWN // max(1, sum(map(bool, sets))))
        shown = [list(islice(reversed(own), room)) for own in sets]
        listed = Listed(self.public.facts, self.public.numbers, Order.NEWEST)
        found = {one.pk: one for one in listed.fetched([pk for some in shown for pk in some])}
        for one, some in zip(dated, shown, strict=True):
            one.statements = [found[pk] for pk in some if pk in found]

    def on_day(self, month: int, day: int) -> tuple[list[Dated], int]:
        """Give what is dated with a day of each year, the last first.

        Beside it stands how many statements are not shown.
        """
        months = self.public.facts.of("issued").items()
        in_month = BitMap.union(EMPTY, *(of for text, of in months if text[4:] == f"-{month:02}"))
        of_day = self.public.facts.numbers("issued-day", f"{day:02}")
        listed = Listed(self.public.facts, self.public.numbers & in_month & of_day, Order.NEWEST)
        years: dict[PartialDate, Dated] = {}
        for statement in listed[:MOST_SHOWN]:
            if date := statement.issued:
                years.setdefault(date, Dated(date)).statements.append(statement)
        for meeting in self.meetings:
            for held in days_of(meeting):
                if (held.month, held.day) == (month, day):
                    date = PartialDate(held.year, month, day)
                    years.setdefault(date, Dated(date)).begins.append(meeting)
        shown = sum(len(one.statements) for one in years.values())
        return [years[date] for date in sorted(years, reverse=True)], len(listed) - shown


def months_of(year: int) -> list[PartialDate]:
    """Give the months of a year."""
    return [PartialDate(year, n) for n in MONTHS]


def days_of(meeting: Meeting) -> list[datetime.date]:
    """Give the days of a meeting, as far as they are known."""
    start, end = meeting.start, meeting.end
    if not (start and start.day):
        return []
    length = (end.last_day - start.first_day).days + 1 if end and end.day else 1
    return [start.first_day + datetime.timedelta(n) for n in range(min(length, LONGEST))]


def weeks_of(days: list[Dated]) -> list[list[Dated | None]]:
    """Part the days of a month into weeks from Monday on; None is a day of another month."""
    before = days[0].date.first_day.weekday()
    cells: list[Dated | None] = [*[None] * before, *days]
    cells += [None] * (-len(cells) % 7)
    return [cells[n : n + 7] for n in range(0, len(cells), 7)]
