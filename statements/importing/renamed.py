"""Rows that call a record by an address name it had before: they mean the record of today."""

from typing import Any

from imcwp_site.slugs import former_slugs_of
from meetings.models import Meeting
from parties.models import Party
from statements.importing import files
from statements.importing.files import Row
from statements.importing.report import Refused, Report
from statements.importing.values import convert_cell, moment, one_of, rule_for
from statements.models import Dossier, Topic

MODELS = {"party": Party, "meeting": Meeting, "topic": Topic, "dossier": Dossier}
KIND = one_of(MODELS)
SLUG = rule_for(Party.former_slugs.rel.related_model._meta.get_field("slug"))
# Columns whose cells call records by their address names, whatever the file.
COLUMNS = {
    "party_slug": "party",
    "party_slugs": "party",
    "initiator_slugs": "party",
    "contributor_slugs": "party",
    "host_party_slugs": "party",
    "other_slug": "party",
    "topics": "topic",
    "parent_slug": "topic",
    "meeting_id": "meeting",
    "dossier_slug": "dossier",
}
OWN = {files.PARTIES.name: "party", files.TOPICS.name: "topic", files.DOSSIERS.name: "dossier"}


class Renamed:
    """The former address names that the archive knows, and rows read by those of today."""

    def __init__(self, report: Report):
        self.report = report
        self.names = {
            kind: dict(former_slugs_of(model).values_list("slug", "record__slug"))
            for kind, model in MODELS.items()
        }
        self.noted: set[tuple[str, str]] = set()

    def today(self, kind: str, name: str) -> str:
        """Give the name of today of what a file calls `name`."""
        return self.names[kind].get(name, name)

    def read(self, row: Row, *, again: bool) -> Row:
        """Give the row with the names of today; it remembers the former one."""
        columns = COLUMNS | ({"slug": kind} if (kind := OWN.get(row.file)) else {})
        changed, former = {}, ""
        for column, kind in columns.items():
            names = [name.strip() for name in (row.cells.get(column) or "").split(";")]
            if found := [name for name in names if name in self.names[kind]]:
                changed[column] = ";".join(self.today(kind, name) for name in names)
                former = found[0]
                if not again:
                    self.note(row, column, kind, former)
        return row._replace(cells=row.cells | changed, former=former) if changed else row

    def note(self, row: Row, column: str, kind: str, name: str) -> None:
        """Say it once a file and name."""
        if (row.file, name) not in self.noted:
            self.noted.add((row.file, name))
            remark = f"a former name, read as {self.today(kind, name)} here and below"
            self.report.note(row.file, row.line, remark, field=column, value=name)

    @property
    def any(self) -> bool:
        return any(self.names.values())


class FormerSlugs:
    """Takes over former_slugs.csv, when every record is there."""

    def __init__(self, run):
        self.run = run

    def load(self) -> None:
        for row in self.run.rows(files.FORMER_SLUGS):
            try:
                self.run.count(row, self.take(row.cells))
            except Refused as refused:
                self.run.report.refuse(row.file, row.line, refused)

    def take(self, cells: dict[str, Any]) -> str:
        """Keep a former name unless it is kept already; give the outcome (raises Refused)."""
        kind = convert_cell(cells, "kind", KIND)
        name = convert_cell(cells, "former_slug", SLUG)
        slug = self.run.renamed.today(kind, cells["slug"])
        record = self.run.refer({"slug": slug}, "slug", kind)
        time = convert_cell(cells, "replaced_at", moment) or self.run.time
        former = former_slugs_of(MODELS[kind])
        kept = former.filter(slug=name).first()
        owner = kept.record_id if kept else self.run.known[kind].get(name)
        if owner is None:
            kept = former.create(slug=name, record_id=record)
            former.filter(pk=kept.pk).update(replaced_at=time)
            return "created"
        if owner != record:
            raise Refused(f"it leads to another {kind} here", field="former_slug", value=name)
        return "unchanged"
