from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from statements.files.tidying import damaged, unnamed


class Command(BaseCommand):
    help = (
        "Compare the files that are kept with those that statements and their versions name: list "
        "what nothing names any more (--delete removes it), what is missing and what was changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="remove what nothing names")

    def handle(self, delete, verbosity, **options):
        removed = 0
        for found in unnamed():
            self.stdout.write(f"{found.path}: {found.what}{', removed' if delete else ''}")
            removed += 1
            if delete:
                default_storage.delete(found.path)
        faults = list(damaged())
        for found in faults:
            self.stderr.write(f"{found.path}: {found.what}")
        if verbosity:
            done = "removed" if delete else "could be removed"
            self.stdout.write(f"{removed:,} {done}; {len(faults):,} missing or changed.")
        if faults:
            raise CommandError("Restore the missing and changed files from a backup.", returncode=1)
