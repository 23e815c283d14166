import time

from django.core.management.base import BaseCommand, CommandError

from statements.index.checking import drift
from statements.index.rebuilding import rebuild

SECONDS_BETWEEN_SIGNS = 2


class Command(BaseCommand):
    help = (
        "Make the index anew, by which statements are listed, counted and found. Every change of "
        "a statement does it by itself: needed after an upgrade that says so. It is done wholly "
        "or not at all; readers see the former index meanwhile, and who writes waits."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; report where the index differs from the statements, and fail then",
        )

    def handle(self, check, verbosity, **options):
        if check:
            complaints = 0
            for complaint in drift():
                complaints += 1
                self.stderr.write(complaint)
            if complaints:
                raise CommandError(
                    f"The index differs from the statements in {complaints:,} places: run "
                    "refresh_index without --check."
                )
        else:
            self.done, self.begun = 0, time.monotonic()
            self.seen = self.begun if verbosity else float("inf")
            rebuild(self.show)
        if verbosity:
            says = "The index is right." if check else f"Statements in the index: {self.done:,}"
            self.stdout.write(says)

    def show(self, done: int) -> None:
        """Give a sign of life."""
        self.done = done
        if (now := time.monotonic()) > self.seen + SECONDS_BETWEEN_SIGNS:
            self.seen = now
            self.stdout.write(f"{done:,} statements, {done / (now - self.begun):,.0f}/s")
