"""Words that the public may know: those of scheduled statements as soon as these are public.

Nobody need do anything at that moment: such words are noted with their statement till then.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from statements.index.lines import FoundWord
from statements.index.shape import BLOCK_BITS
from statements.models import IndexedStatement, Statement, Word


def public_words() -> QuerySet[Word]:
    """Give the words that were ever in a public text; what stands only in drafts is for the desk.

    It takes a short query of its own.
    """
    return Word.objects.filter(Q(is_public=True) | Q(word__in=words_of(due())))


def settle(blocks: Iterable[int]) -> set[FoundWord]:
    """Give the words of what has become public in these blocks, which are locked, as public ones.

    It waits no longer for them, so that there are never many.
    """
    in_blocks = Q(pk__in=[])
    for block in blocks:
        in_blocks |= Q(pk__gte=block << BLOCK_BITS, pk__lt=(block + 1) << BLOCK_BITS)
    noted = due(in_blocks)
    if not noted:
        return set()
    IndexedStatement.objects.filter(pk__in=noted).update(awaited="")
    rows = Word.objects.filter(word__in=words_of(noted))
    return {(word, term, True) for word, term in rows.values_list("word", "term")}


def due(condition: Q | None = None) -> dict[int, str]:
    """Give the awaited words of the statements that are public by now, by number."""
    waiting = IndexedStatement.objects.filter(condition or Q(), awaited__gt="")
    noted = dict(waiting.values_list("pk", "awaited"))
    published = Statement.objects.published().order_by().filter(pk__in=noted)
    return {number: noted[number] for number in published.values_list("pk", flat=True)}


def words_of(noted: dict[int, str]) -> set[str]:
    return {word for words in noted.values() for word in words.split()}
