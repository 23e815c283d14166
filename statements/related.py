"""What a statement answers, replaces or corrects, and which ones do that to it."""

from collections import defaultdict

from django.db.models import Q

from statements.models import Statement, StatementRelation

Kind = StatementRelation.Kind
Named = list[tuple[Statement, str]]  # statements in the order of time, each with a note


class Related:
    """The public statements to which one is related, found in one query if there are none."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        of_it = Q(statement=statement) | Q(other=statement)
        relations = StatementRelation.objects.filter(of_it)
        # By what the others are to it, and whether it is they of whom that is recorded.
        self.notes: dict[tuple[str, bool], dict[int, str]] = defaultdict(dict)
        for one in relations.order_by():
            is_theirs = one.other_id == statement.pk
            other = one.statement_id if is_theirs else one.other_id
            self.notes[one.kind, is_theirs][other] = one.note
        self.public = self.fetch() if self.notes else []

    def fetch(self) -> list[Statement]:
        """Give what is public of the others, in the order of time, undated ones last.

        Of what stands in its place that is all, be it by way of others: if A was replaced by B,
        and B by C, then C as well.
        """
        later = Statement.objects.replacing(self.statement.pk)
        replacing = self.notes[Kind.REPLACES, True]
        for number in later.order_by().values_list("pk", flat=True):
            replacing.setdefault(number, "")
        numbers = set().union(*self.notes.values()) - {self.statement.pk}
        found = Statement.objects.published().filter(pk__in=numbers).with_titles()
        return sorted(found, key=lambda one: (not one.issued, str(one.issued or ""), one.pk))

    def of(self, kind: str, *, to_it: bool = False) -> Named:
        """Give what it answers, replaces or corrects; or what does that `to_it`."""
        notes = self.notes.get((kind, to_it), {})
        return [(one, notes[one.pk]) for one in self.public if one.pk in notes]

    @property
    def replacing(self) -> Named:
        """What stands in its place."""
        return self.of(Kind.REPLACES, to_it=True)

    @property
    def in_place(self) -> list[tuple[str, Named]]:
        """What stands in its place, as `named` gives the others."""
        label = Kind.REPLACES.label_of_other
        return [(label, self.replacing)] if self.replacing else []

    @property
    def named(self) -> list[tuple[str, Named]]:
        """The others as its facts name them; what stands in its place is said above them."""
        labels = {(kind, False): str(kind.label) for kind in Kind}
        labels |= {(kind, True): kind.label_of_other for kind in Kind if kind != Kind.REPLACES}
        found = ((label, self.of(kind, to_it=to_it)) for (kind, to_it), label in labels.items())
        return [(label, others) for label, others in found if others]


def named_by(statement: Statement) -> list[tuple[str, Named]]:
    """Give what a statement itself says that it answers, replaces or corrects."""
    found = (
        (
            str(kind.label),
            [(one.other, one.note) for one in statement.relations.all() if one.kind == kind],
        )
        for kind in Kind
    )
    return [(label, others) for label, others in found if others]
