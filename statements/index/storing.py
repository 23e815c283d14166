"""The rows of the index: locked, read and written."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from django.db import connection, transaction
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index.gathering import Place, Postings
from statements.index.lines import FoundWord
from statements.index.shape import BLOCK_BITS, FORMAT, block_of
from statements.inserting import insert_rows
from statements.models import Block, IndexedStatement, Posting, Statement, Word

TERMS_OF_QUERY = 5_000
MADE_PUBLIC = (
    "ON CONFLICT (word, term) DO UPDATE SET is_public = excluded.is_public "
    "WHERE excluded.is_public AND NOT statements_word.is_public"
)
# A conflict locks the row even where nothing is to be changed, so these are left out first.
NEW_WORDS_OF_POSTGRESQL = """
    SELECT new.* FROM unnest(%s::text[], %s::text[], %s::bool[]) AS new (word, term, is_public)
    WHERE NOT EXISTS (
        SELECT FROM statements_word AS kept
        WHERE kept.word = new.word COLLATE "C" AND kept.term = new.term COLLATE "C"
        AND kept.is_public >= new.is_public
    )
    ORDER BY new.word COLLATE "C", new.term COLLATE "C"
"""


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
        places = self.coming.keys() | self.going.keys()
        for kept in postings_at(places):
            place = (kept.term, kept.level, kept.block)
            key, before = (*place, kept.part), BitMap.deserialize(bytes(kept.numbers))
            coming = changed.pop(key, BitMap())
            now = before - self.going.get(place, BitMap()) | coming
            if now != before:  # of many parts, one changes as a rule
                changed[key] = now
        empty: dict[tuple[int, int, int], list[str]] = defaultdict(list)
        for (term, level, block, part), numbers in changed.items():
            if not numbers:
                empty[level, block, part].append(term)
        for (level, block, part), terms in empty.items():
            here = Posting.objects.filter(level=level, block=block, part=part)
            for some in chunks(terms, TERMS_OF_QUERY):
                here.filter(term__in=some).delete()
        Posting.objects.bulk_create(
            [posting(*key, numbers) for key, numbers in sorted(changed.items()) if numbers],
            update_conflicts=True,
            unique_fields=["term", "level", "block", "part"],
            update_fields=["numbers"],
        )
        stamp({block for _term, _level, block in places})


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
        update_fields=["facts", "words", "awaited"],
    )


def write_words(words: Iterable[FoundWord]) -> None:
    """Keep the words that are new, or public for the first time.

    Everyone does so in order, and once in a transaction, after all else that others may wait for:
    so no two writers stop each other. A word that is public stays so.
    """
    into = "INSERT INTO statements_word (word, term, is_public)"
    with connection.cursor() as cursor:
        for some in chunks(words, TERMS_OF_QUERY):
            if connection.vendor == "postgresql":
                once = {(word, term): is_public for word, term, is_public in some}
                columns = [[*column] for column in zip(*once, strict=True)]
                new = f"{into} {NEW_WORDS_OF_POSTGRESQL} {MADE_PUBLIC}"
                cursor.execute(new, [*columns, [*once.values()]])
            else:
                cursor.executemany(f"{into} VALUES (%s, %s, %s) {MADE_PUBLIC}", some)


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
