"""The histogram of a list: how many statements each year has, or each month or day of a choice."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext as _

from imcwp_site.addresses import path_to, with_query
from imcwp_site.dates import PartialDate, day_in_words
from statements.facets import parts_of
from statements.filters import StatementFilter

MOST_BARS = 40  # more years than this are drawn ten by ten


@dataclass(frozen=True)
class Bar:
    """A year, ten years, a month or a day of a histogram, and the list that it stands for.

    `vague` of its statements are dated less precisely and stand in its neighbours as well.
    """

    date: PartialDate
    until: PartialDate
    count: int
    vague: int
    label: str
    url: str
    is_chosen: bool

    @property
    def name(self) -> str:
        """The time that it stands for, in words."""
        if self.date == self.until:
            return self.date.in_words
        return f"{self.date}–{self.until}"


class Histogram:
    """The list, as if it had no dates, by years; by months of the year that is chosen, or days."""

    def __init__(self, statements: StatementFilter):
        self.statements = statements
        self.after = statements.asked.get("date_after")
        self.before = statements.asked.get("date_before")
        self.whole = self._within()

    def _within(self) -> PartialDate | None:
        """Give the year or month that the chosen dates lie in; none when they span years."""
        if not self.after or not self.before or self.after.year != self.before.year:
            return None
        if self.after.month and self.after.month == self.before.month:
            return PartialDate(self.after.year, self.after.month)
        return PartialDate(self.after.year)

    @cached_property
    def bars(self) -> list[Bar]:
        """All bars, also those of nothing, from the first to the last."""
        parts = parts_of(self.statements, self.whole)
        if not self.whole and self.after and self.before and len(parts) > MOST_BARS:
            parts = [p for p in parts if self.after.year <= p.date.year <= self.before.year]
        if len(parts) <= MOST_BARS:
            return [self.bar(p.date, p.date, p.number, p.number - p.own) for p in parts]
        return [
            self.bar(PartialDate(ten * 10), PartialDate(ten * 10 + 9), sum(p.own for p in some), 0)
            for ten, some in groupby(parts, key=lambda part: part.date.year // 10)
        ]

    def bar(self, date: PartialDate, until: PartialDate, count: int, vague: int) -> Bar:
        """Draw up one bar."""
        after, before = self.after, self.before
        is_chosen = (
            bool(after or before)
            and (after, before) != (self.whole, self.whole)
            and (not after or after.first_day <= until.last_day)
            and (not before or before.last_day >= date.first_day)
        )
        label = str(date.day or date.year)
        if date.precision == "month":
            label = day_in_words(date.first_day, "LLL")
        return Bar(date, until, count, vague, label, self.url_of(date, until), is_chosen)

    def url_of(self, date: PartialDate | None, until: PartialDate | None = None) -> str:
        """Give the address of the list for a time, or for all times."""
        until = until or date
        if date and date == until:
            return with_query(
                path_to("statements:archive", str(date)), self.statements.query_without_dates
            )
        dates = {
            name: [str(end)] if end else []
            for name, end in (("date_after", date), ("date_before", until))
        }
        return with_query(path_to("statements:list"), self.statements.query_with(**dates))

    @property
    def title(self) -> str:
        """What the picture shows, in words."""
        if not self.whole:
            return _("Statements by date of issue")
        return _("Statements of %(date)s") % {"date": self.whole.in_words}

    @property
    def wider(self) -> list[tuple[str, str]]:
        """Name and address of the lists of longer times: of all, and of the year of a month."""
        if not (self.after or self.before):
            return []
        found = [(_("All years"), self.url_of(None))]
        if self.whole and (self.whole.month or self.after != self.before):
            year = PartialDate(self.whole.year)
            found.append((year.in_words, self.url_of(year)))
        if self.whole and self.whole.month and self.after and self.after.day:
            found.append((self.whole.in_words, self.url_of(self.whole)))
        return found

    @property
    def has_vague(self) -> bool:
        """Whether some statements stand in several bars."""
        return any(bar.vague for bar in self.bars)

    @property
    def is_flat(self) -> bool:
        """Whether all statements stand in every bar, so that a picture would say nothing."""
        return self.has_vague and all(bar.count == bar.vague for bar in self.bars)
