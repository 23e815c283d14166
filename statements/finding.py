"""The words by which the desk finds statements: those of their titles and printed names.

The table is narrow, so that looking through all of it for a part of a word costs little.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from imcwp_site.folding import comparable
from statements.models import FindingAid


def words_of(content: Mapping[str, Any]) -> str:
    """Give the words of a content, folded; once more where look-alike letters would hide them."""
    names = [
        content["title"],
        *(text["title"] for text in content["texts"]),
        *(signature["printed_name"] for signature in content["signatures"]),
    ]
    forms = (form for name in names if name for form in comparable(name))
    return "\n".join(dict.fromkeys(forms))


def note(contents: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep the words of these contents, by number of statement, in place of those before."""
    FindingAid.objects.bulk_create(
        [FindingAid(statement_id=number, words=words_of(one)) for number, one in contents.items()],
        update_conflicts=True,
        unique_fields=["statement"],
        update_fields=["words"],
    )


def statements_named(words: str) -> QuerySet:
    """Give the numbers of statements that have `words` in a title or a printed name."""
    folded, key = comparable(words)
    aids = FindingAid.objects.filter(Q(words__contains=folded) | Q(words__contains=key))
    return aids.values("statement") if folded else aids.none().values("statement")
