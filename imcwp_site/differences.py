"""What differs between two texts: paragraphs, and the words inside them.

Whatever the texts hold, the time is bounded: what is too long to be compared word by word is
shown whole, as it was and as it is.
"""

import html as html_entities
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from imcwp_site.text import paragraphs_of

# Scripts that put no space between words are compared by their characters; vowel and tone signs
# stay with what they stand on. Elsewhere a word ends at a space or a sign that is no letter.
UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
UNSPACED_WITH_SIGNS = (
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
    r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3]*"
)
NO_LETTER = (
    r"\s!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u060c\u061b\u061f\u06d4"
    r"\u2010-\u205e\u3001-\u303f\uff01-\uff0f\uff1a-\uff20"
)
LETTER = rf"(?!{UNSPACED}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])[^{NO_LETTER}]"
WORD = re.compile(rf"\s*(?:{UNSPACED}|{UNSPACED_WITH_SIGNS}|(?:{LETTER})+|\S)|\s+$")
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#][^"]*)"')  # not those to a footnote

MOST_WORDS = 3_000  # of one paragraph
MOST_WORDS_IN_ALL = 60_000
MOST_PARAGRAPHS = 5_000
# Of the words of a paragraph that another must share to be the same one, changed.
SIMILAR = 0.4
# So many of the next paragraphs are looked at for the one that a paragraph became.
WINDOW = 8


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"  # shown where it stands now
    LAYOUT = "layout"  # the same words, set or linked in another way


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed, came or went."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what became of it; `links` says which addresses it led to or leads to."""

    change: Change
    pieces: tuple[Piece, ...]
    links: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """Paragraphs in which nothing changed."""

    paragraphs: tuple[Paragraph, ...]


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """Give `after` in pieces, with what went from `before` in its place."""
    if before == after:
        return whole(Change.SAME, after)
    old, new = WORD.findall(before), WORD.findall(after)
    steps = changes_of([w.strip() for w in old], [w.strip() for w in new], MOST_WORDS)
    kept = sum(end - start for same, start, end, _from, _to in steps if same)
    if kept < SIMILAR * (len(old) + len(new)) / 2:
        return whole(Change.REMOVED, before) + whole(Change.ADDED, after)
    pieces: list[Piece] = []
    for same, start, end, new_start, new_end in without_crumbs(steps, new):
        if same:
            pieces += whole(Change.SAME, "".join(new[new_start:new_end]))
            continue
        gone, come = "".join(old[start:end]), "".join(new[new_start:new_end])
        if (come or gone).startswith(" "):  # the space before a word is no change
            pieces += whole(Change.SAME, " ")
            gone, come = gone.removeprefix(" "), come.removeprefix(" ")
        pieces += whole(Change.REMOVED, gone) + whole(Change.ADDED, come)
    return tuple(pieces)


def whole(change: Change, text: str) -> tuple[Piece, ...]:
    return (Piece(change, text),) if text else ()


Step = tuple[bool, int, int, int, int]  # the same?, start and end before, start and end after


def changes_of(old: Sequence[str], new: Sequence[str], most: int) -> list[Step]:
    """Give runs that are the same and runs that are not, in turns; beyond `most` only their ends.

    What both begin and end with is set aside first, so a long text with a short change is cheap.
    """
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tails = range(shorter - head)
    tail = next((n for n in tails if old[-1 - n] != new[-1 - n]), shorter - head)
    steps: list[Step] = [(True, 0, head, 0, head)]
    old_end, new_end = len(old) - tail, len(new) - tail
    if max(old_end, new_end) - head > most:
        steps.append((False, head, old_end, head, new_end))
    else:
        matcher = SequenceMatcher(None, old[head:old_end], new[head:new_end])
        steps += [
            (tag == "equal", a + head, b + head, c + head, d + head)
            for tag, a, b, c, d in matcher.get_opcodes()
        ]
    steps.append((True, old_end, len(old), new_end, len(new)))
    return [step for step in steps if step[2] > step[1] or step[4] > step[3]]


def without_crumbs(steps: Sequence[Step], new: Sequence[str]) -> Iterator[Step]:
    """Join changes that only a short word or a sign parts: they are read more easily as one."""

    def changed(place: int) -> bool:
        return 0 <= place < len(steps) and not steps[place][0]

    def is_crumb(place: int) -> bool:
        start, end = steps[place][3:]
        return end - start == 1 and len(new[start].strip()) < 4

    marked = [
        (step[0] and not (is_crumb(n) and changed(n - 1) and changed(n + 1)), step)
        for n, step in enumerate(steps)
    ]
    for same, run in groupby(marked, key=lambda pair: pair[0]):
        joined = [step for _same, step in run]
        yield same, joined[0][1], joined[-1][2], joined[0][3], joined[-1][4]


def compare_html(before: str, after: str) -> list[Paragraph]:
    """Compare two cleaned bodies paragraph by paragraph, and word by word where one changed."""
    old, new = paragraphs_of(before), paragraphs_of(after)
    steps = changes_of([words for words, _ in old], [words for words, _ in new], MOST_PARAGRAPHS)
    compared: list[Paragraph] = []
    in_detail = Budget(MOST_WORDS_IN_ALL)
    for same, start, end, new_start, new_end in steps:
        if same:
            compared += map(same_words, old[start:end], new[new_start:new_end])
        else:
            compared += changed_run(old[start:end], new[new_start:new_end], in_detail)
    return with_moves(compared)


class Budget:
    """So many words may still be compared one by one."""

    def __init__(self, words: int):
        self.words = words

    def allows(self, *texts: str) -> bool:
        self.words -= sum(len(WORD.findall(text)) for text in texts)
        return self.words > 0


Marked = tuple[str, str]  # the words of a paragraph, and its HTML


def same_words(before: Marked, after: Marked) -> Paragraph:
    change = Change.SAME if before[1] == after[1] else Change.LAYOUT
    return Paragraph(change, whole(Change.SAME, after[0]), compare_links(before[1], after[1]))


def compare_links(before: str, after: str) -> tuple[Piece, ...]:
    """Give the addresses that a paragraph led to before and those it leads to now, if others."""
    old, new = (LINK.findall(html) for html in (before, after))
    if old == new:
        return ()
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return tuple(
        Piece(change, html_entities.unescape(link))
        for change, links in ((Change.REMOVED, gone), (Change.ADDED, come))
        for link in links.elements()
    )


def changed_run(old: list[Marked], new: list[Marked], in_detail: Budget) -> list[Paragraph]:
    """Compare paragraphs of which none stayed: find what each became, in their order."""
    if max(len(old), len(new)) > MOST_PARAGRAPHS:
        return entire(Change.REMOVED, old) + entire(Change.ADDED, new)
    compared: list[Paragraph] = []
    old_words, new_words = ([words_in(words) for words, _ in side] for side in (old, new))
    place = 0
    for n, (words, markup) in enumerate(old):
        found = nearest(old_words[n], new_words[place : place + WINDOW])
        if found is None:
            compared += entire(Change.REMOVED, [(words, markup)])
            continue
        found += place
        compared += entire(Change.ADDED, new[place:found])
        after, after_markup = new[found]
        pieces = (
            compare_words(words, after)
            if in_detail.allows(words, after)
            else whole(Change.REMOVED, words) + whole(Change.ADDED, after)
        )
        links = compare_links(markup, after_markup)
        compared.append(Paragraph(Change.CHANGED, pieces, links))
        place = found + 1
    return compared + entire(Change.ADDED, new[place:])


def entire(change: Change, paragraphs: Iterable[Marked]) -> list[Paragraph]:
    return [Paragraph(change, whole(change, words)) for words, _markup in paragraphs]


def words_in(text: str) -> set[str]:
    return {word.strip() for word in WORD.findall(text)}


def nearest(words: set[str], others: Sequence[set[str]]) -> int | None:
    """Give the place of the paragraph that shares most words, if any shares enough."""
    shared = [2 * len(words & other) / (len(words) + len(other) or 1) for other in others]
    best = max(shared, default=0)
    return shared.index(best) if best >= SIMILAR else None


def with_moves(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Call a paragraph moved that went in one place and came in another."""

    def texts(change: Change) -> Counter[str]:
        of_kind = (paragraph for paragraph in paragraphs if paragraph.change is change)
        return Counter(paragraph.pieces[0].text for paragraph in of_kind)

    moved = texts(Change.REMOVED) & texts(Change.ADDED)
    if not moved:
        return paragraphs
    left = {Change.REMOVED: Counter(moved), Change.ADDED: Counter(moved)}
    result = []
    for paragraph in paragraphs:
        text = paragraph.pieces[0].text if paragraph.pieces else ""
        if paragraph.change in left and left[paragraph.change][text]:
            left[paragraph.change][text] -= 1
            if paragraph.change is Change.ADDED:
                result.append(Paragraph(Change.MOVED, whole(Change.SAME, text)))
        else:
            result.append(paragraph)
    return result


def folded(paragraphs: Iterable[Paragraph], context: int = 1) -> list[Paragraph | Fold]:
    """Fold runs in which nothing changed, but for a paragraph beside each change."""
    runs = [
        (change is Change.SAME, list(run))
        for change, run in groupby(paragraphs, key=lambda paragraph: paragraph.change)
    ]
    result: list[Paragraph | Fold] = []
    for n, (same, run) in enumerate(runs):
        before, after = (context if n else 0), (context if n < len(runs) - 1 else 0)
        if not same or len(run) <= before + after + 1:
            result += run
            continue
        end = len(run) - after
        result += [*run[:before], Fold(tuple(run[before:end])), *run[end:]]
    return result
