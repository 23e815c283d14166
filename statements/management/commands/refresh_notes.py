from django.core.management.base import BaseCommand

from statements import concerns, finding, versions
from statements.models import Concern, FindingAid, Statement

CHUNK = 500


class Command(BaseCommand):
    help = (
        "Note anew what follows from the statements (what each lacks, by which words the desk "
        "finds it) and say for how many that differed from what was noted. Every change of a "
        "statement does it by itself: needed after an upgrade that notes something new, and when "
        "WORKING_LANGUAGES changes."
    )

    def handle(self, verbosity, **options):
        differing = last = 0
        statements = versions.with_content(Statement.objects.order_by("pk"))
        while chunk := list(statements.filter(pk__gt=last)[:CHUNK]):
            last = chunk[-1].pk
            differing += refresh(chunk)
        if verbosity:
            self.stdout.write(f"Statements that were noted otherwise: {differing:,}")


def refresh(statements: list[Statement]) -> int:
    """Note anew what follows from these statements; give for how many it differs."""
    contents = {one.pk: versions.content_of(one) for one in statements}
    before = noted(statements)
    concerns.note(contents)
    finding.note(contents)
    after = noted(statements)
    return sum(before.get(one.pk) != after.get(one.pk) for one in statements)


def noted(statements: list[Statement]) -> dict[int, set]:
    """Give what is noted of each of these statements, nothing for one without a note."""
    notes: dict[int, set] = {}
    for model, names in ((Concern, ("kind", "detail")), (FindingAid, ("words",))):
        rows = model._default_manager.filter(statement__in=statements)
        for number, *note in rows.values_list("statement", *names):
            notes.setdefault(number, set()).add(tuple(note))
    return notes
