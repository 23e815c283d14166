"""What statements are ordered by: kinds, topics, dossiers, periodicals."""

from typing import Any

from imcwp_site.publishing import State
from imcwp_site.translated import columns_of
from statements.importing import files
from statements.importing.changes import Change
from statements.importing.files import Row, list_of
from statements.importing.records import Table, keep_parts
from statements.importing.report import Refused
from statements.importing.values import check_publishing, convert_cell, language
from statements.models import (
    Dossier,
    DossierEntry,
    IssueEdition,
    KindName,
    Periodical,
    PeriodicalIssue,
    Topic,
)


class KindNames(Table):
    """What editors call kinds, which are the program's own: a row names one of them."""

    file = files.KINDS
    model = KindName
    match = ("kind",)
    fields = {column: column for column in ("kind", "name", *columns_of("name"))}


class Topics(Table):
    """The vocabulary, read whole: a topic may stand before the one above it."""

    file = files.TOPICS
    model = Topic
    known_as = "topic"
    fields = {
        "slug": "slug",
        "name": "name",
        "scope_note": "scope_note",
        **{column: column for column in columns_of("name", "scope_note")},
        "source": "source",
        "confidence": "confidence",
    }

    def load(self) -> None:
        self.take(sorted(self.run.rows(self.file), key=lambda row: bool(row.former)))

    def existing(self, records):
        return {self.key_of(topic): topic for topic in self.fetch()}

    def parts_of(self, row: Row) -> str:
        return row.cells["parent_slug"]

    def write(self, written: list) -> None:
        """Write the topics that are well placed; who stood under a refused one may be none."""
        while len(placed := self.well_placed(written)) < len(written):
            written = placed
        super().write(placed)

    def well_placed(self, written: list) -> list:
        """Refuse the rows that name no topic above them, or would make a third level."""
        above = dict(Topic.objects.values_list("slug", "parent__slug"))
        wanted = {topic.slug: ready.parts for ready, [(topic, _changed)] in written}
        known = above.keys() | wanted.keys() | {""}
        faults = {
            slug: "there is no such topic" for slug, parent in wanted.items() if parent not in known
        }
        parents = above | {
            slug: parent if parent and slug not in faults else above.get(slug)
            for slug, parent in wanted.items()
        }
        for slug, parent in wanted.items():
            if slug not in faults and parent and (parent == slug or parents[parent]):
                faults[slug] = "it stands under a topic itself: there are two levels"
                parents[slug] = above.get(slug)
        under = set(parents.values())
        for slug, parent in wanted.items():
            if parent and slug in under and slug not in faults:
                faults[slug] = "topics stand under this one: there are two levels"
        for ready, [(topic, _changed)] in written:
            if fault := faults.get(topic.slug):
                refused = Refused(fault, field="parent_slug", value=ready.parts)
                self.run.report.refuse(ready.row.file, ready.row.line, refused)
        return [one for one in written if one[1][0][0].slug not in faults]

    def write_parts(self, instance: Topic, parts: str) -> list[Change]:
        """Put the topic under the one above it."""
        parent = self.run.known["topic"].get(parts)
        if parent in (None, instance.parent_id):
            return []
        change = Change("parent_slug", instance.parent_id, parent, "topic")
        instance.parent_id = parent
        instance.save(update_fields=["parent"])
        return [change]


class Dossiers(Table):
    file = files.DOSSIERS
    model = Dossier
    known_as = "dossier"
    fields = {
        "slug": "slug",
        "title": "title",
        "introduction": "introduction",
        "is_open": "is_open",
        "state": "state",
        "published_at": "published_at",
        "withdrawal_reason": "withdrawal_reason",
        "updated_at": "updated_at",
    }

    def place(self, ready, existing):
        """A new dossier is published unless its row says otherwise, and only it takes its times."""
        for values in ready.records:
            if (values["slug"],) in existing:
                del values["updated_at"]
            else:
                values["state"] = values["state"] or State.PUBLISHED
        return super().place(ready, existing)

    def check(self, instance: Dossier) -> None:
        check_publishing(instance, self.run.time)

    def write(self, written: list) -> None:
        # Saving a new one notes the present time, whatever its row said.
        new = []
        for _ready, pairs in written:
            for dossier, changed in pairs:
                if dossier.pk is None:
                    new.append((dossier, dossier.updated_at or self.run.time))
                elif changed:
                    changed["updated_at"] = dossier.updated_at
                    dossier.updated_at = self.run.time
        super().write(written)
        for dossier, updated_at in new:
            Dossier.objects.filter(pk=dossier.pk).update(updated_at=updated_at)
            self.run.new_dossiers.add(dossier.pk)


class DossierEntries(Table):
    file = files.DOSSIER_ENTRIES
    model = DossierEntry
    references = {
        "dossier_slug": ("dossier_id", "dossier"),
        "statement_id": ("statement_id", "statement"),
    }
    match = ("dossier_id", "statement_id")
    fields = {"position": "position", "note": "note"}

    def write(self, written: list) -> None:
        """A statement that joins a dossier, or moves in it, changes the dossier."""
        touched = {
            entry.dossier_id
            for _ready, pairs in written
            for entry, changed in pairs
            if changed or entry.pk is None
        }
        super().write(written)
        Dossier.objects.filter(pk__in=touched - self.run.new_dossiers).update(
            updated_at=self.run.time
        )


class Periodicals(Table):
    file = files.PERIODICALS
    model = Periodical
    known_as = "periodical"
    fields = {
        "slug": "slug",
        "title": "title",
        "note": "note",
        "source": "source",
        "confidence": "confidence",
    }


class PeriodicalIssues(Table):
    """The issues, with their contributors in order and their languages."""

    file = files.PERIODICAL_ISSUES
    model = PeriodicalIssue
    references = {
        "periodical_slug": ("periodical_id", "periodical"),
        "meeting_id": ("meeting_id", "meeting"),
        "statement_id": ("statement_id", "statement"),
    }
    match = ("periodical_id", "number")
    fields = {
        "number": "number",
        "date": "date",
        "theme": "theme",
        "note": "note",
        "source": "source",
        "confidence": "confidence",
    }

    def existing(self, records):
        records = list(records)
        wanted = [record["statement_id"] for record in records if record["statement_id"]]
        issues = PeriodicalIssue.objects.filter(statement__in=wanted)
        self.issue_of = {issue.statement_id: self.key_of(issue) for issue in issues}
        return super().existing(records)

    def check(self, instance: PeriodicalIssue) -> None:
        if instance.statement_id:
            key = self.key_of(instance)
            if self.issue_of.setdefault(instance.statement_id, key) != key:
                raise Refused("the statement records another issue", field="statement_id")

    def parts_of(self, row: Row) -> dict[str, list]:
        slugs = dict.fromkeys(list_of(row.cells["contributor_slugs"]))
        return {
            "parties": [
                self.run.refer({"contributor_slugs": slug}, "contributor_slugs", "party")
                for slug in slugs
            ],
            "languages": [
                convert_cell({"languages": code}, "languages", language)
                for code in dict.fromkeys(list_of(row.cells["languages"]))
            ],
        }

    def write_parts(self, instance: PeriodicalIssue, parts: dict[str, list]) -> list[Change]:
        changes = []
        present = [one.party_id for one in instance.contributions.order_by("position", "id")]
        if parts["parties"] and present != parts["parties"]:
            instance.contributions.all().delete()
            for position, party in enumerate(parts["parties"], 1):
                instance.contributions.create(party_id=party, position=position)
            changes.append(Change("contributor_slugs", present, parts["parties"], "party"))
        editions = [{"language": code} for code in parts["languages"]]
        return changes + keep_parts(instance.editions, editions, same=("language",))


class IssueEditions(Table):
    """Addresses of the language editions of issues."""

    file = files.ISSUE_EDITIONS
    model = IssueEdition
    match = ("issue_id", "language")
    fields = {"language": "language", "url": "url"}

    def values_of(self, row: Row) -> dict[str, Any]:
        periodical = self.run.refer(row.cells, "periodical_slug", "periodical")
        number = row.cells["number"]
        issue = PeriodicalIssue.objects.filter(
            periodical=periodical, number=number if number.isdecimal() else 0
        ).first()
        if issue is None:
            raise Refused("there is no such issue", field="number", value=number)
        return super().values_of(row) | {"issue_id": issue.pk}
