"""The words of very many statements: gathered here, or by a process of its own.

To take texts apart is most of the work of indexing. For a large import a second process does it,
which knows no database, while the first goes on.
"""

import pickle
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pyroaring import BitMap

from statements.index.lines import Lines, Passage, line_of
from statements.index.shape import block_of

Place = tuple[str, int, int]  # term, level, block
Sets = dict[Place, BitMap]
Words = list[tuple[str, str]]  # with the terms that they lead to
Texts = list[tuple[int, list[Passage]]]  # number, and the passages of the statement
ROOT = Path(__file__).resolve().parents[2]


class Gathered:
    """The words of statements, gathered in memory."""

    def __init__(self) -> None:
        self.lines = Lines()
        # Level and block -> terms that stand side by side -> numbers.
        self.pieces: dict[tuple[int, int], dict[str, list[int]]] = {}

    def add(self, number: int, passages: Iterable[Passage]) -> str:
        """Gather the words of a statement, and give its lines."""
        block, lines = block_of(number), []
        for passage in passages:
            pieces = self.lines.read(passage)
            if line := line_of(passage, pieces):
                lines.append(line)
                holders = self.pieces.setdefault((int(passage.level), block), defaultdict(list))
                for piece in set(pieces):
                    holders[piece].append(number)
        return "\n".join(lines)

    def take(self) -> tuple[Sets, Words]:
        """Give the postings and the new words of what was gathered, and begin anew."""
        sets: Sets = defaultdict(BitMap)
        for (level, block), holders in self.pieces.items():
            for piece, numbers in holders.items():
                for term in piece.split():
                    sets[term, level, block].update(numbers)
        words = list(self.lines.vocabulary)
        self.pieces.clear()
        self.lines.vocabulary.clear()
        return sets, words


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

    def give(self, texts: Texts | None) -> None:
        """Let it begin with these; the answer is to be received before the next are given."""
        write(texts, self.process.stdin)

    def receive(self) -> list[str]:
        """Wait for the lines of what was given."""
        return read(self.process.stdout)

    def take(self) -> tuple[Sets, Words]:
        """Give the postings and the new words of what was gathered, and begin anew."""
        self.give(None)
        return read(self.process.stdout)

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
    gathered = Gathered()
    while True:
        try:
            texts = read(asked)
        except EOFError:
            return
        if texts is None:
            sets, words = gathered.take()
            write((dict(sets), words), answers)
        else:
            write([gathered.add(number, passages) for number, passages in texts], answers)


if __name__ == "__main__":
    gather(sys.stdin.buffer, sys.stdout.buffer)
