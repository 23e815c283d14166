"""Names of cities in other languages, from CLDR through Babel: of those that name a time zone."""

from functools import cache

from babel import Locale

from imcwp_site.folding import fold


@cache
def names_in(language: str) -> dict[str, str]:
    """Give the names of cities in a language, by their folded names in English."""
    english = Locale("en").time_zones
    return {
        fold(english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")): name
        for zone, names in Locale(language).time_zones.items()
        if (name := names.get("city"))
    }
