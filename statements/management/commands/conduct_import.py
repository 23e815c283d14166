import os

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from statements.importing.files import ATTACHMENT_FOLDER
from statements.uploads.conduct import conduct
from statements.uploads.folder import State, Upload


class Command(BaseCommand):
    help = (
        "Rehearse or take over an upload of the desk, as was asked there. The desk starts it; by "
        "hand use import_archive."
    )

    def add_arguments(self, parser):
        parser.add_argument("upload", metavar="ID")
        parser.add_argument("--lock", type=int, help="the lock of the upload, inherited open")

    def handle(self, upload, lock, **options):
        found = Upload.find(upload)
        if found is None or lock is None or not found.is_running:
            raise CommandError("No such upload waits for this process.", returncode=2)
        os.nice(5)  # visitors come first
        state = conduct(found)
        os.close(lock)  # what follows keeps no other import waiting
        if state == State.TAKEN_OVER and (found.archive / ATTACHMENT_FOLDER).is_dir():
            call_command("read_files", verbosity=0)
