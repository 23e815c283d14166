"""Who speaks in a statement: the signatures that cells and rows of several files describe."""

from dataclasses import dataclass
from typing import Any

from statements.importing.held import Held
from statements.importing.reading import Row
from statements.importing.units import Unit
from statements.importing.values import assign
from statements.models import Signature

AUTHOR, INITIATOR = Signature.Role.AUTHOR, Signature.Role.INITIATOR
SIGNED = (Signature.Role.SIGNATORY, Signature.Role.LATER_SIGNATORY)


@dataclass(slots=True)
class Wanted:
    """A signature that the files describe: its values, the row that says it, and the one found."""

    values: dict[str, Any]
    row: Row | None = None
    found: Signature | None = None


def set_signatures(held: Held, unit: Unit) -> tuple[bool, list[tuple[Row, str]]]:
    """Make the signatures say what cells and rows say.

    Gives whether the cells changed anything, and each row with its outcome.
    """
    wanted = wanted_signatures(held, unit)
    match_signatures(held.signatures, wanted)
    outcomes, changed = [], remove_unsaid(held, unit, wanted)
    for one in wanted:
        if one.found is None:
            signature = Signature()
            assign(signature, one.values)
            held.add(signature)
            held.signatures.append(signature)
            outcome = "created"
        else:
            outcome = "changed" if held.correct(one.found, one.values) else "unchanged"
        if one.row:
            outcomes.append((one.row, outcome))
        else:
            changed |= outcome != "unchanged"
    return changed, outcomes


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
            said = {name: value for name, value in values.items() if value is not None}
            named[key] = Wanted(named[key].values | said, row)
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
