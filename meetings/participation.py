"""Who is named at which meeting: parties down, meetings across, and the same as lines of data.

Only what a source says is shown. An empty cell claims nothing, least of all absence.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from imcwp_site.addresses import seen_from
from imcwp_site.directions import isolated
from imcwp_site.filing import filing_key
from imcwp_site.phrases import listed
from imcwp_site.place_names import city_name
from imcwp_site.spreadsheets import table_line
from meetings.forms import ParticipationForm
from meetings.models import Hosting, Meeting, Participation
from parties.index import filed
from parties.models import Party

Role = Participation.Role
# The columns of the data file, and what a reader of a table by itself wants beside them.
COLUMNS = (
    *("meeting_id", "meeting_number", "meeting", "start_date", "status"),
    *("party_slug", "party", "abbreviation", "country"),
    *("role", "printed_name", "note", "source", "confidence"),
)


class Mark(models.TextChoices):
    """What the eye tells apart: the roles of parties, the one that says most first."""

    HOST = "host", _("host")
    PRESENT = "present", _("delegation or observer")
    WRITTEN = "written", _("written contribution")
    SENT = "sent", _("message, apology or announced")

    @property
    def is_presence(self) -> bool:
        """Whether the party was there."""
        return self in (Mark.HOST, Mark.PRESENT)


MARKS = {
    Role.HOST: Mark.HOST,
    Role.DELEGATION: Mark.PRESENT,
    Role.OBSERVER: Mark.PRESENT,
    Role.CONTRIBUTION: Mark.WRITTEN,
}


@dataclass(frozen=True)
class Cell:
    """What the sources say of one party at one meeting, the role that says most first."""

    participations: list[Participation]

    @property
    def mark(self) -> Mark:
        """The sign that is drawn."""
        return mark_of(self.participations[0].role)

    @property
    def roles(self) -> str:
        """All roles in words."""
        return listed(one.get_role_display() for one in self.participations)

    @property
    def is_listed(self) -> bool:
        """Whether a list of participants names the party, not only the record as a host."""
        return any(one.pk for one in self.participations)

    @property
    def is_uncertain(self) -> bool:
        """Whether no source is sure of it, as where a name may mean another party."""
        return all(one.confidence == "low" for one in self.participations)


@dataclass(frozen=True)
class Column:
    """A meeting, with the number of parties named that are shown."""

    meeting: Meeting
    number: int
    is_excerpt: bool

    @property
    def label(self) -> str:
        """The meeting in few words."""
        return label_of(self.meeting)


@dataclass(frozen=True)
class Row:
    """A party, with a cell or nothing for each column."""

    party: Party
    cells: list[Cell | None]

    @property
    def number(self) -> int:
        """At how many of the meetings it is named."""
        return sum(cell is not None for cell in self.cells)

    @property
    def is_present(self) -> bool:
        """Whether it is named as present at all of the meetings."""
        return all(cell and cell.mark.is_presence for cell in self.cells)

    @property
    def is_uncertain(self) -> bool:
        """Whether no source is sure of what it was at one of them."""
        return any(cell and cell.is_uncertain for cell in self.cells)


class Participations:
    """The table that a query string asks for: of all parties and meetings without one.

    If it names meetings, the table holds the parties that are named at every one of them.
    """

    def __init__(self, data):
        self.parties = Party.objects.order_by().in_bulk()
        self.data = data
        self.form = ParticipationForm(
            data, {party.country for party in self.parties.values() if party.country}
        )
        self.is_valid = self.form.is_valid()
        self.asked = {name: value for name, value in self.form.cleaned_data.items() if value}
        self.sort = self.asked.get("sort", ParticipationForm.Sort.COUNTRY)

    @property
    def faults(self) -> list[str]:
        """What is wrong with the query, sentence by sentence."""
        faults = [
            f"{self.form.fields[name].label}: {isolated(fault)}"
            for name, messages in self.form.errors.items()
            for fault in messages
        ]
        return faults + [
            _("“%s” is not a filter of this table.") % isolated(name)
            for name in self.unknown_parameters
        ]

    @property
    def unknown_parameters(self) -> list[str]:
        """Names in the query string that are no filter."""
        return sorted(set(self.data) - set(self.form.fields))

    def query_with(self, **changed: str | list[str]) -> str:
        """Give the query of the same table in another order, without what is empty."""
        values: dict = {name: str(value) for name, value in self.asked.items()}
        values |= {"meeting": [one.slug for one in self.chosen]} | changed
        return urlencode(
            {name: values[name] for name in self.form.fields if values.get(name)}, doseq=True
        )

    @property
    def chosen(self) -> list[Meeting]:
        """The meetings at each of which a party is to be named."""
        return self.asked.get("meeting", [])

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The address names and labels of the meetings that can be chosen as well."""
        others = [one for one in Meeting.objects.order_by("start", "id") if one not in self.chosen]
        return [(one.slug, label_of(one)) for one in others]

    @property
    def choices_made(self) -> list[tuple[Meeting, str]]:
        """The meetings that are chosen, each with the query of the table without it."""
        return [
            (one, self.query_with(meeting=[other.slug for other in self.chosen if other != one]))
            for one in self.chosen
        ]

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings that are asked for, group by group, the first meeting first."""
        asked = Meeting.objects.order_by("start", "id")
        if kind := self.asked.get("kind"):
            asked = asked.filter(kind=kind)
        if chosen := self.chosen:
            asked = asked.filter(pk__in=[one.pk for one in chosen])
        asked = asked.within(self.asked.get("since"), self.asked.get("until"))
        meetings = list(asked) if self.is_valid else []
        return [one for group in Meeting.Group for one in meetings if one.group == group]

    @cached_property
    def found(self) -> dict[tuple[int, int], Cell]:
        """What the sources say of the parties and meetings asked for, by party and meeting."""
        meetings = {meeting.pk: meeting for meeting in self.meetings}
        country, role = self.asked.get("country"), self.asked.get("role")
        found: dict[tuple[int, int], list[Participation]] = defaultdict(list)
        for one in self.participations():
            party, meeting = self.parties.get(one.party_id), meetings.get(one.meeting_id)
            if not party or not meeting:
                continue
            if country in (None, party.country) and role in (None, one.role):
                one.party, one.meeting = party, meeting
                found[party.pk, meeting.pk].append(one)
        everywhere = Counter(party for party, _meeting in found)
        return {
            (party, meeting): cell_of(some)
            for (party, meeting), some in found.items()
            if not self.chosen or everywhere[party] == len(meetings)
        }

    @cached_property
    def listed(self) -> list[Participation]:
        """All participations that lists name."""
        return list(Participation.objects.order_by("id"))

    def participations(self) -> Iterator[Participation]:
        """Go through all participations; a host stands with its meeting, and often here too."""
        yield from self.listed
        hosts = {(one.party_id, one.meeting_id) for one in self.listed if one.role == Role.HOST}
        for hosting in Hosting.objects.order_by("id").select_related("meeting"):
            if (hosting.party_id, hosting.meeting_id) not in hosts:
                yield as_participation(hosting)

    @cached_property
    def columns(self) -> list[Column]:
        """The meetings with the number of parties that each row of the foot counts."""
        of_meeting: dict[int, list[Participation]] = defaultdict(list)
        for (_party, meeting), cell in self.found.items():
            of_meeting[meeting] += cell.participations
        return [
            Column(
                meeting,
                len({one.party_id for one in of_meeting[meeting.pk]}),
                any(one.is_from_excerpt for one in of_meeting[meeting.pk]),
            )
            for meeting in self.meetings
        ]

    @cached_property
    def addresses(self) -> list[tuple[str, str]]:
        """Where each meeting stands and its parties are listed, as seen from the table."""
        page = reverse("meetings:participation")
        number = Counter(one.meeting_id for one in self.listed)
        return [
            (
                seen_from(page, meeting.get_absolute_url()),
                seen_from(page, meeting.address_of_names(number[meeting.pk])),
            )
            for meeting in self.meetings
        ]

    @property
    def column_groups(self) -> list[tuple[str, int]]:
        """The groups of meetings, and over how many columns each reaches."""
        own = [meeting.group for meeting in self.meetings]
        return [(str(one.label), number) for one in Meeting.Group if (number := own.count(one))]

    @cached_property
    def rows(self) -> list[Row]:
        """The parties that are named, in the order asked for."""
        rows = [
            Row(
                self.parties[pk],
                [self.found.get((pk, meeting.pk)) for meeting in self.meetings],
            )
            for pk in {party for party, _meeting in self.found}
        ]
        keys = {"country": by_country, "name": by_name, "meetings": by_number}
        return sorted(rows, key=keys[self.sort])

    @property
    def row_groups(self) -> list[list[Row]]:
        """The rows country by country, or each by itself."""
        if self.sort != ParticipationForm.Sort.COUNTRY:
            return [[row] for row in self.rows]
        return [list(some) for _country, some in groupby(self.rows, lambda row: row.party.country)]

    @property
    def present(self) -> int:
        """How many of the parties are named as present at all of the meetings."""
        return sum(row.is_present for row in self.rows)

    @property
    def present_perhaps(self) -> int:
        """Of how many of these no source is sure."""
        return sum(row.is_present and row.is_uncertain for row in self.rows)

    @property
    def left_out(self) -> int:
        """How many parties of those asked for have no mark, if no meetings are named."""
        if self.chosen:
            return 0
        country = self.asked.get("country")
        asked = [one for one in self.parties.values() if country in (None, one.country)]
        return len(asked) - len(self.rows)

    def lines(self) -> Iterator[str]:
        """Give the table as CSV, a line for each role of a party at a meeting.

        Not a line a party: its empty cells would be read as absence.
        """
        yield "\ufeff" + table_line(*COLUMNS)  # the mark tells spreadsheets that it is UTF-8
        for row in self.rows:
            for cell in filter(None, row.cells):
                for one in cell.participations:
                    yield line_of(one)


def label_of(meeting: Meeting) -> str:
    """Name a meeting in few words: "21 Izmir 2019"."""
    place = city_name(meeting.city) or (meeting.get_mode_display() if meeting.mode else "")
    year = meeting.start.year if meeting.start else _("undated")
    return " ".join(str(part) for part in (meeting.number, place, year) if part)


def by_country(row: Row) -> tuple:
    return filed(row.party)


def by_name(row: Row) -> tuple:
    return filing_key(row.party.name), row.party.slug


def by_number(row: Row) -> tuple:
    return -row.number, *by_name(row)


def mark_of(role: str) -> Mark:
    """Give the mark of a role."""
    return MARKS.get(Role(role), Mark.SENT)


def cell_of(participations: Iterable[Participation]) -> Cell:
    """Put what is said of one party at one meeting in order."""
    return Cell(sorted(participations, key=lambda one: Mark.values.index(mark_of(one.role))))


def as_participation(hosting: Hosting) -> Participation:
    """Say of a host what a list of participants would, by the source of its meeting."""
    return Participation(
        meeting_id=hosting.meeting_id,
        party_id=hosting.party_id,
        role=Role.HOST,
        printed_name=hosting.printed_name,
        source=hosting.meeting.source,
        confidence=hosting.meeting.confidence,
    )


def line_of(one: Participation) -> str:
    """Write one participation as a line of the table."""
    meeting, party = one.meeting, one.party
    return table_line(
        *(meeting.slug, meeting.number or "", meeting, meeting.start or "", meeting.status),
        *(party.slug, party.name, party.abbreviation, party.country),
        *(one.role, one.printed_name, one.note, one.source, one.confidence),
    )
