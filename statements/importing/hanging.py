"""What hangs on a statement: its signatures, attached files and former versions."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File

from statements.files.keeping import digest_of, keep, path_for
from statements.files.kinds import validate_file
from statements.importing.changes import Change, changes_of, columns_of
from statements.importing.contents import check_content
from statements.importing.files import ATTACHMENT_FOLDER, Row
from statements.importing.held import Held, outcome_of
from statements.importing.report import Refused
from statements.importing.units import OF_SIGNATURE, Unit, convert, rules
from statements.importing.values import convert_cell, known, moment, reason_of, whole_number
from statements.inserting import new
from statements.models import Attachment, Signature, Version
from statements.versions import content_hash

AUTHOR, INITIATOR = Signature.Role.AUTHOR, Signature.Role.INITIATOR
SIGNED = (Signature.Role.SIGNATORY, Signature.Role.LATER_SIGNATORY)
OF_ATTACHMENT = rules(
    Attachment,
    name="name",
    description="description",
    kind="kind",
    language="language",
    alt="alt",
)
COLUMNS = columns_of(OF_SIGNATURE, party_id="party_slug")
OF_VERSION = rules(Version, by_name="by_name", note="note")
MAX_SIZE = 2**40


# Signatures: what cells and rows of several files say of who speaks


@dataclass(slots=True)
class Wanted:
    """A signature that the files describe: its values, the row that says it, and the one found."""

    values: dict[str, Any]
    row: Row | None = None
    found: Signature | None = None


def set_signatures(
    held: Held, unit: Unit
) -> tuple[list[Change], list[tuple[Row, str, list[Change]]]]:
    """Make the signatures say what cells and rows say.

    Gives what the cells changed, and each row with its outcome and what it changed.
    """
    before = in_cells(held)
    wanted = wanted_signatures(held, unit)
    match_signatures(held.signatures, wanted)
    outcomes, changed = [], remove_unsaid(held, unit, wanted)
    for one in wanted:
        if one.found is None:
            signature = new(Signature, **known(one.values))
            held.add(signature)
            held.signatures.append(signature)
            outcome, changes = "created", []
        else:
            kept = held.correct(one.found, one.values)
            changes = changes_of(one.found, kept, COLUMNS, {"party_id": "party"})
            outcome = outcome_of(changes)
        if one.row:
            outcomes.append((one.row, outcome, changes))
        else:
            changed |= outcome != "unchanged"
    cells = [Change("party_slugs", before, in_cells(held), "party")] if changed else []
    return cells, outcomes


def in_cells(held: Held) -> list[int | None]:
    """Give the parties that the cells of a statement name, in order."""
    named = [one for one in held.signatures if one.party_id and one.role not in SIGNED]
    named.sort(key=lambda one: (one.role, one.position))
    return [one.party_id for one in named]


def wanted_signatures(held: Held, unit: Unit) -> list[Wanted]:
    """Put together what the cells and the rows want.

    An initiator is not its statement's author besides, unless a row says so.
    """
    initiators = unit.initiators or [
        signature.party_id for signature in held.signatures if signature.role == INITIATOR
    ]
    authors = [party for party in unit.parties if party not in initiators]
    named = {
        (party, role): Wanted({"party_id": party, "role": role, "position": position})
        for role, parties in ((INITIATOR, unit.initiators), (AUTHOR, authors))
        for position, party in enumerate(parties, 1)
    }
    unnamed = []
    for row, values in unit.signatures:
        key = (values["party_id"], values["role"])
        if values["party_id"] is None:
            unnamed.append(Wanted(values, row))
        elif key in named:
            named[key] = Wanted(named[key].values | known(values), row)
        else:
            named[key] = Wanted(values, row)
    return [*named.values(), *unnamed]


def match_signatures(signatures: list[Signature], wanted: list[Wanted]) -> None:
    """Find for each wanted signature the one that is there already, no one twice.

    First the same party in the same role; then a signatory who moved to the late ones or back,
    and a printed name that was not resolved to a party before.
    """
    free = list(signatures)
    for same in (same_party_and_role, signed_before, same_printed_name):
        for one in wanted:
            if one.found is None:
                one.found = next((s for s in free if same(s, one.values)), None)
                if one.found is not None:
                    free.remove(one.found)


def same_party_and_role(signature: Signature, values: dict[str, Any]) -> bool:
    if values["party_id"] is None:
        return same_printed_name(signature, values) and signature.role == values["role"]
    return (signature.party_id, signature.role) == (values["party_id"], values["role"])


def signed_before(signature: Signature, values: dict[str, Any]) -> bool:
    return (
        values["party_id"] is not None
        and signature.party_id == values["party_id"]
        and signature.role in SIGNED
        and values["role"] in SIGNED
    )


def same_printed_name(signature: Signature, values: dict[str, Any]) -> bool:
    return (
        signature.party_id is None
        and signature.printed_name == values.get("printed_name")
        and signature.position == (values.get("position") or 0)
    )


def remove_unsaid(held: Held, unit: Unit, wanted: list[Wanted]) -> bool:
    """Remove authors and initiators that a cell which names parties does not name any more."""
    found = {id(one.found) for one in wanted}
    changed = False
    for role, said in ((AUTHOR, unit.parties), (INITIATOR, unit.initiators)):
        for signature in list(held.signatures) if said else []:
            if signature.role == role and signature.party_id and id(signature) not in found:
                held.signatures.remove(signature)
                held.remove(signature)
                changed = True
    return changed


# attachments.csv and the files beside it


def set_attachment(run, held: Held, row: Row) -> tuple[str, list[Change]]:
    """Keep a file of the archive folder with its statement (raises Refused)."""
    cells = row.cells
    path = path_of(run.directory / ATTACHMENT_FOLDER, cells["file"])
    sha256, size = examine(path, cells["file"])
    if cells["sha256"].lower() not in ("", sha256):
        raise Refused("the file has another SHA-256", field="sha256", value=cells["sha256"])
    if convert_cell(cells, "size", lambda text: whole_number(text, MAX_SIZE)) not in (None, size):
        raise Refused(f"the file has {size:,} bytes", field="size", value=cells["size"])
    key = f"{held.statement.pk} {sha256}"
    if line := run.spool.first_line(row.file, key, row.line):
        raise Refused(f"the same file as on line {line}", field="file", value=cells["file"])
    values = convert(cells, OF_ATTACHMENT)
    if attachment := held.files.get(sha256):
        changes = changes_of(attachment, held.correct(attachment, values))
        return outcome_of(changes), changes
    attachment = Attachment(sha256=sha256, size=size, **known(values))
    attachment.name = attachment.name or path.name
    attachment.file.name = path_for(sha256, path.name)
    held.files[sha256] = attachment
    held.add(attachment)
    run.store(path, attachment.file.storage, attachment.file.name)
    return "created", []


def path_of(folder: Path, name: str) -> Path:
    """Give the place of a file, which must lie in the folder of attachments (raises Refused)."""
    path = folder / name
    inside = path.resolve().is_relative_to(folder.resolve())
    if not inside or len(path.name) > 200:
        raise Refused(
            f"it is not the name of a file in the folder {folder.name}", field="file", value=name
        )
    if not path.is_file():
        raise Refused(
            f"there is no such file in the folder {folder.name}", field="file", value=name
        )
    return path


def examine(path: Path, name: str) -> tuple[str, int]:
    """Give SHA-256 and size of a file (raises Refused if it cannot be read, or may not be kept)."""
    try:
        with path.open("rb") as stream:
            file = File(stream, path.name)
            validate_file(file)
            return digest_of(file), file.size
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror}", field="file", value=name) from None
    except ValidationError as error:
        raise Refused(reason_of(error), field="file", value=name) from None


def store(path: Path, storage, name: str) -> bool:
    """Copy a file to where uploads are kept; False if the same bytes are there already."""
    with path.open("rb") as stream:
        return keep(name, File(stream), storage)


# versions.jsonl


def set_version(held: Held, row: Row) -> tuple[str, list[Change]]:
    """Keep a version of a statement that the archive does not have yet (raises Refused)."""
    n, content = row.cells["n"], row.cells["content"]
    if type(n) is not int or not 1 <= n <= 2_147_483_647:
        raise Refused("write a whole number from 1", field="n", value=str(n))
    if not isinstance(content, dict):
        raise Refused("it is not a JSON object", field="content", value=str(content))
    check_content(content)
    is_minor = row.cells.get("is_minor") or False
    if not isinstance(is_minor, bool):
        raise Refused("write true or false", field="is_minor", value=str(is_minor))
    kept = content_hash(content)
    if n in held.versions:
        if held.versions[n] != kept:
            raise Refused("the archive has another version of this number", field="n", value=str(n))
        return "unchanged", []
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
    return "created", []
