"""What is known of a meeting: who is named in which role, what is counted; and what is not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby

from django.utils.translation import gettext as _

from imcwp_site.sources import Source
from meetings.models import MOST_NAMES, Meeting, Participation, PrintedCount
from meetings.participation import mark_of
from parties.index import filed

Role = Participation.Role
Counted = PrintedCount.Counted


@dataclass(frozen=True)
class InRole:
    """The parties that are named in a role."""

    role: Role
    rows: list[Participation]

    @property
    def is_excerpt(self) -> bool:
        """Whether only a part of a list is at hand."""
        return any(row.is_from_excerpt for row in self.rows)

    @property
    def has_printed_names(self) -> bool:
        """Whether a source prints another name than the present one."""
        return any(row.printed_name for row in self.rows)

    @property
    def sources(self) -> list[Source]:
        """Each source that names one of them, once."""
        return distinct_sources(self.rows)

    @property
    def countries(self) -> list[tuple[str, list[Participation]]]:
        """Give (country, participations) in the order of their names."""
        rows = sorted(self.rows, key=lambda row: filed(row.party))
        groups = groupby(rows, lambda row: row.party.country_name)
        return [(country, list(some)) for country, some in groups]


class Named:
    """The parties that sources name at a meeting."""

    def __init__(self, participations: Iterable[Participation]) -> None:
        self.rows = list(participations)

    @cached_property
    def roles(self) -> list[InRole]:
        """The parties by role, the role that says most first."""
        by_role = ((role, [row for row in self.rows if row.role == role]) for role in Role)
        return [InRole(role, rows) for role, rows in by_role if rows]

    @cached_property
    def first(self) -> set[int]:
        """The keys of the rows that say most of their parties: links to a party lead there."""
        rows = chain.from_iterable(group.rows for group in reversed(self.roles))
        return set({row.party_id: row.pk for row in rows}.values())

    @property
    def number(self) -> int:
        """How many parties are named, in whatever role."""
        return len({row.party_id for row in self.rows})

    @property
    def are_many(self) -> bool:
        """Whether they are listed on a page of their own."""
        return len(self.rows) > MOST_NAMES

    @property
    def present(self) -> set[int]:
        """The keys of the parties that are named as hosts, delegations or observers."""
        return {row.party_id for row in self.rows if mark_of(row.role).is_presence}

    @property
    def announced(self) -> set[int]:
        """The keys of the parties that were announced."""
        return {row.party_id for row in self.rows if row.role == Role.ANNOUNCED}

    @property
    def announced_and_present(self) -> set[int]:
        """The keys of those of them that are named as present as well."""
        return self.announced & self.present


def distinct_sources(records: Iterable) -> list[Source]:
    """Give each source that the records name once, in the order of the records."""
    return list(dict.fromkeys(source for record in records for source in record.sources))


def figures(meeting: Meeting) -> Iterator[tuple[str, int | None, list[PrintedCount]]]:
    """Give what is counted, the figure of the record, and those that other sources print."""
    own = {
        Counted.PARTIES: meeting.parties_count,
        Counted.COUNTRIES: meeting.countries_count,
        Counted.DELEGATES: meeting.delegates_count,
    }
    printed = list(meeting.printed_counts.all())
    for counted in Counted:
        others = [one for one in printed if one.counted == counted]
        if own.get(counted) is not None or others:
            yield str(counted.label), own.get(counted), others


def unknown(meeting: Meeting) -> Iterator[str]:
    """Name what no source at hand says of a meeting; dates and place have places of their own."""
    if not meeting.theme and not meeting.themes.all():
        yield _("theme")
    if not meeting.hostings.all():
        yield _("hosts")
    if meeting.status == Meeting.Status.HELD:
        counted = {label for label, _own, _others in figures(meeting)}
        numbers = {
            Counted.PARTIES: _("number of parties"),
            Counted.COUNTRIES: _("number of countries"),
            Counted.DELEGATES: _("number of delegates"),
        }
        yield from (words for one, words in numbers.items() if one.label not in counted)
