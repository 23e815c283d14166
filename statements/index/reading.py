"""The sets of the index, read."""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ImproperlyConfigured
from pyroaring import BitMap

from statements.index.shape import BLOCK_BITS, FORMAT, Level
from statements.models import Block, Posting, Statement

READINGS = 3  # till nothing is written while they go on; each is whole, block by block
NONE: Mapping[str, BitMap] = {}

Sets = dict[str, dict[str, BitMap]]  # kind of fact -> value -> numbers


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
        """Give the numbers of the statements that bear a fact; not to be changed."""
        return self.of(kind).get(str(value), EMPTY)

    def any_of(self, kind: str, values: Iterable[object]) -> BitMap:
        """Give the numbers of the statements that bear the fact with any of these values.

        They are joined once: each list asks for the same countries and topics.
        """
        asked = kind, tuple(map(str, values))
        if (joined := self.unions.get(asked)) is None:
            sets = [self.numbers(kind, value) for value in asked[1]]
            joined = self.unions[asked] = BitMap.union(EMPTY, *sets)
        return joined


EMPTY = BitMap()
_kept = Facts()
_reading = threading.Lock()


class NotIndexedError(ImproperlyConfigured):
    """The archive has no index, not a whole one, or that of another version of the site."""

    def __init__(self) -> None:
        super().__init__("The index is missing or out of date: run `manage.py refresh_index`.")


def facts() -> Facts:
    """Give the sets of all facts as they are now: one query, two more where a block changed.

    Raises NotIndexedError rather than to give less than there is.
    """
    global _kept
    stamps, kept = stamps_now(), _kept  # which another thread may replace at any moment
    if stamps == kept.stamps and stamps:
        return kept
    with _reading:
        for _attempt in range(READINGS):
            if stamps != _kept.stamps:
                _kept = read_again(_kept, stamps)
                stamps = stamps_now()
        return _kept


def is_current() -> bool:
    """Tell whether the whole archive is indexed, as this version of the site does it."""
    try:
        stamps_now()
    except NotIndexedError:
        return False
    return True


def stamps_now() -> dict[int, int]:
    """Give the stamp of each block."""
    blocks = Block.objects.values_list("number", "stamp", "format")
    stamps = {number: stamp for number, stamp, format in blocks if format == FORMAT}
    if len(stamps) < len(blocks) or (not stamps and Statement.objects.exists()):
        raise NotIndexedError
    return stamps


def read_again(known: Facts, stamps: dict[int, int]) -> Facts:
    """Give `known` with the blocks that have changed read anew."""
    changed = {
        number
        for number in {*known.stamps, *stamps}
        if known.stamps.get(number) != stamps.get(number)
    }
    sets: Sets = defaultdict(dict)
    if changed < known.stamps.keys():
        for kind, by_value in known.sets.items():
            sets[kind] = {value: without(numbers, changed) for value, numbers in by_value.items()}
    else:
        changed = set(stamps)
    rows = Posting.objects.filter(level=Level.FACT, block__in=changed)
    for term, written in rows.values_list("term", "numbers").iterator():
        kind, _colon, value = term.partition(":")
        numbers = BitMap.deserialize(bytes(written))
        if (before := sets[kind].get(value)) is None:
            sets[kind][value] = numbers
        else:
            before |= numbers
    return Facts(stamps, dict(sets))


def without(numbers: BitMap, blocks: Collection[int]) -> BitMap:
    """Give a copy of a set without the numbers of some blocks."""
    copy = BitMap(numbers)
    for block in blocks:
        copy.remove_range(block << BLOCK_BITS, (block + 1) << BLOCK_BITS)
    return copy


def words(terms: Collection[str]) -> dict[str, dict[int, BitMap]]:
    """Give the sets of some words, by term and level."""
    found: dict[str, dict[int, BitMap]] = {}
    rows = Posting.objects.filter(term__in=terms, level__gt=Level.FACT)
    for term, level, written in rows.values_list("term", "level", "numbers"):
        numbers = BitMap.deserialize(bytes(written))
        by_level = found.setdefault(term, {})
        by_level[level] = by_level[level] | numbers if level in by_level else numbers
    return found
