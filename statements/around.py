"""What is around a statement: of the same meeting, the same days, the same parties.

All of it is worked out of the index when the page is asked for; nobody keeps it by hand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from imcwp_site.addresses import with_query
from imcwp_site.dates import PartialDate
from imcwp_site.directions import isolated
from statements.index.public import Public
from statements.index.tallying import Tally
from statements.lists import Listed, Order
from statements.models import Statement

SHOWN = 4
MOST_AUTHORS = 3  # of whom more is offered: a statement of many is by none of them alone


@dataclass(frozen=True)
class Near:
    """Statements that are near another in one way, the first of them with their rows."""

    title: str
    count: int
    list_url: str  # of all of them; "" where no filter says what they have in common
    numbers: list[int]  # of those that are shown
    notes: dict[int, str] = field(default_factory=dict)
    is_meeting: bool = False  # which need not be said again with each of them
    rows: list[tuple[Statement, str]] = field(default_factory=list)


class Around:
    """Works out what is around one statement; none is given twice."""

    def __init__(
        self, statement: Statement, public: Public, besides: Iterable[Statement] = ()
    ) -> None:
        """Take the statement, and those that its page names already."""
        self.statement, self.public = statement, public
        self.left = public.numbers - BitMap([statement.pk, *(one.pk for one in besides)])
        self.topics = [link.topic for link in statement.topic_links.all()]
        self.parties = {one.party_id: one.party for one in statement.signatures.all() if one.party}
        self.speakers = [one.party for one in statement.speakers if one.party]

    def count(self, kind: str, key: int | None) -> int:
        """Count the public statements of a party or a meeting."""
        of_record = self.public.facts.numbers(kind, key)
        return self.public.numbers.intersection_cardinality(of_record)

    def groups(self) -> list[Near]:
        """Give all that there is, with the rows of what is shown in a fixed number of queries."""
        found = [
            *self.of_meeting(),
            *self.signed_together(),
            *self.of_the_time(),
            *self.by_speakers(),
        ]
        numbers = list(chain.from_iterable(one.numbers for one in found))
        listed = Listed(self.public.facts, BitMap(numbers), Order.NEWEST)
        statements = {one.pk: one for one in listed.fetched(numbers)} if numbers else {}
        for one in found:
            shown = (n for n in one.numbers if n in statements)
            one.rows.extend((statements[n], one.notes.get(n, "")) for n in shown)
        return [one for one in found if one.rows]

    def group(self, title: str, alike: BitMap, query: Sequence[tuple[str, object]], **more) -> Near:
        """Give the newest of `alike`, the statements that `query` finds, this one among them."""
        alike = alike & self.public.numbers
        listed = Listed(self.public.facts, alike & self.left, Order.NEWEST)
        list_url = with_query(reverse("statements:list"), urlencode(query))
        return Near(title, len(alike), list_url, self.taken(listed.numbers_from(0)), **more)

    def taken(self, numbers: Iterable[int]) -> list[int]:
        taken = list(islice(numbers, SHOWN))
        self.left = self.left - BitMap(taken)
        return taken

    def of_meeting(self) -> Iterator[Near]:
        if meeting := self.statement.meeting:
            title = _("Others of %(meeting)s") % {"meeting": isolated(meeting)}
            alike = self.public.facts.numbers("meeting", meeting.pk)
            yield self.group(title, alike, [("meeting", meeting.slug)], is_meeting=True)

    def signed_together(self) -> Iterator[Near]:
        """Give what both parties, or most of them, signed; those with the most of them first."""
        sets = [self.public.facts.numbers("party", key) for key in self.parties]
        if len(sets) == 2:
            query = [("party", party.slug) for party in self.parties.values()]
            title = _("Also by both parties together")
            yield self.group(title, sets[0] & sets[1], [*query, ("match", "all")])
        elif sets[2:]:
            yield self.signed_by_most(sets)

    def signed_by_most(self, sets: Sequence[BitMap]) -> Near:
        notes: dict[int, str] = {}
        for count, numbers in Tally(sets).highest(self.left):
            if count <= len(sets) / 2 or len(notes) >= SHOWN:
                break
            note = _("%(count)s of these %(number)s parties") % {
                "count": count,
                "number": len(sets),
            }
            listed = Listed(self.public.facts, numbers, Order.NEWEST).numbers_from(0)
            notes |= dict.fromkeys(self.taken(islice(listed, SHOWN - len(notes))), note)
        return Near(_("Also signed by most of these parties"), 0, "", list(notes), notes)

    def of_the_time(self) -> Iterator[Near]:
        """Give what was said in the same month, on the same topics if it has any."""
        issued = self.statement.issued
        if not issued or not (issued.month or self.topics):
            return
        date = PartialDate(issued.year, issued.month)
        alike = self.public.issued(date, date)
        title = _("Also of %(date)s") % {"date": date.in_words}
        query = [("topic", topic.slug) for topic in self.topics]
        if self.topics:
            sets = [self.public.topic_sets[str(topic.pk)] for topic in self.topics]
            alike = alike & BitMap.union(*sets)
            title = _("Also of %(date)s, on the same topics") % {"date": date.in_words}
        yield self.group(title, alike, [*query, ("date_after", date), ("date_before", date)])

    def by_speakers(self) -> Iterator[Near]:
        if 1 <= len(self.speakers) <= MOST_AUTHORS:
            keys = [party.pk for party in self.speakers]
            query = [("party", party.slug) for party in self.speakers]
            title = ngettext(
                "Others by the same party", "Others by the same parties", len(self.speakers)
            )
            yield self.group(title, self.public.facts.any_of("party", keys), query)
