"""The timeline of all meetings: a lane for each kind, a mark for each meeting at its date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from imcwp_site.dates import PartialDate
from imcwp_site.place_names import city_name
from meetings.models import Meeting

YEAR, EDGE = 40, 14  # pixels of a year: room for its name; before the first and after the last
REACH, ROW = 24, 28  # pixels that a pointer can hit; between marks one above the other
HEAD, FOOT = 28, 26  # pixels for the name of a lane, for the names of years


@dataclass(frozen=True)
class Mark:
    """A meeting in the picture; `left` and `right` are the ends of the time it can have begun."""

    meeting: Meeting
    left: float
    right: float
    row: int

    @property
    def x(self) -> float:
        """Where it is drawn: in the middle of what is known."""
        return (self.left + self.right) / 2

    @property
    def is_vague(self) -> bool:
        """Whether no day is known."""
        return self.meeting.start is None or self.meeting.start.precision != "day"

    @property
    def title(self) -> str:
        """Number, place, dates, and whether it was not held: the lane says its kind."""
        meeting = self.meeting
        number = str(meeting.number or "")
        place = " ".join(
            filter(None, (number, city_name(meeting.city) or meeting.get_mode_display()))
        )
        parts = [place, meeting.dates_in_words]
        if meeting.status != Meeting.Status.HELD:
            parts.append(meeting.get_status_display())
        return "; ".join(filter(None, parts))


@dataclass(frozen=True)
class Lane:
    """The meetings of a kind, from `top` on as many rows as keep their marks apart."""

    name: str
    top: int
    marks: list[Mark]

    @property
    def rows(self) -> int:
        """How many rows of marks it has."""
        return 1 + max(mark.row for mark in self.marks)

    @property
    def bottom(self) -> int:
        """Where the next lane begins."""
        return self.top + HEAD + ROW * self.rows

    def y(self, mark: Mark) -> int:
        """Give where a mark is drawn; the first row is the lowest."""
        return self.bottom - ROW // 2 - ROW * mark.row


class Timeline:
    """All meetings of which at least the year is known, as a picture says it."""

    def __init__(self, meetings: Iterable[Meeting]):
        meetings = list(meetings)
        self.dated = sorted(
            (one for one in meetings if one.start), key=lambda one: (str(one.start), one.pk)
        )
        self.undated = len(meetings) - len(self.dated)

    @property
    def years(self) -> range:
        """From the first year to the last, with those in between."""
        years = [one.start.year for one in self.dated if one.start]
        return range(min(years), max(years) + 1) if years else range(0)

    @property
    def width(self) -> int:
        """How wide the picture is."""
        return 2 * EDGE + YEAR * len(self.years)

    @property
    def height(self) -> int:
        """How high the picture is."""
        return self.lanes[-1].bottom + FOOT if self.lanes else 0

    @cached_property
    def lanes(self) -> list[Lane]:
        """The groups of meetings, one under the other."""
        lanes: list[Lane] = []
        for group in Meeting.Group:
            if marks := list(self.marks(one for one in self.dated if one.group == group)):
                lanes.append(Lane(str(group.label), lanes[-1].bottom if lanes else 0, marks))
        return lanes

    def marks(self, meetings: Iterable[Meeting]) -> Iterator[Mark]:
        """Put meetings, in order of time, each on the first row where it has room."""
        ends: list[float] = []
        for meeting in meetings:
            assert meeting.start  # noqa: S101 - only dated ones are drawn
            left, right = self.ends_of(meeting.start)
            begins = (left + right - REACH) / 2
            row = next((n for n, end in enumerate(ends) if end <= begins), len(ends))
            ends[row : row + 1] = [begins + REACH]
            yield Mark(meeting, left, right, row)

    def ends_of(self, date: PartialDate) -> tuple[float, float]:
        """Give where the first and the last day lie that a date can mean."""
        days = (date.first_day, date.last_day)
        left, right = (
            EDGE + YEAR * (day.year - self.years[0] + (day.timetuple().tm_yday - 1) / 366)
            for day in days
        )
        return left, right
