"""Django's command under its name, without the gettext tools that it needs."""

from django.core.management import BaseCommand, CommandError

from imcwp_site import catalogues, messages


class Command(BaseCommand):
    """Bring the catalogues in line with code and templates, and list what is to be translated."""

    help = (
        "Add new messages to the catalogues in locale/, remove unused ones, list what is lacking."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="list only, and fail if any lacks")

    def handle(self, *, check, **options):
        found = messages.messages_in_use()
        lacking = 0
        for language in catalogues.paths():
            if not check:
                messages.update(language, found)
            for fault in messages.faults(language, found):
                self.stdout.write(fault)
                lacking += 1
        if lacking and check:
            raise CommandError(f"{lacking} translations are lacking or wrong.")
        self.stdout.write(f"{lacking} translations are lacking or wrong.")
