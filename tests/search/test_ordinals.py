"""Numbers that are spelt as ordinals, in the languages of the site."""

import pytest

from statements.search.ordinals import GREATEST, ONES, number_spelt, spellings_of
from statements.search.words import written


@pytest.mark.parametrize("language", ONES)
def test_every_number_is_spelt_and_read_again(language):
    for number in range(1, GREATEST + 1):
        ways = list(spellings_of(number, language))

        assert ways
        for way in ways:
            assert number_spelt(written(way)) == (number, len(written(way))), way


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("fourteenth", 14),
        ("twenty-first", 21),
        ("décima cuarta", 14),
        ("decimocuarta", 14),
        ("vingt-deuxième", 22),
        ("dix-septième", 17),
        ("décima sétima", 17),
        ("двадцать третьей", 23),
        ("четырнадцатого", 14),
        ("الرابعة عشرة", 14),
        ("الثاني والعشرين", 22),
        ("δέκατης τέταρτης", 14),
        ("on yedinci", 17),
        ("twenty", 0),
        ("on", 0),
        ("meeting", 0),
    ],
)
def test_number_is_read_in_any_gender_and_case(text, number):
    assert number_spelt(written(text))[0] == number


def test_number_that_is_too_great_is_not_spelt():
    assert list(spellings_of(GREATEST + 1, "en")) == []
    assert list(spellings_of(1, "de")) == []
