"""How the index is laid out; known also to processes that know no database."""

from enum import IntEnum

FORMAT = 2  # of the index; another one is made by `refresh_index`
BLOCK_BITS = 16


class Level(IntEnum):
    """Where in a statement a term stands; a lower word counts more in a ranking."""

    FACT = 0
    TITLE = 1
    SUMMARY = 2
    BODY = 3
    FILE = 4


class Standing(IntEnum):
    """Who may know the words of a statement: the desk alone, others later, all."""

    HIDDEN = 0
    AWAITED = 1
    PUBLIC = 2


def block_of(number: int) -> int:
    """Give the number of the block that the statement of this number belongs to."""
    return number >> BLOCK_BITS
