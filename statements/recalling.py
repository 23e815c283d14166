"""The statement as one of its versions says it, as a record that the templates of pages show."""

from collections.abc import Iterable, Mapping
from typing import Any

from imcwp_site.text import clean_html
from statements import versions
from statements.describing import Names
from statements.models import (
    Attachment,
    Signature,
    SignatureList,
    Statement,
    StatementRelation,
    StatementTopic,
    Text,
)
from statements.restoring import dates_in, time_in, values_in


def recall(statement: Statement, content: Mapping[str, Any]) -> tuple[Statement, list[str]]:
    """Give the statement with the rows that `content` tells of; none of them is to be saved.

    Parties, topics and meeting bear the names that they have today; a party that is gone, the name
    that was printed. What else is gone since is named beside.
    """
    names = Names([content])
    meeting = names.meetings.get(content.get("meeting", ""))
    recalled = Statement(
        number=statement.number,
        reference=statement.reference,
        published_at=time_in(content.get("published_at", "")),
        meeting=meeting,
        **values_in(content, versions.FIELDS),
        **dates_in(content, "issued", "posted"),
    )
    recalled._state.fields_cache["signature_list"] = None  # not the one that it has today
    if listed := content.get("signature_list"):
        values = values_in(listed, versions.LIST_FIELDS)
        recalled.signature_list = SignatureList(statement=recalled, **values)
    topics, files, relations = (
        content.get(name, ()) for name in ("topics", "attachments", "relations")
    )
    kept_files = {file.sha256: file for file in statement.attachments.all()}
    recalled._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "signatures": [signature_of(recalled, one, names) for one in content.get("signatures", ())],
        "topic_links": [
            StatementTopic(statement=recalled, topic=names.topics[slug])
            for slug in topics
            if slug in names.topics
        ],
        "texts": originals_first(text_of(recalled, one) for one in content.get("texts", ())),
        "attachments": [
            as_it_was(kept_files[one["sha256"]], one)
            for one in files
            if one["sha256"] in kept_files
        ],
        "relations": [
            relation_of(recalled, one, names)
            for one in relations
            if one["other"] in names.statements
        ],
    }
    gone = [
        *([] if meeting or not content.get("meeting") else [content["meeting"]]),
        *(slug for slug in topics if slug not in names.topics),
        *(one["name"] for one in files if one["sha256"] not in kept_files),
        *(str(one["other"]) for one in relations if one["other"] not in names.statements),
    ]
    return recalled, gone


def originals_first(texts: Iterable[Text]) -> list[Text]:
    return sorted(texts, key=lambda text: text.status != Text.Status.ORIGINAL)


def relation_of(
    statement: Statement, content: Mapping[str, Any], names: Names
) -> StatementRelation:
    other = names.statements[content["other"]]
    values = values_in(content, versions.RELATION_FIELDS)
    return StatementRelation(statement=statement, other=other, **values)


def signature_of(statement: Statement, content: Mapping[str, Any], names: Names) -> Signature:
    party = names.parties.get(content["party"])
    values = values_in(content, versions.SIGNATURE_FIELDS) | dates_in(content, "added")
    if not party:
        values["printed_name"] = values["printed_name"] or content["party"]
    return Signature(statement=statement, party=party, **values)


def text_of(statement: Statement, content: Mapping[str, Any]) -> Text:
    """Give a text; what was clean when it was kept may not be by the rules of today."""
    values = values_in(content, versions.TEXT_FIELDS) | {"body": clean_html(content["body"])}
    return Text(statement=statement, **values)


def as_it_was(file: Attachment, content: Mapping[str, Any]) -> Attachment:
    """Give a file that is kept with what was said of it."""
    for name, value in values_in(content, versions.ATTACHMENT_FIELDS).items():
        setattr(file, name, value)
    return file
