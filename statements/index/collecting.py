"""The index of very many statements: those of an import, or all anew."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index.passages import Lines, line_of, passages_of, words_in_files
from statements.index.reading import block_of
from statements.index.storing import (
    Changes,
    Place,
    lock,
    stamp,
    write_noted,
    write_part,
    write_words,
)
from statements.index.terms import Keys, Level, facts_of, keys_of
from statements.index.writing import Contents, bring
from statements.inserting import insert
from statements.models import IndexedStatement

PART = 2**14  # statements
FEW = 2_000  # statements, for which a part of its own is not worth while


class Collected:
    """The postings of statements, collected in memory."""

    def __init__(self) -> None:
        self.lines = Lines()
        self.numbers = BitMap()
        self.facts: dict[Place, BitMap] = defaultdict(BitMap)
        # Level and block -> terms that stand side by side -> numbers.
        self.pieces: dict[tuple, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(
        self,
        number: int,
        content: Mapping[str, Any],
        keys: Keys,
        files: Iterable[tuple[str, str]],
    ) -> IndexedStatement:
        """Collect what a statement is found by, and give it as it is kept."""
        block = block_of(number)
        self.numbers.add(number)
        facts = facts_of(content, keys)
        for term in facts:
            self.facts[term, int(Level.FACT), block].add(number)
        lines = []
        for passage in passages_of(content, files):
            pieces = self.lines.read(passage)
            if line := line_of(passage, pieces):
                lines.append(line)
                holders = self.pieces[int(passage.level), block]
                for piece in set(pieces):
                    holders[piece].append(number)
        return IndexedStatement(
            statement_id=number, facts=" ".join(sorted(facts)), words="\n".join(lines)
        )

    def take_sets(self) -> dict[Place, BitMap]:
        """Give the postings of all that was collected, and begin anew."""
        sets = self.facts
        for (level, block), holders in self.pieces.items():
            for piece, numbers in holders.items():
                for term in piece.split():
                    sets[term, level, block].update(numbers)
        self.facts, self.numbers = defaultdict(BitMap), BitMap()
        self.pieces.clear()
        return sets

    def take_vocabulary(self) -> list[tuple[str, str]]:
        """Give the words that were new, and forget them."""
        found = list(self.lines.vocabulary)
        self.lines.vocabulary.clear()
        return found


class Vocabulary:
    """Words with their terms, each once, in a temporary file that vanishes with the process."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE words (word TEXT, term TEXT, PRIMARY KEY (word, term)) WITHOUT ROWID;"
            "BEGIN;"
        )

    def add(self, words: Iterable[tuple[str, str]]) -> None:
        """Keep words with the terms that they lead to."""
        self.database.executemany("INSERT OR IGNORE INTO words VALUES (?, ?)", words)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.database.execute("SELECT word, term FROM words ORDER BY word, term"))


class Bulk:
    """The index of an import: others go on writing till its end, and memory stays flat.

    New statements are in no posting, so their postings are parts of their own, which nobody waits
    for. What concerns others too, the postings of statements that were there and the words, is
    written at the end, when nothing else is left to be locked. `contents_of` gives what
    statements say then. `anew` says that no
    posting is left of any statement.
    """

    def __init__(
        self, contents_of: Callable[[Iterable[int]], Contents], *, anew: bool = False
    ) -> None:
        self.contents_of, self.anew = contents_of, anew
        self.collected, self.vocabulary = Collected(), Vocabulary()
        self.touched, self.changed = BitMap(), BitMap()

    def note(self, contents: Contents) -> None:
        """Collect the statements that are new, and note which others have changed."""
        kept = IndexedStatement.objects.filter(pk__in=contents)
        known = set() if self.anew else set(kept.values_list("pk", flat=True))
        self.touched.update(contents)
        self.changed.update(known)
        new = {number: content for number, content in contents.items() if number not in known}
        keys, files = keys_of(new.values()), words_in_files(new)
        write = write_noted if self.anew else insert
        write(
            [
                self.collected.add(number, content, keys, files.get(number, ()))
                for number, content in new.items()
            ]
        )
        if len(self.collected.numbers) >= PART:
            self.write_part()

    def write_part(self) -> None:
        """Write the postings of what was collected."""
        write_part(self.collected.take_sets())
        self.vocabulary.add(self.collected.take_vocabulary())

    def finish(self) -> None:
        """Write the rest, and let readers see all of it when the transaction is committed."""
        with transaction.atomic():
            blocks = lock(self.touched)
            if len(self.collected.numbers) >= FEW:
                self.write_part()
            else:
                changes = Changes()
                changes.coming = self.collected.take_sets()
                changes.write()
                self.vocabulary.add(self.collected.take_vocabulary())
            for numbers in chunks(self.changed):
                self.vocabulary.add(bring(self.contents_of(numbers)))
            write_words(self.vocabulary)
            stamp(blocks)
