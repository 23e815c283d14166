"""The names by which statements are found: of parties, meetings and topics.

They are few enough to be compared in memory, word by word, in the terms of texts and queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from django.db.models import Model

from imcwp_site.place_names import words_of_places
from parties.models import PartyName
from statements.index.public import Public
from statements.models.kinds import names_of_editors
from statements.search.function_words import FUNCTION_WORDS
from statements.search.grammar import Part
from statements.search.phrases import forms_of
from statements.search.spellings import (
    IN_FULL,
    WORDS,
    Record,
    Spelling,
    Use,
    in_their_own_rows,
    of_kinds,
    spellings_of,
)
from statements.search.stemming import LATIN, STEMMERS
from statements.search.words import term_of, written

# Of a name whose language is not known, the script may tell it.
TOLD_BY_SCRIPT = [language for language, (_, scripts) in STEMMERS.items() if not LATIN & scripts]


class Names:
    """All names of the archive at one moment."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self.words: list[tuple[Spelling, list[str]]] = [
            (one, written(one.text)) for one in spellings if one.text
        ]

    @cached_property
    def terms(self) -> list[list[set[str]]]:
        """Give the terms at each place of each name."""
        return [
            [terms_in_name(word, spelling.language) for word in words]
            for spelling, words in self.words
        ]

    @cached_property
    def places(self) -> dict[str, list[tuple[int, int]]]:
        """Give in which names a term stands, and at which places."""
        places = defaultdict(list)
        for n, name in enumerate(self.terms):
            for place, terms in enumerate(name):
                for term in terms:
                    places[term].append((n, place))
        return places

    @cached_property
    def wholes(self) -> dict[tuple[str, ...], list[Record]]:
        """Give what the words of a name lead to where they are all of it."""
        wholes = defaultdict(list)
        for spelling, words in self.words:
            if spelling.use in IN_FULL or spelling.is_subject:
                wholes[tuple(words)].append(spelling.record)
        return wholes

    @cached_property
    def vocabulary(self) -> set[str]:
        """Give the words that find statements."""
        return {word for one, words in self.words if one.use in WORDS for word in words}

    def knows(self, word: str) -> bool:
        """Tell whether a word stands in any name, or in what is said of a record or of a place."""
        return word in self.every_word or word in words_of_places()

    @cached_property
    def every_word(self) -> set[str]:
        """Give all words, whatever they are good for."""
        return {word for _spelling, words in self.words for word in words}

    def is_name(self, part: Part) -> bool:
        """Tell whether a part is the whole of a name, in any form of its words."""
        return any(
            (spelling := self.words[n][0]).use in IN_FULL | {Use.TOGETHER}
            and spelling.record.kind != "kind"
            and len(self.words[n][1]) == len(part.words)
            for n, place in self.starts(part.places, part.beginning)
            if place == 0 and self.goes_on(n, place, part.places, part.beginning)
        )

    def holding(
        self, part: Part, uses: Collection[Use] = WORDS, beside: Collection[Part] = ()
    ) -> set[Spelling]:
        """Give the names that hold the words of a part of a query, one after another.

        Of South Africa the other word stands in a part `beside` it: "South" alone is no country.
        """
        parts = (part, *beside)
        asked = frozenset(term for one in parts for place in one.places for term in place)
        beginnings = tuple(one.beginning for one in parts if one.beginning)
        return {
            spelling
            for n, place in self.starts(part.places, part.beginning)
            if (spelling := self.words[n][0]).use in uses
            and part.field in ("", spelling.record.kind)
            and self.goes_on(n, place, part.places, part.beginning)
            and (spelling.use < Use.TOGETHER or self.is_asked(n, asked, beginnings))
        }

    def called(self, text: str) -> set[Record]:
        """Give the records that `text`, and nothing more or less, is a name of.

        Failing that, the party in whose names alone its words stand side by side.
        """
        words = written(text)
        called = {record for form in forms_of(words) for record in self.wholes.get(form, ())}
        return called or self.told_by(text, words)

    def told_by(self, text: str, words: list[str]) -> set[Record]:
        """Give the party whose name is told by two words or more that say something, if it is one.

        One word is not enough: "socialism" may stand in the name of one party, and is no name.
        """
        if len(FUNCTION_WORDS.union(words)) < len(FUNCTION_WORDS) + 2:
            return set()
        found = {one.record for one in self.holding(Part(text, tuple(words)), {Use.NAME})}
        return found if [one.kind for one in found] == ["party"] else set()

    def all_hold(self, record: Record, words: Iterable[str]) -> bool:
        """Tell whether each of some words stands in one of the names of a record."""
        return all(
            any(
                spelling.record == record and word in own and spelling.use in WORDS
                for spelling, own in self.words
            )
            for word in words
        )

    def starts(self, places: Sequence[Collection[str]], beginning: str) -> Iterator:
        """Give the names, and the places in them, where the first of the words stands."""
        if places:
            for term in places[0]:
                yield from self.places.get(term, ())
        else:
            for n, (_spelling, words) in enumerate(self.words):
                for place, word in enumerate(words):
                    if word.startswith(beginning):
                        yield n, place

    def goes_on(self, n: int, place: int, places: Sequence, beginning: str) -> bool:
        """Tell whether the other words stand behind the first."""
        terms, words = self.terms[n][place:], self.words[n][1][place + len(places) :]
        if len(terms) < len(places) + bool(beginning):
            return False
        together = zip(places, terms, strict=False)
        return all(not own.isdisjoint(asked) for asked, own in together) and (
            not beginning or words[0].startswith(beginning)
        )

    def is_asked(self, n: int, asked: Collection[str], beginnings: tuple[str, ...]) -> bool:
        """Tell whether all words of a name that say something are asked for."""
        return all(
            not terms.isdisjoint(asked) or word in FUNCTION_WORDS or word.startswith(beginnings)
            for word, terms in zip(self.words[n][1], self.terms[n], strict=True)
        )


@lru_cache(maxsize=2**15)
def terms_in_name(word: str, language: str) -> set[str]:
    """Give the terms of a word of a name in its language, if that is known, and as it stands.

    A name may be a stem, as Вьетнам is of Вьетнама, though it seems to have an ending.
    """
    stems = {term_of(word, one) for one in ("", language, *TOLD_BY_SCRIPT)}
    return stems | {f"{term.partition(':')[0]}:{word}" for term in stems}


def names_of(public: Public) -> Names:
    """Give the names of all records as they are now, in two queries beside those of `public`.

    One of them is for the names of kinds, which a page asks for anyway.
    """
    global _kept
    others = list(
        PartyName.objects.order_by().values_list(
            "party", "text", "abbreviation", "language", "kind"
        )
    )
    # Topics come in the order of the reader's language, and their names are those of all.
    records = (public.parties, public.meetings, sorted(public.topics, key=attrgetter("pk")))
    kinds = names_of_editors()
    rows = [[what_is_kept(one) for one in some] for some in records], others, kinds
    kept = _kept  # which another thread may replace at any moment
    if rows != kept[0]:
        spellings = (*spellings_of(*records), *in_their_own_rows(others), *of_kinds(kinds))
        _kept = kept = rows, Names(spellings)
    return kept[1]


# The names that this process made last, and from which rows.
_kept: tuple[Any, Names] = None, Names([])


def what_is_kept(record: Model) -> list[Any]:
    """Give what the row of a record says."""
    return [value for name, value in vars(record).items() if name != "_state"]
