"""The postings of statements that were saved."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from pyroaring import BitMap

from statements.index.reading import block_of
from statements.index.terms import Level, facts_of, keys_of
from statements.inserting import insert
from statements.models import Block, IndexedStatement, Posting

Place = tuple[str, int, int]  # term, level, block


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

    def write(self) -> None:
        """Change the postings; other writers of the same blocks wait until this is committed."""
        places = self.coming.keys() | self.going.keys()
        if not places:
            return
        with transaction.atomic():
            stamp({block for _term, _level, block in places})
            new = dict(self.coming)
            changed = []
            for posting in postings_at(places):
                place = (posting.term, posting.level, posting.block)
                numbers = BitMap.deserialize(bytes(posting.numbers))
                if posting.part == 0 and place in new:
                    numbers |= new.pop(place)
                numbers -= self.going.get(place, BitMap())
                posting.numbers = numbers.serialize()
                changed.append(posting)
            write_again(changed)
            insert(
                [
                    Posting(term=term, level=level, block=block, numbers=numbers.serialize())
                    for (term, level, block), numbers in new.items()
                ]
            )


def postings_at(places: Iterable[Place]) -> Iterable[Posting]:
    """Give the postings, with all their parts, that stand at some of these places."""
    terms_at = defaultdict(list)
    for term, level, block in places:
        terms_at[level, block].append(term)
    for (level, block), terms in terms_at.items():
        yield from Posting.objects.filter(level=level, block=block, term__in=terms)


def write_again(postings: list[Posting]) -> None:
    """Write the numbers of postings that exist."""
    Posting.objects.bulk_create(
        postings,
        update_conflicts=True,
        unique_fields=["term", "level", "block", "part"],
        update_fields=["numbers"],
    )


def stamp(blocks: Iterable[int]) -> None:
    """Lock these blocks, and tell readers that their postings change."""
    blocks = sorted(blocks)
    Block.objects.bulk_create(
        [Block(number=number, stamp=0) for number in blocks], ignore_conflicts=True
    )
    rows = Block.objects.filter(number__in=blocks).order_by("number")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    for row in rows:
        row.stamp = secrets.randbits(62)
        row.save(update_fields=["stamp"])


def note(contents: Mapping[int, Mapping[str, Any]]) -> None:
    """Bring the index to what these statements, by number, say now."""
    keys = keys_of(contents.values())
    kept = IndexedStatement.objects.in_bulk(contents)
    changes = Changes()
    new: list[IndexedStatement] = []
    changed: list[IndexedStatement] = []
    for number, content in contents.items():
        before = kept.get(number)
        now = IndexedStatement(
            statement_id=number, facts=" ".join(sorted(facts_of(content, keys))), words=""
        )
        changes.change(number, terms_in(before) if before else set(), terms_in(now))
        (changed if before else new).append(now)
    changes.write()
    insert(new)
    IndexedStatement.objects.bulk_update(changed, ["facts", "words"])


def forget(numbers: Iterable[int]) -> None:
    """Take statements out of the index."""
    changes = Changes()
    kept = IndexedStatement.objects.filter(pk__in=list(numbers))
    for one in kept:
        changes.change(one.pk, terms_in(one), set())
    changes.write()
    kept.delete()


def terms_in(indexed: IndexedStatement) -> set[tuple[str, int]]:
    """Give what a statement is found by, as it was noted: terms with their levels."""
    return {(term, int(Level.FACT)) for term in indexed.facts.split()}
