"""Points on the land, as two pictures: the world, and the part of it where most of them crowd."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from imcwp_site.geography.projection import HEIGHT, WIDTH

RADIUS = 3.5  # pixels of a point for one; the area of a point grows with its number
ROOM = 540  # pixels of width from which on labels are shown: as place-and-time.css says
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
        self.enlarged = enlarged
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
    def dots(self) -> str:
        """A path of no length at each point that is enlarged, in units of the map."""
        return "".join(f"M{x:.0f} {y:.0f}h0" for x, y in (point.place for point in self.enlarged))

    @property
    def frame(self) -> dict[str, float]:
        """The edges of the enlarged part, in percent."""
        left, top = self.part.share((ENLARGED.left, ENLARGED.top))
        width, height = 100 * ENLARGED.width / WIDTH, 100 * ENLARGED.height / HEIGHT
        return {"x": left, "y": top, "width": width, "height": height}


def pictures(points: Iterable[Point]) -> list[Picture]:
    """Give the picture of the world and that of the enlarged part."""
    points = sorted(points, key=lambda point: -point.number)  # the small ones lie above
    near = [point for point in points if ENLARGED.holds(point.place)]
    far = [point for point in points if point not in near]
    return [Picture(WORLD, far, near), Picture(ENLARGED, near, [])]
