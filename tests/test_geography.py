"""Where countries and cities lie on the map."""

import re
from pathlib import Path

import pytest

from imcwp_site.geography import place_of_city, place_of_country
from imcwp_site.geography.convert import area_and_middle, cut, simplified, written
from imcwp_site.geography.projection import HEIGHT, WIDTH, equal_earth, on_map

LAND = Path(__file__).resolve().parent.parent / "static" / "land.svg"


def test_projection_gives_the_values_that_its_authors_print():
    east, north = equal_earth(180, 0)
    _middle, pole = equal_earth(0, 90)

    assert (round(east, 4), north) == (2.7066, 0)
    assert round(pole, 4) == 1.3174


def test_projection_keeps_the_areas_of_squares_of_land_in_proportion():
    def area(latitude):
        corners = [(0, 0), (1, 0), (1, 1), (0, 1)]
        return area_and_middle([on_map(x, latitude + y) for x, y in corners])[0]

    assert area(60) / area(0) == pytest.approx(0.4924, abs=0.001)  # the cosine of 60.5°


def test_whole_land_lies_on_the_map_and_is_small():
    drawn = LAND.read_text()
    starts = [tuple(map(int, start)) for start in re.findall(r"M(-?\d+) (-?\d+)l", drawn)]

    assert len(drawn) < 25_000
    assert len(starts) > 50
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in starts)


def test_countries_lie_where_they_are():
    athens_is_in, hanoi_is_in = place_of_country("GR"), place_of_country("VN")

    assert place_of_city("Athens", "GR")[0] == pytest.approx(athens_is_in[0], abs=15)
    assert place_of_city("Hanoi", "VN")[0] == pytest.approx(hanoi_is_in[0], abs=15)


@pytest.mark.parametrize("code", ["MT", "BH", "GP", "RE", "PS", "AU", "RU"])
def test_small_and_far_flung_countries_have_a_place_too(code):
    x, y = place_of_country(code)

    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


def test_city_is_found_however_it_is_accented_and_only_in_its_country():
    assert place_of_city("Sao Paulo", "BR") == place_of_city("São Paulo", "BR")
    assert place_of_city("Athens", "US") != place_of_city("Athens", "GR")
    assert place_of_city("Nowhere", "GR") is None
    assert place_of_city("", "") is None
    assert place_of_country("") is None


def test_ring_is_cut_at_a_line():
    square = [(170.0, 0.0), (190.0, 0.0), (190.0, 10.0), (170.0, 10.0)]

    west = cut(square, 180, -1)

    assert sorted(west) == [(170.0, 0.0), (170.0, 10.0), (180.0, 0.0), (180.0, 10.0)]


def test_coast_loses_the_points_that_are_not_seen():
    coast = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0)]

    assert simplified(coast, 0.5) == [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]


def test_path_is_written_with_no_more_signs_than_it_needs():
    assert written([(10, 10), (15, 8), (16, 9)]) == "M10 10l5-2 1 1z"
