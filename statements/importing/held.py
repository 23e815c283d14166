"""Statements as the archive holds them, brought to say what the files say, and written at once."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models

from imcwp_site.publishing import State
from statements import versions
from statements.importing.changes import Change, changes_of
from statements.importing.report import Refused
from statements.importing.values import assign, check_publishing, known
from statements.inserting import new
from statements.models import (
    SignatureList,
    Statement,
    StatementTopic,
    Text,
)
from statements.translations import WORDS, follow, hash_of
from statements.writes import Writes

HANGING = ("signatures", "topic_links", "texts", "attachments", "relations")
# Only a new statement has these from the files.
TIMES = ("created_at", "updated_at")


def fetch_held(statements: models.QuerySet) -> models.QuerySet:
    """Fetch statements with all that an import may correct; editors wait before they save these."""
    return (
        statements.select_for_update(of=("self",))
        .select_related("signature_list")
        # As lists: a queryset of each for each statement takes longer than all the rest.
        .prefetch_related(*(models.Prefetch(name, to_attr=f"held_{name}") for name in HANGING))
    )


class Held:
    """One statement at hand: its rows, and what becomes of them, kept in step in memory."""

    def __init__(self, statement: Statement, writes: Writes, *, new: bool):
        self.statement, self.writes, self.new = statement, writes, new
        # A refused row may have touched it in memory: nothing more is written in this chunk.
        self.blocked = False
        self.signature_list = getattr(statement, "signature_list", None) if not new else None
        self.signatures, self.links, texts, attachments, self.relations = (
            [] if new else getattr(statement, f"held_{name}") for name in HANGING
        )
        self.texts = {text.language: text for text in texts}
        self.files = {file.sha256: file for file in attachments}
        self.versions: dict[int, str] = {}
        # Languages whose texts say something new, and the hashes of what they said before.
        self.rewritten: set[str] = set()
        self.before: dict[str, str] = {}
        self.touched = new

    @property
    def names(self) -> set[str | None]:
        """How files may call it."""
        return {self.statement.reference, f"no-{self.statement.pk}"}

    def add(self, instance: Any) -> None:
        """Make a row that hangs on the statement."""
        instance.statement_id = self.statement.pk
        self.writes.create(instance)
        self.touched = True

    def correct(self, instance: models.Model, values: dict[str, Any]) -> dict[str, Any]:
        """Set what differs on a row that hangs on the statement; give what it said before."""
        kept = assign(instance, values)
        if kept:
            self.writes.change(instance, kept)
            self.touched = True
        return kept

    def remove(self, instance: models.Model) -> None:
        self.writes.remove(instance)
        self.touched = True

    def content(self, names: dict[str, dict[int | None, str]]) -> dict[str, Any]:
        """Give what the statement says now, for its version."""
        return versions.compose(
            self.statement,
            meeting=names["meeting"].get(self.statement.meeting_id, ""),
            topics=[names["topic"][link.topic_id] for link in self.links],
            signature_list=self.signature_list,
            signatures=[(one, names["party"].get(one.party_id, "")) for one in self.signatures],
            texts=self.texts.values(),
            attachments=self.files.values(),
            relations=self.relations,
        )

    # The statement itself

    def set_fields(self, values: dict[str, Any], time: datetime.datetime) -> dict[str, Any]:
        """Set the facts of the statement, and give what they were before.

        Raises Refused where they do not go together.
        """
        facts = {name: value for name, value in values.items() if self.new or name not in TIMES}
        changed = assign(self.statement, facts)
        check_statement(self.statement, time)
        if self.new:
            self.writes.create(self.statement)
        elif changed:
            self.writes.change(self.statement, {*changed, "published_at"})
            self.touched = True
        return changed

    def set_topics(self, topics: list[int]) -> list[Change]:
        """Put the statement under these topics, in this order, and under no others."""
        before = [link.topic_id for link in self.links]
        if not topics or before == topics:
            return []
        kept = {link.topic_id: link for link in self.links}
        for topic, link in kept.items():
            if topic not in topics:
                self.remove(link)
        self.links = []
        for position, topic in enumerate(topics, 1):
            if topic in kept:
                link = kept[topic]
                self.correct(link, {"position": position})
            else:
                link = new(StatementTopic, topic_id=topic, position=position)
                self.add(link)
            self.links.append(link)
        return [Change("topics", before, topics, "topic")]

    # Texts

    def set_languages(self, codes: list[str]) -> list[Change]:
        """Say that the statement exists in these languages; texts in others stay."""
        before = list(self.texts)
        missing = [code for code in codes if code not in self.texts]
        for code in missing:
            self.texts[code] = text = new(Text, language=code)
            self.add(text)
        return [Change("languages", before, before + missing)] if missing else []

    def set_text(self, code: str, values: dict[str, Any]) -> tuple[str, list[Change]]:
        """Set what a text says (raises Refused); give the outcome and what changed."""
        text = self.texts.get(code)
        status = values["status"] or (text.status if text else "")
        origin = values["translated_from"] or (text.translated_from if text else "")
        if origin == code:
            raise Refused(
                "a text is not translated from its own language",
                field="translated_from",
                value=origin,
            )
        if origin and status == Text.Status.ORIGINAL:
            raise Refused(
                "an original is not translated from another language",
                field="translated_from",
                value=origin,
            )
        if not values["original_hash"]:
            del values["original_hash"]
        if text is None:
            self.rewritten.add(code)
            self.texts[code] = text = new(Text, language=code, **known(values))
            self.add(text)
            return "created", []
        kept = self.correct(text, values)
        if kept.keys() & set(WORDS):
            self.rewritten.add(code)
            self.before[code] = hash_of(vars(text) | kept)
        changes = changes_of(text, kept, {"body": "body_html"})
        return "created" if text._state.adding else outcome_of(changes), changes

    def follow_originals(self, told: set[str]) -> None:
        """Note which translations are left behind; the rows of the languages `told` say it."""
        for text in follow(self.texts.values(), self.rewritten - told, self.before):
            self.writes.change(text, {"original_hash"})
            self.touched = True

    # Who speaks

    def set_list(
        self, reference: str | None, values: dict[str, Any], columns: dict[str, str]
    ) -> tuple[str, list[Change]]:
        """Set what is said of the list of signatures as a whole; give outcome and changes."""
        if self.signature_list is None:
            self.signature_list = SignatureList(reference=reference, **known(values))
            self.add(self.signature_list)
            return "created", []
        kept = self.correct(self.signature_list, values | {"reference": reference})
        changes = changes_of(self.signature_list, kept, columns)
        return outcome_of(changes), changes


def outcome_of(changes: Iterable) -> str:
    """Say of a record that was there whether it changed."""
    return "changed" if changes else "unchanged"


def check_statement(statement: Statement, time: datetime.datetime) -> None:
    """Refuse a statement that the rules of the model do not allow (raises Refused)."""
    check_publishing(statement, time)
    if statement.state != State.DRAFT:
        for name in ("title", "kind"):
            if not getattr(statement, name):
                raise Refused("only a draft may lack it", field=name)
