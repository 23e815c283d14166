"""Countries and territories by ISO 3166-1 code, named by CLDR through Babel."""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language


@cache
def names_in(interface: str) -> dict[str, str]:
    """Give names by two-letter code in the interface language, regions and oddities left out."""
    try:
        territories = Locale.parse(interface, sep="-").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    not_countries = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in not_countries
    }


def country_name(code: str) -> str:
    """Name a country or territory in the interface language; the code itself if unknown."""
    return names_in(get_language() or "en").get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Give (code, name) pairs for a form, in the order of the names."""
    return sorted(names_in(get_language() or "en").items(), key=lambda pair: pair[1])
