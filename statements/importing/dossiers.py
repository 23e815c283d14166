"""Dossiers and their entries."""

from django.utils import timezone

from imcwp_site.publishing import State
from statements.importing import files
from statements.importing.records import Table
from statements.importing.values import check_publishing
from statements.models import Dossier, DossierEntry


class Dossiers(Table):
    file = files.DOSSIERS
    model = Dossier
    known_as = "dossier"
    fields = {
        "slug": "slug",
        "title": "title",
        "introduction": "introduction",
        "is_open": "is_open",
        "state": "state",
        "published_at": "published_at",
        "withdrawal_reason": "withdrawal_reason",
    }

    def place(self, ready, existing):
        """A new dossier is published unless its row says otherwise."""
        for values in ready.records:
            if (values["slug"],) not in existing:
                values["state"] = values["state"] or State.PUBLISHED
        return super().place(ready, existing)

    def check(self, instance: Dossier) -> None:
        check_publishing(instance, self.run.time)

    def write(self, written: list) -> None:
        now = timezone.now()
        for _ready, pairs in written:
            for dossier, changed in pairs:
                if dossier.pk and changed:
                    dossier.updated_at = now
                    changed.add("updated_at")
        super().write(written)


class DossierEntries(Table):
    file = files.DOSSIER_ENTRIES
    model = DossierEntry
    references = {
        "dossier_slug": ("dossier_id", "dossier"),
        "statement_id": ("statement_id", "statement"),
    }
    match = ("dossier_id", "statement_id")
    fields = {"position": "position", "note": "note"}
