"""What a statement says, as data; and the one way in which its versions are recorded.

Admin and importer call `record` after they have saved a statement with all that hangs on it.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from statements.models import Signature, Statement, StatementTopic, Version

FORMAT = 1
# The facts of a statement and of what hangs on it, in reading order.
FIELDS = ("kind", "title", "note", "source", "confidence", "state", "withdrawal_reason")
LIST_FIELDS = ("title", "stated_count", "is_complete", "is_open", "note", "source", "confidence")
SIGNATURE_FIELDS = ("printed_name", "role", "position", "group", "source", "confidence")
TEXT_FIELDS = ("language", "status", "translated_from", "title", "summary", "body")
ROLES = Signature.Role.values
ATTACHMENT_FIELDS = ("sha256", "name", "description", "kind", "language", "size")


def with_content(statements: models.QuerySet) -> models.QuerySet:
    """Fetch statements with all that their content is made of, in a fixed number of queries."""
    return statements.select_related("meeting", "signature_list").prefetch_related(
        models.Prefetch("signatures", Signature.objects.select_related("party")),
        models.Prefetch("topic_links", StatementTopic.objects.select_related("topic")),
        "texts",
        "attachments",
    )


def content_of(statement: Statement) -> dict[str, Any]:
    """Give all that a statement says and all that is said of it, as JSON.

    Parties, topics and the meeting are named by slug, so the content is the same in every
    database; its number and reference are not content.
    """
    signatures = statement.signature_list if hasattr(statement, "signature_list") else None
    return {
        "format": FORMAT,
        **pick(statement, FIELDS),
        "issued": text_of(statement.issued),
        "posted": text_of(statement.posted),
        "published_at": time_of(statement.published_at),
        "meeting": statement.meeting.slug if statement.meeting else "",
        "topics": [link.topic.slug for link in statement.topic_links.all()],
        "signature_list": pick(signatures, LIST_FIELDS) if signatures else None,
        "signatures": sorted(
            (signature_content(signature) for signature in statement.signatures.all()),
            key=signature_order,
        ),
        "texts": [pick(text, TEXT_FIELDS) for text in statement.texts.all()],
        "attachments": [pick(file, ATTACHMENT_FIELDS) for file in statement.attachments.all()],
    }


def signature_content(signature: Signature) -> dict[str, Any]:
    party = signature.party.slug if signature.party else ""
    added = text_of(signature.added)
    return {"party": party, **pick(signature, SIGNATURE_FIELDS), "added": added}


def signature_order(content: dict[str, Any]) -> tuple:
    """Order signatures by what they say alone, so that every database gives one order."""
    return (
        content["added"],
        ROLES.index(content["role"]),
        content["position"],
        content["party"],
        content["printed_name"],
    )


def pick(instance: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(instance, name) for name in names}


def text_of(value: Any) -> str:
    return str(value) if value else ""


def time_of(time: datetime.datetime | None) -> str:
    """Write a time in UTC, "" for none."""
    return time.astimezone(datetime.UTC).isoformat() if time else ""


def content_hash(content: Mapping[str, Any]) -> str:
    """Give the SHA-256 of a content, whatever the order of its names."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    statement: Statement, *, by=None, by_name: str = "", note: str = "", is_minor: bool = False
) -> Version | None:
    """Keep what the statement says now as its next version; None if it says what it said."""
    recorded = record_many([statement.pk], by=by, by_name=by_name, note=note, is_minor=is_minor)
    return recorded[0] if recorded else None


def record_many(
    numbers: Iterable[int],
    *,
    by=None,
    by_name: str = "",
    note: str = "",
    is_minor: bool = False,
    at: datetime.datetime | None = None,
) -> list[Version]:
    """Record every statement of these numbers that says something new, in six queries."""
    wanted = list(numbers)
    # The last one wins: (number, hash) of the newest version by statement.
    last = {
        number: (n, kept)
        for number, n, kept in Version.objects.filter(statement__in=wanted)
        .order_by("n")
        .values_list("statement_id", "n", "content_hash")
    }
    time = at or timezone.now()
    versions = []
    for statement in with_content(Statement.objects.filter(pk__in=wanted).order_by("pk")):
        content = content_of(statement)
        n, kept = last.get(statement.pk, (0, ""))
        if (now := content_hash(content)) == kept:
            continue
        versions.append(
            Version(
                statement_id=statement.pk,
                n=n + 1,
                at=time,
                by=by,
                by_name=by_name or (by.get_username() if by else ""),
                note=note,
                is_minor=is_minor,
                content=content,
                content_hash=now,
            )
        )
    return Version.objects.bulk_create(versions)
