"""Which country a printed name means: "Greek", "Ελλάδα", "Danii" (Polish, of Denmark), "FYROM"."""

from functools import cache, lru_cache

from babel import Locale

from imcwp_site.countries import names_in
from imcwp_site.folding import fold

LANGUAGES = ("en", "es", "fr", "pt", "it", "de", "ru", "el", "tr", "pl", "ar")
# What CLDR does not say: adjectives unlike the name, and other names in lists.
OTHER_NAMES = {
    "AR": "argentine, argentinian",
    "BE": "belgian",
    "CH": "swiss",
    "CN": "chinese",
    "CY": "cypriot",
    "CZ": "czech, czech republic",
    "DK": "danish",
    "ES": "spanish",
    "FI": "finnish",
    "FR": "french",
    "GB": "british, britain, great britain, uk, england",
    "GR": "greek, hellas",
    "IE": "irish, republic of ireland",
    "IQ": "iraqi",
    "KG": "kyrgyz, kirghizia",
    "KP": "korea, dprk, dpr korea, democratic peoples republic of korea",
    "LA": "lao",
    "LB": "lebanese",
    "MA": "moroccan",
    "MD": "republic of moldova",
    "MK": "fyrom, macedonia",
    "NL": "dutch, holland",
    "NO": "norwegian",
    "PE": "peruvian",
    "PH": "filipino",
    "PL": "polish",
    "PS": "palestine, palestinian",
    "PT": "portuguese",
    "RU": "russian federation",
    "SE": "swedish",
    "SK": "slovak, slovak republic",
    "SZ": "swaziland, swazi",
    "TR": "turkish, turkey",
    "US": "usa, united states of america",
    "VN": "vietnamese, viet nam",
    "ZA": "south african",
}
MOST_WORDS = 5
SHORTEST_STEM = 4
LONGEST_ENDING = 3


@cache
def country_names() -> dict[str, str]:
    """Give the code by folded name, in the languages that lists are printed in."""
    names: dict[str, str] = {}
    for language in reversed(LANGUAGES):  # English goes before the others
        territories = Locale(language).territories
        names |= {fold(territories[code]): code for code in names_in("en") if code in territories}
    for code, others in OTHER_NAMES.items():
        names |= dict.fromkeys(others.split(", "), code)
    return names


@cache
def country_stems() -> dict[str, str]:
    """Give the code by the beginning of names that are inflected: "dani" of Dania, Danii."""
    long = [name for name in country_names() if " " not in name and len(name) > SHORTEST_STEM]
    return {name[:-1]: country_names()[name] for name in long} | country_names()


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
