from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from statements.importing.faults import cure_of
from statements.importing.report import Notice, Refusal, Report, ReportFile
from statements.importing.run import ImportRun, UnusableFolder
from statements.models import Statement


class Command(BaseCommand):
    help = (
        "Take over an archive folder: the CSV files of data/ with their further files. Importing "
        "twice changes nothing the second time. Ends with status 1 if a row was refused, with 2 "
        "if the folder cannot be used."
    )

    requires_system_checks = []  # of use to developers, who run `make check`

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument(
            "--dry-run", action="store_true", help="rehearse: report all, change nothing"
        )
        parser.add_argument(
            "--atomic", action="store_true", help="change nothing if any row is refused"
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write the report as JSON lines as well"
        )

        parser.add_argument(
            "--rows", action="store_true", help="write every row into the report, with its changes"
        )

    def handle(self, directory, dry_run, atomic, report, rows, verbosity, **options):
        if report is None:
            if rows:
                raise CommandError("--rows needs --report FILE to write to.", returncode=2)
            return self.take_over(directory, dry_run, atomic, verbosity, None)
        try:
            stream = report.open("w", encoding="utf-8")
        except OSError as error:
            raise CommandError(
                f"{report} cannot be written: {error.strerror}.", returncode=2
            ) from None
        with stream:
            machine = ReportFile(stream)
            return self.take_over(directory, dry_run, atomic, verbosity, machine, rows=rows)

    def take_over(
        self, directory, dry_run, atomic, verbosity, machine: ReportFile | None, *, rows=False
    ):
        """Run the import and say what it did."""

        def on_refusal(refusal: Refusal) -> None:
            self.stderr.write(str(refusal))
            if machine:
                machine.refusal(refusal)

        def on_notice(notice: Notice) -> None:
            if verbosity:
                self.stdout.write(str(notice))
            if machine:
                machine.notice(notice)

        counts = Report(on_refusal, machine.row if machine and rows else None, on_notice=on_notice)
        run = ImportRun(
            directory,
            counts,
            dry_run=dry_run,
            atomic=atomic,
            progress=self.stderr.write if verbosity else lambda line: None,
        )
        try:
            done = run.run()
        except UnusableFolder as error:
            raise CommandError(str(error), returncode=2) from None
        except DatabaseError as error:
            raise CommandError(f"Nothing was changed. {cure_of(error)}", returncode=1) from error
        refused = counts.total("refused")
        if machine:
            machine.summary(counts, done=done, dry_run=dry_run, atomic=atomic)
        if verbosity:
            self.stdout.write(counts.table())
            self.stdout.write(f"Statements in the archive: {Statement.objects.count():,}")
            if run.stored and done:
                self.stdout.write("The new files are not read yet: run read_files.")
        if dry_run:
            self.stdout.write("A rehearsal: nothing was changed.")
        if refused:
            end = "; nothing was changed." if not done else "; the others were taken over."
            raise CommandError(f"Refused: {refused:,}{end}", returncode=1)
