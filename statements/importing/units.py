"""A statement as the files describe it: rows of several files put together into one."""

import re
from dataclasses import dataclass, field
from typing import Any

from imcwp_site.dates import PartialDate
from statements.importing import files
from statements.importing.files import Row, list_of
from statements.importing.report import Refused
from statements.importing.values import (
    convert_cell,
    language,
    partial_date,
    rule_for,
    statement_number,
)
from statements.models import Signature, SignatureList, Statement

# Statements and lists that have no reference of their own are called by their number.
BY_NUMBER = re.compile(r"no-([1-9][0-9]{0,8})", re.ASCII)
LIST_BY_NUMBER = re.compile(r"js-no-([1-9][0-9]{0,8})", re.ASCII)

Rule = tuple[str, Any]


def rules(model, **columns: str) -> dict[str, Rule]:
    """Give for each column the attribute of `model` it is kept in, and its rule."""
    return {
        column: (name, rule_for(model._meta.get_field(name))) for column, name in columns.items()
    }


PUBLISHING = rules(
    Statement,
    state="state",
    published_at="published_at",
    withdrawal_reason="withdrawal_reason",
    created_at="created_at",
    updated_at="updated_at",
)
OWN = rules(Statement, kind="kind", title="title", source="source", confidence="confidence")
OF_STATEMENT = OWN | PUBLISHING | rules(Statement, note="note")
OF_JOINT_ALONE = (
    PUBLISHING
    | rules(Statement, title="title", source="source", confidence="confidence")
    | rules(Statement, statement_note="note")
)
OF_LIST = rules(
    SignatureList,
    title="title",
    stated_signatory_count="stated_count",
    list_complete_here="is_complete",
    open_for_signature="is_open",
    note="note",
    source="source",
    confidence="confidence",
)
OF_SIGNATORY = rules(
    Signature,
    position="position",
    printed_name="printed_name",
    list_group="group",
    source="source",
    confidence="confidence",
)
OF_SIGNATURE = OF_SIGNATORY | rules(Signature, role="role", added="added")
REFERENCE = rule_for(Statement._meta.get_field("reference"))
# What only the row of statements.csv may say of a statement that has one.
ONLY_ALONE = ("number", "state", "published_at", "withdrawal_reason", "statement_note",
              "created_at", "updated_at")  # fmt: skip


@dataclass(slots=True)
class Unit:
    """One statement as described: None and empty mean not known."""

    # The row that is reported for the statement itself, and that for its list of signatures.
    row: Row | None = None
    joint: Row | None = None
    reference: str | None = None
    number: int | None = None
    # Identifier of the joint statement in the files, and the same as it is kept.
    joint_id: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    list_fields: dict[str, Any] = field(default_factory=dict)
    topics: list[int] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    parties: list[int | None] = field(default_factory=list)
    initiators: list[int | None] = field(default_factory=list)
    # Rows of further files, each with its values.
    signatures: list[tuple[Row, dict[str, Any]]] = field(default_factory=list)
    texts: list[Row] = field(default_factory=list)
    attachments: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)

    @property
    def list_reference(self) -> str | None:
        """The reference of the list of signatures; None where it is called by its number."""
        alone = self.joint_id and not LIST_BY_NUMBER.fullmatch(self.joint_id)
        return self.joint_id if alone else None

    @property
    def rows(self) -> list[Row]:
        """Every row that belongs to the statement."""
        own = [row for row in (self.row, self.joint) if row]
        signatures = [row for row, _values in self.signatures]
        return own + signatures + self.texts + self.attachments + self.versions


def convert(cells: dict[str, Any], table: dict[str, Rule]) -> dict[str, Any]:
    """Give the values of the cells by attribute; most are empty."""
    return {
        name: None if cells.get(column) in ("", None) else convert_cell(cells, column, rule)
        for column, (name, rule) in table.items()
    }


def several(run, cells: dict[str, str], column: str, kind: str) -> list:
    """Give the records that a cell with several slugs names, each once, in order."""
    return [
        run.refer({column: part}, column, kind)
        for part in dict.fromkeys(list_of(cells.get(column) or ""))
    ]


def languages_of(cells: dict[str, str]) -> list[str]:
    return [
        convert_cell({"languages": code}, "languages", language)
        for code in dict.fromkeys(list_of(cells["languages"]))
    ]


def name_in(cells: dict[str, str], column: str, by_number: re.Pattern) -> str:
    """Read a reference, or how an export names what has none (raises Refused)."""
    name = cells[column]
    return name if by_number.fullmatch(name) else convert_cell(cells, column, REFERENCE)


def identify(unit: Unit, cells: dict[str, str], column: str) -> None:
    """Read how the statement is called: by reference, or by number where it has none."""
    name = name_in(cells, column, BY_NUMBER)
    number = convert_cell(cells, "number", statement_number)
    if match := BY_NUMBER.fullmatch(name):
        if number not in (None, int(match[1])):
            raise Refused(f"{name} has another number", field="number", value=str(number))
        unit.number = int(match[1])
    else:
        unit.reference, unit.number = name, number


def describe(run, row: Row) -> Unit:
    """Give what a row of statements.csv says (raises Refused)."""
    cells = row.cells
    unit = Unit(row=row)
    identify(unit, cells, "statement_id")
    issued = convert_cell(cells, "date", partial_date)
    meeting = run.refer(cells, "meeting_id", "meeting")
    run.check_meeting_number(cells, meeting)
    check_bookkeeping(cells, issued)
    unit.fields = convert(cells, OF_STATEMENT) | {
        "issued": issued,
        "posted": convert_cell(cells, "published_date", partial_date),
        "meeting_id": meeting,
    }
    unit.topics = several(run, cells, "topics", "topic")
    unit.parties = several(run, cells, "party_slugs", "party")
    unit.languages = languages_of(cells)
    unit.joint_id = name_in(cells, "joint_statement_id", LIST_BY_NUMBER)
    return unit


def check_bookkeeping(cells: dict[str, str], issued: PartialDate | None) -> None:
    """Refuse a row whose cells that repeat others say something else (raises Refused)."""
    precision = issued.precision if issued else "unknown"
    if cells["date_precision"] not in ("", precision):
        raise Refused(
            f"the date “{issued or ''}” is of precision {precision}",
            field="date_precision",
            value=cells["date_precision"],
        )
    is_dossier = "y" if cells["kind"] == Statement.Kind.DOSSIER else "n"
    if cells["dossier"] not in ("", is_dossier):
        raise Refused(
            "y stands exactly where the kind is dossier", field="dossier", value=cells["dossier"]
        )


def describe_joint(run, row: Row) -> Unit:
    """Give what a row of joint_statements.csv says by itself (raises Refused)."""
    cells = row.cells
    joint_id = name_in(cells, "joint_statement_id", LIST_BY_NUMBER)
    unit = Unit(joint=row, joint_id=joint_id)
    if not LIST_BY_NUMBER.fullmatch(joint_id):
        identify(unit, cells, "joint_statement_id")
    unit.fields = convert(cells, OF_JOINT_ALONE) | {
        "kind": Statement.Kind.JOINT_STATEMENT,
        "issued": convert_cell(cells, "issued_date", partial_date),
        "posted": convert_cell(cells, "published_date", partial_date),
        "meeting_id": run.refer(cells, "meeting_id", "meeting"),
    }
    unit.list_fields = convert(cells, OF_LIST)
    unit.topics = several(run, cells, "topics", "topic")
    unit.initiators = several(run, cells, "initiator_slugs", "party")
    unit.languages = languages_of(cells)
    return unit


def merge(unit: Unit, joint: Unit, row: Row) -> None:
    """Make one statement of its row in statements.csv and its joint statement (raises Refused).

    Nothing is changed unless all agrees, so that a refusal leaves no half of it.
    """
    for column in ONLY_ALONE:
        if row.cells.get(column):
            raise Refused(
                "the statement has a row in statements.csv: say it there",
                field=column,
                value=row.cells[column],
            )
    refined = {
        "issued": more_precise(unit.fields["issued"], joint.fields["issued"], "issued_date"),
        "posted": more_precise(unit.fields["posted"], joint.fields["posted"], "published_date"),
    }
    meetings = {unit.fields["meeting_id"], joint.fields["meeting_id"]} - {None}
    if len(meetings) > 1:
        raise Refused(
            "statements.csv names another meeting",
            field="meeting_id",
            value=row.cells["meeting_id"],
        )
    unit.joint = row
    unit.fields |= refined | {"meeting_id": next(iter(meetings), None)}
    unit.list_fields, unit.initiators = joint.list_fields, joint.initiators
    unit.topics = list(dict.fromkeys(unit.topics + joint.topics))
    unit.languages = list(dict.fromkeys(unit.languages + joint.languages))


def more_precise(own: PartialDate | None, joint: PartialDate | None, column: str):
    """Give the date of the two that says more, if one says the other more precisely."""
    shorter, longer = sorted((str(own or ""), str(joint or "")), key=len)
    if not longer.startswith(shorter):
        raise Refused(
            f"statements.csv says {own}, joint_statements.csv {joint}",
            field=column,
            value=str(joint),
        )
    return own if str(own or "") == longer else joint


def signatory(run, row: Row) -> dict[str, Any]:
    """Give the signature that a row of signatories.csv or signatures.csv says (raises Refused)."""
    cells = row.cells
    party = run.refer(cells, "party_slug", "party")
    if row.file == files.SIGNATURES.name:
        values = convert(cells, OF_SIGNATURE)
    else:
        later = cells["signed_later"]
        values = convert(cells, OF_SIGNATORY) | {
            "role": Signature.Role.LATER_SIGNATORY if later else Signature.Role.SIGNATORY,
            "added": None if later == "y" else convert_cell(cells, "signed_later", partial_date),
        }
    if party is None and not values["printed_name"]:
        raise Refused("give the party's slug, or the name as printed", field="party_slug")
    return values | {"party_id": party}
