from django.core.management.base import BaseCommand

from imcwp_site.chunks import CHUNK
from statements import concerns, versions
from statements.models import Concern, Statement


class Command(BaseCommand):
    help = (
        "Note anew what each statement lacks, and say for how many that differed from what was "
        "noted. Every change of a statement does it by itself: needed after an upgrade that notes "
        "something new, and when WORKING_LANGUAGES changes."
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
    after = noted(statements)
    return sum(before.get(one.pk) != after.get(one.pk) for one in statements)


def noted(statements: list[Statement]) -> dict[int, set]:
    """Give what is noted of each of these statements, nothing for one without a note."""
    notes: dict[int, set] = {}
    rows = Concern.objects.filter(statement__in=statements)
    for number, *note in rows.values_list("statement", "kind", "detail"):
        notes.setdefault(number, set()).add(tuple(note))
    return notes
