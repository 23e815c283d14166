"""statements.csv, joint_statements.csv and all that hangs on a statement."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction

from imcwp_site.text import clean_html
from statements.importing import files, hanging
from statements.importing.changes import Change, changes_of, columns_of
from statements.importing.files import Row
from statements.importing.finding import Finder
from statements.importing.held import Held, outcome_of
from statements.importing.records import tidied_chunks
from statements.importing.report import Refused
from statements.importing.units import (
    BY_NUMBER,
    OF_JOINT_ALONE,
    OF_LIST,
    OF_STATEMENT,
    Unit,
    convert,
    describe,
    describe_joint,
    merge,
    rules,
    signatory,
)
from statements.importing.values import convert_cell, language
from statements.models import Text
from statements.writes import Writes

JOINT, SIGNATORIES = files.JOINT_STATEMENTS.name, files.SIGNATORIES.name
SIGNATURES, TEXTS = files.SIGNATURES.name, files.TEXTS.name
ATTACHMENTS, VERSIONS = files.ATTACHMENTS.name, files.VERSIONS.name
# Files whose rows wait in the spool for their statement, and the column that names it.
WAITING = {
    files.JOINT_STATEMENTS: "joint_statement_id",
    files.SIGNATORIES: "joint_statement_id",
    files.SIGNATURES: "statement_id",
    files.TEXTS: "statement_id",
    files.ATTACHMENTS: "statement_id",
    files.VERSIONS: "statement_id",
}
OF_STATEMENT_ID = (SIGNATURES, TEXTS, ATTACHMENTS, VERSIONS)
OF_TEXT = rules(
    Text,
    status="status",
    title="title",
    summary="summary",
    translated_from="translated_from",
    body_html="body",
    original_hash="original_hash",
)
# What the files call the attributes of a statement, and of its list of signatures.
COLUMNS = columns_of(OF_STATEMENT, issued="date", posted="published_date")
COLUMNS_ALONE = columns_of(OF_JOINT_ALONE, issued="issued_date", posted="published_date")
COLUMNS_OF_LIST = columns_of(OF_LIST, reference="joint_statement_id")


class Statements:
    """Takes over statements, each with everything that belongs to it, chunk by chunk."""

    def __init__(self, run):
        self.run = run
        self.report, self.spool = run.report, run.spool

    def load(self) -> None:
        """Statements of their own row first, then joint statements alone, then what is left."""
        for file, column in WAITING.items():
            for row in self.run.rows(file):
                self.put_aside(row, column)
        for rows in tidied_chunks(self.run.rows(files.STATEMENTS)):
            self.take(self.units_of(rows))
        for parents in self.spool.pages_of_parents(JOINT):
            self.take(self.joint_units(parents))
        for parents in self.spool.pages_of_parents(SIGNATORIES, *OF_STATEMENT_ID):
            self.take(self.remaining_units(parents))

    def put_aside(self, row: Row, column: str) -> None:
        """Keep a row until its statement comes; refuse one with the key of an earlier row."""
        parent = str(row.cells[column])
        if row.file == JOINT:
            try:
                self.check_once(row, JOINT, parent, column)
            except Refused as refused:
                return self.report.refuse(row.file, row.line, refused)
        return self.spool.keep(row, parent)

    def check_once(self, row: Row, kind: str, key: str, column: str) -> None:
        if line := self.spool.first_line(kind, key, row.line):
            raise Refused(
                f"the same {column} as line {line}", field=column, value=str(row.cells[column])
            )

    # From rows to units

    def units_of(self, rows: list[Row]) -> Iterator[Unit]:
        """Put rows of statements.csv together with their joint statements and further rows."""
        names = [row.cells["statement_id"] for row in rows]
        joints = self.spool.take(JOINT, {row.cells["joint_statement_id"] for row in rows})
        lists = {row.cells["joint_statement_id"] for row in rows} - {""}
        signatories = self.spool.take(SIGNATORIES, lists)
        hanging = {file: self.spool.take(file, names) for file in OF_STATEMENT_ID}
        for row in rows:
            name, joint_id = row.cells["statement_id"], row.cells["joint_statement_id"]
            joint = (joints.pop(joint_id, None) or [None])[0]
            waiting = signatories.pop(joint_id, [])
            waiting += [child for of in hanging.values() for child in of.pop(name, [])]
            try:
                self.check_once(row, files.STATEMENTS.name, name, "statement_id")
                self.check_claim(row, joint_id)
                unit = describe(self.run, row)
                self.check_number(row, unit)
            except Refused as refused:
                self.report.refuse(row.file, row.line, refused)
                self.refuse_all([joint, *waiting], "its statement", row)
                continue
            try:
                if joint:
                    merge(unit, describe_joint(self.run, joint), joint)
            except Refused as refused:
                self.report.refuse(joint.file, joint.line, refused)
                self.refuse_all([row, *waiting], "its joint statement", joint)
                continue
            self.hang(unit, waiting)
            yield unit

    def check_claim(self, row: Row, joint_id: str) -> None:
        """Refuse a second statement for one joint statement."""
        if joint_id and (line := self.spool.first_line("claims", joint_id, row.line)):
            raise Refused(
                f"it belongs to the statement on line {line}",
                field="joint_statement_id",
                value=joint_id,
            )

    def check_number(self, row: Row, unit: Unit) -> None:
        """Refuse a permanent number that an earlier row has."""
        if unit.number:
            number = str(unit.number)
            if self.spool.first_line("numbers", number, row.line):
                raise Refused("another row has this number", field="number", value=number)

    def refuse_all(self, rows: Iterable[Row | None], what: str, other: Row) -> None:
        """Refuse the rows that cannot be taken over without another that was refused."""
        reason = f"{what} ({other.file} line {other.line}) was refused"
        refused = Refused(reason, follows=f"{other.file} {other.line}")
        for row in rows:
            if row:
                self.report.refuse(row.file, row.line, refused)

    def joint_units(self, parents: list[str]) -> Iterator[Unit]:
        """Make statements of the joint statements that no row of statements.csv claims."""
        joints = self.spool.take(JOINT, parents)
        hanging = [self.spool.take(file, parents) for file in (SIGNATORIES, *OF_STATEMENT_ID)]
        for parent, (row, *_more) in joints.items():
            waiting = [child for of in hanging for child in of.pop(parent, [])]
            try:
                unit = describe_joint(self.run, row)
                self.check_number(row, unit)
            except Refused as refused:
                self.report.refuse(row.file, row.line, refused)
                self.refuse_all(waiting, "its joint statement", row)
                continue
            self.hang(unit, waiting)
            yield unit

    def remaining_units(self, parents: list[str]) -> Iterator[Unit]:
        """Gather rows whose statement has no row in these files, but perhaps in the archive."""
        signatories = self.spool.take(SIGNATORIES, parents)
        hanging = [self.spool.take(file, parents) for file in OF_STATEMENT_ID]
        for parent in parents:
            if waiting := signatories.get(parent, []):
                unit = Unit(joint_id=parent)
                self.hang(unit, waiting)
                yield unit
            if waiting := [child for of in hanging for child in of.get(parent, [])]:
                match = BY_NUMBER.fullmatch(parent)
                unit = Unit(number=int(match[1])) if match else Unit(reference=parent)
                self.hang(unit, waiting)
                yield unit

    def hang(self, unit: Unit, rows: list[Row]) -> None:
        """Hang the further rows on their statement, refusing those that cannot be.

        A party that signs under its present name and, before it was merged, under a former one
        signs once: as the row with the present name says.
        """
        places = {TEXTS: unit.texts, ATTACHMENTS: unit.attachments, VERSIONS: unit.versions}
        signed: dict[tuple, int] = {}
        for row in sorted(rows, key=lambda row: bool(row.former)):
            if row.file in places:
                places[row.file].append(row)
                continue
            try:
                values = signatory(self.run, row)
                key = (values["party_id"], values["role"])
                line = signed.setdefault(key, row.line) if values["party_id"] else row.line
                if line == row.line:
                    unit.signatures.append((row, values))
                elif row.former:
                    self.run.count(row, "unchanged")
                else:
                    raise Refused(
                        f"the same party in the same role as on line {line}",
                        field="party_slug",
                        value=row.cells["party_slug"],
                    )
            except Refused as refused:
                self.report.refuse(row.file, row.line, refused)

    # From units to the archive

    def take(self, units: Iterable[Unit]) -> None:
        """Bring the archive to say what the units say, and record a version of each change."""
        units = list(units)
        with transaction.atomic():
            if not self.take_all(units):
                # Nothing is written: editors need not wait for what was only looked at.
                transaction.set_rollback(True)

    def take_all(self, units: list[Unit]) -> bool:
        """Do so, and tell whether anything was new or changed."""
        writes = Writes()
        finder = Finder(self.run, units, writes)
        self.run.numbers.reserve(finder.count_new(units))
        for unit in units:
            self.apply(unit, finder)
        changed = [held for held in finder.held.values() if held.touched]
        for held in changed:
            if not held.new:
                held.correct(held.statement, {"updated_at": self.run.time})
        writes.write()
        later = {held.statement.pk for held in changed if held.names & self.run.related}
        self.run.recorded_with_relations |= later
        self.run.record(
            {
                held.statement.pk: held.content(self.run.names_of)
                for held in changed
                if held.statement.pk not in later
            }
        )
        return bool(changed)

    def apply(self, unit: Unit, finder: Finder) -> None:
        """Bring one statement to say what its unit says and count its rows."""
        held = None
        try:
            held = finder.find(unit)
            if held.blocked:
                raise Refused("another row of the statement was refused")
            changes = self.apply_facts(unit, held)
        except Refused as refused:
            if held:
                held.blocked = True
            first, *others = unit.rows
            self.report.refuse(first.file, first.line, refused)
            self.refuse_all(others, "its statement", first)
            return
        finder.remember(held, unit)
        by_cells, outcomes = hanging.set_signatures(held, unit)
        for row, outcome, of_row in outcomes:
            self.run.count(row, outcome, of_row)
        changes += by_cells
        if unit.joint:
            outcome, of_list = held.set_list(unit.list_reference, unit.list_fields, COLUMNS_OF_LIST)
            if unit.row is None:
                of_list += changes
            outcome = "created" if outcome == "created" else outcome_of(of_list)
            self.run.count(unit.joint, outcome, of_list)
        if unit.row:
            self.run.count(unit.row, "created" if held.new else outcome_of(changes), changes)
        self.each(unit.texts, lambda row: self.set_text(held, row))
        if unit.texts:
            held.follow_originals({r.cells["language"] for r in unit.texts if says_original(r)})
        self.each(unit.attachments, lambda row: hanging.set_attachment(self.run, held, row))
        self.each(unit.versions, lambda row: hanging.set_version(held, row))

    def apply_facts(self, unit: Unit, held: Held) -> list[Change]:
        """Set the facts of the statement; its row is refused as a whole or not at all."""
        changes = []
        if unit.fields:
            kept = held.set_fields(facts_for(unit, held), self.run.time)
            if not held.new:
                columns = COLUMNS if unit.row else COLUMNS_ALONE
                changes = changes_of(held.statement, kept, columns, {"meeting_id": "meeting"})
        if held.new:
            held.statement.number = unit.number or self.run.numbers.next()
        topics = unit.topics
        if is_supplement(unit, held):
            topics = list(dict.fromkeys([*(link.topic_id for link in held.links), *topics]))
        changes += held.set_topics(topics)
        return changes + held.set_languages(unit.languages)

    def each(self, rows: list[Row], write: Callable[[Row], tuple[str, list[Change]]]) -> None:
        """Write further rows one by one, each counted or refused by itself."""
        for row in rows:
            try:
                self.run.count(row, *write(row))
            except Refused as refused:
                self.report.refuse(row.file, row.line, refused)

    def set_text(self, held: Held, row: Row) -> tuple[str, list[Change]]:
        """Set one text of the statement; its body keeps what a document needs."""
        code = convert_cell(row.cells, "language", language)
        key = f"{held.statement.pk} {code}"
        if line := self.spool.first_line(TEXTS, key, row.line):
            raise Refused(f"the same language as on line {line}", field="language", value=code)
        values: dict[str, Any] = convert(row.cells, OF_TEXT)
        kept = held.texts.get(code)
        if values["body"] and (kept is None or kept.body != values["body"]):
            values["body"] = clean_html(values["body"]) or None
        return held.set_text(code, values)


def says_original(row: Row) -> bool:
    """Tell whether the row of a text says itself which state of its original it renders."""
    return bool(row.cells.get("original_hash"))


def facts_for(unit: Unit, held: Held) -> dict[str, Any]:
    """Give what the unit says of its statement, and nothing of what only its own row may say."""
    if is_supplement(unit, held):
        return {name: unit.fields[name] for name in ("issued", "posted", "meeting_id")}
    return unit.fields


def is_supplement(unit: Unit, held: Held) -> bool:
    """Tell whether a joint statement comes without the row of statements.csv it has in the archive.

    That row was refused or is not in the folder: its cells stay as they were taken over before.
    """
    has_own_row = not held.new and held.statement.reference != unit.joint_id
    return unit.row is None and unit.joint is not None and has_own_row
