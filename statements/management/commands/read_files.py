from django.core.management.base import BaseCommand

from statements.files import reading
from statements.models import Attachment


class Command(BaseCommand):
    help = (
        "Read attached files that were not read yet, as imported ones: pages, words, thumbnails. "
        "Each is noted at once; stopped and started again, it goes on."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--again", action="store_true", help="read also what nothing was found in before"
        )
        parser.add_argument("--all", action="store_true", help="read every file anew")

    def handle(self, again, verbosity, **options):
        files = Attachment.objects.order_by("sha256", "pk")
        if not options["all"]:
            unread = files.filter(pages=None)
            files = unread | files.filter(pages=0) if again else unread
        before, count, faults = "", 0, 0
        for file in files.iterator(100):
            if file.sha256 == before:
                continue  # the same file of another statement, noted with the first
            before = file.sha256
            try:
                found = reading.note(file)
            except OSError as error:
                found = reading.Reading(fault=f"it cannot be opened ({error.strerror})")
            count += 1
            if found.fault:
                faults += 1
                self.stderr.write(f"{file.statement_id}: {file.name}: {found.fault}")
        if verbosity:
            self.stdout.write(f"Read: {count:,}; not or not all of it: {faults:,}.")
