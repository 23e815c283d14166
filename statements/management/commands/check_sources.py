import csv
import datetime
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from statements.models import SourceCheck
from statements.sources import checking, naming


class Command(BaseCommand):
    help = (
        "Ask the addresses that records name as sources whether they still answer, those not asked "
        "for longest first. Each answer is kept at once: stopped and started again, it goes on."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, metavar="N", help="ask at most N addresses")
        parser.add_argument(
            "--older-than",
            type=float,
            default=1,
            metavar="DAYS",
            help="ask only what was not asked for so many days (default: 1)",
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=2,
            metavar="SECONDS",
            help="between two questions to one host (default: 2)",
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the answers as CSV")

    def handle(self, limit, older_than, pause, report, verbosity, **options):
        if (limit is not None and limit < 1) or older_than < 0 or pause < 0:
            raise CommandError("Numbers are from 0, the limit from 1.", returncode=2)
        try:
            stream = report.open("w", encoding="utf-8", newline="") if report else None
        except OSError as error:
            raise CommandError(f"{report} cannot be written: {error.strerror}.") from None
        self.counts, self.rows = Counter(), csv.writer(stream) if stream else None
        self.stream, self.verbosity = stream, verbosity
        if self.rows:
            self.rows.writerow(["address", "status", "answer", "failures in a row", "is dead"])
        naming.gather()
        naming.refresh_concerns()  # a round that was killed has not come to it
        try:
            urls = checking.due(older_than=datetime.timedelta(days=older_than), limit=limit)
            checking.ask_all(urls, pause=pause, told=self.told)
        except KeyboardInterrupt:
            raise CommandError("Stopped; started again, it goes on.", returncode=130) from None
        finally:
            naming.refresh_concerns()
            if stream:
                stream.close()
        if verbosity:
            self.say_counts()

    def told(self, url: str, answer) -> None:
        """Note an answer, and write it where it is asked for."""
        check = checking.record(url, answer)
        said = "busy" if answer.is_busy else "answered" if answer.is_there else "failed"
        self.counts[said] += 1
        if self.verbosity > 1 or (self.verbosity and said == "failed"):
            self.stdout.write(f"{url}: {answer.status or ''} {answer.says}".rstrip())
        if self.rows and check:
            dead = "y" if check.is_dead else ""
            self.rows.writerow([url, answer.status, answer.says, check.failures, dead])
            self.stream.flush()

    def say_counts(self) -> None:
        asked = sum(self.counts.values())
        self.stdout.write(
            f"Asked: {asked:,}; answered: {self.counts['answered']:,}; failed: "
            f"{self.counts['failed']:,}; busy, to be asked later: {self.counts['busy']:,}."
        )
        dead, all_of_them = SourceCheck.objects.dead().count(), SourceCheck.objects.count()
        self.stdout.write(f"Sources that do not answer: {dead:,} of {all_of_them:,}.")
