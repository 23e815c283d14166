"""versions.jsonl: what statements said before."""

from statements.importing.held import Held
from statements.importing.reading import Row
from statements.importing.report import Refused
from statements.importing.units import convert, rules
from statements.importing.values import convert_cell, moment
from statements.models import Version
from statements.versions import content_hash

OF_VERSION = rules(Version, by_name="by_name", note="note")


def set_version(held: Held, row: Row) -> str:
    """Keep a version of a statement that the archive does not have yet (raises Refused)."""
    n, content = row.cells["n"], row.cells["content"]
    if type(n) is not int or not 1 <= n <= 2_147_483_647:
        raise Refused("write a whole number from 1", field="n", value=str(n))
    if not isinstance(content, dict):
        raise Refused("it is not a JSON object", field="content", value=str(content))
    is_minor = row.cells.get("is_minor") or False
    if not isinstance(is_minor, bool):
        raise Refused("write true or false", field="is_minor", value=str(is_minor))
    kept = content_hash(content)
    if n in held.versions:
        if held.versions[n] != kept:
            raise Refused("the archive has another version of this number", field="n", value=str(n))
        return "unchanged"
    held.versions[n] = kept
    values = convert(row.cells, OF_VERSION)
    held.add(
        Version(
            n=n,
            at=convert_cell(row.cells, "at", moment),
            by_name=values["by_name"] or "",
            note=values["note"] or "",
            is_minor=is_minor,
            content=content,
            content_hash=kept,
        )
    )
    return "created"
