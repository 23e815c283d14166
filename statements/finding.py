"""How the desk finds statements: by words of titles, summaries and printed names, and by parties.

The desk sees drafts too, and half a word is enough; what visitors find is in `statements.search`.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from imcwp_site.numbers import number_in
from imcwp_site.publishing import State
from parties.naming import names_of_parties, parties_named
from statements.index.reading import EMPTY, facts, words
from statements.index.shape import Level
from statements.models import Signature, Statement
from statements.search.beginnings import terms_beginning
from statements.search.words import look_alikes, written

MOST_WORDS = 15  # of what is typed as one
SHORTEST_BEGINNING = 3  # letters; less must be a whole word
LEVELS = (Level.TITLE, Level.SUMMARY)
GREATEST_NUMBER = 2**32 - 1  # in a set
AT_ONCE = 5_000


def find(statements: QuerySet, searched: list[str], most: int) -> tuple[list[int], list[str]]:
    """Give the numbers of the last `most` of `statements` in which each of `searched` is found.

    Its words may begin words of a title, a summary or a printed name; or it is in a name of one of
    the parties, the reference or the number. And give notices of what was not looked for.
    """
    (by_words, remarks), by_reference = holding(searched), called(searched)
    names = names_of_parties()
    found = [
        by_words[text] | by_reference.get(text, EMPTY) | signed(parties_named(text, names))
        for text in searched
    ]
    numbers = reversed(BitMap.intersection(*found)) if found else ()
    return first_of(statements, numbers, most), remarks


def first_of(statements: QuerySet, numbers: Iterable[int], most: int) -> list[int]:
    """Give the first of these numbers that are among the statements."""
    listed: list[int] = []
    for some in chunks(numbers, AT_ONCE):
        here = set(statements.order_by().filter(pk__in=some).values_list("pk", flat=True))
        listed += [number for number in some if number in here]
        if len(listed) >= most:
            break
    return listed[:most]


def holding(searched: list[str]) -> tuple[dict[str, BitMap], list[str]]:
    """Give the statements that hold all words of each text, in two queries.

    And notices of what was not looked for.
    """
    written_of = {text: list(written(text)) for text in searched}
    words_of = {text: own[:MOST_WORDS] for text, own in written_of.items()}
    left_out = [word for own in written_of.values() for word in own[MOST_WORDS:]]
    forms_of = {word: {word, *look_alikes(word)} for own in words_of.values() for word in own}
    forms = {form for of_word in forms_of.values() for form in of_word}
    short = {form for form in forms if len(form) < SHORTEST_BEGINNING}
    terms, cut = terms_beginning(forms - short, short, of_drafts=True)
    sets = words({term for of_form in terms.values() for term in of_form})

    def numbers(word: str) -> BitMap:
        found = {term for form in forms_of[word] for term in terms[form]}
        places = [sets[term].get(level, EMPTY) for term in found & sets.keys() for level in LEVELS]
        return BitMap.union(EMPTY, *places)

    return {
        text: BitMap.intersection(*map(numbers, own)) if own else EMPTY
        for text, own in words_of.items()
    }, notices(left_out, is_cut=bool(cut))


def notices(left_out: list[str], *, is_cut: bool) -> list[str]:
    """Say which words, and that some beginnings, were not looked for."""
    said = []
    if left_out:
        said.append(
            _("Of a phrase the first %(n)s words are looked for. Left out: %(words)s.")
            % {"n": MOST_WORDS, "words": " ".join(left_out)}
        )
    if is_cut:
        said.append(
            _(
                "Very many words begin like what you typed: only the shortest of them are looked "
                "for. Type more letters to find the others too."
            )
        )
    return said


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
