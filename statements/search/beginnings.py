"""The words of the archive that begin like one that was typed."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Length

from statements.index.awaited import public_words
from statements.models import Word
from statements.models.index import begins

MOST = 1_000  # words with their terms: the sets of all of them are read


def terms_beginning(
    beginnings: set[str], whole: set[str] | None = None, *, of_drafts: bool = False
) -> tuple[dict[str, set[str]], bool]:
    """Give the terms of the words that begin so, and of some `whole` words; in one query if any.

    Of too many the shortest are taken, which are most like what was typed, and True tells so.
    What stands only in drafts is known to the desk alone.
    """
    whole = whole or set()
    if not beginnings and not whole:
        return {}, False
    asked = reduce(or_, (begins("word", one) for one in sorted(beginnings)), Q(word__in=whole))
    known = Word.objects.all() if of_drafts else public_words()
    words = known.filter(asked).order_by(Length("word"), "word", "term")
    rows = list(words.values_list("word", "term")[: MOST + 1])
    terms = {
        one: {term for word, term in rows[:MOST] if word.startswith(one)} for one in beginnings
    }
    for one in whole:
        terms[one] = {term for word, term in rows[:MOST] if word == one}
    return terms, len(rows) > MOST
