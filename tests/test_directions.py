"""Words in another direction than the sentence around them."""

import pytest
from django.utils.translation import override

from imcwp_site.directions import isolated

FIRST, POP = "\u2068", "\u2069"


@pytest.mark.parametrize("text", ["سلام", "KKE (الحزب)", "שלום", "2019 ܐ"])
def test_words_from_right_to_left_are_set_off_where_the_sentence_runs_from_the_left(text):
    assert isolated(text) == f"{FIRST}{text}{POP}"


@pytest.mark.parametrize("text", ["peace", "мир", "Συνάντηση", "和平", "2019", "", "“-”"])
def test_words_of_the_same_direction_stay_as_they_are(text):
    assert isolated(text) == text


def test_in_a_sentence_from_right_to_left_words_from_the_left_are_set_off():
    with override("ar"):
        assert isolated("Party (KKE)") == f"{FIRST}Party (KKE){POP}"
        assert isolated("سلام 2019") == "سلام 2019"


def test_signs_of_direction_that_were_typed_do_not_reach_the_sentence():
    assert isolated(f"war{POP}\u202eecaep") == "warecaep"
    assert isolated(f"{FIRST}سلام{POP}") == f"{FIRST}سلام{POP}"
