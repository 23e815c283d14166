"""Differences between contents of statements in the words of a page."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imcwp_site.dates import PartialDate
from imcwp_site.differences import Change, Fold, Paragraph, Piece
from imcwp_site.languages import direction, language_name
from imcwp_site.phrases import capfirst, listed
from imcwp_site.slugs import records_by_slug
from meetings.models import Meeting
from parties.models import Party
from statements import versions
from statements.comparing import Difference, Field, Item, compare, followed
from statements.models import (
    Attachment,
    Signature,
    SignatureList,
    Statement,
    StatementRelation,
    Text,
    Topic,
)

Content = Mapping[str, Any]
# What of a text is shown with its words, not among its facts.
OWN_WORDS = ("title", "summary")


@dataclass(frozen=True)
class Row:
    """A fact that changed, as a page shows it; `words` where it is compared word by word."""

    name: str
    label: str
    before: str
    after: str
    words: tuple[Piece, ...]


@dataclass(frozen=True)
class Entry:
    """One of many that came, went or changed, with what changed of it."""

    change: Change
    title: str
    rows: list[Row]
    language: str = ""
    paragraphs: list[Paragraph | Fold] | None = None

    @property
    def dir(self) -> str:
        return direction(self.language)


@dataclass(frozen=True)
class Description:
    """A difference as the template `statements/_difference.html` shows it."""

    facts: list[Row]
    added_topics: list[str]
    removed_topics: list[str]
    are_topics_reordered: bool
    signature_list: Entry | None
    signatures: list[Entry]
    renumbered: int
    texts: list[Entry]
    files: list[Entry]
    relations: list[Entry]

    def __bool__(self):
        return any(vars(self).values())


class Names:
    """How the records that contents name are called today; fetched once for all."""

    def __init__(self, contents: Iterable[Content]):
        self.former = versions.former_names()
        contents = [each for content in contents for each in (content, self.in_todays(content))]
        self.meetings = records_by_slug(
            Meeting, {c["meeting"] for c in contents if c.get("meeting")}
        )
        self.topics = records_by_slug(
            Topic, {slug for c in contents for slug in c.get("topics") or ()}
        )
        parties = {one["party"] for c in contents for one in c.get("signatures") or ()}
        self.parties = records_by_slug(Party, parties - {""})
        numbers = {one["other"] for c in contents for one in c.get("relations") or ()}
        others = Statement.objects.with_titles()
        self.statements = others.in_bulk(numbers) if numbers else {}

    def in_todays(self, content: Content) -> dict[str, Any]:
        """Give a content by the names of today: that a record is called otherwise is no change."""
        return versions.in_names_of_today(content, self.former)

    def signatory(self, signature: Content) -> str:
        """Name who signed: the party by its present name, else as it was printed."""
        party = self.parties.get(signature["party"])
        return str(party) if party else signature["printed_name"] or signature["party"]

    def relation(self, relation: Content) -> str:
        """Say to which statement it is, and what that one is: "in answer to: An open letter"."""
        other = self.statements.get(relation["other"], relation["other"])
        return f"{StatementRelation.Kind(relation['kind']).label}: {other}"

    def topic(self, slug: str) -> str:
        return str(self.topics.get(slug, slug))

    def value(self, model: type[models.Model], name: str, value: Any) -> str:
        """Write a value of a content as readers of a page know it; "" for nothing."""
        if value is None or value == "":
            return ""
        if name == "meeting":
            return str(self.meetings.get(value, value))
        if name == "party":
            return str(self.parties.get(value, value))
        if name in ("issued", "posted", "added"):
            return PartialDate.parse(value).in_words
        if name == "published_at":
            time = timezone.localtime(datetime.datetime.fromisoformat(value))
            return date_format(time, "j E Y, H:i e")
        if name == "size":
            return filesizeformat(value)
        if name in ("language", "translated_from"):
            return language_name(value)
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        choices = dict(getattr(model._meta.get_field(name), "flatchoices", ()))
        return str(choices.get(value, value))


def describe(before: Content, after: Content, names: Names | None = None) -> Description:
    """Say in words what changed from one content to another; false if nothing did.

    `names` of many contents, fetched once, save asking for those of each.
    """
    names = names or Names([before, after])
    difference = compare(*(names.in_todays(content) for content in (before, after)))
    listed = difference.signature_list
    return Description(
        facts=rows_of(Statement, difference.fields, names),
        added_topics=[names.topic(slug) for slug in difference.added_topics],
        removed_topics=[names.topic(slug) for slug in difference.removed_topics],
        are_topics_reordered=difference.are_topics_reordered,
        signature_list=entry_of(SignatureList, listed, "", names) if listed else None,
        signatures=[
            entry_of(Signature, item, names.signatory(item.content), names)
            for item in difference.signatures
        ],
        renumbered=difference.renumbered,
        texts=[text_entry(item, names) for item in difference.texts],
        files=[
            entry_of(Attachment, item, item.content["name"], names)
            for item in difference.attachments
        ],
        relations=[
            entry_of(StatementRelation, item, names.relation(item.content), names)
            for item in difference.relations
        ],
    )


def rows_of(model: type[models.Model], fields: Iterable[Field], names: Names) -> list[Row]:
    return [
        Row(
            name=field.name,
            label=label_of(model, field.name),
            before=names.value(model, field.name, field.before),
            after=names.value(model, field.name, field.after),
            words=field.words,
        )
        for field in fields
    ]


def label_of(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def entry_of(model: type[models.Model], item: Item, title: str, names: Names) -> Entry:
    return Entry(item.change, title, rows_of(model, item.fields, names))


def text_entry(item: Item, names: Names) -> Entry:
    """Describe a text; one that came or went is given with its title and its words."""
    language, fields = item.content["language"], item.fields
    if item.change is not Change.CHANGED:
        gone = item.change is Change.REMOVED
        fields = [
            Field(name, item.content[name] if gone else "", "" if gone else item.content[name])
            for name in OWN_WORDS
            if item.content.get(name)
        ]
    rows = rows_of(Text, fields, names)
    return Entry(item.change, language_name(language), rows, language, item.paragraphs)


def summaries_of(contents: Iterable[Content]) -> list[str]:
    """Say in a line each what changed from one content to the next: one line less than contents."""
    former = versions.former_names()
    todays = (versions.in_names_of_today(content, former) for content in contents)
    return [summary_of(compare(*pair)) for pair in pairwise(todays)]


def followed_in_words(before: Content, after: Content) -> str:
    """Say for the desk which translations fell behind their original or render it again."""
    sentences = {
        True: _("%(language)s is behind the original"),
        False: _("%(language)s renders the original again"),
    }
    return listed(
        sentences[is_behind] % {"language": language_name(language)}
        for language, is_behind in followed(before, after)
    )


def summary_of(difference: Difference) -> str:
    """Say in a line what changed: "title, text in English, 2 signatures"."""
    parts = [label_of(Statement, field.name) for field in difference.fields]
    if difference.added_topics or difference.removed_topics or difference.are_topics_reordered:
        parts.append(_("topics"))
    if difference.signature_list:
        parts.append(_("signature list"))
    if n := len(difference.signatures) or difference.renumbered:
        parts.append(ngettext("%(n)d signature", "%(n)d signatures", n) % {"n": n})
    sentences = {
        Change.ADDED: _("new text in %(language)s"),
        Change.REMOVED: _("text in %(language)s removed"),
        Change.CHANGED: _("text in %(language)s"),
    }
    parts += [
        sentences[item.change] % {"language": language_name(item.content["language"])}
        for item in difference.texts
    ]
    if n := len(difference.attachments):
        parts.append(ngettext("%(n)d file", "%(n)d files", n) % {"n": n})
    if difference.relations:
        parts.append(str(StatementRelation._meta.verbose_name_plural))
    return capfirst(listed(parts))
