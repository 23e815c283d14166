"""In which order a search gives what it finds: in tiers, the best first.

They are sets, for any number of statements. Only where titles hold all of the words, these are
looked at, those of the newest statements: a title that is the query comes first of all, then those
in which its words stand side by side.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet, Value
from pyroaring import BitMap

from statements.index.ordering import newest_first
from statements.index.reading import Facts
from statements.models import Statement, Text
from statements.search.function_words import FUNCTION_WORDS
from statements.search.grammar import Group, Part
from statements.search.phrases import Among
from statements.search.places import Places, Where
from statements.search.words import passage, written

MOST_LOOKED_AT = 250  # statements: what is on the first ten pages

Title = list[tuple[str, str]]  # words with their terms
NONE: frozenset[str] = frozenset()


class Slot(NamedTuple):
    """The terms that may stand at a place of a title, or how the word there begins."""

    terms: frozenset[str]
    beginning: str


class Fit(IntEnum):
    """How the words of a query stand in a title that holds them all."""

    WHOLE = 0  # nothing else stands there
    TOGETHER = 1  # side by side, in the order of the query
    SCATTERED = 2


def ranked(
    wanted: Sequence[Group], found: Sequence[Places], numbers: BitMap, facts: Facts
) -> list[BitMap]:
    """Part what was found by where, and by how it stands in titles; one query for these."""
    tiers = list(tiers_of(found, numbers))
    in_titles = BitMap.intersection(numbers, *(group[Where.TITLE] for group in found))
    if not in_titles:
        return tiers
    looked_at = iter(in_titles)
    if len(in_titles) > MOST_LOOKED_AT:
        looked_at = islice(newest_first(facts, in_titles), MOST_LOOKED_AT)
    fits: dict[Fit, BitMap] = {fit: BitMap() for fit in Fit}
    fit_of = Fitting(wanted)
    for number, language, title in titles_of(looked_at):
        fits[fit_of(title, language)].add(number)
    first = [fits[Fit.WHOLE], fits[Fit.TOGETHER] - fits[Fit.WHOLE]]
    scattered = in_titles - first[0] - first[1]
    return [tier for tier in (*first, scattered, *tiers[1:]) if tier]


def tiers_of(groups: Sequence[Places], numbers: BitMap) -> Iterator[BitMap]:
    """Part what was found: with more of the words in titles first.

    And among those with as many, by where the last of the words is found.
    """
    by_titles = [numbers]  # by how many of the words stand in a title
    for group in groups:
        title = group[Where.TITLE]
        without = [own - title for own in by_titles] + [BitMap()]
        with_it = [BitMap()] + [own & title for own in by_titles]
        by_titles = [one | other for one, other in zip(without, with_it, strict=True)]
    up_to = [
        BitMap.intersection(numbers, *(group.up_to(where) for group in groups)) for where in Where
    ]
    for rest in reversed(by_titles):
        for found in up_to:
            if tier := rest & found:
                yield tier
                rest = rest - tier


def titles_of(numbers: Iterable[int]) -> QuerySet:
    """Give number, language and title, for each title of some statements."""
    numbers = list(numbers)
    own = Statement.objects.order_by().filter(Among("pk", numbers))
    texts = Text.objects.order_by().filter(Among("statement", numbers))
    return own.values_list("pk", Value("en"), "title").union(
        texts.values_list("statement", "language", "title")
    )


class Fitting:
    """Tells how a query stands in a title; words that say nothing are passed over in both."""

    def __init__(self, wanted: Sequence[Group]) -> None:
        self.groups = [[slots_of(part) for part in group] for group in wanted]
        first = [slots[0].terms if slots else NONE for slots in self.groups[0]]
        # Most titles are of languages in which the query cannot begin: they are passed quickly.
        self.first = NONE.union(*first) if all(first) else NONE

    def __call__(self, title: str, language: str) -> Fit:
        terms = passage(title, language)
        if self.first and self.first.isdisjoint(terms):
            return Fit.SCATTERED
        both = zip(written(title), terms, strict=True)
        words = [one for one in both if is_telling(one[0])]
        fit = Fit.SCATTERED
        for start, (_word, term) in enumerate(words):
            if not self.first or term in self.first:
                ends = self.ends_from(start, words)
                if start == 0 and len(words) in ends:
                    return Fit.WHOLE
                if ends:
                    fit = Fit.TOGETHER
        return fit

    def ends_from(self, start: int, words: Title) -> set[int]:
        """Give the places at which the query may end that begins at one."""
        ends = {start}
        for group in self.groups:
            ends = {
                at + len(slots)
                for at in ends
                for slots in group
                if len(words) >= at + len(slots)
                and all(map(stands, slots, words[at : at + len(slots)]))
            }
        return ends


def slots_of(part: Part) -> list[Slot]:
    """Give what the words of a part ask for, place by place."""
    slots = [*(Slot(terms, "") for terms in part.places), Slot(NONE, part.beginning)]
    return [slot for word, slot in zip(part.words, slots, strict=False) if is_telling(word)]


def is_telling(word: str) -> bool:
    """Tell a word from those that say nothing."""
    return word not in FUNCTION_WORDS


def stands(slot: Slot, word: tuple[str, str]) -> bool:
    """Tell whether a word of a title is what is asked for at its place."""
    written_as, term = word
    return written_as.startswith(slot.beginning) if slot.beginning else term in slot.terms
