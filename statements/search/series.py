"""What meetings of the series are called in many languages: 21st IMCWP, XXI EIPCO, 21η Συνάντηση.

The names are those under which the parties themselves announce them; abbreviations are initials.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from imcwp_site.folding import fold
from statements.search.counting import ANY_ENDING, ENDINGS, number_said
from statements.search.function_words import FUNCTION_WORDS
from statements.search.ordinals import number_spelt
from statements.search.words import term_of, terms_of_word, written

SERIES, SERIES_IN_FULL = "IMCWP", "International Meeting of Communist and Workers' Parties"
SERIES_NAMES = {
    "en": SERIES_IN_FULL,
    "es": "Encuentro Internacional de Partidos Comunistas y Obreros",
    "pt": "Encontro Internacional de Partidos Comunistas e Operários",
    "fr": "Rencontre internationale des partis communistes et ouvriers",
    "ru": "Международная встреча коммунистических и рабочих партий",
    "el": "Διεθνής Συνάντηση Κομμουνιστικών και Εργατικών Κομμάτων",
    "tr": "Uluslararası Komünist ve İşçi Partileri Toplantısı",
    "ar": "اللقاء الأممي للأحزاب الشيوعية والعمالية",
    "de": "Internationales Treffen Kommunistischer und Arbeiterparteien",
}
# The word for a meeting in the name, and others for the same.
MEETING_WORDS = {
    "en": "meeting",
    "es": "encuentro reunión",
    "pt": "encontro reunião",
    "fr": "rencontre réunion",
    "ru": "встреча совещание",
    "el": "συνάντηση",
    "tr": "toplantı toplantısı buluşma buluşması",
    "ar": "اللقاء الاجتماع",
    "de": "Treffen",
}
ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC")
GREATEST = 399


class Asked(NamedTuple):
    """The number of a meeting, and what else is said of it."""

    number: int
    others: list[str]


def meeting_asked(text: str) -> Asked | None:
    """Give what a text says if it names a meeting of the series by number, or is a number."""
    words = in_digits(written(text))
    telling = [one for one in words if one not in FUNCTION_WORDS and one not in ANY_ENDING]
    numbers = [(word, number_in(word)) for word in telling]
    said = {number for _word, number in numbers if number}
    others = [word for word, number in numbers if not number]
    if len(said) != 1 or not (others or text.isdecimal()):
        return None
    terms = [terms_of_word(word) for word in others]
    if others and all(meeting_terms().isdisjoint(own) for own in terms):
        return None
    both = zip(others, terms, strict=True)
    return Asked(said.pop(), [word for word, own in both if series_terms().isdisjoint(own)])


def in_digits(words: list[str]) -> list[str]:
    """Give folded words with each number that is spelt as an ordinal in digits."""
    found = []
    while words:
        number, length = number_spelt(words)
        found.append(str(number) if number else words[0])
        words = words[length or 1 :]
    return found


def number_in(word: str) -> int:
    """Give the number that a folded word says, in digits or in Roman letters; 0 for none."""
    if said := number_said(word):
        return int(said)
    return roman_numbers().get(word, 0)


@cache
def meeting_terms() -> frozenset[str]:
    """Give the terms of words for a meeting, and of abbreviations of the series."""
    both = [
        (word, language)
        for language, words in MEETING_WORDS.items()
        for word in written(f"{words} {abbreviation(language)}")
    ]
    return frozenset(term_of(word, one) for word, language in both for one in (language, ""))


@cache
def series_terms() -> frozenset[str]:
    """Give the terms of all words of the names of the series."""
    words = [(word, one) for one, name in SERIES_NAMES.items() for word in written(name)]
    return meeting_terms().union(term_of(word, language) for word, language in words)


def abbreviation(language: str) -> str:
    """Give the initials of the series: EIPCO, МВКРП."""
    words = [word for word in SERIES_NAMES[language].split() if fold(word) not in FUNCTION_WORDS]
    return "".join(word[0] for word in words).upper()


def other_names(number: int) -> Iterator[tuple[str, str]]:
    """Give for each language all words by which the meeting of a number is asked for."""
    for language in SERIES_NAMES:
        forms = " ".join(f"{number}-{one} {number}{one}" for one in ENDINGS[language].split())
        words = f"{MEETING_WORDS[language]} {abbreviation(language)}"
        yield language, f"{number} {forms} {words}"


def names_in_english(number: int) -> Iterator[str]:
    """Give the short names of the meeting of a number."""
    for series in (SERIES, "Meeting"):
        yield from (f"{series} {number}", f"{number} {series}", f"{ordinal(number)} {series}")
    yield f"{roman(number)} {SERIES}"


@cache
def roman_numbers() -> dict[str, int]:
    """Give the numbers by how they are written in Roman letters, folded."""
    return {fold(roman(number)): number for number in range(1, GREATEST + 1)}


def roman(number: int) -> str:
    """Write a number below 400 as in "XXI"."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    return "C" * hundreds + TENS[tens] + ONES[ones]


def ordinal(number: int) -> str:
    """Write a number as in "21st"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"
