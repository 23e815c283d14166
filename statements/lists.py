"""A list of statements in an order, of which only the part that is shown is fetched."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import overload

from django.db import models
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from meetings.models import Meeting
from statements.index import ordering
from statements.index.public import Public
from statements.index.reading import Facts
from statements.models import Statement

AT_ONCE = 500  # statements that are fetched together


class Order(models.TextChoices):
    """In what order a list is asked for."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    PUBLISHED = "published"


ORDERS = {
    Order.NEWEST: ordering.newest_first,
    Order.OLDEST: ordering.oldest_first,
    Order.PUBLISHED: ordering.last_published_first,
}


class Listed(Sequence[Statement]):
    """Public statements by their numbers, in an order: for a paginator, a feed, an export.

    A slice of it is a list of statements with all that their rows show, in a fixed number of
    queries. To go through it takes the memory of a slice, however long it is.
    """

    def __init__(
        self,
        facts: Facts,
        numbers: BitMap,
        order: str,
        *,
        tiers: Sequence[BitMap] = (),
        texts=None,
        known: Public | None = None,
    ):
        """Take the set; `tiers` part it for the order by relevance, the best first.

        `texts` says how to fetch texts. `known` has read all parties, topics and meetings, for
        facets or names, and then they are not read with the rows.
        """
        self.numbers = numbers
        if order == Order.RELEVANCE:
            self.numbers_from = partial(ordering.best_first, facts, numbers, tiers)
        else:
            self.numbers_from = partial(ORDERS[Order(order)], facts, numbers)
        self.texts, self.known = texts, known

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> Statement: ...
    @overload
    def __getitem__(self, place: slice) -> list[Statement]: ...
    def __getitem__(self, place):
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(len(self))
        return self.fetched(list(islice(self.numbers_from(start), max(stop - start, 0))))

    def __iter__(self) -> Iterator[Statement]:
        for numbers in chunks(self.numbers_from(), AT_ONCE):
            yield from self.fetched(numbers)

    def fetched(self, numbers: list[int]) -> list[Statement]:
        """Give the statements of some numbers; one that is public no more is passed over."""
        rows = Statement.objects.published().for_list(
            texts=self.texts, with_records=self.known is None
        )
        statements = rows.in_bulk(numbers)
        if self.known:
            fill_in(statements.values(), self.known)
        return [statements[number] for number in numbers if number in statements]


def fill_in(statements: Iterable[Statement], known: Public) -> None:
    """Give rows their meetings, topics and parties; one that is newer than `known` is read."""
    meetings: dict[int | None, Meeting] = {meeting.pk: meeting for meeting in known.meetings}
    topics = {topic.pk: topic for topic in known.topics}
    parties = {party.pk: party for party in known.parties}
    for statement in statements:
        if meeting := meetings.get(statement.meeting_id):
            statement.meeting = meeting
        for link in statement.topic_link_list:
            if topic := topics.get(link.topic_id):
                link.topic = topic
        for signature in statement.speakers:
            if party := parties.get(signature.party_id):
                signature.party = party
                signature.has_namesakes = known.namesakes.has(party)
                signature.has_namesakes_at_home = known.namesakes.has_at_home(party)
