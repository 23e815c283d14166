import os

from django.core.management.base import BaseCommand, CommandError

from statements.uploads.conduct import conduct
from statements.uploads.folder import Upload


class Command(BaseCommand):
    help = (
        "Rehearse or take over an upload of the desk, as was asked there. The desk starts it; by "
        "hand use import_archive."
    )

    def add_arguments(self, parser):
        parser.add_argument("upload", metavar="ID")

    def handle(self, upload, **options):
        found = Upload.find(upload)
        if found is None or not found.is_running:
            raise CommandError("No such upload waits for this process.", returncode=2)
        os.nice(5)  # visitors come first
        conduct(found)
