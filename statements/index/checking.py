"""Whether the index says what the statements say."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import chain

from django.db import transaction
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index.collecting import MANY
from statements.index.gathering import Gathered, GatheredElsewhere, Place, Said
from statements.index.lines import FoundWord
from statements.index.rebuilding import all_statements
from statements.index.saying import Contents, said_by
from statements.index.shape import BLOCK_BITS, FORMAT, Level, Standing, block_of
from statements.index.storing import TERMS_OF_QUERY, locked
from statements.index.writing import says
from statements.models import Block, IndexedStatement, Posting, Statement, Word
from statements.versions import content_of

NONE = BitMap().serialize()
SHOWN = 10  # numbers of statements in one complaint


def drift() -> Iterator[str]:
    """Say, complaint by complaint, where the index differs; words of former texts may stay.

    One block after another is kept from changing while it is compared.
    """
    blocks = set(Block.objects.values_list("number", flat=True))
    if last := Statement.objects.order_by("-pk").values_list("pk", flat=True).first():
        blocks.update(range(block_of(last) + 1))
    are_many = Statement.objects.count() > MANY
    with closing(GatheredElsewhere() if are_many else Gathered()) as gathered:
        for block in sorted(blocks):
            with transaction.atomic():
                locked([block])
                yield from BlockCheck(block, gathered).complaints()
    for some in chunks(stray_blocks(blocks)):
        yield f"postings of blocks that are not there: {', '.join(map(str, some))}"


def stray_blocks(blocks: set[int]) -> Iterator[int]:
    """Give the blocks of postings that no statement can stand in."""
    strays = Posting.objects.exclude(block__in=blocks).order_by("block")
    yield from strays.values_list("block", flat=True).distinct()


class BlockCheck:
    """Compares what is kept of one block with what its statements say."""

    def __init__(self, block: int, gathered: Gathered | GatheredElsewhere) -> None:
        self.block, self.gathered = block, gathered
        self.first, self.end = block << BLOCK_BITS, (block + 1) << BLOCK_BITS

    def complaints(self) -> Iterator[str]:
        """Go through all that can be wrong."""
        missing, differing = self.compare_statements()
        if missing:
            yield f"not in the index: {named(missing)}"
        if differing:
            yield f"noted otherwise than they say: {named(differing)}"
        words, postings = self.gathered.take()
        expected = dict(chain.from_iterable(postings))
        if not expected and not Posting.objects.filter(block=self.block).exists():
            return
        kept = Block.objects.filter(number=self.block).values_list("format", flat=True).first()
        if kept != FORMAT:
            yield f"block {self.block}: its format is {kept}, not {FORMAT}"
        yield from self.compare_words(sorted(words))
        yield from self.compare_postings(expected)

    def compare_statements(self) -> tuple[BitMap, BitMap]:
        """Gather what statements say; give those that are not noted, and those noted otherwise.

        While the words of some are gathered, the next are read.
        """
        missing, differing = BitMap(), BitMap()
        waiting: list[Said] = []
        kept: dict[int, IndexedStatement] = {}
        for statements in chain(all_statements(self.first, self.end), [[]]):
            contents = {one.pk: content_of(one) for one in statements}
            kept_of_next = IndexedStatement.objects.in_bulk(contents)
            said = list(self.said(contents, kept_of_next))
            found = self.gathered.receive() if waiting else []
            self.gathered.give(said)
            for one, noted in zip(waiting, found, strict=True):
                if one.number not in kept:
                    missing.add(one.number)
                elif says(kept[one.number]) != (one.facts, *noted):
                    differing.add(one.number)
            waiting, kept = said, kept_of_next
        self.gathered.receive()
        return missing, differing

    def said(self, contents: Contents, kept: Mapping[int, IndexedStatement]) -> Iterator[Said]:
        """Give what is to be in the index of these statements."""
        for said in said_by(contents):
            if said.number in kept and kept[said.number].awaited:  # it may be public since
                said = said._replace(standing=min(said.standing, Standing.AWAITED))
            yield said

    def compare_words(self, words: list[FoundWord]) -> Iterator[str]:
        """Complain of words that lead nowhere, or that are hidden though they are public."""
        for some in chunks(words, TERMS_OF_QUERY):
            between = Word.objects.filter(word__gte=some[0][0], word__lte=some[-1][0])
            rows = between.values_list("word", "term", "is_public")
            kept = {(word, term): is_public for word, term, is_public in rows}
            for word, term, is_public in some:
                if (word, term) not in kept:
                    yield f"the word “{word}” does not lead to {term}"
                elif is_public and not kept[word, term]:
                    yield f"the word “{word}” is in a public text, and hidden with {term}"

    def compare_postings(self, expected: dict[Place, bytes]) -> Iterator[str]:
        """Complain of postings that hold too few or too many."""
        for place, numbers in self.kept_postings():
            yield from differences(place, numbers, expected.pop(place, NONE))
        for place, written in expected.items():
            yield from differences(place, BitMap(), written)

    def kept_postings(self) -> Iterator[tuple[Place, BitMap]]:
        """Give the postings of the block, the parts of each together."""
        rows = Posting.objects.filter(block=self.block).order_by("term", "level", "part")
        before: Place | None = None
        together = BitMap()
        for term, level, written in rows.values_list("term", "level", "numbers").iterator():
            place = (term, level, self.block)
            if before and place != before:
                yield before, together
                together = BitMap()
            before = place
            together |= BitMap.deserialize(bytes(written))
        if before:
            yield before, together


def differences(place: Place, kept: BitMap, written: bytes) -> Iterator[str]:
    """Complain of one posting, where `written` is expected."""
    expected = BitMap.deserialize(written)
    term, level, _block = place
    where = f"{term} ({Level(level).name.lower()})"
    if lacking := expected - kept:
        yield f"{where} lacks {named(lacking)}"
    if extra := kept - expected:
        yield f"{where} has too many: {named(extra)}"


def named(numbers: BitMap) -> str:
    """Name statements by number, of many the first."""
    shown = ", ".join(map(str, numbers[:SHOWN]))
    return f"{shown} and {len(numbers) - SHOWN:,} more" if len(numbers) > SHOWN else shown
