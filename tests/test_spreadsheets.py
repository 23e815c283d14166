"""What spreadsheets would calculate."""

import pytest

from imcwp_site.spreadsheets import as_words


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_begins_like_a_formula_is_marked_as_text(text):
    assert as_words(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Words", "1 = 1", "كلمات"])
def test_other_words_stay_as_they_are(text):
    assert as_words(text) == text
