"""Where countries and cities lie on the map whose land is `static/land.svg`.

Both are made by `convert.py` from public geographies; README.md names them. No border is among
them: a country is a point.
"""

import csv
from functools import cache
from pathlib import Path

from imcwp_site.folding import fold
from imcwp_site.geography.projection import on_map

HERE = Path(__file__).parent


def place_of_country(code: str) -> tuple[float, float] | None:
    """Give where on the map a country or territory lies; None where no table knows."""
    return places_in("countries.csv").get(("", code))


def place_of_city(name: str, country: str) -> tuple[float, float] | None:
    """Give where on the map a city of a country lies; None where no table knows."""
    return places_in("cities.csv").get((fold(name), country))


@cache
def places_in(table: str) -> dict[tuple[str, str], tuple[float, float]]:
    """Give the places of a table by folded name of the city and code of the country."""
    with (HERE / table).open(encoding="utf-8", newline="") as file:
        return {
            (fold(line.get("city", "")), line.get("code") or line["country"]): on_map(
                float(line["longitude"]), float(line["latitude"])
            )
            for line in csv.DictReader(file)
        }
