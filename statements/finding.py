"""How the desk finds statements: by words of titles, summaries and printed names, and by parties.

The desk sees drafts too, and half a word is enough; what visitors find is in `statements.search`.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from imcwp_site.numbers import number_in
from imcwp_site.publishing import State
from parties.naming import names_of_parties, parties_named
from statements.index.reading import EMPTY, facts, words
from statements.index.shape import Level
from statements.models import Signature, Statement, Word
from statements.models.index import begins
from statements.search.words import look_alikes, written

SHORTEST_BEGINNING = 3  # letters; less must be a whole word
LEVELS = (Level.TITLE, Level.SUMMARY)
GREATEST_NUMBER = 2**32 - 1  # in a set
AT_ONCE = 5_000


def find(statements: QuerySet, searched: list[str], most: int) -> list[int]:
    """Give the numbers of the last `most` of `statements` in which each of `searched` is found.

    Its words may begin words of a title, a summary or a printed name; or it is in a name of one of
    the parties, the reference or the number.
    """
    by_words, by_reference = holding(searched), called(searched)
    names = names_of_parties()
    found = [
        by_words[text] | by_reference.get(text, EMPTY) | signed(parties_named(text, names))
        for text in searched
    ]
    numbers = reversed(BitMap.intersection(*found)) if found else ()
    return first_of(statements, numbers, most)


def first_of(statements: QuerySet, numbers: Iterable[int], most: int) -> list[int]:
    """Give the first of these numbers that are among the statements."""
    listed: list[int] = []
    for some in chunks(numbers, AT_ONCE):
        here = set(statements.order_by().filter(pk__in=some).values_list("pk", flat=True))
        listed += [number for number in some if number in here]
        if len(listed) >= most:
            break
    return listed[:most]


def holding(searched: list[str]) -> dict[str, BitMap]:
    """Give the statements that hold all words of each text, in three queries."""
    words_of = {text: written(text) for text in searched}
    forms = {word: {word, *look_alikes(word)} for own in words_of.values() for word in own}
    terms = terms_of({form for of_word in forms.values() for form in of_word})
    sets = words({term for of_form in terms.values() for term in of_form})

    def numbers(word: str) -> BitMap:
        found = {term for form in forms[word] for term in terms[form]}
        places = [sets[term].get(level, EMPTY) for term in found & sets.keys() for level in LEVELS]
        return BitMap.union(EMPTY, *places)

    return {
        text: BitMap.intersection(*map(numbers, own)) if own else EMPTY
        for text, own in words_of.items()
    }


def terms_of(forms: set[str]) -> dict[str, set[str]]:
    """Give the terms of all words that begin like each of these; like a short one, of itself."""
    short = {form for form in forms if len(form) < SHORTEST_BEGINNING}
    asked = (begins("word", form) for form in forms - short)
    kept = Word.objects.filter(reduce(or_, asked, Q(word__in=short))).values_list("word", "term")
    return {
        form: {
            term
            for word, term in kept
            if (word == form if form in short else word.startswith(form))
        }
        for form in forms
    }


def called(searched: list[str]) -> dict[str, BitMap]:
    """Give the statement that each text is the reference or the number of, in one query."""
    asked = (number_in(text) for text in searched)
    numbers = [number for number in asked if number and number <= GREATEST_NUMBER]
    rows = Statement.objects.order_by().filter(Q(reference__in=searched) | Q(pk__in=numbers))
    found: dict[str, BitMap] = {}
    for number, reference in rows.values_list("pk", "reference"):
        for text in searched:
            if text == reference or number_in(text) == number:
                found[text] = found.get(text, EMPTY) | BitMap([number])
    return found


def signed(parties: set[int]) -> BitMap:
    """Give the statements that one of these parties signed; of drafts, the index has no facts."""
    if not parties:
        return EMPTY
    unpublished = Signature.objects.filter(party__in=parties).exclude(
        statement__state=State.PUBLISHED
    )
    numbers = BitMap(unpublished.values_list("statement", flat=True))
    known = facts()
    return BitMap.union(numbers, *(known.numbers("party", party) for party in parties))
