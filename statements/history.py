"""Which versions of a statement the public may read."""

import datetime
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils import timezone

from imcwp_site.publishing import State
from statements.comparing import as_read
from statements.models import Statement


@dataclass(frozen=True)
class PublicVersion:
    """A version that visitors could read, since when, and why it was changed."""

    n: int
    since: datetime.datetime
    note: str


def public_versions(statement: Statement) -> list[PublicVersion]:
    """Give what the public read of a statement, in order: its publication and each major change.

    It begins with the last publication: what was withdrawn, or said before, is not shown again.
    A version that was replaced before its publication time was never public. One that says to
    readers what the version before it said is no change to them.
    """
    if not statement.is_public:
        return []
    kept = list(
        statement.versions.order_by("n")
        .alias(texts=KT("content__texts"))
        .annotate(
            state=KT("content__state"),
            published_at=KT("content__published_at"),
            is_marked=Q(texts__contains="original_hash"),
        )
        .values_list("n", "at", "note", "is_minor", "state", "published_at", "is_marked")
    )
    marked = [n for n, *_others, is_marked in kept if is_marked]
    ends = [at for _n, at, *_others in kept[1:]] + [timezone.now()]
    unchanged = only_followed(statement, marked) if marked else set()
    public: list[PublicVersion] = []
    begins = True
    for version, end in zip(kept, ends, strict=False):
        n, at, note, is_minor, state, published_at, _is_marked = version
        since = max(at, datetime.datetime.fromisoformat(published_at)) if published_at else at
        if state != State.PUBLISHED or since > at:
            public.clear()  # it was not to be read at that time
            begins = True
        is_change = not is_minor and n not in unchanged
        if state == State.PUBLISHED and since < end and (begins or is_change):
            public.append(PublicVersion(n, since, note))
            begins = False
    return public


def as_published(contents: dict[int, dict]) -> dict[int, dict]:
    """Leave out the relations to what is not public: visitors are told of no draft."""
    related = {n: content["relations"] for n, content in contents.items() if "relations" in content}
    numbers = {one["other"] for relations in related.values() for one in relations}
    if not numbers:
        return contents
    public = set(Statement.objects.published().filter(pk__in=numbers).values_list("pk", flat=True))
    return contents | {
        n: contents[n] | {"relations": [one for one in relations if one["other"] in public]}
        for n, relations in related.items()
    }


def only_followed(statement: Statement, marked: list[int]) -> set[int]:
    """Give the versions in which a translation fell behind or was confirmed, and nothing else.

    Such a version, or the one before it, is `marked`: a text of it names the original it renders.
    """
    near = {number for n in marked for number in (n - 1, n, n + 1)}
    kept = statement.versions.filter(n__in=near).order_by("n").values_list("n", "content")
    read = ((n, as_read(content)) for n, content in kept.iterator(chunk_size=10))
    return {n for (before, said), (n, says) in pairwise(read) if n == before + 1 and says == said}
