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
        self.date = statements.one_date
        self.order = statements.order
        dated = statements.public.dated(self.date) if self.date else statements.numbers
        self.vague = statements.numbers - dated
        self.known = statements.numbers & dated if self.vague else EMPTY

    @property
    def parts(self) -> list[tuple[str, int]]:
        """Give both parts in words with their numbers; nothing where all is known."""
        if not self.date or not self.vague:
            return []
        return [(dated(self.date), len(self.known)), (vaguely(self.date), len(self.vague))]

    def apart(self, rows: list[Statement]) -> list[tuple[str, list[Statement]]]:
        """Give rows under the part that they belong to; in an order by other things, under none."""
        if not self.date or not self.vague or self.order not in BY_DATE:
            return [("", rows)]
        parted = groupby(rows, key=lambda row: row.pk in self.vague)
        return [
            (vaguely(self.date) if is_vague else dated(self.date), list(some))
            for is_vague, some in parted
        ]


def dated(date: PartialDate) -> str:
    """Say that statements bear a date."""
    return _("Dated %(date)s") % {"date": date.in_words}


def vaguely(date: PartialDate) -> str:
    """Say how much is known of statements that may be of a date."""
    if date.day:
        return _("Perhaps of this day: only the month or the year is known")
    return _("Perhaps of this month: only the year is known")
