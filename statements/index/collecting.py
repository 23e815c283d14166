"""The index of very many statements: those of an import, or all anew."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index.gathering import Gathered, GatheredElsewhere, Postings, Said
from statements.index.lines import FoundWord
from statements.index.saying import Contents, said_by
from statements.index.storing import (
    Changes,
    lock,
    stamp,
    write_noted,
    write_part,
    write_words,
)
from statements.index.writing import bring
from statements.inserting import insert_rows
from statements.models import IndexedStatement

PART = 2**14  # statements
FEW = 2_000  # statements, for which parts of their own are not worth while
NOTED = ("statement_id", "facts", "words", "awaited")
MANY = 500  # statements, for which another process is


class Vocabulary:
    """Words, each once, in a temporary file that vanishes with the process."""

    def __init__(self) -> None:
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE words (word TEXT, term TEXT, is_public INT, PRIMARY KEY (word, term))"
            "WITHOUT ROWID;"
            "BEGIN;"
        )

    def add(self, words: Iterable[FoundWord]) -> None:
        """Keep words; what was public once is public."""
        self.database.executemany(
            "INSERT INTO words VALUES (?, ?, ?)"
            "ON CONFLICT DO UPDATE SET is_public = 1 WHERE excluded.is_public > is_public",
            words,
        )

    def close(self) -> None:
        """Forget them."""
        self.database.close()

    def __iter__(self) -> Iterator[FoundWord]:
        words = self.database.execute("SELECT * FROM words ORDER BY word, term")
        return ((word, term, bool(is_public)) for word, term, is_public in words)


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
        self.gathered: Gathered | GatheredElsewhere | None = None
        # What is to be gathered, and the statements whose lines are awaited.
        self.new: list[Said] = []
        self.waiting: list[Said] = []
        self.given = self.in_part = 0  # statements
        self.vocabulary = Vocabulary()
        self.touched, self.changed = BitMap(), BitMap()

    def note(self, contents: Contents) -> None:
        """Collect the statements that are new, and note which others have changed."""
        self.receive()
        known = {said.number for said in self.new}
        if not self.anew:
            kept = IndexedStatement.objects.filter(pk__in=contents)
            known.update(kept.values_list("pk", flat=True))
        self.touched.update(contents)
        self.changed.update(known.intersection(contents))
        self.add({number: one for number, one in contents.items() if number not in known})

    def add(self, new: Contents) -> None:
        """Collect new statements; of very many, the words are gathered elsewhere."""
        self.new.extend(said_by(new))
        if self.gathered or len(self.new) >= MANY:
            self.give(GatheredElsewhere)

    def give(self, gatherer: type[Gathered | GatheredElsewhere]) -> None:
        """Have gathered what is collected."""
        if self.new:
            self.gathered = self.gathered or gatherer()
            self.gathered.give(self.new)
            self.given += len(self.new)
            self.in_part += len(self.new)
            self.new, self.waiting = [], self.new

    def receive(self) -> None:
        """Write what is found of the statements that were given last."""
        if not (self.gathered and self.waiting):
            return
        found = zip(self.waiting, self.gathered.receive(), strict=True)
        rows = [(said.number, said.facts, *noted) for said, noted in found]
        if self.anew:
            write_noted([IndexedStatement(*row) for row in rows])  # type: ignore[misc]
        else:
            insert_rows(IndexedStatement, NOTED, rows)
        self.waiting = []
        if self.in_part >= PART:
            write_part(self.take())

    def take(self) -> Postings:
        """Give the postings of what was gathered, and begin anew."""
        self.in_part = 0
        if not self.gathered:
            return iter([])
        words, postings = self.gathered.take()
        self.vocabulary.add(words)
        return postings

    def finish(self) -> None:
        """Write the rest, and let readers see all of it when the transaction is committed."""
        self.receive()
        self.give(Gathered)
        self.receive()
        with transaction.atomic():
            blocks = lock(self.touched)
            postings = self.take()
            for numbers in chunks(self.changed):
                self.vocabulary.add(bring(self.contents_of(numbers)))
            write_words(self.vocabulary)
            # After the words: till then the postings are worked out elsewhere.
            if self.given < FEW:
                changes = Changes()
                changes.come(postings)
                changes.write()
            else:
                write_part(postings)
            stamp(blocks)

    def close(self) -> None:
        """Let go of the other process and of the words, whatever has become of the import."""
        self.vocabulary.close()
        if self.gathered:
            self.gathered.close()
