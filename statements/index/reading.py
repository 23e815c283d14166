"""The sets of the index, read."""

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q, Value
from pyroaring import BitMap, FrozenBitMap

from imcwp_site.busy import UnreadyError
from statements.index.shape import BLOCK_BITS, FORMAT, Level
from statements.models import Block, Posting, Statement

MOST_JOINED = 1_000
MOST_IN_A_LIST = 4_096  # numbers of a block that a set keeps as a list; more it keeps as bits
NONE: Mapping[str, BitMap] = {}

Sets = dict[str, dict[str, BitMap]]  # kind of fact -> value -> numbers


def set_in(written: bytes | memoryview) -> BitMap:
    """Read a set, which many share and none can change: whatever is made of it is another."""
    return FrozenBitMap.deserialize(bytes(written))  # type: ignore[return-value]


@dataclass(frozen=True)
class Facts:
    """The sets of all facts, as they were when the blocks had these stamps."""

    stamps: Mapping[int, int] = field(default_factory=dict)
    sets: Sets = field(default_factory=dict)
    unions: dict[tuple[str, tuple[str, ...]], BitMap] = field(
        default_factory=dict, compare=False, repr=False
    )

    def of(self, kind: str) -> Mapping[str, BitMap]:
        """Give the sets of a kind of fact, by value: of "party" by the keys of parties."""
        return self.sets.get(kind, NONE)

    def numbers(self, kind: str, value: object = "") -> BitMap:
        """Give the numbers of the statements that bear a fact."""
        return self.of(kind).get(str(value), EMPTY)

    def any_of(self, kind: str, values: Iterable[object]) -> BitMap:
        """Give the numbers of the statements that bear the fact with any of these values.

        They are joined once: each list asks for the same countries and topics. What only some
        pages ask for is kept while there is room.
        """
        asked = kind, tuple(map(str, values))
        if (joined := self.unions.get(asked)) is None:
            sets = [self.numbers(kind, value) for value in asked[1]]
            joined = BitMap.union(EMPTY, *sets)
            if len(self.unions) < MOST_JOINED:
                self.unions[asked] = joined
        return joined

    def counting(self, within: BitMap) -> Callable[[BitMap], int]:
        """Give what tells how many numbers of a set are `within`, to be asked of hundreds of sets.

        Two lists are compared number by number, a list with bits in a quarter of that time. And
        where `within` is a list in its blocks, what it leaves out is bits.
        """
        if len(within) <= MOST_IN_A_LIST:
            return within.intersection_cardinality
        outside = within.flip(0, (max(self.stamps, default=0) + 1) << BLOCK_BITS)
        return lambda numbers: len(numbers) - outside.intersection_cardinality(numbers)


EMPTY = set_in(BitMap().serialize())
_kept = Facts()
_reading = threading.Lock()


class NotIndexedError(UnreadyError):
    """The archive has no index, not a whole one, or that of another version of the site."""

    def __init__(self) -> None:
        super().__init__("The index is missing or out of date: run `manage.py refresh_index`.")


def facts() -> Facts:
    """Give the sets of all facts as they are now: one query, a second where a block changed.

    Raises NotIndexedError rather than to give less than there is.
    """
    global _kept
    stamps, kept = stamps_now(), _kept  # which another thread may replace at any moment
    if stamps == kept.stamps:
        return kept
    with _reading:
        if stamps != _kept.stamps:
            _kept = read_again(_kept)
        return _kept


def is_current() -> bool:
    """Tell whether the whole archive is indexed, as this version of the site does it."""
    try:
        return bool(stamps_now()) or not Statement.objects.exists()
    except NotIndexedError:
        return False


def stamps_now() -> dict[int, int]:
    """Give the stamp of each block."""
    return stamps_in(Block.objects.values_list("number", "stamp", "format"))


def stamps_in(blocks: Collection[tuple[int, int, int]]) -> dict[int, int]:
    """Give the stamps in rows of blocks, of which none may be missing or of another format.

    There need be none while nothing is public: a first draft is shown before it is saved.
    """
    stamps = {number: stamp for number, stamp, format in blocks if format == FORMAT}
    if len(stamps) < len(blocks) or (not stamps and Statement.objects.published().exists()):
        raise NotIndexedError
    return stamps


def read_again(known: Facts) -> Facts:
    """Give `known` with the blocks that have changed read anew.

    Their stamps come in the same query, so that what one transaction wrote is seen as a whole.
    """
    unchanged = (Q(number=number, stamp=stamp) for number, stamp in known.stamps.items())
    changed = Block.objects.exclude(reduce(or_, unchanged, Q(pk__in=[])))
    postings = Posting.objects.filter(level=Level.FACT, block__in=changed.values("number"))
    # Of a posting, the level and the part stand where blocks have stamp and format.
    rows = postings.values_list("block", "level", "part", "term", "numbers").union(
        Block.objects.values_list("number", "stamp", "format", Value(""), Value(b"")), all=True
    )
    blocks, read = [], defaultdict(list)
    for number, stamp, format, term, written in rows.iterator():
        if term:
            read[term].append(set_in(written))
        else:
            blocks.append((number, stamp, format))
    stamps = stamps_in(blocks)
    anew = numbers_in(block for block, stamp in known.stamps.items() if stamps.get(block) != stamp)
    sets: Sets = defaultdict(dict)
    for kind, by_value in known.sets.items():
        sets[kind] = {value: numbers - anew for value, numbers in by_value.items()}
    for term, numbers in read.items():
        kind, _colon, value = term.partition(":")
        sets[kind][value] = BitMap.union(sets[kind].get(value, EMPTY), *numbers)
    return Facts(stamps, dict(sets))


def numbers_in(blocks: Iterable[int]) -> BitMap:
    """Give all numbers of some blocks."""
    numbers = BitMap()
    for block in blocks:
        numbers.add_range(block << BLOCK_BITS, (block + 1) << BLOCK_BITS)
    return numbers


def words(terms: Collection[str]) -> dict[str, dict[int, BitMap]]:
    """Give the sets of some words, by term and level."""
    found: dict[str, dict[int, BitMap]] = {}
    rows = Posting.objects.filter(term__in=terms, level__gt=Level.FACT)
    for term, level, written in rows.values_list("term", "level", "numbers"):
        numbers = set_in(written)
        by_level = found.setdefault(term, {})
        by_level[level] = by_level[level] | numbers if level in by_level else numbers
    return found
