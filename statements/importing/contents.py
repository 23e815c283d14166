"""The contents of former versions, which pages show and editors bring back: their form is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from imcwp_site.text import validate_sound
from statements import versions
from statements.importing.report import Refused
from statements.importing.values import moment, reason_of
from statements.models import (
    Attachment,
    Signature,
    SignatureList,
    Statement,
    StatementRelation,
    Text,
)

OF_SIGNATURE = (*versions.SIGNATURE_FIELDS, "added")
# What contents of an earlier form do not say.
LATER = {"alt"}


def check_content(content: Mapping[str, Any]) -> None:
    """Refuse a content that `versions.content_of` cannot have given (raises Refused)."""
    try:
        check_form(content)
    except ValidationError as error:
        raise Refused(reason_of(error), field="content") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused(f"it has not the form of a version: {error}", field="content") from None


def check_form(content: Mapping[str, Any]) -> None:
    """Ask of all parts that they are what pages and forms take them for."""
    check_values(Statement, content, (*versions.FIELDS, "issued", "posted"))
    relations = content.get("relations", ())
    strings = [content["published_at"], content["meeting"], *content["topics"]]
    if content["published_at"]:
        moment(content["published_at"])
    if listed := content["signature_list"]:
        check_values(SignatureList, listed, versions.LIST_FIELDS)
    for model, name, fields in (
        (Signature, "signatures", OF_SIGNATURE),
        (Text, "texts", versions.TEXT_FIELDS),
        (Attachment, "attachments", versions.ATTACHMENT_FIELDS),
    ):
        for row in content[name]:
            check_values(model, row, fields)
    signatures = content["signatures"]
    for one in relations:
        check_values(StatementRelation, one, versions.RELATION_FIELDS)
        if type(one["other"]) is not int or not one["kind"]:
            raise TypeError(f"other is {one['other']!r}"[:80])
    strings += [one["party"] for one in signatures]
    strings += [text.get("original_hash", "") for text in content["texts"]]
    for text in strings:
        check_string(text)
    refuse_twice(content["topics"])
    refuse_twice((one["party"], one["role"]) for one in signatures if one["party"])
    refuse_twice(text["language"] for text in content["texts"])
    refuse_twice(file["sha256"] for file in content["attachments"])
    refuse_twice((one["kind"], one["other"]) for one in relations)
    names = [
        *(one["party"] or one["printed_name"] for one in signatures),
        *(text["language"] for text in content["texts"]),
        *(file["sha256"] and file["name"] for file in content["attachments"]),
    ]
    if not all(names):
        raise Refused("something in it has no name", field="content")


def check_values(
    model: type[models.Model], values: Mapping[str, Any], names: Iterable[str]
) -> None:
    """Ask of each value what the form of the model asks."""
    for name in names:
        if name in LATER and name not in values:
            continue
        field: Any = model._meta.get_field(name)
        value = values[name]
        if isinstance(field, models.BooleanField | models.IntegerField):
            asked = bool if isinstance(field, models.BooleanField) else int
            if type(value) is not asked and not (value is None and field.null):
                raise TypeError(f"{name} is {value!r}"[:80])
        else:
            check_string(value)
        if value not in ("", None):
            field.clean(value, None)


def check_string(value: Any) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text"[:80])
    validate_sound(value)


def refuse_twice(keys: Iterable[Any]) -> None:
    seen = list(keys)
    if len(set(seen)) < len(seen):
        raise Refused("it names something twice", field="content")
