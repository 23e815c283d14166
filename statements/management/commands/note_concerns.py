from django.core.management.base import BaseCommand

from statements import concerns, versions
from statements.models import Concern, Statement

CHUNK = 500


class Command(BaseCommand):
    help = (
        "Note anew what every statement lacks, and say for how many that differed from what was "
        "noted. Every change of a statement does this by itself: needed once after an upgrade "
        "that brings a new concern, or when WORKING_LANGUAGES changes."
    )

    def handle(self, verbosity, **options):
        differing = 0
        statements = versions.with_content(Statement.objects.order_by("pk"))
        last = 0
        while chunk := list(statements.filter(pk__gt=last)[:CHUNK]):
            last = chunk[-1].pk
            differing += self.note(chunk)
        if verbosity:
            self.stdout.write(f"Statements whose concerns were noted otherwise: {differing:,}")

    def note(self, statements: list[Statement]) -> int:
        """Note the concerns of these statements; give for how many they differ."""
        before = concerns_by_statement(statements)
        concerns.note({one.pk: versions.content_of(one) for one in statements})
        after = concerns_by_statement(statements)
        return sum(before.get(one.pk) != after.get(one.pk) for one in statements)


def concerns_by_statement(statements: list[Statement]) -> dict[int, set]:
    """Give what is noted of each of these statements, nothing for one without a concern."""
    noted: dict[int, set] = {}
    rows = Concern.objects.filter(statement__in=statements)
    for number, *concern in rows.values_list("statement", "kind", "detail"):
        noted.setdefault(number, set()).add(tuple(concern))
    return noted
