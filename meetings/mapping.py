"""The map: where meetings took place and where parties are from, as points on the land."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imcwp_site.countries import country_name
from imcwp_site.filing import filing_key
from imcwp_site.geography import place_of_city, place_of_country
from imcwp_site.geography.drawing import Picture, Point, pictures
from imcwp_site.place_names import city_name
from meetings.models import Meeting
from parties.index import Index
from parties.models import Party


@dataclass(frozen=True)
class Country:
    """A country or territory with its parties, and the number of meetings there."""

    code: str
    name: str
    parties: list[Party]
    meeting_count: int
    listed_at: str

    @property
    def title(self) -> str:
        """What its point says: the only party, or how many there are."""
        number = len(self.parties)
        if number == 1:
            return f"{self.name}: {self.parties[0].name}"
        says = ngettext("%(place)s: %(number)s party", "%(place)s: %(number)s parties", number)
        return says % {"place": self.name, "number": number}

    @property
    def label(self) -> str:
        """What stands beside its point: the number of its parties, if there are several."""
        return str(number) if (number := len(self.parties)) > 1 else ""

    @property
    def url(self) -> str:
        """Where its point leads: to its only party, or to where its parties are listed."""
        if len(self.parties) == 1:
            return self.parties[0].get_absolute_url()
        return self.listed_at


class Site(NamedTuple):
    """A city with its meetings, the last first."""

    city: str
    country: str
    meetings: list[Meeting]

    @property
    def title(self) -> str:
        """What its point says: the only meeting, or how many there are."""
        number = len(self.meetings)
        if number == 1:
            return self.meetings[0].title
        says = ngettext("%(place)s: %(number)s meeting", "%(place)s: %(number)s meetings", number)
        return says % {"place": city_name(self.city), "number": number}

    def url_at(self, n: int) -> str:
        """Where its point leads: to its only meeting, or to the row of the table that it is."""
        return self.meetings[0].get_absolute_url() if len(self.meetings) == 1 else f"#place-{n}"


class Map:
    """All parties by country, and the meetings of a group by city."""

    def __init__(self, group: str = "") -> None:
        self.group = group
        self.meetings = list(Meeting.objects.newest_first())
        self.in_group = [one for one in self.meetings if group in ("", one.group)]
        self.parties = sorted(Party.objects.order_by(), key=lambda one: filing_key(one.name))
        self.sites = self._sites()
        self.countries = self._countries()

    def _sites(self) -> list[Site]:
        """Give the cities of the meetings, those of most meetings first."""
        by_city = defaultdict(list)
        for meeting in self.in_group:
            if meeting.city:
                by_city[meeting.city, meeting.country].append(meeting)
        sites = [Site(*key, meetings) for key, meetings in by_city.items()]
        return sorted(sites, key=lambda site: (-len(site.meetings), filing_key(site.city)))

    def _countries(self) -> list[Country]:
        """Give the countries that parties are from, in the order of their names."""
        by_country = defaultdict(list)
        for party in self.parties:
            if party.country:
                by_country[party.country].append(party)
        listed_at = Index(self.parties).addresses
        held = [meeting.country for meeting in self.meetings]
        countries = [
            Country(code, country_name(code), parties, held.count(code), listed_at[code])
            for code, parties in by_country.items()
        ]
        return sorted(countries, key=lambda country: filing_key(country.name))

    @property
    def groups(self) -> list[tuple[str, str, int]]:
        """Give the groups of meetings: value, name, number."""
        own = [meeting.group for meeting in self.meetings]
        return [
            ("", _("All meetings"), len(own)),
            *((group.value, str(group.label), own.count(group)) for group in Meeting.Group),
        ]

    @property
    def meeting_pictures(self) -> list[Picture]:
        """The world and the enlarged part, with the cities of the meetings."""
        return pictures(
            Point(place, city_name(site.city), len(site.meetings), site.title, site.url_at(n))
            for n, site in enumerate(self.sites, start=1)
            if (place := place_of_city(site.city, site.country))
        )

    @property
    def party_pictures(self) -> list[Picture]:
        """The world and the enlarged part, with the countries of the parties."""
        return pictures(
            Point(place, country.label, len(country.parties), country.title, country.url)
            for country in self.countries
            if (place := place_of_country(country.code))
        )

    @property
    def meetings_elsewhere(self) -> list[Meeting]:
        """The meetings that are not on the map: of no place, or of one that no table knows."""
        return [one for one in self.in_group if not place_of_city(one.city, one.country)]

    @property
    def parties_elsewhere(self) -> list[Party]:
        """The parties that are not on the map: of several countries, or of one no table knows."""
        return [party for party in self.parties if not place_of_country(party.country)]
