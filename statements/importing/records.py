"""Files whose rows are records: matched by key, created or corrected, in bulk."""

import gc
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, NamedTuple

from django.db import models

from imcwp_site.chunks import chunks
from statements.importing.changes import Change, changes_of
from statements.importing.files import DataFile, Row
from statements.importing.report import Refused
from statements.importing.values import Converter, assign, convert_cell, rule_for
from statements.inserting import insert


def tidied_chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Give the rows in lists; of each only what is kept stays in memory."""
    for chunk in chunks(rows):
        yield chunk
        gc.collect(0)


class Pending(NamedTuple):
    """A row that may be written: the values of its records, and what hangs on them."""

    row: Row
    records: list[dict[str, Any]]
    parts: Any


class Table:
    """Takes over one file: a subclass names the model, the columns, and how a record is found."""

    file: ClassVar[DataFile]
    model: ClassVar[type[models.Model]]
    # Column of the file -> field of the model.
    fields: ClassVar[dict[str, str]] = {}
    # Column of the file -> (column of the model, kind of record that the cell names).
    references: ClassVar[dict[str, tuple[str, str]]] = {}
    # Column of the file -> the files' words for the model's values.
    words: ClassVar[dict[str, dict[str, str]]] = {}
    # Attributes that together tell which record a row means; the first narrows the query.
    match: ClassVar[tuple[str, ...]] = ("slug",)
    # The kind of record under which others refer to these by slug.
    known_as: ClassVar[str] = ""

    def __init__(self, run):
        self.run = run
        # Only what others refer to, or what something hangs on, must know its key.
        self.needs_keys = self.known_as or type(self).write_parts is not Table.write_parts
        self.rules: dict[str, tuple[str, Converter]] = {
            column: (field, rule_for(self.model._meta.get_field(field), self.words.get(column)))
            for column, field in self.fields.items()
        }
        self.columns = {field: column for column, field in self.fields.items()}
        self.columns |= {name: column for column, (name, _kind) in self.references.items()}
        self.kinds = dict(self.references.values())

    def load(self) -> None:
        """Take over the whole file; rows with names of today go before those with former ones."""
        by_former_name = []
        for rows in tidied_chunks(self.run.rows(self.file)):
            by_former_name += [row for row in rows if row.former]
            self.take([row for row in rows if not row.former])
        for rows in tidied_chunks(by_former_name):
            self.take(rows)

    def take(self, rows: list[Row]) -> None:
        """Take over some rows of the file."""
        if columns := [c for c, (_name, kind) in self.references.items() if kind == "statement"]:
            self.run.known["statement"].load(row.cells[c] for row in rows for c in columns)
        pending = [ready for row in rows if (ready := self.ready(row))]
        existing = self.existing(record for ready in pending for record in ready.records)
        written = [done for ready in pending if (done := self.place(ready, existing))]
        self.write(written)

    def ready(self, row: Row) -> Pending | None:
        """Turn cells into values; a row that cannot be turned goes to the report."""
        try:
            records = self.records_of(row)
            parts = self.parts_of(row)
            records = [values for values in records if not self.is_said(row, values)]
        except Refused as refused:
            self.run.report.refuse(row.file, row.line, refused)
            return None
        if not records:
            self.run.count(row, "unchanged")
            return None
        return Pending(row, records, parts)

    def is_said(self, row: Row, values: dict[str, Any]) -> bool:
        """Tell whether a row by a former name means the record of an earlier row: that one counts.

        Any other row that means the same record as an earlier one is refused (raises Refused).
        """
        key = repr([str(values.get(name) or "") for name in self.match])
        line = self.run.spool.first_line(row.file, key, row.line)
        if line and not row.former:
            raise Refused(
                f"the same as line {line}: a row is told from others by {', '.join(self.file.key)}",
                field=self.file.key[0],
                value=str(row.cells[self.file.key[0]]),
            )
        return bool(line)

    def values_of(self, row: Row) -> dict[str, Any]:
        """Give the values of the record that the row describes; None is not known."""
        values = {
            field: convert_cell(row.cells, column, convert)
            for column, (field, convert) in self.rules.items()
        }
        for column, (attribute, kind) in self.references.items():
            values[attribute] = self.run.refer(row.cells, column, kind)
        return values

    def records_of(self, row: Row) -> list[dict[str, Any]]:
        """Give the values of every record that the row describes; one, as a rule."""
        return [self.values_of(row)]

    def parts_of(self, row: Row) -> Any:
        """Give what the cells say of rows that hang on the record."""

    def write_parts(self, instance: Any, parts: Any) -> list[Change]:
        """Write what hangs on a saved record; tell what changed."""
        return []

    def check(self, instance: Any) -> None:
        """Refuse a record that the rules of the model do not allow (raises Refused)."""

    def key_of(self, instance: models.Model) -> tuple:
        return tuple(getattr(instance, name) or None for name in self.match)

    def existing(self, records: Iterable[dict[str, Any]]) -> dict[tuple, models.Model]:
        """Fetch the records that the archive has already, by key."""
        first = self.match[0]
        wanted = {values[first] for values in records}
        found = self.fetch().filter(**{f"{first}__in": wanted}).order_by("pk")
        return {self.key_of(instance): instance for instance in found}

    def fetch(self) -> models.QuerySet:
        return self.model._default_manager.all()

    def find(self, existing: dict[tuple, models.Model], key: tuple) -> models.Model | None:
        return existing.get(key)

    def place(self, ready: Pending, existing: dict[tuple, models.Model]):
        """Set the values on the records that are there, or make new ones."""
        placed = []
        try:
            for values in ready.records:
                key = tuple(values.get(name) or None for name in self.match)
                instance = self.find(existing, key) or self.model()
                changed = assign(instance, values)
                self.check(instance)
                placed.append((instance, changed))
        except Refused as refused:
            self.run.report.refuse(ready.row.file, ready.row.line, refused)
            return None
        return ready, placed

    def write(self, written: list) -> None:
        """Save what is new or changed, then what hangs on it, and count each row."""
        placed = [pair for _ready, pairs in written for pair in pairs]
        created = {id(instance) for instance, _changed in placed if instance._state.adding}
        fields = set().union(*(changed for one, changed in placed if id(one) not in created))
        if fields:
            changed = [one for one, names in placed if names and id(one) not in created]
            self.model._default_manager.bulk_update(changed, sorted(fields))
        new = [instance for instance, _changed in placed if id(instance) in created]
        if self.needs_keys:
            self.model._default_manager.bulk_create(new)
        else:
            insert(new)
        if self.known_as:
            self.run.known[self.known_as] |= {one.slug: one.pk for one, _changed in placed}
        for ready, pairs in written:
            is_new, changes = False, []
            for instance, changed in pairs:
                parts_changed = self.write_parts(instance, ready.parts)
                if id(instance) in created:
                    is_new = True
                else:
                    changes += changes_of(instance, changed, self.columns, self.kinds)
                    changes += parts_changed
            outcome = "created" if is_new else "changed" if changes else "unchanged"
            self.run.count(ready.row, outcome, changes)


def keep_parts(
    manager: Any, wanted: list[dict[str, Any]], *, same: tuple[str, ...], replaces=None
) -> list[Change]:
    """Make the rows that hang on a record say `wanted`; tell what changed.

    A row is the same when it agrees in `same`. Rows that are not wanted stay, unless `replaces`
    tells of a row that the cell could have said and does not say any more.
    """
    rows = list(manager.order_by("pk"))
    if replaces:
        rows.sort(key=lambda row: not replaces(row))
    what = str(manager.model._meta.verbose_name_plural)
    changes = []
    for values in wanted:
        row = next((r for r in rows if all(getattr(r, n) == values[n] for n in same)), None)
        if row is None:
            manager.create(**{name: value for name, value in values.items() if value is not None})
            changes.append(Change(what, "", [values[name] for name in same]))
            continue
        rows.remove(row)
        if kept := assign(row, values):
            row.save(update_fields=kept)
            changes += changes_of(row, kept, {name: f"{what}, {name}" for name in kept})
    for row in rows:
        if replaces and replaces(row):
            changes.append(Change(what, [getattr(row, name) for name in same], ""))
            row.delete()
    return changes
