"""Periodicals, their issues and language editions."""

from typing import Any

from statements.importing import files
from statements.importing.files import list_of
from statements.importing.reading import Row
from statements.importing.records import Table, keep_parts
from statements.importing.report import Refused
from statements.importing.values import convert_cell, language
from statements.models import IssueEdition, Periodical, PeriodicalIssue


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

    def write_parts(self, instance: PeriodicalIssue, parts: dict[str, list]) -> bool:
        changed = False
        present = [one.party_id for one in instance.contributions.order_by("position", "id")]
        if parts["parties"] and present != parts["parties"]:
            instance.contributions.all().delete()
            for position, party in enumerate(parts["parties"], 1):
                instance.contributions.create(party_id=party, position=position)
            changed = True
        editions = [{"language": code} for code in parts["languages"]]
        return keep_parts(instance.editions, editions, same=("language",)) or changed


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
