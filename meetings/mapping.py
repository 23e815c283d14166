"""The map: where meetings took place and where parties are from, as points on the land."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from imcwp_site.countries import country_name
from imcwp_site.filing import filing_key
from imcwp_site.geography import place_of_city, place_of_country
from imcwp_site.geography.projection import HEIGHT, WIDTH
from imcwp_site.place_names import city_name
from meetings.models import Meeting
from parties.models import Party

GROUPS = {
    "": gettext_lazy("All meetings"),
    "series": gettext_lazy("The series"),
    "others": gettext_lazy("Regional and other meetings"),
    "sessions": gettext_lazy("Sessions of the Working Group"),
}
RADIUS = 3.5  # pixels of a point for one; the area of a point grows with its number
ROOM = 540  # pixels of width from which on labels are shown: as site.css says
LETTER, LINE = 8.5, 18  # pixels of a sign of a label, and of its line


class Box(NamedTuple):
    """What something covers, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Tell whether both cover a pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Part(NamedTuple):
    """A part of the map that is drawn as a picture of its own, in units of the map."""

    left: int
    top: int
    width: int
    height: int

    def holds(self, place: tuple[float, float]) -> bool:
        """Tell whether a place lies in it."""
        across, down = self.share(place)
        return 0 <= across <= 100 and 0 <= down <= 100

    @property
    def viewbox(self) -> str:
        """The part in the words of SVG."""
        return f"{self.left} {self.top} {self.width} {self.height}"

    @property
    def depth(self) -> float:
        """How high it is where it is as wide as labels need at least."""
        return ROOM * self.height / self.width

    def share(self, place: tuple[float, float]) -> tuple[float, float]:
        """Give how far across and down a place lies, in percent."""
        return (
            100 * (place[0] - self.left) / self.width,
            100 * (place[1] - self.top) / self.height,
        )


WORLD = Part(0, 0, WIDTH, HEIGHT)
# From the Atlantic to Iran: where most parties are from, and points too near each other elsewhere.
ENLARGED = Part(925, 32, 375, 268)


@dataclass(frozen=True)
class Point:
    """What lies at a place: how many there are, how that is written, and where it leads."""

    place: tuple[float, float]
    label: str
    number: int
    title: str
    url: str

    @property
    def radius(self) -> float:
        """How large it is drawn."""
        return round(RADIUS * sqrt(self.number), 1)


@dataclass
class Mark:
    """A point as it stands on a picture; `side` of it stands its label, where there is room."""

    x: float
    y: float
    point: Point
    side: str = ""

    @property
    def beside(self) -> float:
        """How far from its middle the label begins, or ends."""
        gap = self.point.radius + 3
        return -gap if self.side == "end" else gap

    def box(self, part: Part) -> Box:
        """Give what its circle covers."""
        x, y, radius = self.x * ROOM / 100, self.y * part.depth / 100, self.point.radius
        return Box(x - radius, y - radius, x + radius, y + radius)

    def label_box(self, part: Part, side: str) -> Box:
        """Give what its label would cover on a side."""
        circle, length = self.box(part), LETTER * len(self.point.label) + 3
        middle = (circle.top + circle.bottom) / 2
        left = circle.left - length if side == "end" else circle.right
        return Box(left, middle - LINE / 2, left + length, middle + LINE / 2)


class Picture:
    """A part of the map with its points as links; those that are enlarged are under one link."""

    def __init__(self, part: Part, points: list[Point], enlarged: list[Point]) -> None:
        self.part = part
        self.marks = [Mark(*part.share(point.place), point) for point in points]
        self.enlarged = [Mark(*part.share(point.place), point) for point in enlarged]
        self.write_labels()

    def write_labels(self) -> None:
        """Let each label stand where it covers nothing else, those of the largest points first."""
        covered = [mark.box(self.part) for mark in self.marks]
        for mark in self.marks:
            for side in ("start", "end") if mark.point.label else ():
                box = mark.label_box(self.part, side)
                if not any(box.overlaps(other) for other in covered):
                    mark.side = side
                    covered.append(box)
                    break

    @property
    def frame(self) -> dict[str, float]:
        """The edges of the enlarged part, in percent."""
        left, top = self.part.share((ENLARGED.left, ENLARGED.top))
        width, height = 100 * ENLARGED.width / WIDTH, 100 * ENLARGED.height / HEIGHT
        return {"x": left, "y": top, "width": width, "height": height}


@dataclass(frozen=True)
class Country:
    """A country or territory with its parties, and the number of meetings there."""

    code: str
    name: str
    parties: list[Party]
    meeting_count: int

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
        return f"{reverse('parties:list')}#country-{self.code}"


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
        self.in_group = [one for one in self.meetings if group in ("", group_of(one))]
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
        held = [meeting.country for meeting in self.meetings]
        countries = [
            Country(code, country_name(code), parties, held.count(code))
            for code, parties in by_country.items()
        ]
        return sorted(countries, key=lambda country: filing_key(country.name))

    @property
    def groups(self) -> list[tuple[str, str, int]]:
        """Give the groups of meetings: value, name, number."""
        own = [group_of(meeting) for meeting in self.meetings]
        return [
            (value, str(name), own.count(value) if value else len(own))
            for value, name in GROUPS.items()
        ]

    @property
    def meeting_pictures(self) -> list[Picture]:
        """The world and the enlarged part, with the cities of the meetings."""
        return pictures(
            Point(place, site.city, len(site.meetings), site.title, site.url_at(n))
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


def pictures(points: Iterable[Point]) -> list[Picture]:
    """Give the picture of the world and that of the enlarged part."""
    points = sorted(points, key=lambda point: -point.number)  # the small ones lie above
    near = [point for point in points if ENLARGED.holds(point.place)]
    far = [point for point in points if point not in near]
    return [Picture(WORLD, far, near), Picture(ENLARGED, near, [])]


def group_of(meeting: Meeting) -> str:
    """Give the group that a meeting is listed in."""
    kinds = Meeting.Kind
    groups = {kinds.ORDINARY: "series", kinds.EXTRAORDINARY: "series"}
    return (groups | {kinds.WORKING_GROUP: "sessions"}).get(kinds(meeting.kind), "others")
