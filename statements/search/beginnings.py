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
) -> tuple[dict[str, set[str]], set[str]]:
    """Give the terms of the words that begin so, and of some `whole` words; in one query if any.

    Of too many, which takes a query each, the shortest are taken, which are most like what was
    typed: of each beginning as many, so that none takes the place of another. Beside the terms
    stand the beginnings of which there are more. What stands only in drafts is known to the desk.
    """
    whole = whole or set()
    if not beginnings and not whole:
        return {}, set()
    known = Word.objects.all() if of_drafts else public_words()
    words = known.order_by(Length("word"), "word", "term").values_list("word", "term")
    asked = reduce(or_, (begins("word", one) for one in sorted(beginnings)), Q(word__in=whole))
    rows, cut = list(words.filter(asked)[: MOST + 1]), set()
    terms = {one: {term for word, term in rows if word.startswith(one)} for one in beginnings}
    if len(rows) > MOST:
        most = max(MOST // max(len(beginnings), 1), 1)
        for one in beginnings:
            own = list(words.filter(begins("word", one))[: most + 1])
            terms[one] = {term for _word, term in own[:most]}
            if len(own) > most:
                cut.add(one)
        rows = list(words.filter(word__in=whole))
    return terms | {one: {term for word, term in rows if word == one} for one in whole}, cut
