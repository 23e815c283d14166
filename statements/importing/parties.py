"""parties.csv and the further files on parties."""

import re
from typing import Any

from django.db.models import Q

from imcwp_site.dates import PartialDate
from parties.models import (
    Party,
    PartyName,
    PartyNote,
    PartyRelation,
    PartyStanding,
    PartyWebsite,
)
from statements.importing import files
from statements.importing.changes import Change
from statements.importing.files import Row, list_of
from statements.importing.names import VARIANT, cell_text, fits_cell, names_in_cells
from statements.importing.records import Table, keep_parts
from statements.importing.report import Refused
from statements.importing.values import check_period, convert_cell, one_of, rule_for


class Parties(Table):
    """The parties, with the names, addresses, standing and note that the cells say."""

    file = files.PARTIES
    model = Party
    known_as = "party"
    fields = {
        "slug": "slug",
        "name_en": "name",
        "abbreviation": "abbreviation",
        "kind": "kind",
        "country": "country",
        "founded_year": "founded",
        "working_group": "in_working_group",
        "working_group_period": "working_group_note",
        "source": "source",
        "confidence": "confidence",
        "general_knowledge_fields": "general_knowledge",
    }

    def load(self) -> None:
        """Note first what rows of parties that were merged here say of the party that stayed.

        Its own row, whose cells are the whole list of what they can say, knows nothing of that.
        """
        self.said_of_merged: dict[str, set[str]] = {}
        for row in self.run.rows(self.file, again=True) if self.run.renamed.any else ():
            if row.former:
                said = [part for column in LISTS for part in SEPARATOR.split(row.cells[column])]
                said += [row.cells["name_en"], row.cells["abbreviation"]]
                self.said_of_merged.setdefault(row.cells["slug"], set()).update(said)
        super().load()

    def parts_of(self, row: Row) -> dict[str, Any]:
        cells = row.cells
        if cells["working_group"] == "n":
            raise Refused(
                "write y or leave it empty: no source says who is not a member",
                field="working_group",
                value="n",
            )
        for address in list_of(cells["website"]):
            convert_cell({"website": address}, "website", WEBSITE)
        return {
            "names": names_in_cells(cells),
            "urls": list(dict.fromkeys(list_of(cells["website"]))),
            "standing": self.standing_of(cells),
            "note": cells["dissolved_merged_note"],
            "kinds": {name["kind"] for name in names_in_cells(cells)},
        }

    def standing_of(self, cells: dict[str, str]) -> tuple[str, PartialDate] | None:
        """Read status and status_as_of; neither says anything without the other."""
        standing = convert_cell(cells, "status", STANDING)
        as_of = convert_cell(cells, "status_as_of", AS_OF)
        if not standing and not as_of:
            return None
        if not standing or not as_of:
            empty = "status_as_of" if standing else "status"
            raise Refused("a status needs its date, and a date its status", field=empty)
        return standing, as_of

    def write_parts(self, instance: Party, parts: dict[str, Any]) -> list[Change]:
        variants = [name["text"] for name in parts["names"] if name["kind"] == VARIANT]
        self.run.names_in_cells |= {
            (instance.pk, name["kind"], name["text"]) for name in parts["names"]
        }
        merged = self.said_of_merged.get(instance.slug, set())
        blank = {"until": None, "abbreviation": None, "note": None}
        changes = keep_parts(
            instance.names,
            [blank | name for name in parts["names"]],
            same=("kind", "text"),
            replaces=lambda name: (
                name.kind in parts["kinds"]
                and name.text not in merged
                and cell_text(name) not in merged
                and fits_cell(name, variants)
            ),
        )
        changes += keep_parts(
            instance.websites,
            [{"url": address} for address in parts["urls"]],
            same=("url",),
            replaces=lambda site: (
                bool(parts["urls"]) and site.url not in merged and ";" not in site.url
            ),
        )
        if parts["standing"]:
            changes += self.keep_standing(instance, *parts["standing"])
        if parts["note"]:
            changes += self.keep_note(instance, parts["note"])
        return changes

    def keep_standing(self, party: Party, standing: str, as_of: PartialDate) -> list[Change]:
        """Keep one standing as of a date, correcting what the cell said of that date before."""
        if party.standings.filter(standing=standing, as_of=as_of).exists():
            return []
        said = party.standings.filter(PLAIN_STANDING, as_of=as_of).first()
        change = Change("status", said.standing if said else "", standing)
        if said:
            said.standing = standing
            said.save(update_fields=["standing"])
        else:
            party.standings.create(standing=standing, as_of=as_of)
        return [change]

    def keep_note(self, party: Party, text: str) -> list[Change]:
        """Keep the note without date and source, correcting what the cell said before."""
        if party.notes.filter(text=text).exists():
            return []
        said = party.notes.filter(PLAIN_NOTE).order_by("pk").first()
        change = Change("dissolved_merged_note", said.text if said else "", text)
        if said:
            said.text = text
            said.save(update_fields=["text"])
        else:
            party.notes.create(text=text)
        return [change]


LISTS = ("name_native", "former_names", "abbreviation_variants", "website")
SEPARATOR = re.compile(r" / |\s*;\s*")
WEBSITE = rule_for(PartyWebsite._meta.get_field("url"))
STANDING = one_of(PartyStanding.Standing.values, files.STANDINGS)
AS_OF = rule_for(PartyStanding._meta.get_field("as_of"))
# What the cells of parties.csv can say; the exporter asks the same.
PLAIN_STANDING = Q(since="", until="", note="", source="") & ~Q(as_of="")
PLAIN_NOTE = Q(date="", source="")


class PartyNames(Table):
    file = files.PARTY_NAMES
    model = PartyName
    references = {"party_slug": ("party_id", "party")}
    match = ("party_id", "kind", "text", "since")
    fields = {
        "kind": "kind",
        "name": "text",
        "abbreviation": "abbreviation",
        "language": "language",
        "since": "since",
        "until": "until",
        "note": "note",
        "source": "source",
    }

    def find(self, existing, key):
        """A name whose beginning is not known yet may be the one whose beginning the row tells.

        Not if a cell of parties.csv says that name too: then there are two of one text.
        """
        said_by_cell = key[:3] in self.run.names_in_cells
        return existing.get(key) or (None if said_by_cell else existing.get((*key[:3], None)))

    def check(self, instance: PartyName) -> None:
        check_period(instance.since, instance.until, "until")


class PartyWebsites(Table):
    file = files.PARTY_WEBSITES
    model = PartyWebsite
    references = {"party_slug": ("party_id", "party")}
    match = ("party_id", "url")
    fields = {"url": "url"}


class PartyStandings(Table):
    file = files.PARTY_STANDINGS
    model = PartyStanding
    references = {"party_slug": ("party_id", "party")}
    match = ("party_id", "standing", "as_of", "since")
    words = {"status": files.STANDINGS}
    fields = {
        "status": "standing",
        "status_as_of": "as_of",
        "since": "since",
        "until": "until",
        "note": "note",
        "source": "source",
    }

    def check(self, instance: PartyStanding) -> None:
        if not (instance.as_of or instance.since or instance.until):
            raise Refused("a standing changes: say when the source saw it", field="status_as_of")
        check_period(instance.since, instance.until, "until")


class PartyNotes(Table):
    file = files.PARTY_NOTES
    model = PartyNote
    references = {"party_slug": ("party_id", "party")}
    match = ("party_id", "date", "text")
    fields = {"date": "date", "note": "text", "source": "source"}


class PartyRelations(Table):
    file = files.PARTY_RELATIONS
    model = PartyRelation
    references = {"party_slug": ("party_id", "party"), "other_slug": ("other_id", "party")}
    match = ("party_id", "kind", "other_id", "other_name", "date")
    fields = {
        "relation": "kind",
        "other_name": "other_name",
        "date": "date",
        "until": "until",
        "note": "note",
        "source": "source",
        "confidence": "confidence",
    }

    def records_of(self, row: Row) -> list[dict[str, Any]]:
        """Leave out a relation of two parties that are one today."""
        records = super().records_of(row)
        return [one for one in records if not row.former or one["party_id"] != one["other_id"]]

    def check(self, instance: PartyRelation) -> None:
        if bool(instance.other_id) == bool(instance.other_name):
            raise Refused("give the other party's slug or its name, not both", field="other_slug")
        if instance.other_id == instance.party_id:
            raise Refused("a party has no relation to itself", field="other_slug")
        check_period(instance.date, instance.until, "until")
