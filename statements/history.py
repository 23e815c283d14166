"""Which versions of a statement the public may read."""

import datetime
from dataclasses import dataclass

from django.db.models.fields.json import KT
from django.utils import timezone

from imcwp_site.publishing import State
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
    A version that was replaced before its publication time was never public.
    """
    if not statement.is_public:
        return []
    kept = list(
        statement.versions.order_by("n")
        .annotate(state=KT("content__state"), published_at=KT("content__published_at"))
        .values_list("n", "at", "note", "is_minor", "state", "published_at")
    )
    ends = [at for _n, at, *_others in kept[1:]] + [timezone.now()]
    public: list[PublicVersion] = []
    begins = True
    for (n, at, note, is_minor, state, published_at), end in zip(kept, ends, strict=False):
        since = max(at, datetime.datetime.fromisoformat(published_at)) if published_at else at
        if state != State.PUBLISHED or since > at:
            public.clear()  # it was not to be read at that time
            begins = True
        if state == State.PUBLISHED and since < end and (begins or not is_minor):
            public.append(PublicVersion(n, since, note))
            begins = False
    return public
