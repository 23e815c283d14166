"""Words that must stand one after another, looked for in the words of the statements."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    forms = {tuple(words), *(tuple(brought(word, to) for word in words) for to in TO_SCRIPT)}
    for form, language in product(forms, ("", *STEMMERS)):
        yield tuple(term_of(word, language) for word in form)


def brought(word: str, script: str) -> str:
    """Give a word in the letters of a script, if it looks the same there."""
    form = brought_to(script, word.upper()).casefold()
    return form if form in look_alikes(word) else word


class Phrase:
    """A run of words that is looked for among candidates: the statements that hold them all."""

    def __init__(self, words: Sequence[str], found: Mapping[str, Mapping[int, BitMap]]) -> None:
        """Take the sets of words; what stands in no statement needs not be looked for."""
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
    def candidates(self) -> BitMap:
        """The statements to be looked through."""
        return BitMap.union(EMPTY, *self.runs.values())

    def found(self) -> BitMap:
        """Give the candidates in which the words do stand one after another: one query.

        A term says its language, so whoever holds a run is one of the run's own candidates.
        """
        holds = Q()
        for run in self.runs:
            holds |= Q(GreaterThan(StrIndex("words", Value(written_as(run))), 0))
        rows = IndexedStatement.objects.filter(Among("pk", self.candidates), holds)
        return BitMap(rows.values_list("pk", flat=True)) if self.runs else EMPTY

    def found_in_titles(self) -> BitMap:
        """Give the candidates that have the words one after another in a title."""
        rows = IndexedStatement.objects.filter(Among("pk", self.found()))
        runs = [written_as(run) for run in self.runs]
        return BitMap(
            number
            for number, words in rows.values_list("pk", "words").iterator()
            for line in words.splitlines()
            if line.startswith(f"{Level.TITLE:d} ") and any(run in line for run in runs)
        )


def written_as(run: Terms) -> str:
    """Write terms as they stand in the words of a statement."""
    return f" {' '.join(run)} "
