"""Dossiers and their entries."""

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
        "updated_at": "updated_at",
    }

    def place(self, ready, existing):
        """A new dossier is published unless its row says otherwise, and only it takes its times."""
        for values in ready.records:
            if (values["slug"],) in existing:
                del values["updated_at"]
            else:
                values["state"] = values["state"] or State.PUBLISHED
        return super().place(ready, existing)

    def check(self, instance: Dossier) -> None:
        check_publishing(instance, self.run.time)

    def write(self, written: list) -> None:
        # Saving a new one notes the present time, whatever its row said.
        new = []
        for _ready, pairs in written:
            for dossier, changed in pairs:
                if dossier.pk is None:
                    new.append((dossier, dossier.updated_at or self.run.time))
                elif changed:
                    dossier.updated_at = self.run.time
                    changed.add("updated_at")
        super().write(written)
        for dossier, updated_at in new:
            Dossier.objects.filter(pk=dossier.pk).update(updated_at=updated_at)
            self.run.new_dossiers.add(dossier.pk)


class DossierEntries(Table):
    file = files.DOSSIER_ENTRIES
    model = DossierEntry
    references = {
        "dossier_slug": ("dossier_id", "dossier"),
        "statement_id": ("statement_id", "statement"),
    }
    match = ("dossier_id", "statement_id")
    fields = {"position": "position", "note": "note"}

    def write(self, written: list) -> None:
        """A statement that joins a dossier, or moves in it, changes the dossier."""
        touched = {
            entry.dossier_id
            for _ready, pairs in written
            for entry, changed in pairs
            if changed or entry.pk is None
        }
        super().write(written)
        Dossier.objects.filter(pk__in=touched - self.run.new_dossiers).update(
            updated_at=self.run.time
        )
