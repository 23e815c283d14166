"""Which statement of the archive the files mean: found by reference, list or number."""

from collections.abc import Iterable

from imcwp_site.publishing import State
from statements.importing.held import Held, fetch_held
from statements.importing.report import Refused
from statements.importing.units import BY_NUMBER, LIST_BY_NUMBER, Unit
from statements.inserting import new
from statements.models import SignatureList, Statement, Version
from statements.writes import Writes


class StatementNumbers:
    """The numbers of statements by what the files call them, looked up a chunk at a time."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def load(self, names: Iterable[str]) -> None:
        wanted = set(names)
        by_number = {int(match[1]) for name in wanted if (match := BY_NUMBER.fullmatch(name))}
        found = Statement.objects.filter(reference__in=wanted)
        self.numbers = {str(name): n for name, n in found.values_list("reference", "number")}
        for number in Statement.objects.filter(number__in=by_number).values_list(
            "number", flat=True
        ):
            self.numbers[f"no-{number}"] = number

    def get(self, name: str) -> int | None:
        return self.numbers.get(name)


class Finder:
    """The statements that some units mean, fetched at once."""

    def __init__(self, run, units: list[Unit], writes: Writes):
        self.run, self.writes = run, writes
        self.by_list = dict(
            SignatureList.objects.filter(
                reference__in={unit.list_reference for unit in units if unit.list_reference}
            ).values_list("reference", "statement_id")
        )
        self.by_reference = dict(
            Statement.objects.filter(
                reference__in={unit.reference for unit in units if unit.reference}
            ).values_list("reference", "number")
        )
        numbers = {unit.number for unit in units if unit.number}
        numbers |= {number for unit in units if (number := number_of_list(unit))}
        numbers |= {*self.by_list.values(), *self.by_reference.values()}
        found = fetch_held(Statement.objects.filter(number__in=numbers))
        self.held = {statement.pk: Held(statement, writes, new=False) for statement in found}
        self.load_versions(units)

    def load_versions(self, units: list[Unit]) -> None:
        """Fetch the hashes of the versions that are there, if the units bring versions."""
        if any(unit.versions for unit in units):
            for number, n, kept in Version.objects.filter(statement__in=self.held).values_list(
                "statement_id", "n", "content_hash"
            ):
                self.held[number].versions[n] = kept

    def count_new(self, units: list[Unit]) -> int:
        """Give how many units may be new statements without a number of their own."""
        return sum(
            not (unit.number or unit.reference in self.by_reference)
            and unit.list_reference not in self.by_list
            for unit in units
            if unit.row or unit.joint
        )

    def find(self, unit: Unit) -> Held:
        """Give the statement that a unit means, or a new one (raises Refused)."""
        held = self.present(unit)
        if unit.joint_id:
            held = self.with_list(unit, held)
        if held is None:
            return self.new(unit)
        if unit.number and held.statement.number != unit.number:
            raise Refused(
                f"the statement has the number {held.statement.number} here, and numbers are "
                "permanent",
                field="number",
                value=str(unit.number),
            )
        return held

    def present(self, unit: Unit) -> Held | None:
        """Give the statement of that reference; of that number where it has no reference."""
        if unit.reference:
            return self.held.get(self.by_reference.get(unit.reference))
        held = self.held.get(unit.number) if unit.number else None
        if held and held.statement.reference:
            raise Refused(
                f"the number belongs to {held.statement.reference}", field="number",
                value=str(unit.number),
            )  # fmt: skip
        return held

    def with_list(self, unit: Unit, held: Held | None) -> Held | None:
        """Give the statement that has, or may have, the unit's list of signatures."""
        if number := number_of_list(unit):
            return self.with_unnamed_list(unit, held, number)
        owner = self.held.get(self.by_list.get(unit.joint_id))
        fault = ""
        if owner is None:
            if held and held.signature_list and held.signature_list.reference:
                fault = f"its statement has the joint statement {held.signature_list.reference}"
            elif unit.joint is None:
                fault = "there is no such joint statement"
        elif held is None and unit.row and owner.statement.reference == unit.joint_id:
            # It came as a joint statement alone before; now it has a row in statements.csv.
            self.by_reference[unit.reference] = owner.statement.pk
            owner.correct(owner.statement, {"reference": unit.reference})
        elif held is not owner and (held or unit.row):
            fault = f"it belongs to {owner.statement.reference or owner.statement.number}"
        if fault:
            raise Refused(fault, field="joint_statement_id", value=unit.joint_id or "")
        return owner or held

    def with_unnamed_list(self, unit: Unit, held: Held | None, number: int) -> Held | None:
        """A list called by its number belongs to the statement of that number."""
        if unit.row is None:
            held = self.held.get(number)
        expected = held.statement.number if held else unit.number
        if number != expected:
            raise Refused(
                "a list without a reference belongs to the statement of its number",
                field="joint_statement_id",
                value=unit.joint_id or "",
            )
        return held

    def new(self, unit: Unit) -> Held:
        """Make a statement, published unless its row says otherwise; it has no number yet."""
        if unit.row is None and unit.joint is None:
            column = "joint_statement_id" if unit.joint_id else "statement_id"
            name = unit.joint_id or unit.reference or f"no-{unit.number}"
            raise Refused(f"there is no such {column.removesuffix('_id').replace('_', ' ')}",
                          field=column, value=name)  # fmt: skip
        if unit.number in self.held:
            owner = self.held[unit.number].statement
            raise Refused(
                f"the number belongs to {owner.reference or f'no-{owner.number}'}",
                field="number",
                value=str(unit.number),
            )
        statement = new(
            Statement,
            reference=unit.reference,
            state=State.PUBLISHED,
            entered_by_id=self.run.by.pk if self.run.by else None,
            created_at=self.run.time,
            updated_at=self.run.time,
        )
        return Held(statement, self.writes, new=True)

    def remember(self, held: Held, unit: Unit) -> None:
        """Note a new statement, so that later units of the chunk find it."""
        self.held[held.statement.pk] = held
        if unit.reference:
            self.by_reference[unit.reference] = held.statement.pk
        if unit.list_reference:
            self.by_list[unit.list_reference] = held.statement.pk


def number_of_list(unit: Unit) -> int | None:
    """Give the number in the name of a list that has no reference."""
    match = LIST_BY_NUMBER.fullmatch(unit.joint_id or "")
    return int(match[1]) if match else None
