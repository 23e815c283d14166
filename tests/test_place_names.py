"""What people call countries and cities: every place of the data in every language of the site."""

import csv
from pathlib import Path

import pytest
from django.utils.translation import override

from imcwp_site.folding import fold
from imcwp_site.languages import INTERFACE
from imcwp_site.place_names import (
    OWN,
    cities_in,
    city_name,
    countries_in,
    countries_named,
    forms_of,
    lines_of,
)

DATA = Path(__file__).parent.parent / "data"


def column(table: str, name: str) -> set[str]:
    with (DATA / table).open(encoding="utf-8", newline="") as file:
        return {line[name] for line in csv.DictReader(file)} - {""}


def test_every_country_of_a_party_or_a_topic_has_its_adjectives_in_every_language():
    codes = column("parties.csv", "country") | column("meetings.csv", "country")
    for topic in column("topics.csv", "name"):
        codes |= {code for code in countries_named(topic) if code.isalpha()}
    lines = {line["code"]: line for line in lines_of("country_names.csv")}

    lacking = [(code, one) for code in codes for one in INTERFACE if not lines[code][one]]

    assert lacking == []


def test_every_place_of_a_meeting_has_its_name_in_every_language():
    lacking = [
        (city, language)
        for city in column("meetings.csv", "city")
        for language in INTERFACE[1:]
        if not cities_in(language).get(fold(city))
    ]

    assert lacking == []


@pytest.mark.parametrize("table", ["country_names.csv", "city_names.csv"])
def test_table_has_a_cell_for_each_language_and_no_name_twice_in_it(table):
    for line in lines_of(table):
        cells = [cell.split(";") for name, cell in line.items() if name != "code"]

        assert set(INTERFACE) <= set(line)
        assert all(len(set(map(fold, cell))) == len(cell) for cell in cells), line
        assert all(name == name.strip() for cell in cells for name in cell), line


def test_lines_of_countries_are_in_order_and_of_places_that_cldr_knows():
    codes = [line["code"] for line in lines_of("country_names.csv")]

    assert codes == sorted(set(codes))
    assert all(countries_in("en")[code] for code in codes)


@pytest.mark.parametrize(
    ("adjective", "language", "forms"),
    [
        ("griego", "es", ["griega"]),
        ("alemán", "es", ["alemana", "alemanes"]),
        ("português", "pt", ["portuguesa", "portugueses"]),
        ("espanhol", "pt", ["espanhóis"]),
        ("يوناني", "ar", ["يونانية", "يونانيون", "يونانيين"]),
        ("ελληνικός", "el", ["ελληνικό"]),
        ("Greek", "en", []),
        ("Congo", "es", []),
    ],
)
def test_forms_of_an_adjective_follow_from_its_ending(adjective, language, forms):
    assert list(forms_of(adjective, language)) == forms


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Palestine and Israel", {"PS", "IL"}),
        ("Korean peninsula", {"KP", "KR"}),
        ("Eswatini (Swaziland)", {"SZ"}),
        ("Latin America and the Caribbean", {"419", "029"}),
        ("South Sudan", {"SS"}),
        ("Party life", set()),
    ],
)
def test_countries_named_in_a_text_are_known_by_the_longest_name(text, codes):
    assert countries_named(text) == codes


def test_city_is_known_by_what_its_people_call_it():
    assert cities_in(OWN)["hanoi"] == ("Hà Nội",)


@pytest.mark.parametrize(
    ("language", "city", "name"),
    [
        ("en", "Athens", "Athens"),
        ("ru", "Athens", "Афины"),
        ("ar", "Izmir", "إزمير"),
        ("el", "Beirut", "Βηρυτός"),
        ("es", "Tshwane", "Tshwane"),
        ("tr", "Nowhere", "Nowhere"),
        ("tr", "", ""),
    ],
)
def test_city_is_named_as_the_language_of_the_site_does(language, city, name):
    with override(language):
        assert city_name(city) == name
