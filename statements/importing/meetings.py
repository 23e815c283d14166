"""meetings.csv, participation.csv, working_group.csv and the further files on meetings."""

from typing import Any

from meetings.models import (
    Hosting,
    Meeting,
    MeetingTheme,
    Participation,
    PrintedCount,
    PrintedDates,
    WorkingGroupTerm,
)
from statements.importing import files
from statements.importing.changes import Change
from statements.importing.files import Row, list_of
from statements.importing.records import Table, keep_parts
from statements.importing.report import Refused
from statements.importing.values import check_period, convert_cell, one_of, partial_date, rule_for


class Meetings(Table):
    """The meetings, with their hosts in order."""

    file = files.MEETINGS
    model = Meeting
    known_as = "meeting"
    fields = {
        "meeting_id": "slug",
        "number": "number",
        "kind": "kind",
        "start_date": "start",
        "end_date": "end",
        "city": "city",
        "country": "country",
        "further_places": "further_places",
        "theme": "theme",
        "mode": "mode",
        "participating_parties": "parties_count",
        "participating_countries": "countries_count",
        "delegates": "delegates_count",
        "status": "status",
        "note": "note",
        "source": "source",
        "confidence": "confidence",
    }

    def parts_of(self, row: Row) -> list[dict[str, Any]]:
        """Read the hosts: slugs in order, and beside them the names as printed."""
        slugs = list_of(row.cells["host_party_slugs"])
        cell = row.cells["host_party_abbreviations"]
        printed = [name.strip() for name in cell.split(";")] if cell else [""] * len(slugs)
        if len(printed) != len(slugs):
            raise Refused(
                f"it names {len(printed)} hosts, host_party_slugs {len(slugs)}",
                field="host_party_abbreviations",
                value=cell,
            )
        hosts = list(zip(slugs, printed, strict=True))
        if row.former:
            hosts = list({host[0]: host for host in reversed(hosts)}.values())[::-1]
        elif len(set(slugs)) < len(slugs):
            raise Refused(
                "it names a party twice",
                field="host_party_slugs",
                value=row.cells["host_party_slugs"],
            )
        return [
            {
                "party_id": self.run.refer({"host_party_slugs": slug}, "host_party_slugs", "party"),
                "position": position,
                "printed_name": convert_cell(
                    {"host_party_abbreviations": name}, "host_party_abbreviations", PRINTED_NAME
                ),
            }
            for position, (slug, name) in enumerate(hosts, 1)
        ]

    def check(self, instance: Meeting) -> None:
        check_period(instance.start, instance.end, "end_date")
        if not instance.number:
            if instance.number == 0:
                raise Refused("numbers of meetings begin with 1", field="number", value="0")
            return
        if instance.kind != Meeting.Kind.ORDINARY:
            raise Refused(
                "only ordinary meetings are numbered", field="number", value=str(instance.number)
            )
        owner = self.run.meeting_numbers.setdefault(instance.number, instance.slug)
        if owner != instance.slug:
            raise Refused(
                f"the number belongs to {owner}", field="number", value=str(instance.number)
            )

    def write_parts(self, instance: Meeting, parts: list[dict[str, Any]]) -> list[Change]:
        if not parts:
            return []
        wanted = {host["party_id"]: host["position"] for host in parts}
        kept = list(instance.hostings.all())
        if moved := [host for host in kept if wanted.get(host.party_id) != host.position]:
            # Positions are unique: those that move make room first.
            instance.hostings.filter(pk__in=[host.pk for host in moved]).delete()
            by_party = {host.party_id: host.printed_name for host in moved}
            parts = [
                host | {"printed_name": host["printed_name"] or by_party.get(host["party_id"])}
                for host in parts
            ]
        if not (keep_parts(instance.hostings, parts, same=("party_id",)) or moved):
            return []
        before = [host.party_id for host in sorted(kept, key=lambda host: host.position)]
        after = [host["party_id"] for host in parts]
        return [Change("host_party_slugs", before, after, "party")]

    def write(self, written: list) -> None:
        super().write(written)
        for _ready, pairs in written:
            for meeting, _changed in pairs:
                self.run.number_of_meeting[meeting.pk] = meeting.number


PRINTED_NAME = rule_for(Hosting._meta.get_field("printed_name"))
ROLE = one_of(Participation.Role.values, files.ROLES)


class Participations(Table):
    """Who took part in which role; a row with two roles is two participations."""

    file = files.PARTICIPATION
    model = Participation
    references = {"meeting_id": ("meeting_id", "meeting"), "party_slug": ("party_id", "party")}
    match = ("meeting_id", "party_id", "role")
    fields = {
        "printed_name": "printed_name",
        "note": "note",
        "source": "source",
        "confidence": "confidence",
    }

    def records_of(self, row: Row) -> list[dict[str, Any]]:
        values = self.values_of(row)
        self.run.check_meeting_number(row.cells, values["meeting_id"])
        roles = [
            convert_cell({"role": role}, "role", ROLE) for role in row.cells["role"].split(";")
        ]
        return [values | {"role": role} for role in roles]


class WorkingGroupTerms(Table):
    """Who is named as member of the Working Group for which period."""

    file = files.WORKING_GROUP
    model = WorkingGroupTerm
    references = {"party_slug": ("party_id", "party")}
    match = ("party_id", "start")
    fields = {"note": "note", "source": "source", "confidence": "confidence"}

    def values_of(self, row: Row) -> dict[str, Any]:
        start, _slash, end = row.cells["period"].partition("/")
        return super().values_of(row) | {
            "start": convert_cell({"period": start}, "period", partial_date),
            "end": convert_cell({"period": end}, "period", partial_date),
        }

    def check(self, instance: WorkingGroupTerm) -> None:
        if not instance.start:
            raise Refused("it has no beginning", field="period", value=f"/{instance.end}")
        check_period(instance.start, instance.end, "period")


class Hostings(Table):
    """Hosts whose order or printed names the cells of meetings.csv cannot say."""

    file = files.HOSTINGS
    model = Hosting
    references = {"meeting_id": ("meeting_id", "meeting"), "party_slug": ("party_id", "party")}
    match = ("meeting_id", "party_id")
    fields = {"position": "position", "printed_name": "printed_name"}

    def existing(self, records):
        found = super().existing(records)
        self.taken = {(host.meeting_id, host.position): host.party_id for host in found.values()}
        return found

    def check(self, instance: Hosting) -> None:
        place = (instance.meeting_id, instance.position)
        if self.taken.setdefault(place, instance.party_id) != instance.party_id:
            raise Refused(
                "another host stands at this position",
                field="position",
                value=str(instance.position),
            )


class MeetingThemes(Table):
    file = files.MEETING_THEMES
    model = MeetingTheme
    references = {"meeting_id": ("meeting_id", "meeting")}
    match = ("meeting_id", "language", "text")
    fields = {"language": "language", "theme": "text", "source": "source"}


class PrintedCounts(Table):
    file = files.PRINTED_COUNTS
    model = PrintedCount
    references = {"meeting_id": ("meeting_id", "meeting")}
    match = ("meeting_id", "counted", "stage", "number")
    fields = {
        "counted": "counted",
        "stage": "stage",
        "number": "number",
        "note": "note",
        "source": "source",
    }


class OtherDates(Table):
    file = files.PRINTED_DATES
    model = PrintedDates
    references = {"meeting_id": ("meeting_id", "meeting")}
    match = ("meeting_id", "start", "end")
    fields = {"start_date": "start", "end_date": "end", "note": "note", "source": "source"}

    def check(self, instance: PrintedDates) -> None:
        check_period(instance.start, instance.end, "end_date")
