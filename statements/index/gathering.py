"""The words of very many statements: gathered here, or by a process of its own.

To take texts apart is most of the work of indexing. For a large import a second process does it,
which knows no database, while the first goes on.
"""

import multiprocessing
import signal
from collections import defaultdict
from collections.abc import Iterable
from multiprocessing.connection import Connection

from pyroaring import BitMap

from statements.index.lines import Lines, Passage, line_of
from statements.index.shape import block_of

Place = tuple[str, int, int]  # term, level, block
Sets = dict[Place, BitMap]
Words = list[tuple[str, str]]  # with the terms that they lead to
Texts = list[tuple[int, list[Passage]]]  # number, and the passages of the statement
SECONDS_TO_END = 5


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
        # One that is started anew inherits no connection to the database.
        context = multiprocessing.get_context("spawn")
        self.channel, far_end = context.Pipe()
        self.process = context.Process(target=gather, args=(far_end,), daemon=True)
        self.process.start()
        far_end.close()

    def give(self, texts: Texts) -> None:
        """Let it begin with these; their lines are to be received before the next are given."""
        self.channel.send(texts)

    def receive(self) -> list[str]:
        """Wait for the lines of what was given."""
        return self.channel.recv()

    def take(self) -> tuple[Sets, Words]:
        """Give the postings and the new words of what was gathered, and begin anew."""
        self.channel.send(None)
        return self.channel.recv()

    def close(self) -> None:
        """Let it end."""
        self.channel.close()
        self.process.join(SECONDS_TO_END)
        self.process.kill()


def gather(channel: Connection) -> None:
    """Gather what comes in until nothing comes any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    gathered = Gathered()
    try:
        while True:
            texts = channel.recv()
            if texts is None:
                sets, words = gathered.take()
                channel.send((dict(sets), words))
            else:
                channel.send([gathered.add(number, passages) for number, passages in texts])
    except (EOFError, OSError):
        return
