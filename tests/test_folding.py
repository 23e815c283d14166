"""What differs only in how it is typed is the same; what is another letter stays another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_site.folding import ALIKE, fold, look_alike_key

TRICKY = "".join(ALIKE.values()).replace(" ", "") + "ЩяΓfgйИßØŉµĽ'’ʼ- \u0301\u0306\u0308\u200d"
ANY_TEXT = st.one_of(st.text(), st.text(alphabet=TRICKY))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KPÖ", "kpo"),
        ("Türkiye Komünist Partisi", "TURKIYE KOMUNIST PARTISI"),
        ("İzmir", "izmir"),
        ("IŞIK", "ışık"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Workers’ Party", "workers' party"),
        ("O‘zbekiston", "Oʻzbekiston"),
        ("O‘zbekiston", "ozbekiston"),
        ("l’Union", "L UNION"),
        ("dell’Italia", "dell Italia"),
        ("RCWP–CPSU", "rcwp-cpsu"),
        ("CPI(M)", "CPI-M"),
        ("«Красная» газета", "красная газета"),
        ("Ёлка", "елка"),
        ("Ελλάδας", "ΕΛΛΑΔΑΣ"),
        ("λόγος", "ΛΟΓΟΣ"),
        ("حِزْبُ", "حزب"),
        ("حـــزب", "حزب"),
        ("الأحزاب", "الاحزاب"),
        ("کارگری", "كارگري"),
        ("شيوعية", "شيوعيه"),
        ("٢٠١٩", "2019"),
        ("۲۰۱۹", "2019"),
        ("ＫＰＰ", "KPP"),
        ("ｶﾞ", "ガ"),
        ("שָׁלוֹם", "שלום"),
        ("zero\u200bwidth so\u00adft", "zerowidth soft"),
    ],
)
def test_fold_makes_the_same_of_what_is_typed_differently(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CPI", "CPI(M)"),
        ("мой", "мои"),
        ("か", "が"),
        ("किताब", "कताब"),
        ("नेपाल", "नपाल"),
        ("ΚΠ", "KP"),
        ("in", "of"),
    ],
)
def test_fold_keeps_apart_what_is_written_with_other_letters(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Τudeh", "tudeh"),  # a Greek tau
        ("Communist Party οf India", "communist party of india"),  # a Greek omicron
        ("Ιn Izmir", "in izmir"),  # a Greek iota, as many letters of one script as of the other
        ("Соmmunist", "communist"),  # a Cyrillic С and о
        ("Cоюз", "союз"),  # a Latin C
        ("Kόμμα", "κομμα"),  # a Latin K
    ],
)
def test_fold_brings_look_alike_letters_in_a_word_to_one_script(typed, meant):
    assert fold(typed) == meant


def test_fold_leaves_a_word_that_really_mixes_scripts():
    assert fold("Яndex") == "яndex"


@pytest.mark.parametrize(
    ("one", "other"), [("KKE", "ΚΚΕ"), ("CKY", "СКУ"), ("κκε", "kke"), ("ΤΚΡ", "TKP")]
)
def test_look_alike_key_is_the_same_for_words_that_look_the_same(one, other):
    assert fold(one) != fold(other)
    assert look_alike_key(one) == look_alike_key(other)


def test_look_alike_key_leaves_words_that_look_like_none_of_latin_letters():
    assert look_alike_key("КПРФ, حزب, 共产党") == "кпрф حزب 共产党"


@given(ANY_TEXT)
def test_fold_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_look_alike_key_again_changes_nothing(text):
    assert look_alike_key(look_alike_key(text)) == look_alike_key(text)


@given(ANY_TEXT, ANY_TEXT)
def test_fold_treats_words_one_by_one(one, other):
    assert fold(f"{one} | {other}") == f"{fold(one)} {fold(other)}".strip()
