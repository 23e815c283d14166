"""What a statement says, as data; and the one way in which its versions are recorded.

Admin and importer call `record` after they have saved a statement with all that hangs on it.
"""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from operator import itemgetter
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from imcwp_site.chunks import chunks
from imcwp_site.merging_records import recorder
from imcwp_site.slugs import former_slugs_of
from meetings.models import Meeting
from parties.models import Party
from statements import concerns
from statements.index import writing as index
from statements.index.collecting import Bulk
from statements.inserting import Written, insert, new
from statements.models import (
    Attachment,
    Signature,
    SignatureList,
    Statement,
    StatementRelation,
    StatementTopic,
    Text,
    Topic,
    Version,
)

Names = dict[str, dict[str, str]]  # kind of record -> former address name -> today's

FORMAT = 1
# The facts of a statement and of what hangs on it, in reading order.
FIELDS = ("kind", "title", "note", "source", "confidence", "state", "withdrawal_reason")
LIST_FIELDS = ("title", "stated_count", "is_complete", "is_open", "note", "source", "confidence")
SIGNATURE_FIELDS = ("printed_name", "role", "position", "group", "source", "confidence")
TEXT_FIELDS = ("language", "status", "translated_from", "title", "summary", "body")
RELATION_FIELDS = ("kind", "note", "source", "confidence")
ROLES = Signature.Role.values
ATTACHMENT_FIELDS = ("sha256", "name", "description", "kind", "language", "alt", "size")


def with_content(statements: models.QuerySet) -> models.QuerySet:
    """Fetch statements with all that their content is made of, in a fixed number of queries."""
    return statements.select_related("meeting", "signature_list").prefetch_related(
        models.Prefetch("signatures", Signature.objects.select_related("party")),
        models.Prefetch("topic_links", StatementTopic.objects.select_related("topic")),
        "texts",
        "attachments",
        "relations",
    )


def content_of(statement: Statement) -> dict[str, Any]:
    """Give all that a statement says and all that is said of it, as JSON.

    Parties, topics and the meeting are named by slug, so the content is the same in every
    database; its number and reference are not content. Other statements are named by number.
    """
    return compose(
        statement,
        meeting=statement.meeting.slug if statement.meeting else "",
        topics=[link.topic.slug for link in statement.topic_links.all()],
        signature_list=getattr(statement, "signature_list", None),
        signatures=[
            (signature, signature.party.slug if signature.party else "")
            for signature in statement.signatures.all()
        ],
        texts=statement.texts.all(),
        attachments=statement.attachments.all(),
        relations=statement.relations.all(),
    )


def contents_of(numbers: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Give the contents of the statements with these numbers, as they are saved."""
    statements = with_content(Statement.objects.filter(pk__in=numbers))
    return {one.pk: content_of(one) for one in statements}


def compose(
    statement: Statement,
    *,
    meeting: str,
    topics: list[str],
    signature_list: SignatureList | None,
    signatures: Iterable[tuple[Signature, str]],
    texts: Iterable[Text],
    attachments: Iterable[Attachment],
    relations: Iterable[StatementRelation],
) -> dict[str, Any]:
    """Put the content of a statement together from rows that are at hand.

    Rows are ordered by what they say alone, so that every database gives one order, and a text
    that is brought back stands where it stood. Relations are named where there are any: most
    statements have none.
    """
    related = sorted(map(relation_content, relations), key=relation_order)
    return {
        "format": FORMAT,
        **pick(statement, FIELDS),
        "issued": text_of(statement.issued),
        "posted": text_of(statement.posted),
        "published_at": time_of(statement.published_at),
        "meeting": meeting,
        "topics": topics,
        "signature_list": pick(signature_list, LIST_FIELDS) if signature_list else None,
        "signatures": sorted(
            (signature_content(signature, party) for signature, party in signatures),
            key=signature_order,
        ),
        "texts": sorted(map(text_content, texts), key=text_order),
        "attachments": sorted(
            (pick(file, ATTACHMENT_FIELDS) for file in attachments), key=attachment_order
        ),
        **({"relations": related} if related else {}),
    }


def text_content(text: Text) -> dict[str, Any]:
    """Give what a text says and, for a translation, which state of its original it renders."""
    renders = {"original_hash": text.original_hash} if text.original_hash else {}
    return pick(text, TEXT_FIELDS) | renders


def relation_content(relation: StatementRelation) -> dict[str, Any]:
    return {"other": relation.other_id, **pick(relation, RELATION_FIELDS)}


def signature_content(signature: Signature, party: str) -> dict[str, Any]:
    added = text_of(signature.added)
    return {"party": party, **pick(signature, SIGNATURE_FIELDS), "added": added}


def signature_order(content: Mapping[str, Any]) -> tuple:
    """Give all that a signature says, in the order in which lists of signatures are read."""
    return (
        content["added"],
        ROLES.index(content["role"]),
        content["position"],
        content["party"],
        content["printed_name"],
        content["group"],
        content["source"],
        content["confidence"],
    )


text_order = itemgetter("language")
attachment_order = itemgetter("name", "sha256")
relation_order = itemgetter("kind", "other")


def pick(instance: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(instance, name) for name in names}


def text_of(value: Any) -> str:
    return str(value) if value else ""


def time_of(time: datetime.datetime | None) -> str:
    """Write a time in UTC, "" for none."""
    return time.astimezone(datetime.UTC).isoformat() if time else ""


def written(content: Mapping[str, Any]) -> Written:
    """Write a content in its one form, whatever the order of its names."""
    return Written(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def content_hash(content: Mapping[str, Any]) -> str:
    """Give the SHA-256 of a content, whatever the order of its names."""
    return hash_of(written(content))


def hash_of(text: Written) -> str:
    """Give the SHA-256 of a content that is written already."""
    return hashlib.sha256(text.encode()).hexdigest()


def record(
    statement: Statement, *, by=None, by_name: str = "", note: str = "", is_minor: bool = False
) -> Version | None:
    """Keep what the statement says now as its next version; None if it says what it said."""
    contents = contents_of([statement.pk])
    recorded = record_contents(contents, by=by, by_name=by_name, note=note, is_minor=is_minor)
    return Version.objects.get(statement=statement, n=recorded[0].n) if recorded else None


def record_contents(
    contents: Mapping[int, dict[str, Any]],
    *,
    by=None,
    by_name: str = "",
    note: str = "",
    is_minor: bool = False,
    at: datetime.datetime | None = None,
    renamings: bool = False,
    note_in_index: Callable[[Mapping[int, dict[str, Any]]], None] = index.note,
) -> list[Version]:
    """Record the contents, by number of statement, that say something new.

    A record that is only called otherwise since is nothing new, unless `renamings` count.
    Notes what each of them lacks and by which words it is found: in a fixed number of queries.
    """
    last = newest_versions(contents)
    time = at or timezone.now()
    versions = []
    changed: dict[int, dict[str, Any]] = {}
    for number, content in contents.items():
        n, kept, key = last.get(number, (0, "", None))
        text = written(content)  # once for the hash and the row: contents are long
        if (now := hash_of(text)) == kept:
            continue
        if key:
            changed[key] = content
        versions.append(
            new(
                Version,
                statement_id=number,
                n=n + 1,
                at=time,
                by_id=by.pk if by else None,
                by_name=by_name or (by.get_username() if by else ""),
                note=note,
                is_minor=is_minor,
                content=text,
                content_hash=now,
            )
        )
    same = set() if renamings else only_renamed(changed)
    versions = [version for version in versions if version.statement_id not in same]
    insert(versions)
    concerns.note(contents)
    note_in_index(contents)
    return versions


def newest_versions(numbers: Iterable[int]) -> dict[int, Any]:
    """Give (n, hash, key) of the newest version by number of statement."""
    kept = Version.objects.filter(statement__in=numbers).order_by("n")  # the last one wins
    return {
        number: newest
        for number, *newest in kept.values_list("statement_id", "n", "content_hash", "pk")
    }


@recorder(Statement)
def record_all(numbers: Iterable[int], *, note: str, by=None) -> int:
    """Record minor versions of statements whose party or topic is another record now.

    The index comes last: who waits for it must hold nothing that we still wait for.
    """
    recorded, time, bulk = 0, timezone.now(), Bulk(contents_of)
    with closing(bulk), transaction.atomic(savepoint=False):
        for some in chunks(sorted(numbers)):
            Statement.objects.filter(pk__in=some).update(updated_at=time)
            recorded += len(
                record_contents(
                    contents_of(some),
                    by=by,
                    note=note,
                    is_minor=True,
                    at=time,
                    renamings=True,
                    note_in_index=bulk.note,
                )
            )
        bulk.finish()
    return recorded


# Records that are called otherwise since


def former_names() -> Names:
    """Give former address names with those of today, by kind of record, in one query."""
    of_party, *others = (
        former_slugs_of(model).order_by().values_list(models.Value(kind), "slug", "record__slug")
        for kind, model in (("party", Party), ("topic", Topic), ("meeting", Meeting))
    )
    names: Names = {"party": {}, "topic": {}, "meeting": {}}
    for kind, former, today in of_party.union(*others, all=True):
        names[kind][former] = today
    return names


def in_names_of_today(content: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Give a content of old as it would call its parties, topics and meeting today.

    Whoever compares two contents compares these, so that a renaming is no change of a statement.
    """
    today = dict(content)  # one of an older form may lack what is asked here
    if meeting := content.get("meeting"):
        today["meeting"] = names["meeting"].get(meeting, meeting)
    if topics := content.get("topics"):
        today["topics"] = list(dict.fromkeys(names["topic"].get(slug, slug) for slug in topics))
    if signatures := content.get("signatures"):
        today["signatures"] = signed_today(signatures, names["party"])
    return today


def signed_today(signatures: Iterable[dict[str, Any]], parties: Mapping[str, str]) -> list:
    """Give signatures by the parties of today; of two that are one now, the present name's."""
    signed: dict[Any, dict[str, Any]] = {}
    for number, one in enumerate(sorted(signatures, key=lambda one: one["party"] in parties)):
        party = parties.get(one["party"], one["party"])
        signed.setdefault((party, one["role"]) if party else number, one | {"party": party})
    return sorted(signed.values(), key=signature_order)


def only_renamed(contents: Mapping[int, Mapping[str, Any]]) -> set[int]:
    """Give the statements whose content says what the version of that key said, in other names."""
    names = former_names() if contents else {}
    if not any(names.values()):
        return set()
    kept = Version.objects.filter(pk__in=contents).values_list("pk", "statement_id", "content")
    return {
        number
        for key, number, content in kept
        if in_names_of_today(content, names) == contents[key]
    }
