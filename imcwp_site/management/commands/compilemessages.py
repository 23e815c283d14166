"""Django's command under its name, without the gettext tools that it needs."""

from django.core.management import BaseCommand

from imcwp_site import catalogues


class Command(BaseCommand):
    """Compile the catalogues that changed; `make run` does it before each start."""

    help = "Compile the catalogues of the interface in locale/ that changed."
    requires_system_checks = []

    def handle(self, **options):
        changed = catalogues.compile_changed()
        if options["verbosity"]:
            self.stdout.write(f"Compiled: {', '.join(changed) or 'nothing had changed'}.")
