"""The words by which the desk finds statements: those of their titles and printed names.

The table is narrow, so that looking through all of it for a part of a word costs little.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from imcwp_site.folding import comparable
from imcwp_site.numbers import is_key
from parties.naming import names_of_parties, parties_named
from statements.inserting import insert
from statements.models import FindingAid, Signature

NOTHING = Q(pk__in=[])


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
    kept = dict(FindingAid.objects.filter(pk__in=contents).values_list("pk", "words"))
    aids = [
        FindingAid(statement_id=number, words=words_of(one)) for number, one in contents.items()
    ]
    insert([aid for aid in aids if aid.pk not in kept])
    changed = [aid for aid in aids if kept.get(aid.pk, aid.words) != aid.words]
    if changed:
        FindingAid.objects.bulk_update(changed, ["words"])


def named(words: str) -> Q:
    """Give the condition that `words` stand in a title or a printed name of a statement."""
    folded, key = comparable(words)
    if not folded:
        return NOTHING
    return Q(finding_aid__words__contains=folded) | Q(finding_aid__words__contains=key)


def find(statements: QuerySet, searched: list[str], most: int) -> list[int]:
    """Give the numbers of the last `most` of `statements` in which each of `searched` is found.

    It may stand in a title or a printed name, be a name of one of the parties, the reference or
    the number. The statements are looked through once, from the last entered on, and no further
    than it takes.
    """
    names = names_of_parties()
    found: Any
    for words in searched:
        found = named(words) | Q(reference=words)
        if parties := parties_named(words, names):
            signatures = Signature.objects.filter(statement=OuterRef("pk"), party__in=parties)
            found |= Exists(signatures)
        if is_key(words):
            found |= Q(pk=words)
        statements = statements.filter(found)
    return list(statements.order_by("-pk").values_list("pk", flat=True)[:most])
