"""Words that must stand one after another, looked for in the words of the statements."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product

from django.db.models import BooleanField, Func, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from pyroaring import BitMap

from imcwp_site.folding import TO_SCRIPT, brought_to
from statements.index.reading import EMPTY
from statements.index.shape import Level
from statements.models import IndexedStatement
from statements.search.stemming import STEMMERS
from statements.search.words import look_alikes, term_of

Terms = tuple[str, ...]


class Among(Func):
    """The condition that a number is one of very many, which are one parameter of the query."""

    output_field = BooleanField()
    arg_joiner = " IN (SELECT value FROM json_each("
    template = "%(expressions)s))"

    def __init__(self, field: str, numbers: Iterable[int]) -> None:
        super().__init__(field, Value(json.dumps(list(numbers))))

    def as_postgresql(self, compiler, connection):
        return self.as_sql(
            compiler,
            connection,
            arg_joiner=" IN (SELECT value::bigint FROM json_array_elements_text((",
            template="%(expressions)s)::json))",
        )


def runs_of(words: Sequence[str]) -> Iterator[Terms]:
    """Give the terms that these words may be in a text, one after another: of one language.

    Words that look alike in several scripts are taken in one of them throughout.
    """
    for form, language in product(forms_of(words), ("", *STEMMERS)):
        yield tuple(term_of(word, language) for word in form)


def forms_of(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Give words as they stand, and in each script in which they look the same."""
    return {tuple(words), *(tuple(brought(word, to) for word in words) for to in TO_SCRIPT)}


def brought(word: str, script: str) -> str:
    """Give a word in the letters of a script, if it looks the same there."""
    form = brought_to(script, word.upper()).casefold()
    return form if form in look_alikes(word) else word


class Phrase:
    """A run of words that is looked for among candidates: the statements that hold them all."""

    def __init__(
        self,
        words: Sequence[str],
        ends: Collection[str] | None,
        found: Mapping[str, Mapping[int, BitMap]],
        *,
        in_title: bool,
    ) -> None:
        """Take the sets of words; what stands in no statement needs not be looked for.

        One of the terms in `ends` stands behind the words, unless that is None.
        """
        self.ends, self.in_title = ends, in_title
        self.runs: dict[Terms, BitMap] = {}
        for run in runs_of(words):
            if run not in self.runs and all(term in found for term in run):
                sets = [BitMap.union(*found[term].values()) for term in set(run)]
                if numbers := BitMap.intersection(*sets):
                    self.runs[run] = numbers

    def within(self, numbers: BitMap) -> None:
        """Look only among these."""
        self.runs = {run: both for run, own in self.runs.items() if (both := own & numbers)}

    @property
    def must_be_read(self) -> bool:
        """Tell whether the database alone cannot say where the words stand."""
        return self.ends is not None or self.in_title

    @property
    def cost(self) -> int:
        """Tell how many times the words of a statement have to be gone through."""
        return sum(map(len, self.runs.values())) * (1 + self.must_be_read)

    def found(self) -> BitMap:
        """Give the candidates in which the words do stand one after another: one query.

        A term says its language, so whoever holds a run is one of the run's own candidates.
        """
        if not self.runs:
            return EMPTY
        holds = Q()
        for run, own in self.runs.items():
            holds |= Q(Among("pk", own), GreaterThan(StrIndex("words", Value(written_as(run))), 0))
        candidates = BitMap.union(*self.runs.values())
        rows = IndexedStatement.objects.filter(Among("pk", candidates), holds)
        if not self.must_be_read:
            return BitMap(rows.values_list("pk", flat=True))
        read = rows.values_list("pk", "words").iterator()
        return BitMap(number for number, words in read if self.stands_in(words))

    def stands_in(self, words: str) -> bool:
        """Tell whether the words stand one after another in those of a statement."""
        if self.in_title:
            lines = words.split("\n")
            words = "\n".join(line for line in lines if line.startswith(f"{Level.TITLE:d} "))
        return any(is_in(words, written_as(run), self.ends) for run in self.runs)


def written_as(run: Terms) -> str:
    """Write terms as they stand in the words of a statement."""
    return f" {' '.join(run)} "


def is_in(words: str, run: str, ends: Collection[str] | None) -> bool:
    """Tell whether a run stands in some words, before one of the `ends` if these are given."""
    at = words.find(run)
    while ends is not None and at >= 0:
        behind = at + len(run)
        if words[behind : words.find(" ", behind)] in ends:
            return True
        at = words.find(run, behind - 1)
    return at >= 0
