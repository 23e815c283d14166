"""A list of statements in an order, of which only the part that is shown is fetched."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import overload

from django.db import models
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index import ordering
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
    ):
        """Take the set; `tiers` part it for the order by relevance, the best first."""
        self.numbers = numbers
        if order == Order.RELEVANCE:
            self.numbers_from = partial(ordering.best_first, facts, numbers, tiers)
        else:
            self.numbers_from = partial(ORDERS[Order(order)], facts, numbers)
        self.texts = texts

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
        statements = Statement.objects.published().for_list(texts=self.texts).in_bulk(numbers)
        return [statements[number] for number in numbers if number in statements]
