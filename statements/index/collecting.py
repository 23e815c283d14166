"""The index of very many statements: those of an import, or all anew."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index.gathering import Gathered, GatheredElsewhere, Sets
from statements.index.passages import passages_of, words_in_files
from statements.index.shape import Level, block_of
from statements.index.storing import (
    Changes,
    lock,
    stamp,
    write_noted,
    write_part,
    write_words,
)
from statements.index.terms import facts_of, keys_of
from statements.index.writing import Contents, bring
from statements.inserting import insert
from statements.models import IndexedStatement

PART = 2**14  # statements
FEW = 2_000  # statements, for which a part of its own is not worth while


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
    statements say then. `anew` says that no posting is left of any statement.
    """

    def __init__(
        self, contents_of: Callable[[Iterable[int]], Contents], *, anew: bool = False
    ) -> None:
        self.contents_of, self.anew = contents_of, anew
        self.facts: Sets = defaultdict(BitMap)
        self.here = Gathered()
        self.elsewhere: GatheredElsewhere | None = None
        self.waiting: list[IndexedStatement] = []  # for their lines
        self.in_part = 0  # statements
        self.vocabulary = Vocabulary()
        self.touched, self.changed = BitMap(), BitMap()

    def note(self, contents: Contents) -> None:
        """Collect the statements that are new, and note which others have changed."""
        self.receive()
        kept = IndexedStatement.objects.filter(pk__in=contents)
        known = set() if self.anew else set(kept.values_list("pk", flat=True))
        self.touched.update(contents)
        self.changed.update(known)
        self.add({number: one for number, one in contents.items() if number not in known})

    def add(self, new: Contents) -> None:
        """Collect new statements; after the first few their words are gathered elsewhere."""
        keys, files = keys_of(new.values()), words_in_files(new)
        for number, content in new.items():
            facts = facts_of(content, keys)
            for term in facts:
                self.facts[term, int(Level.FACT), block_of(number)].add(number)
            noted = IndexedStatement(statement_id=number, facts=" ".join(sorted(facts)))
            self.waiting.append(noted)
        texts = [
            (number, list(passages_of(content, files.get(number, ()))))
            for number, content in new.items()
        ]
        self.in_part += len(new)
        if self.elsewhere is None:
            self.write_noted([self.here.add(*text) for text in texts])
            if self.in_part >= FEW:
                self.write_part()
                self.elsewhere = GatheredElsewhere()
        elif texts:
            self.elsewhere.give(texts)

    def receive(self) -> None:
        """Write what is found of the statements that were given last."""
        if self.elsewhere and self.waiting:
            self.write_noted(self.elsewhere.receive())
            if self.in_part >= PART:
                self.write_part()

    def write_noted(self, lines: list[str]) -> None:
        """Keep what the statements that wait are found by."""
        for noted, words in zip(self.waiting, lines, strict=True):
            noted.words = words
        (write_noted if self.anew else insert)(self.waiting)
        self.waiting = []

    def take(self) -> Sets:
        """Give the postings of what was collected, and begin anew."""
        sets, words = (self.elsewhere or self.here).take()
        sets.update(self.facts)
        self.vocabulary.add(words)
        self.facts, self.in_part = defaultdict(BitMap), 0
        return sets

    def write_part(self) -> None:
        """Write the postings of what was collected."""
        write_part(self.take())

    def finish(self) -> None:
        """Write the rest, and let readers see all of it when the transaction is committed."""
        self.receive()
        with transaction.atomic():
            blocks = lock(self.touched)
            if self.in_part >= FEW:
                self.write_part()
            else:
                changes = Changes()
                changes.coming = self.take()
                changes.write()
            for numbers in chunks(self.changed):
                self.vocabulary.add(bring(self.contents_of(numbers)))
            write_words(self.vocabulary)
            stamp(blocks)

    def close(self) -> None:
        """Let go of the other process, whatever has become of the import."""
        if self.elsewhere:
            self.elsewhere.close()
