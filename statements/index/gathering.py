"""The words of very many statements: gathered here, or by a process of its own.

To take texts apart is most of the work of indexing. For a large import a second process does it,
which knows no database, while the first goes on.
"""

import gc
import pickle
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index.lines import FoundWord, Lines, Passage, line_of
from statements.index.shape import Level, Standing, block_of

Place = tuple[str, int, int]  # term, level, block
Postings = Iterator[list[tuple[Place, bytes]]]  # with the numbers that stand there
Noted = tuple[str, str]  # the lines of a statement, and its words that are awaited
ROOT = Path(__file__).resolve().parents[2]
SENT_AT_ONCE = 5_000  # postings


class Said(NamedTuple):
    """What is to be indexed of a statement; its facts are written as they are noted."""

    number: int
    facts: str
    passages: Sequence[Passage]
    standing: Standing


class Gathered:
    """What statements say, gathered in memory."""

    def __init__(self) -> None:
        self.public, self.others = Lines(is_public=True), Lines(is_public=False)
        # Level and block -> a term, or terms that stand side by side -> numbers.
        self.holders: dict[tuple[int, int], dict[str, list[int]]] = {}
        self.found: list[Noted] = []

    def give(self, statements: Iterable[Said]) -> None:
        """Gather the facts and words of statements."""
        self.found = [self.add(said) for said in statements]

    def receive(self) -> list[Noted]:
        """Give what is to be noted of the statements that were given last."""
        return self.found

    @property
    def vocabulary(self) -> set[FoundWord]:
        """The new words, with what they lead to."""
        return self.public.vocabulary | self.others.vocabulary

    def add(self, said: Said) -> Noted:
        """Gather the facts and words of a statement, and give what is to be noted of it."""
        self.hold(said.number, Level.FACT, said.facts.split())
        if said.standing != Standing.AWAITED:
            reader = self.public if said.standing == Standing.PUBLIC else self.others
            return self.gather(said, reader), ""
        reader = Lines(is_public=False)  # which learns the words of this statement alone
        lines = self.gather(said, reader)
        self.others.vocabulary.update(reader.vocabulary)
        return lines, " ".join(sorted({word for word, _term, _is_public in reader.vocabulary}))

    def gather(self, said: Said, reader: Lines) -> str:
        """Gather the words of a statement, and give its lines."""
        lines = []
        for passage in said.passages:
            pieces = reader.read(passage)
            if line := line_of(passage, pieces):
                lines.append(line)
                self.hold(said.number, passage.level, set(pieces))
        return "\n".join(lines)

    def hold(self, number: int, level: int, pieces: Iterable[str]) -> None:
        """Note where terms stand."""
        holders = self.holders.setdefault((int(level), block_of(number)), defaultdict(list))
        for piece in pieces:
            holders[piece].append(number)

    def take(self) -> tuple[set[FoundWord], Postings]:
        """Give the new words and, in order, the postings of what was gathered, and begin anew."""
        words, holders = self.vocabulary, self.holders
        self.public.vocabulary.clear()
        self.others.vocabulary.clear()
        self.holders = {}
        return words, chunks(postings_of(holders), SENT_AT_ONCE)

    def close(self) -> None:
        """Nothing is to be ended."""


def postings_of(
    holders: Mapping[tuple[int, int], Mapping[str, list[int]]],
) -> Iterator[tuple[Place, bytes]]:
    """Give the postings of the terms in these pieces."""
    found: dict[Place, list[list[int]]] = defaultdict(list)
    for (level, block), of_pieces in holders.items():
        for piece, numbers in of_pieces.items():
            for term in piece.split():
                found[term, level, block].append(numbers)
    for place in sorted(found):
        yield place, BitMap(list(chain.from_iterable(found[place]))).serialize()


class GatheredElsewhere:
    """The same by a process of its own, which ends with this one, however that ends."""

    def __init__(self) -> None:
        # Started as a program, it inherits nothing: no database, no script that would run again.
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def give(self, statements: list[Said] | None) -> None:
        """Let it begin with these; the answer is to be received before the next are given."""
        write(statements, self.process.stdin)

    def receive(self) -> Any:
        """Wait for what was asked for: what is to be noted of what was given, as a rule."""
        return read(self.process.stdout)

    def take(self) -> tuple[set[FoundWord], Postings]:
        """Give the same as there; the postings come while others are worked out."""
        self.give(None)
        return self.receive(), iter(self.receive, [])

    def close(self) -> None:
        """Let it end."""
        self.process.kill()
        self.process.communicate()


def write(what: Any, channel: Any) -> None:
    """Send something to the other process."""
    pickle.dump(what, channel, pickle.HIGHEST_PROTOCOL)
    channel.flush()


def read(channel: Any) -> Any:
    """Wait for something from the other process."""
    return pickle.load(channel)  # noqa: S301 - written by `write`


def gather(asked: Any, answers: Any) -> None:
    """Gather what comes in until nothing comes any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    gc.disable()  # nothing here refers to itself
    gathered = Gathered()
    while True:
        try:
            statements = read(asked)
        except EOFError:
            return
        if statements is None:
            words, postings = gathered.take()
            for answer in chain([words], postings, [[]]):
                write(answer, answers)
        else:
            gathered.give(statements)
            write(gathered.receive(), answers)


if __name__ == "__main__":
    gather(sys.stdin.buffer, sys.stdout.buffer)
