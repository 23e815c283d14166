"""Where in statements something is found, as sets of their numbers."""

from collections.abc import Iterable, Sequence
from enum import IntEnum

from pyroaring import BitMap

from statements.index.reading import EMPTY
from statements.index.shape import Level


class Where(IntEnum):
    """Where a word is found, from what says most about a statement to what says least."""

    TITLE = 0
    NAME = 1  # of who speaks, the meeting, a topic; the date of issue
    SIGNATORY = 2
    SUMMARY = 3
    BODY = 4
    FILE = 5
    PERHAPS = 6  # a date of issue that may be the one that is meant: 2017 for November 2017


WHERE = {
    Level.TITLE: Where.TITLE,
    Level.SUMMARY: Where.SUMMARY,
    Level.BODY: Where.BODY,
    Level.FILE: Where.FILE,
}


class Places(dict[Where, BitMap]):
    """The statements in which something is found, by where."""

    def __missing__(self, where: Where) -> BitMap:
        return EMPTY

    @property
    def anywhere(self) -> BitMap:
        """All of them."""
        return BitMap.union(EMPTY, *self.values())

    def up_to(self, where: Where) -> BitMap:
        """Those in which it is found there, or where it says more."""
        return BitMap.union(EMPTY, *(self[one] for one in Where if one <= where))

    def within(self, numbers: BitMap) -> "Places":
        """Give those that are among these."""
        return Places({where: own & numbers for where, own in self.items()})


def joined(places: Iterable[Places]) -> Places:
    """Give where any of several things is found."""
    by_where: dict[Where, list[BitMap]] = {where: [EMPTY] for where in Where}
    for one in places:
        for where, numbers in one.items():
            by_where[where].append(numbers)
    return Places({where: BitMap.union(*sets) for where, sets in by_where.items()})


def of_all(places: Sequence[Places]) -> Places:
    """Give where all of several things are found: where the one is that says least."""
    if len(places) == 1:
        return places[0]
    return Places(
        {where: BitMap.intersection(*(one.up_to(where) for one in places)) for where in Where}
    )
