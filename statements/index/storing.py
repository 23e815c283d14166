"""The rows of the index: locked, read and written."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from django.db import connection, transaction
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index.gathering import Place, Postings
from statements.index.shape import BLOCK_BITS, FORMAT, block_of
from statements.inserting import insert_missing, insert_rows
from statements.models import Block, IndexedStatement, Posting, Statement, Word

TERMS_OF_QUERY = 5_000


def lock(numbers: Iterable[int], *, about_to_note: Collection[int] = ()) -> set[int]:
    """Keep others from changing the blocks of these statements till the transaction ends.

    Everyone locks them in the same order, before reading what they will change. Gives the blocks.
    """
    blocks = set(map(block_of, numbers))
    if missing := blocks - locked(blocks):
        new = [Block(number=block, stamp=0, format=FORMAT) for block in sorted(missing)]
        for one in new:
            if holds_others(one.number, about_to_note):
                one.format = 0
        Block.objects.bulk_create(new, ignore_conflicts=True)
        locked(blocks)
    return blocks


def locked(blocks: Iterable[int]) -> set[int]:
    """Lock those of these blocks that there are, and give them."""
    rows = Block.objects.filter(number__in=blocks).order_by("number")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return set(rows.values_list("number", flat=True))


def holds_others(block: int, numbers: Collection[int]) -> bool:
    """Tell whether a block that is not indexed has other statements than these."""
    statements = Statement.objects.filter(
        pk__gte=block << BLOCK_BITS, pk__lt=(block + 1) << BLOCK_BITS, indexed=None
    )
    return statements.exclude(pk__in=numbers).exists()


def stamp(blocks: Iterable[int]) -> None:
    """Tell readers that the postings of these blocks have changed."""
    Block.objects.filter(number__in=blocks).update(stamp=secrets.randbits(62))


class Changes:
    """Numbers that come into postings and go out of them."""

    def __init__(self) -> None:
        self.coming: dict[Place, BitMap] = defaultdict(BitMap)
        self.going: dict[Place, BitMap] = defaultdict(BitMap)

    def change(self, number: int, before: set[tuple[str, int]], now: set[tuple[str, int]]) -> None:
        """Note what a statement was found by, and what it is found by now: terms with levels."""
        block = block_of(number)
        for term, level in now - before:
            self.coming[term, level, block].add(number)
        for term, level in before - now:
            self.going[term, level, block].add(number)

    def come(self, postings: Postings) -> None:
        """Note that the statements of these postings come into them."""
        for place, numbers in chain.from_iterable(postings):
            self.coming[place] = BitMap.deserialize(numbers)

    def write(self) -> None:
        """Change the postings in blocks that are locked."""
        changed = {(*place, 0): numbers for place, numbers in self.coming.items()}
        for kept in postings_at(self.coming.keys() | self.going.keys()):
            place = (kept.term, kept.level, kept.block)
            numbers = BitMap.deserialize(bytes(kept.numbers)) - self.going.get(place, BitMap())
            key = (*place, kept.part)
            changed[key] = numbers | changed[key] if key in changed else numbers
        empty = [key for key, numbers in changed.items() if not numbers]
        for some in chunks(empty, 100):
            Posting.objects.filter(pk__in=some).delete()
        Posting.objects.bulk_create(
            [posting(*key, numbers) for key, numbers in sorted(changed.items()) if numbers],
            update_conflicts=True,
            unique_fields=["term", "level", "block", "part"],
            update_fields=["numbers"],
        )
        stamp({block for _term, _level, block, _part in changed})


def postings_at(places: Collection[Place]) -> Iterator[Posting]:
    """Give the postings, with all their parts, that stand at these places."""
    terms: dict[int, set[str]] = defaultdict(set)
    for term, _level, block in places:
        terms[block].add(term)
    for block, of_block in terms.items():
        for some in chunks(of_block, TERMS_OF_QUERY):
            for found in Posting.objects.filter(block=block, term__in=some):
                if (found.term, found.level, block) in places:
                    yield found


def posting(term: str, level: int, block: int, part: int, numbers: BitMap) -> Posting:
    """Make the row of a posting."""
    return Posting(term=term, level=level, block=block, part=part, numbers=numbers.serialize())


def write_part(postings: Postings) -> None:
    """Write the postings of statements that are in none yet, as a part that nobody else has."""
    part = secrets.randbelow(2**31 - 1) + 1
    names = ("term", "level", "block", "part", "numbers")
    for some in postings:
        insert_rows(Posting, names, [(*place, part, numbers) for place, numbers in some])


def write_noted(noted: Collection[IndexedStatement]) -> None:
    """Keep what these statements are found by, in place of what was."""
    IndexedStatement.objects.bulk_create(
        noted,
        update_conflicts=True,
        unique_fields=["statement"],
        update_fields=["facts", "words"],
    )


def write_words(vocabulary: Iterable[tuple[str, str]]) -> None:
    """Keep which words lead to which terms; in order, so that writers do not stop each other."""
    for some in chunks(vocabulary, TERMS_OF_QUERY):
        insert_missing(Word, ("word", "term"), some)


def clear() -> None:
    """Empty the postings; others who would write wait, who read see them as they were.

    What is noted of each statement stays, to be written over: a new row would at the end wait for
    writers who hold its statement, and wait for us.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {table_of(Block)} IN EXCLUSIVE MODE")
        for model in (Posting, Word, Block):
            cursor.execute(f"DELETE FROM {table_of(model)}")  # noqa: S608 - own names


def table_of(model) -> str:
    return connection.ops.quote_name(model._meta.db_table)
