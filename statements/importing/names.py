"""Names of parties in the cells of parties.csv: read by the importer, written by the exporter."""

import re
from collections.abc import Iterable
from typing import Any

from parties.models import PartyName
from statements.importing.files import list_of
from statements.importing.report import Refused
from statements.importing.values import convert_cell, partial_date, rule_for

NATIVE, FORMER, VARIANT = PartyName.Kind.NATIVE, PartyName.Kind.FORMER, PartyName.Kind.VARIANT
# The column of each kind, and what stands between two names in it.
CELLS: dict[str, tuple[str, str]] = {
    NATIVE: ("name_native", " / "),
    FORMER: ("former_names", ";"),
    VARIANT: ("abbreviation_variants", ";"),
}
REMARK = re.compile(r"(?P<name>.*\S)\s+\((?P<remark>[^()]+)\)")
DETAILS = ("abbreviation", "language", "since", "until", "note", "source")


def former_name(text: str, variants: Iterable[str]) -> dict[str, Any]:
    """Read a former name with its remarks in brackets at the end.

    “(until 1996)” is its end, an abbreviation of the party is its abbreviation then, words that
    begin with a small letter are a note, and anything else belongs to the name.
    """
    values: dict[str, Any] = {}
    while match := REMARK.fullmatch(text):
        remark = match["remark"]
        known = end_of(remark)
        if remark in variants:
            known = {"abbreviation": remark}
        elif not known and remark[0].islower():
            known = {"note": remark}
        if not known or known.keys() & values.keys():
            break
        values |= known
        text = match["name"]
    return {"kind": FORMER, "text": text, **values}


def end_of(remark: str) -> dict[str, Any]:
    """Read “until 1996” as the end of a name; nothing if it says something else."""
    if remark.startswith("until "):
        try:
            return {"until": partial_date(remark.removeprefix("until "))}
        except Refused:
            pass
    return {}


def names_in_cells(cells: dict[str, str]) -> list[dict[str, Any]]:
    """Give the names that the cells of a party say, checked against the columns of the model."""
    variants = list_of(cells["abbreviation_variants"])
    native = [name.strip() for name in cells["name_native"].split(" / ") if name.strip()]
    names = [{"kind": NATIVE, "text": name} for name in native]
    names += [former_name(text, variants) for text in list_of(cells["former_names"])]
    names += [{"kind": VARIANT, "text": text} for text in variants]
    once: dict[tuple, dict[str, Any]] = {}
    for name in names:
        column = CELLS[name["kind"]][0]
        for field in ("text", "abbreviation", "note"):
            convert_cell({column: name.get(field)}, column, RULES[field])
        if once.setdefault((name["kind"], name["text"]), name) is not name:
            raise Refused("it holds the same name twice", field=column, value=name["text"])
    return names


RULES = {
    field: rule_for(PartyName._meta.get_field(field)) for field in ("text", "abbreviation", "note")
}


def cell_text(name: PartyName) -> str:
    """Write a name as a cell would say it."""
    remarks = [name.abbreviation, f"until {name.until}" if name.until else "", name.note]
    return name.text + "".join(f" ({remark})" for remark in remarks if remark)


def fits_cell(name: PartyName, variants: Iterable[str]) -> bool:
    """Tell whether a cell can say all that is known of a name."""
    _column, separator = CELLS[name.kind]
    text = cell_text(name)
    parts = [part.strip() for part in text.split(separator)]
    if parts != [text] or " / " in text:
        return False
    read = former_name(text, variants) if name.kind == FORMER else {"text": text}
    return read["text"] == name.text and all(
        (read.get(detail) or None) == (getattr(name, detail) or None) for detail in DETAILS
    )


def cells_of_names(names: list[PartyName]) -> tuple[dict[str, str], list[PartyName]]:
    """Write the names of a party as cells; give with them the names that no cell can say."""
    plain_variants = [name for name in names if name.kind == VARIANT and fits_cell(name, ())]
    variants = [name.text for name in plain_variants]
    fitting = [name for name in names if fits_cell(name, variants)]
    cells = {
        column: separator.join(cell_text(name) for name in fitting if name.kind == kind)
        for kind, (column, separator) in CELLS.items()
    }
    return cells, [name for name in names if name not in fitting]
