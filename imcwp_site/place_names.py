"""What people call countries, regions and cities: as CLDR does through Babel, and otherwise.

Beside this module stand the names that CLDR does not have, a line for each country or city and a
column for each language of the site: in `country_names.csv` also the adjectives ("Greek",
"griego"), in the form of dictionaries; in `city_names.csv` the places of meetings that name no
time zone there. A word that commonly means something else in another of the languages ("Fin",
Turkish for Finnish) is not among them.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from babel import Locale
from django.utils.translation import get_language

from imcwp_site.folding import fold
from imcwp_site.languages import INTERFACE

OWN = "own"  # the column of what a city is called by those who live there
NO_PLACES = {"001", "EZ", "QO", "XA", "XB", "ZZ"}  # the world, and what is none
# "Myanmar (Burma)", "Congo - Kinshasa"
BETWEEN_NAMES = re.compile(r" *[()] *| - ")
NAMED_AS_WRITTEN = {"Tshwane"}  # of which the tables know the former name alone in most languages
OUTDATED = {"Βυρητός"}  # names in CLDR that nobody writes today
MOST_WORDS = 5  # of a name that is looked for in a text
# Forms of adjectives that stemmers do not bring together with that of dictionaries, by its ending.
ENDINGS = {
    "es": {"o": "a", "és": "esa eses", "án": "ana anes", "ón": "ona"},
    "pt": {"o": "a", "ês": "esa eses", "eu": "eia eus", "ão": "ã ães", "ol": "óis"},
    "ar": {"ي": "ية يون يين"},
    "el": {"κος": "κο", "κός": "κό"},
}


@cache
def countries_in(language: str) -> dict[str, tuple[str, ...]]:
    """Give names and adjectives of countries and regions by code, the name that CLDR gives first.

    Codes are those of ISO 3166-1 and UN M49: GR, 419.
    """
    names = {
        code: tuple(filter(None, BETWEEN_NAMES.split(name)))
        for code, name in Locale(language).territories.items()
        if code not in NO_PLACES
    }
    for line in lines_of("country_names.csv"):
        code, others = line["code"], names_in_cell(line[language])
        forms = (form for other in others for form in (other, *forms_of(other, language)))
        names[code] = tuple(dict.fromkeys([*names.get(code, ()), *forms]))
    return names


def countries_named(text: str) -> set[str]:
    """Give the codes of the countries and regions whose English names or adjectives a text has.

    Of "Latin America" it names that, and not America.
    """
    words, codes = fold(text).split(), set()
    while words:
        lengths = range(min(len(words), MOST_WORDS), 0, -1)
        known = (n for n in lengths if " ".join(words[:n]) in english_names())
        if length := next(known, 0):
            codes |= english_names()[" ".join(words[:length])]
        del words[: length or 1]
    return codes


@cache
def english_names() -> dict[str, set[str]]:
    """Give codes of countries and regions by their folded names and adjectives in English."""
    codes = defaultdict(set)
    for code, names in countries_in("en").items():
        for name in names:
            codes[fold(name)].add(code)
    return dict(codes)


@cache
def cities_in(language: str) -> dict[str, tuple[str, ...]]:
    """Give names of cities by their folded names in English; in OWN what they call themselves."""
    names: dict[str, tuple[str, ...]] = {}
    if language != OWN:
        english = Locale("en").time_zones
        for zone, name in Locale(language).time_zones.items():
            if city := name.get("city"):
                known = english.get(zone, {}).get("city")
                names[fold(known or zone.rpartition("/")[2].replace("_", " "))] = (city,)
    for line in lines_of("city_names.csv"):
        for one in map(fold, names_in_cell(line["en"])):
            names[one] = (*names.get(one, ()), *names_in_cell(line[language]))
    return names


def city_name(city: str) -> str:
    """Name a city in the interface language; as it is written where no table has it."""
    language = get_language() or ""
    if city in NAMED_AS_WRITTEN or language not in INTERFACE[1:]:
        return city
    names = cities_in(language).get(fold(city), ())
    return next((name for name in names if name not in OUTDATED), city)


@cache
def words_of_places() -> frozenset[str]:
    """Give the folded words of all names and adjectives, in whatever language."""
    tables = [countries_in(one) for one in INTERFACE]
    tables += [cities_in(one) for one in (*INTERFACE, OWN)]
    names = chain.from_iterable(chain.from_iterable(table.values()) for table in tables)
    return frozenset(fold(" ".join(names)).split())


def lines_of(table: str) -> list[dict[str, str]]:
    """Give the lines of a table that stands beside this module."""
    with Path(__file__).with_name(table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names_in_cell(cell: str) -> list[str]:
    """Give the names in a cell of a table."""
    return cell.split(";") if cell else []


def forms_of(adjective: str, language: str) -> Iterator[str]:
    """Give the further forms of an adjective in the form of dictionaries; of a name none."""
    if not adjective[0].isupper():
        for ending, others in ENDINGS.get(language, {}).items():
            if adjective.endswith(ending):
                yield from (adjective.removesuffix(ending) + other for other in others.split())
