"""statement_relations.csv: what statements answer, replace and correct, when all are there."""

from collections import defaultdict

from imcwp_site.chunks import chunks
from statements import versions
from statements.importing import files
from statements.importing.records import Table
from statements.importing.report import Refused
from statements.models import Statement, StatementRelation

REPLACES = StatementRelation.Kind.REPLACES


class Relations(Table):
    """A statement and those that it is related to come to the archive first, in any order."""

    file = files.STATEMENT_RELATIONS
    model = StatementRelation
    references = {
        "statement_id": ("statement_id", "statement"),
        "other_id": ("other_id", "statement"),
    }
    match = ("statement_id", "kind", "other_id")
    fields = {"relation": "kind", "note": "note", "source": "source", "confidence": "confidence"}

    def load(self) -> None:
        self.changed: set[int] = set()
        # What each statement stands in the place of; pairs of numbers, so all are at hand.
        self.replaced = defaultdict(set)
        for number, other in StatementRelation.objects.filter(kind=REPLACES).values_list(
            "statement_id", "other_id"
        ):
            self.replaced[number].add(other)
        super().load()
        self.record_versions()

    def check(self, instance: StatementRelation) -> None:
        number, other = instance.statement_id, instance.other_id
        if number == other:
            raise Refused("a statement has no relation to itself", field="other_id")
        if instance.kind == REPLACES:
            if number in self.all_replaced_by(other):
                raise Refused("the other replaces this one already", field="other_id")
            self.replaced[number].add(other)

    def all_replaced_by(self, number: int) -> set[int]:
        """Give what a statement stands in the place of, directly or by way of others."""
        found: set[int] = set()
        ahead = {number}
        while ahead:
            ahead = set().union(*(self.replaced.get(one, ()) for one in ahead)) - found
            found |= ahead
        return found

    def write(self, written: list) -> None:
        self.changed |= {
            relation.statement_id
            for _ready, pairs in written
            for relation, changed in pairs
            if changed or relation.pk is None
        }
        super().write(written)

    def record_versions(self) -> None:
        """Keep one version of each statement that rows of this file, or others, have changed."""
        waiting = self.run.recorded_with_relations
        for numbers in chunks(sorted(self.changed - waiting)):
            Statement.objects.filter(pk__in=numbers).update(updated_at=self.run.time)
        for numbers in chunks(sorted(self.changed | waiting)):
            self.run.record(versions.contents_of(numbers))
