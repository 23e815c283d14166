"""A list of one date, parted: what is known to be of it, and what may be, as more is not known."""

from itertools import groupby

from django.utils.translation import gettext as _

from imcwp_site.dates import PartialDate
from statements.filters import StatementFilter
from statements.index.reading import EMPTY
from statements.lists import Order
from statements.models import Statement

BY_DATE = (Order.NEWEST, Order.OLDEST)


class Dating:
    """What is known of the dates of a list of one day or month; of other lists, nothing is said."""

    def __init__(self, statements: StatementFilter) -> None:
        date, numbers = statements.one_date, statements.numbers
        self.order = statements.order
        self.vague = numbers - statements.public.dated(date) if date else EMPTY
        self.known = len(numbers) - len(self.vague)
        self.names = (dated(date), vaguely(date)) if date and self.vague else None

    @property
    def parts(self) -> list[tuple[str, int]]:
        """Give both parts in words with their numbers; nothing where all is known."""
        if not self.names:
            return []
        return list(zip(self.names, (self.known, len(self.vague)), strict=True))

    def apart(self, rows: list[Statement]) -> list[tuple[str, list[Statement]]]:
        """Give rows under the part that they belong to; in an order by other things, under none."""
        if not self.names or self.order not in BY_DATE:
            return [("", rows)]
        parted = groupby(rows, key=lambda row: row.pk in self.vague)
        return [(self.names[is_vague], list(some)) for is_vague, some in parted]


def dated(date: PartialDate) -> str:
    """Say that statements bear a date."""
    return _("Dated %(date)s") % {"date": date.in_words}


def vaguely(date: PartialDate) -> str:
    """Say how much is known of statements that may be of a date."""
    if date.day:
        return _("Perhaps of this day: only the month or the year is known")
    return _("Perhaps of this month: only the year is known")
