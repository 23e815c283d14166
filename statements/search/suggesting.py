"""What a visitor may have meant: a word that is there for one that is not."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest, nsmallest
from itertools import combinations, islice
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length
from pyroaring import BitMap
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from statements.index import reading
from statements.index.awaited import public_words
from statements.index.public import Public
from statements.index.reading import EMPTY
from statements.models import Word
from statements.models.index import begins
from statements.search.grammar import MOST_WORDS, Part, Query
from statements.search.matching import Matches, tried
from statements.search.names import Names
from statements.search.words import ARABIC_ARTICLE

SHORTEST, SHORT = 3, 7  # letters: of a word that is mended, of one in which more may be wrong
MOST_LIKE_IT = 30
MOST_MENDED = 3  # words of a query: more are no slip, and each is compared with many thousands
FEW = 3  # statements, that a misspelt word may find by one of its stems
MOST_LEFT_OUT, MOST_WAYS = 3, 3  # words, and queries that leave them out
MOST_COMPARED = 10_000  # words with one
BEGINNINGS = 1, 2, 3  # letters that two words share; more only where fewer are shared by too many


@dataclass(frozen=True)
class Suggestion:
    """Another query, and how many statements it would give under the same filters."""

    query: Query
    count: int


Answer = tuple[Query, Matches]


def mended(query: Query, found: Matches, public: Public) -> Answer | None:
    """Give the query with its unknown words mended, and what it finds; None if none is."""
    rare = [(n, part) for part, n in found.singles.items() if n <= FEW and can_be_mended(part)]
    rarest = {part: n for n, part in nsmallest(MOST_MENDED, rare, key=itemgetter(0))}
    known = dict(mend(rarest, found.names, public)) if rarest else {}
    if not known:
        return None
    wanted = tuple(tuple(known.get(part, part) for part in group) for group in query.wanted)
    other = replace(query, wanted=wanted, notices=())
    result = tried(other, found, public)
    return (other, result) if result else None


def suggestion(found: Matches, other: Answer | None, within: BitMap) -> Suggestion | None:
    """Give the mended query, if it finds more; `within` is what fulfils all other filters."""
    count = len(other[1].numbers & within) if other else 0
    return Suggestion(other[0], count) if other and count > len(found.numbers & within) else None


def nearest(
    query: Query, found: Matches, other: Answer | None, public: Public, within: BitMap
) -> list[Suggestion]:
    """Give what fewer words of the query find, or of the mended one where more of them stay.

    Gives nothing when something is found as it is; `within` is what fulfils all other filters.
    """
    if not found.numbers.isdisjoint(within):
        return []
    ways = shorter(query, found, public, within)
    of_mended = shorter(*other, public, within) if other else []
    # One mended word alone is two steps from what was typed.
    likely = [
        way
        for way in of_mended
        if len(way.query.wanted) > 1 or set(way.query.wanted).intersection(query.wanted)
    ]
    return max(ways, likely, key=lambda some: len(some[0].query.wanted) if some else 0)


def shorter(query: Query, found: Matches, public: Public, within: BitMap) -> list[Suggestion]:
    """Give what would be found with few words left out, the most first.

    Those that tell little are left out at once; of the others names last, and as few as it takes.
    """
    every = range(len(query.wanted))
    telling = [n for n in every if not all(part.tells_little for part in query.wanted[n])] or every
    if len(telling) < len(every):
        way = counted(query, telling, found, public, within)
        if way and way.count:
            return [way]
    sets = [numbers & within for numbers in found.at_most]
    # Of very many words only the rarest are left out.
    rarest = nsmallest(MOST_WORDS, telling, key=lambda place: len(sets[place]))
    common = BitMap.intersection(within, *(sets[place] for place in telling if place not in rarest))
    named = {n for n in rarest if any(map(found.names.is_name, query.wanted[n]))}
    likely: dict[tuple[int, int], list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for few in range(1, min(MOST_LEFT_OUT, len(telling) - 1) + 1):
        for out in combinations(rarest, few):
            most = len(BitMap.intersection(common, *(sets[n] for n in rarest if n not in out)))
            if most:
                likely[len(named.intersection(out)), few].append((most, out))
    for _names_and_words, outs in sorted(likely.items()):
        ways = [
            counted(query, [n for n in telling if n not in out], found, public, within)
            for _most, out in nlargest(MOST_WAYS, outs, key=itemgetter(0))
        ]
        if some := [way for way in ways if way and way.count]:
            return sorted(some, key=lambda way: -way.count)
    return []


def counted(
    query: Query, kept: Sequence[int], found: Matches, public: Public, within: BitMap
) -> Suggestion | None:
    """Give a query with fewer words wanted, and its count, if that is quickly known."""
    other = replace(query, wanted=tuple(query.wanted[n] for n in kept), notices=())
    result = tried(other, found, public)
    return Suggestion(other, len(result.numbers & within)) if result else None


def can_be_mended(part: Part) -> bool:
    """Tell a word from what is more than a word."""
    word = part.words[0]
    return (
        len(part.words) == 1
        and not part.quoted
        and not part.is_beginning
        and part.field in ("", "title")
        and not part.tells_little
        and len(word) >= SHORTEST
        and not any(letter.isdigit() for letter in word)
    )


def mend(rare: Mapping[Part, int], names: Names, public: Public) -> Iterator[tuple[Part, Part]]:
    """Give for each part with few finds the word most like it that most statements hold.

    A word that is written so somewhere, or is of a known name, is right. Failing that, give the two
    words that were written as one.
    """
    in_texts, in_names = public_words(), names.vocabulary
    terms = known_words({part.words[0] for part in rare}, in_texts)
    unknown = [
        part
        for part, n in rare.items()
        if (not n or part.words[0] not in terms) and not names.knows(part.words[0])
    ]
    likely = {part: words_like(part.words[0], [*terms, *in_names]) for part in unknown}
    asked = {word for words in likely.values() for word in words}
    postings = reading.words({term for word in asked for term in terms.get(word, ())})

    def size(part: Part) -> int:
        sets = [EMPTY]
        for term in terms.get(part.words[0], ()):
            sets += postings.get(term, {}).values()
        if part.words[0] in in_names and not part.field:
            named = {name.record for name in names.holding(part)}
            sets += [public.sets(kind).get(str(key), EMPTY) for kind, key in named]
        return len(BitMap.union(*sets) & public.numbers)

    for part, words in likely.items():
        mended = {replace(part, typed=word, words=(word,)): words[word] for word in sorted(words)}
        if known := [one for one in mended if size(one) > rare[part]]:
            yield part, min(known, key=lambda one: (mended[one], -size(one)))
        elif two := two_words_in(part.words[0], in_names, in_texts):
            yield part, replace(part, typed="-".join(two), words=two)


def two_words_in(
    word: str, in_names: Collection[str], in_texts: QuerySet[Word]
) -> tuple[str, str] | None:
    """Give the two known words that make up one, those that begin with the longest."""
    places = range(SHORTEST, len(word) - SHORTEST + 1)
    halves = {half for n in places for half in (word[:n], word[n:])}
    known = {half for half in halves if half in in_names}
    known.update(in_texts.filter(word__in=halves).values_list("word", flat=True))
    ways = [(word[:n], word[n:]) for n in places if {word[:n], word[n:]} <= known]
    return ways[-1] if ways else None


def known_words(unknown: Iterable[str], in_texts: QuerySet[Word]) -> dict[str, set[str]]:
    """Give the words of the archive that begin like one of these and are as long, with terms."""
    terms: dict[str, set[str]] = {}
    for word in unknown:
        for other, term in rows_like(word, in_texts):
            terms.setdefault(other, set()).add(term)
    return terms


def rows_like(word: str, in_texts: QuerySet[Word]) -> list[tuple[str, str]]:
    """Give the words that begin like one, with terms; where these are very many, more like it."""
    lengths: Any = (len(word) - slips_in(word), len(word) + slips_in(word))
    words = in_texts.alias(letters=Length("word")).filter(letters__range=lengths)
    rows: list[tuple[str, str]] = []
    for letters in BEGINNINGS:
        begin = words.filter(begins("word", word[:letters])).order_by("word", "term")
        rows = list(begin.values_list("word", "term")[: MOST_COMPARED + 1])
        if len(rows) <= MOST_COMPARED:
            break
    return rows[:MOST_COMPARED]


def words_like(word: str, known: list[str]) -> dict[str, int]:
    """Give the words most like one, with the number of slips between them."""
    near = extract(word, known, scorer=OSA.distance, score_cutoff=slips_in(word), limit=None)
    slips = ((other, int(distance)) for other, distance, _place in near if is_slip(word, other))
    return dict(islice(slips, MOST_LIKE_IT))


def slips_in(word: str) -> int:
    """Tell how many letters of a word may be wrong; those of the Arabic article are none of it."""
    return 1 if is_short(word) else 2


def is_short(word: str) -> bool:
    return len(ARABIC_ARTICLE.sub("", word)) < SHORT


def is_slip(word: str, other: str) -> bool:
    """Tell whether one word may be another, misspelt.

    A slip leaves the first letter. In a short word it leaves one out, adds one or swaps two: with
    one letter for another it is most often a right word, of a language that few here write.
    """
    if other == word or other[0] != word[0]:
        return False
    return not is_short(word) or len(other) != len(word) or sorted(other) == sorted(word)
