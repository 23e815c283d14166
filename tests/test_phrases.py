"""How names and values are put together in each language of the interface."""

import pytest
from django.utils.translation import override

from imcwp_site.filing import filing_key, filing_letter
from imcwp_site.phrases import capfirst, listed, quoted


def test_names_are_listed_with_what_the_language_puts_between_them():
    names = ["A", "B", "C"]

    with override("ar"):
        in_arabic = listed(names)

    assert listed(names) == "A, B, C"
    assert in_arabic == "A، B، C"


def test_long_list_is_cut():
    assert listed("ABCD", most=3) == "A, B, C, …"
    assert listed("ABC", most=3) == "A, B, C"


def test_words_are_quoted_as_the_language_does():
    with override("fr"):
        in_french = quoted("paix")

    assert quoted("peace") == "“peace”"
    assert in_french == "«\u00a0paix\u00a0»"


@pytest.mark.parametrize(
    ("language", "words", "begun"),
    [("tr", "ilk gün", "İlk gün"), ("tr", "ırk", "Irk"), ("en", "in", "In"), ("tr", "", "")],
)
def test_sentence_begins_with_the_capital_of_its_language(language, words, begun):
    with override(language):
        assert capfirst(words) == begun


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Åland", "Albania", "Çin", "Cuba", "Ireland"]),
        ("tr", ["Cibuti", "Çad", "Çin", "Danimarka", "Hindistan", "Irak", "İran", "Japonya"]),
        ("ru", ["Израиль", "Иран", "Йемен", "Канада"]),
        ("es", ["Nicaragua", "Nueva", "Ñandú", "Omán"]),
        ("el", ["Άγιος", "Αίγυπτος", "Βέλγιο"]),
    ],
)
def test_names_are_filed_in_the_order_of_the_alphabet(language, names):
    with override(language):
        assert sorted({*names}, key=filing_key) == names


@pytest.mark.parametrize(
    ("language", "name", "letter"),
    [
        ("en", "Åland", "A"),
        ("tr", "Çin", "Ç"),
        ("tr", "İran", "İ"),
        ("tr", "Irak", "I"),
        ("ru", "Йемен", "Й"),
        ("es", "Ñandú", "Ñ"),
        ("el", "Άγιος", "Α"),
        ("ar", "أرمينيا", "ا"),
        ("en", "", ""),
    ],
)
def test_name_stands_under_the_letter_of_its_language(language, name, letter):
    with override(language):
        assert filing_letter(name) == letter
