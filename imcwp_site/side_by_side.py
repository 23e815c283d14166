"""Two texts side by side: which paragraph of one stands beside which of the other.

Translations follow their original paragraph by paragraph, but a translator may join two or part
one. Headings stand beside headings; between them lengths decide, as Gale and Church have shown for
sentences. The time is bounded: very long runs are paired in their order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import inf

from imcwp_site.reading import BLOCK_TAGS, HEADINGS, Tag, tags_of, words_of

LISTS = {"ul", "ol"}
STARTS_AT = re.compile(r' start="(-?\d{1,6})"')
MOST_STEPS = 20_000  # of a run between two headings
FARTHEST = 12  # paragraphs that a translator joined or parted before the next heading
# How many paragraphs stand beside how many, and what it costs that they are not one and one.
PAIRINGS = {(1, 1): 0.0, (2, 1): 3.0, (1, 2): 3.0, (1, 0): 5.0, (0, 1): 5.0}
UNLIKE = 4.0  # the cost of a heading or an item beside a paragraph
VARIANCE = 7.0  # of the length of a translation, for each letter of the original
MOST_UNEQUAL = 20.0

Row = tuple[str, str]  # the HTML left and right, "" for nothing


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an item of a list, a table: what stands beside what."""

    tag: str
    html: str
    length: int


class Cutter:
    """Cuts a cleaned body into its outermost blocks, and lists into their items.

    What it gives are whole pieces of the body, within the tags that stood around them, so they are
    as clean as that.
    """

    def __init__(self, html: str):
        self.html, self.place = html, 0
        self.blocks: list[Block] = []
        self.around: list[str] = []  # the tags around that are repeated for each block

    def blocks_of(self) -> list[Block]:
        within: list[Tag] = []  # the block that is read, and blocks in it
        for tag in tags_of(self.html):
            if tag.name not in BLOCK_TAGS or tag.name in ("br", "hr"):
                continue
            if within:
                within.pop() if tag.is_end else within.append(tag)
                if not within:
                    self.cut(tag.name, tag.end)
            elif tag.is_end or self.is_opened(tag):
                self.cut("p", tag.start)
                self.place = tag.end
                self.around.pop() if tag.is_end else self.around.append(
                    self.html[tag.start : tag.end]
                )
            else:
                self.cut("p", tag.start)
                within.append(tag)
        self.cut("p", len(self.html))
        return self.blocks

    def is_opened(self, tag: Tag) -> bool:
        """Tell whether not the tag but what stands in it is a block: a list has items."""
        is_notes = self.html[tag.end :][:20].lstrip().startswith('<li id="fn-')
        return tag.name == "div" or (tag.name in LISTS and not is_notes)

    def cut(self, tag: str, end: int) -> None:
        """Take what was read since the last block, if there are words in it."""
        piece, self.place = self.html[self.place : end], end
        if words := words_of(piece):
            before = "".join(self.around)
            after = "".join(f"</{one.strip('<>').split()[0]}>" for one in self.around[::-1])
            self.blocks.append(Block(tag, f"{before}{piece}{after}", len(words)))
        if tag == "li" and self.around[-1].startswith("<ol"):
            found = STARTS_AT.search(self.around[-1])
            start = int(found[1]) if found else 1
            rest = STARTS_AT.sub("", self.around[-1]).removeprefix("<ol")
            self.around[-1] = f'<ol start="{start + 1}"{rest}'


def blocks_of(html: str) -> list[Block]:
    """Cut a cleaned body into its outermost blocks, and lists into their items."""
    return Cutter(html).blocks_of()


def side_by_side(left: str, right: str) -> list[Row]:
    """Give two cleaned bodies in rows, each paragraph beside its translation."""
    parts = [parted(blocks_of(body)) for body in (left, right)]
    if len(parts[0]) != len(parts[1]):  # their headings are not the same
        parts = [[[block for part in side for block in part]] for side in parts]
    return [row for pair in zip(*parts, strict=True) for row in aligned(*pair)]


def parted(blocks: list[Block]) -> list[list[Block]]:
    """Part blocks before each heading."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block.tag in HEADINGS:
            parts.append([])
        parts[-1].append(block)
    return parts


def aligned(left: Sequence[Block], right: Sequence[Block]) -> list[Row]:
    """Pair blocks so that lengths and kinds fit best."""
    reach = FARTHEST + abs(len(left) - len(right))
    if (len(left) + 1) * min(2 * reach, len(right) + 1) > MOST_STEPS:
        pairs = zip_longest(left, right)
        return [(a.html if a else "", b.html if b else "") for a, b in pairs]
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    ratio = sum(b.length for b in right) / (sum(a.length for a in left) or 1) or 1.0
    for i in range(len(left) + 1):
        for j in range(max(0, i - reach), min(len(right), i + reach) + 1):
            for (m, n), dear in PAIRINGS.items():
                before = best.get((i - m, j - n))
                if before is None:
                    continue
                cost = before[0] + dear + unlikeness(left[i - m : i], right[j - n : j], ratio)
                if cost < best.get((i, j), (inf,))[0]:
                    best[i, j] = cost, m, n
    return rows_back(best, left, right)


def rows_back(best, left: Sequence[Block], right: Sequence[Block]) -> list[Row]:
    """Give the rows of the cheapest way, which is found from its end."""
    rows: list[Row] = []
    i, j = len(left), len(right)
    while i or j:
        _cost, m, n = best[i, j]
        runs = left[i - m : i], right[j - n : j]
        rows.append(("".join(b.html for b in runs[0]), "".join(b.html for b in runs[1])))
        i, j = i - m, j - n
    return rows[::-1]


def unlikeness(left: Sequence[Block], right: Sequence[Block], ratio: float) -> float:
    """Say how little blocks look like a text and its translation."""
    if not left or not right:
        return 0.0
    expected = sum(block.length for block in left) * ratio
    length = sum(block.length for block in right)
    unequal = (length - expected) ** 2 / (2 * VARIANCE * (expected + length))
    kinds = {block.tag for block in left} != {block.tag for block in right}
    return min(unequal, MOST_UNEQUAL) + UNLIKE * kinds
