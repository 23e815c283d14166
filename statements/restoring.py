"""A statement brought back to what one of its versions says."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from imcwp_site.slugs import records_by_slug
from imcwp_site.text import clean_html
from meetings.models import Meeting
from parties.models import Party
from statements import versions
from statements.models import (
    Attachment,
    Signature,
    SignatureList,
    Statement,
    StatementRelation,
    StatementTopic,
    Text,
    Topic,
)
from statements.writes import Writes

PUBLICATION = ("state", "published_at", "withdrawal_reason")


def write_content(
    statement: Statement, content: Mapping[str, Any], *, with_publication: bool = False
) -> list[str]:
    """Bring the rows of a statement to say what `content` says; name what could not be restored.

    `content` is one of `versions.content_of`; what it has no word for stays as it is, but for
    relations, which are named only where there are any. So do the number, the references and,
    unless asked, the publication. Only rows that differ are written, so call it in a transaction
    that holds the statement, and record its version afterwards; the statement that was handed
    over is not refreshed.
    """
    restoring = plan(statement, content, with_publication=with_publication)
    restoring.write()
    return restoring.faults


def plan(
    statement: Statement, content: Mapping[str, Any], *, with_publication: bool = False
) -> "Restoring":
    """Find what `write_content` would write, and its `faults`, without writing anything."""
    held = versions.with_content(Statement.objects.filter(pk=statement.pk)).get()
    restoring = Restoring(held, content)
    restoring.fields(with_publication)
    restoring.topics()
    restoring.signature_list()
    restoring.signatures()
    restoring.texts()
    restoring.attachments()
    restoring.relations()
    return restoring


def brought_back(
    now: Mapping[str, Any], version: Mapping[str, Any], language: str = ""
) -> dict[str, Any]:
    """Give what a statement is to say when a version, or only its text in a language, comes back.

    Its publication stays as it is now: a statement that is public is not hidden by its past.
    """
    if not language:
        return {**now, "relations": [], **version, **values_in(now, PUBLICATION)}
    others = [text for text in now["texts"] if text["language"] != language]
    back = [text for text in version["texts"] if text["language"] == language]
    return {**now, "texts": sorted(others + back, key=versions.text_order)}


class Restoring:
    """One statement with its rows, what becomes of them, and what cannot."""

    def __init__(self, statement: Statement, content: Mapping[str, Any]):
        self.statement, self.content = statement, content
        self.writes = Writes()
        self.faults: list[str] = []

    def write(self) -> None:
        """Write what was collected; the time of the last change is noted if there is any."""
        if self.writes.new or self.writes.gone or any(self.writes.changed.values()):
            self.writes.write()
            self.statement.save()

    def correct(self, instance: models.Model, values: Mapping[str, Any]) -> None:
        """Set what differs on a row that stays."""
        names = {name for name, value in values.items() if getattr(instance, name) != value}
        for name in names:
            setattr(instance, name, values[name])
        if names:
            self.writes.change(instance, names)

    def create(self, model: type[models.Model], values: Mapping[str, Any]) -> None:
        self.writes.create(model(statement_id=self.statement.pk, **values))

    def fields(self, with_publication: bool) -> None:
        """Restore the facts of the statement itself."""
        values = values_in(self.content, versions.FIELDS) | dates_in(
            self.content, "issued", "posted"
        )
        if "published_at" in self.content:
            values["published_at"] = time_in(self.content["published_at"])
        if not with_publication:
            values = {name: value for name, value in values.items() if name not in PUBLICATION}
        if values.get("state", self.statement.state) != State.DRAFT:
            for name, fault in (
                ("title", _("The title stays: it was empty then, and only a draft may lack it.")),
                ("kind", _("The kind stays: it was empty then, and only a draft may lack it.")),
            ):
                if name in values and not values[name]:
                    del values[name]
                    self.faults.append(fault)
        if slug := self.content.get("meeting"):
            if meeting := records_by_slug(Meeting, [slug]).get(slug):
                values["meeting_id"] = meeting.pk
            else:
                self.faults.append(
                    _("The meeting “%(slug)s” is not in the archive any more.") % {"slug": slug}
                )
        if slug == "":
            values["meeting_id"] = None
        self.correct(self.statement, values)

    def topics(self) -> None:
        """Put the statement under the topics of that time, in their order."""
        links = list(self.statement.topic_links.all())
        wanted = self.content.get("topics")
        if wanted is None or [link.topic.slug for link in links] == wanted:
            return
        known = records_by_slug(Topic, wanted)
        self.faults += [
            _("The topic “%(slug)s” is not in the archive any more.") % {"slug": slug}
            for slug in wanted
            if slug not in known
        ]
        # Two topics of that time may be one now.
        keys = list(dict.fromkeys(known[slug].pk for slug in wanted if slug in known))
        held = {link.topic_id: link for link in links}
        for key in held.keys() - set(keys):
            self.writes.remove(held[key])
        for position, key in enumerate(keys, start=1):
            if key in held:
                self.correct(held[key], {"position": position})
            else:
                self.create(StatementTopic, {"topic_id": key, "position": position})

    def signature_list(self) -> None:
        """Restore what was said of the list of signatures as a whole."""
        if "signature_list" not in self.content:
            return
        held = getattr(self.statement, "signature_list", None)
        wanted = self.content["signature_list"]
        if wanted is None and held and held.reference:
            self.faults.append(
                _("The signature list stays: the data files know it as “%(reference)s”.")
                % {"reference": held.reference}
            )
        elif wanted is None and held:
            self.writes.remove(held)
        elif wanted and held:
            self.correct(held, values_in(wanted, versions.LIST_FIELDS))
        elif wanted:
            self.create(SignatureList, values_in(wanted, versions.LIST_FIELDS))

    def signatures(self) -> None:
        """Restore who signed; a party that is gone stays as the name that was printed."""
        if "signatures" not in self.content:
            return
        wanted = self.content["signatures"]
        parties = records_by_slug(Party, (one["party"] for one in wanted if one["party"]))
        held = defaultdict(list)
        # One printed name may stand twice in a role: those rows are taken in the order of contents.
        for signature in sorted(self.statement.signatures.all(), key=order_of):
            held[key_of(signature)].append(signature)
        signed = set()
        for one in wanted:
            party = parties.get(one["party"])
            values = (
                values_in(one, versions.SIGNATURE_FIELDS)
                | dates_in(one, "added")
                | {"party_id": party.pk if party else None}
            )
            if one["party"] and not party:
                values["printed_name"] = values["printed_name"] or one["party"]
                self.faults.append(
                    _("The party “%(slug)s” is not in the archive any more; its name stays.")
                    % {"slug": one["party"]}
                )
            if party and (party.pk, one["role"]) in signed:
                self.faults.append(
                    _("“%(slug)s” is “%(party)s” now, which has signed in that role already.")
                    % {"slug": one["party"], "party": party}
                )
                continue
            if party:
                signed.add((party.pk, one["role"]))
            if rows := held[key_of(Signature(**values))]:
                self.correct(rows.pop(0), values)
            else:
                self.create(Signature, values)
        for rows in held.values():
            for signature in rows:
                self.writes.remove(signature)

    def texts(self) -> None:
        """Restore the texts, those that were removed since included."""
        if "texts" not in self.content:
            return
        held = {text.language: text for text in self.statement.texts.all()}
        for one in self.content["texts"]:
            values = values_in(one, versions.TEXT_FIELDS)
            values["original_hash"] = one.get("original_hash", "")
            # What was clean when it was kept may not be by the rules of today.
            values["body"] = clean_html(values["body"])
            if text := held.pop(one["language"], None):
                self.correct(text, values)
            else:
                self.create(Text, values)
        for text in held.values():
            self.writes.remove(text)

    def attachments(self) -> None:
        """Restore the files that are still kept under their hash."""
        if "attachments" not in self.content:
            return
        held = {file.sha256: file for file in self.statement.attachments.all()}
        for one in self.content["attachments"]:
            values = values_in(one, versions.ATTACHMENT_FIELDS)
            if file := held.pop(one["sha256"], None):
                self.correct(file, values)
            elif path := kept_file(one["sha256"]):
                self.create(Attachment, values | {"file": path})
            else:
                self.faults.append(
                    _("The file “%(name)s” is not kept any more.") % {"name": one["name"]}
                )
        for file in held.values():
            self.writes.remove(file)

    def relations(self) -> None:
        """Restore what the statement answers, replaces and corrects."""
        wanted = self.content.get("relations") or []
        held = {(one.kind, one.other_id): one for one in self.statement.relations.all()}
        others = Statement.objects.in_bulk({one["other"] for one in wanted}) if wanted else {}
        for one in wanted:
            values = values_in(one, versions.RELATION_FIELDS)
            if relation := held.pop((one["kind"], one["other"]), None):
                self.correct(relation, values)
                continue
            relation = StatementRelation(
                statement_id=self.statement.pk, other_id=one["other"], **values
            )
            if one["other"] not in others:
                self.faults.append(
                    _("Statement %(number)s is not in the archive any more.")
                    % {"number": one["other"]}
                )
            elif relation.closes_circle:
                self.faults.append(
                    _("Statement %(number)s replaces this one now.") % {"number": one["other"]}
                )
            else:
                self.writes.create(relation)
        for relation in held.values():
            self.writes.remove(relation)


def values_in(content: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Take these values out of a content, which may be older than one of the names."""
    return {name: content[name] for name in names if name in content}


def dates_in(content: Mapping[str, Any], *names: str) -> dict[str, PartialDate | None]:
    return {
        name: PartialDate.parse(text) if text else None
        for name, text in values_in(content, names).items()
    }


def time_in(text: str) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(text) if text else None


def key_of(signature: Signature) -> tuple:
    """Give what tells a signature from the others of its statement."""
    return (signature.party_id or signature.printed_name, signature.role)


def order_of(signature: Signature) -> tuple:
    return versions.signature_order(versions.signature_content(signature, ""))


def kept_file(sha256: str) -> str:
    """Give the path under which a file is kept, whatever it was called; "" if it is not."""
    storage = Attachment._meta.get_field("file").storage
    folder = sha256[:2]
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return ""
    return next((f"{folder}/{name}" for name in names if PurePosixPath(name).stem == sha256), "")
