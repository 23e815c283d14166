"""The passage of a statement around what was found, with the finds marked."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from html import escape
from itertools import accumulate, islice
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from imcwp_site.folding import fold
from statements.search.grammar import Part, Query
from statements.search.stemming import stemmed_as
from statements.search.words import is_unspaced, known_words, pieces_of, terms, without_endings

LENGTH = 200  # characters of a passage
BEFORE = 3  # a third of what is not between the finds stands before them
NEAR = 30  # characters within which a passage is rather cut at a space

Span = tuple[int, int]


class Find(NamedTuple):
    """Where in a text one of the parts of a query stands."""

    start: int
    end: int
    part: int


class Snippet(NamedTuple):
    """The best passage of several texts."""

    html: SafeString
    language: str
    place: int  # of the text among the others


class Starts(dict[str, tuple[tuple[int, int], ...]]):
    """The places in chunks of a language at which a part of a query may start, where any may.

    A page of results has tens of thousands of chunks, few of which matter: these are told from the
    others text by text, not one after another.
    """

    def __init__(self, parts: Sequence[Part], stemmer: str) -> None:
        self.terms = terms(stemmer)
        self.first: dict[str, list[int]] = defaultdict(list)
        self.beginnings = [(part.beginning, n) for n, part in enumerate(parts) if not part.places]
        for number, part in enumerate(parts):
            for term in part.places[0] if part.places else ():
                self.first[term].append(number)
        self.seen: set[str] = set()
        self.kept: dict[str, list[tuple[str, str]]] = {}

    def within(self, chunks: list[str]) -> list[int]:
        """Give the indices of the chunks in which a part may start."""
        new = set(chunks) - self.seen
        self.seen |= new
        if not self.beginnings:
            terms, is_none = self.terms, self.first.keys().isdisjoint
            new = {chunk for chunk in new if not is_none(terms[chunk])}
        for chunk in new:
            if starts := tuple(self.starts_in(chunk)):
                self[chunk] = starts
        if self.keys().isdisjoint(chunks):
            return []
        return [index for index, chunk in enumerate(chunks) if chunk in self]

    def starts_in(self, chunk: str) -> Iterator[tuple[int, int]]:
        """Give the places in a chunk at which parts may start, and the numbers of these."""
        for place, (term, word) in enumerate(self.places(chunk)):
            yield from ((place, number) for number in self.first.get(term, ()))
            yield from ((place, n) for start, n in self.beginnings if word.startswith(start))

    def places(self, chunk: str) -> list[tuple[str, str]]:
        """Give the terms and the words of a chunk, side by side.

        A paragraph of a script without spaces is one chunk, and is asked for with each find in it.
        """
        if chunk not in self.kept:
            self.kept[chunk] = list(zip(self.terms[chunk], known_words[chunk], strict=True))
        return self.kept[chunk]


class Snippets:
    """What a query found, shown text by text."""

    def __init__(self, query: Query) -> None:
        parts = [part for group in query.wanted for part in group if part.field in ("", "title")]
        self.signs = [part.beginning for part in parts if is_sign(part)]
        self.parts = [part for part in parts if not is_sign(part)]
        self.starts: dict[str, Starts] = {}

    def marked(self, text: str, language: str) -> SafeString:
        """Give all of a text as HTML, with the finds marked."""
        plain = " ".join(text.split())
        return with_marks(plain, 0, len(plain), self.finds_in(plain, language))

    def best(self, texts: Iterable[tuple[str, str]]) -> Snippet | None:
        """Give the passage that holds most of the query, of texts with their languages in turn."""
        best, most = None, (0, 0)
        for place, (text, language) in enumerate(texts):
            plain = " ".join(text.split())
            finds = self.finds_in(plain, language)
            first, last, held = densest(finds)
            if held > most:
                best, most = (
                    (plain, finds[first].start, finds[last].end, finds, language, place),
                    held,
                )
        if best is None:
            return None
        plain, start, end, finds, language, place = best
        return Snippet(with_marks(plain, *around(plain, start, end), finds), language, place)

    def finds_in(self, plain: str, language: str) -> list[Find]:
        """Give where parts of the query stand in a text whose words single spaces part."""
        chunks = plain.split(" ") if plain else []
        stemmer = stemmed_as(language)
        if stemmer not in self.starts:
            self.starts[stemmer] = Starts(self.parts, stemmer)
        starts = self.starts[stemmer]
        finds = [
            Find(match.start(), match.end(), len(self.parts) + number)
            for number, sign in enumerate(self.signs)
            for match in re.finditer(re.escape(sign), plain)
        ]
        if hits := starts.within(chunks):
            lengths = list(accumulate(map(len, chunks), initial=0))  # without the spaces
            for index in hits:
                for place, number in starts[chunks[index]]:
                    if last := end_of(self.parts[number], starts, chunks, index, place):
                        last_index, last_place = last
                        start, _end = spans_of(chunks[index])[place]
                        _start, end = spans_of(chunks[last_index])[last_place]
                        start += lengths[index] + index
                        end += lengths[last_index] + last_index
                        finds.append(Find(start, end, number))
        return sorted(finds)


def is_sign(part: Part) -> bool:
    """Tell a part that is one sign of a script without spaces."""
    return not part.places and is_unspaced(part.beginning)


def end_of(
    part: Part, starts: Starts, chunks: list[str], index: int, place: int
) -> tuple[int, int] | None:
    """Give the chunk and the place where a part ends that may start at a place, if it does."""
    length = len(part.places) + bool(part.beginning)
    if length == 1:
        return index, place
    ahead = list(islice(places_from(starts, chunks, index, place), length))
    if len(ahead) < length:
        return None
    for terms_here, (_index, _place, term, _word) in zip(part.places, ahead, strict=False):
        if term not in terms_here:
            return None
    last_index, last_place, _term, word = ahead[-1]
    return (last_index, last_place) if word.startswith(part.beginning) else None


def places_from(
    starts: Starts, chunks: list[str], index: int, place: int
) -> Iterator[tuple[int, int, str, str]]:
    """Give all places from one in a chunk on: chunk, place in it, term, word."""
    for at in range(index, len(chunks)):
        own = starts.places(chunks[at])
        for n in range(place, len(own)):
            yield at, n, *own[n]
        place = 0


@lru_cache(maxsize=2**8)  # of one page
def spans_of(chunk: str) -> list[Span]:
    """Give where each word of a chunk stands in it; all of it where letters do not stand alone."""
    letters: list[Span] = []
    for index, sign in enumerate(without_endings(chunk)):
        if folded := folded_sign(sign):
            letters += [(index, index + 1)] * len(folded)
        elif letters and unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf"):
            letters[-1] = (letters[-1][0], index + 1)
    pieces = pieces_of(chunk)
    if sum(map(len, pieces)) != len(letters):
        return [(0, len(chunk))] * len(known_words[chunk])
    spans: list[Span] = []
    at = 0
    for piece in pieces:
        width = min(2, len(piece)) if is_unspaced(piece) else len(piece)
        spans += [
            (letters[first][0], letters[first + width - 1][1])
            for first in range(at, at + len(piece) - width + 1)
        ]
        at += len(piece)
    return spans


@lru_cache(maxsize=2**14)
def folded_sign(sign: str) -> str:
    """Give a single character folded, "" where it is none of the letters of a word."""
    return fold(sign)


def densest(finds: list[Find]) -> tuple[int, int, tuple[int, int]]:
    """Give the first and last find of the passage with most, and what it holds.

    Parts of the query count first, then finds; the earliest of equal passages is taken.
    """
    best = (0, 0, (0, 0))
    held: Counter[int] = Counter()
    end = 0
    for first, find in enumerate(finds):
        while end < len(finds) and (end == first or finds[end].end <= find.start + LENGTH):
            held[finds[end].part] += 1
            end += 1
        if (most := (len(held), end - first)) > best[2]:
            best = (first, end - 1, most)
        held[find.part] -= 1
        if not held[find.part]:
            del held[find.part]
    return best


def around(plain: str, start: int, end: int) -> Span:
    """Give the bounds of the passage of a text around its finds, at spaces where some are near."""
    free = max(LENGTH - (end - start), 0)
    begin = max(start - free // BEFORE, 0)
    finish = min(max(begin + LENGTH, end), len(plain))
    begin = max(min(begin, finish - LENGTH), 0)
    if begin and plain[begin - 1] != " ":
        space = plain.find(" ", begin, min(begin + NEAR, start))
        begin = begin if space < 0 else space + 1
    if finish < len(plain) and plain[finish] != " ":
        space = plain.rfind(" ", max(finish - NEAR, end), finish)
        finish = finish if space < 0 else space
    while begin < start and unicodedata.category(plain[begin])[0] == "M":
        begin += 1
    while finish < len(plain) and unicodedata.category(plain[finish])[0] == "M":
        finish += 1
    return begin, finish


def with_marks(plain: str, begin: int, finish: int, finds: Iterable[Find]) -> SafeString:
    """Give a passage of a text as HTML: the finds marked, and "…" where it is cut."""
    pieces = ["…"] if begin else []
    at = begin
    for start, end in merged(finds):
        start, end = max(start, at), min(end, finish)
        if start < end:
            pieces += [escape(plain[at:start]), "<mark>", escape(plain[start:end]), "</mark>"]
            at = end
    pieces += [escape(plain[at:finish]), "…" if finish < len(plain) else ""]
    return mark_safe("".join(pieces))  # noqa: S308 (all text in it is escaped)


def merged(finds: Iterable[Find]) -> Iterator[Span]:
    """Give the spans of finds in order, those that overlap as one."""
    span: Span | None = None
    for start, end, _part in finds:
        if span and start < span[1]:
            span = (span[0], max(span[1], end))
        else:
            if span:
                yield span
            span = (start, end)
    if span:
        yield span
