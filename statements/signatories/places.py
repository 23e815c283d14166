"""Which country a printed name means: "Greek", "Ελλάδα", "Danii" (Polish, of Denmark), "FYROM"."""

from functools import cache, lru_cache

from babel import Locale

from imcwp_site.countries import names_in
from imcwp_site.folding import fold
from imcwp_site.place_names import countries_in

LANGUAGES = ("en", "es", "fr", "pt", "it", "de", "ru", "el", "tr", "pl", "ar")
MOST_WORDS = 5
SHORTEST_STEM = 4
LONGEST_ENDING = 3


@cache
def country_names() -> dict[str, str]:
    """Give the code by folded name, with the names and adjectives in English that people use."""
    names = dict(inflected_names())
    for code in sorted(names_in("en"), reverse=True):  # of two Koreas the one with a party first
        names |= dict.fromkeys(map(fold, countries_in("en").get(code, ())), code)
    return names


@cache
def inflected_names() -> dict[str, str]:
    """Give the code by folded name, in the languages that lists are printed in."""
    names: dict[str, str] = {}
    for language in reversed(LANGUAGES):  # English goes before the others
        territories = Locale(language).territories
        names |= {fold(territories[code]): code for code in names_in("en") if code in territories}
    return names


@cache
def country_stems() -> dict[str, str]:
    """Give the code by the beginning of names that are inflected: "dani" of Dania, Danii."""
    long = [name for name in inflected_names() if " " not in name and len(name) > SHORTEST_STEM]
    return {name[:-1]: inflected_names()[name] for name in long} | country_names()


@lru_cache(maxsize=2**14)
def country_of(words: str) -> str:
    """Give the code of the country that folded words name, in any case or as adjective, or ""."""
    if code := country_names().get(words):
        return code
    for end in range(len(words), max(len(words) - LONGEST_ENDING, SHORTEST_STEM) - 1, -1):
        if code := country_stems().get(words[:end]):
            return code if " " not in words else ""
    return ""


def mark_countries(words: list[str]) -> list[tuple[str, str]]:
    """Give folded words with the code of the country they name, words of one name together."""
    marked = []
    while words:
        for n in range(min(MOST_WORDS, len(words)), 0, -1):
            phrase = " ".join(words[:n])
            if (code := country_of(phrase)) or n == 1:
                marked.append((phrase, code))
                words = words[n:]
                break
    return marked
