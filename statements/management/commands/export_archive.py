from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from statements.exporting.run import export_archive
from statements.exporting.writing import OccupiedFolder


class Command(BaseCommand):
    help = (
        "Write the whole archive into a folder as import_archive reads it: complete, with "
        "permanent numbers and history, byte for byte the same for the same archive."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="replace the files of an archive in DIR, leaving other things in it alone",
        )

    def handle(self, directory, overwrite, verbosity, **options):
        try:
            exported = export_archive(directory, overwrite=overwrite)
        except OccupiedFolder as error:
            raise CommandError(str(error), returncode=2) from None
        except OSError as error:
            raise CommandError(
                f"{error.filename or directory} cannot be written: {error.strerror}.", returncode=2
            ) from None
        if verbosity:
            for name, count in exported.counts.items():
                self.stdout.write(f"{name:24} {count:>10,}")
        for name in exported.missing:
            self.stderr.write(f"Not found where uploads are kept: {name}")
        if exported.missing:
            raise CommandError(f"Attached files left out: {len(exported.missing):,}.", returncode=1)
