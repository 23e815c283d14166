import tempfile
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from statements.exporting.writing import OccupiedFolder
from statements.seeding import holds_real_statements, seed_archive


class Command(BaseCommand):
    help = (
        "Make up an archive of any size for benchmarks and import it, or write it as a folder. "
        "Its parties, meetings and texts are plainly made up; the same seed gives the same archive."
    )

    def add_arguments(self, parser):
        parser.add_argument("--statements", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--to", type=Path, metavar="DIR", help="write the folder and import nothing"
        )
        parser.add_argument(
            "--mix", action="store_true", help="import even beside statements that are not made up"
        )

    def handle(self, statements, seed, to, mix, verbosity, **options):
        if statements < 0:
            raise CommandError("The number of statements cannot be negative.")
        if to:
            self.write(to, statements, seed)
        elif holds_real_statements() and not mix:
            raise CommandError(
                "The archive holds statements that are not made up. Use another database, or add "
                "--mix to import made-up ones among them."
            )
        else:
            with tempfile.TemporaryDirectory(prefix="seed-archive-") as folder:
                self.write(Path(folder) / "archive", statements, seed)
                call_command(
                    "import_archive",
                    str(Path(folder) / "archive"),
                    verbosity=verbosity,
                    stdout=self.stdout,
                    stderr=self.stderr,
                )

    def write(self, directory: Path, statements: int, seed: int) -> None:
        """Write the made-up archive folder."""
        try:
            seed_archive(directory, statements, seed=seed)
        except OccupiedFolder as error:
            raise CommandError(str(error)) from None
