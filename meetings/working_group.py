"""The Working Group as sources name its members: who at which time, by which source."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from imcwp_site.dates import PartialDate
from imcwp_site.filing import filing_key
from imcwp_site.sources import Source
from meetings.known import distinct_sources
from meetings.models import Meeting, WorkingGroupTerm
from parties.models import Party


@dataclass(frozen=True)
class Composition:
    """The members that are named at one time, and the meetings of the same month or day."""

    start: PartialDate
    terms: list[WorkingGroupTerm]
    meetings: list[Meeting]
    label: str  # the year, or all that is known of the time where that would be two times

    @property
    def notes(self) -> list[str]:
        """What is noted on it, once."""
        return list(dict.fromkeys(term.note for term in self.terms if term.note))

    @property
    def sources(self) -> list[Source]:
        """Each source that names one of the members, once."""
        return distinct_sources(self.terms)


@dataclass(frozen=True)
class Member:
    """A party with its term in each composition, in the order of time; None where not named."""

    party: Party
    terms: list[WorkingGroupTerm | None]


class WorkingGroup:
    """The members named at each time, and the sessions."""

    def __init__(self) -> None:
        meetings = Meeting.objects.in_groups(Meeting.Group.SERIES, Meeting.Group.SESSIONS)
        self.meetings = list(meetings.newest_first().with_hosts())
        terms = WorkingGroupTerm.objects.select_related("party").order_by("start", "id")
        self.terms = sorted(terms, key=lambda term: (str(term.start), filing_key(term.party.name)))

    @property
    def sessions(self) -> list[Meeting]:
        """The sessions, the last first."""
        return [one for one in self.meetings if one.group == Meeting.Group.SESSIONS]

    @cached_property
    def compositions(self) -> list[Composition]:
        """The members by the time at which they are named, in the order of time."""
        by_start = {
            start: list(terms) for start, terms in groupby(self.terms, lambda term: term.start)
        }
        years = [start.year for start in by_start]
        return [
            Composition(
                start,
                terms,
                [one for one in self.meetings if is_of(start, one)],
                str(start.year) if years.count(start.year) == 1 else start.in_words,
            )
            for start, terms in by_start.items()
        ]

    @property
    def members(self) -> list[Member]:
        """All parties that are named at some time, in the order of their names."""
        by_party = {
            term.party: {one.start: one for one in self.terms if one.party_id == term.party_id}
            for term in self.terms
        }
        return [
            Member(party, [own.get(one.start) for one in self.compositions])
            for party, own in sorted(by_party.items(), key=lambda pair: filing_key(pair[0].name))
        ]


def is_of(start: PartialDate, meeting: Meeting) -> bool:
    """Tell whether a meeting began in the month, or on the day, that a date names."""
    return bool(start.month and meeting.start) and str(meeting.start).startswith(str(start))
