"""Names in the order of the alphabet of the interface."""

import unicodedata
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

from imcwp_site.phrases import capfirst

# Letters that are no accented ones in their language, by the letter behind which they are filed.
OWN_LETTERS = {
    "es": {"ñ": "n"},
    "ru": {"й": "и"},
    "tr": {"ç": "c", "ğ": "g", "ı": "h", "ö": "o", "ş": "s", "ü": "u"},
}
BEHIND = "\uffff"
TABLES: dict[str, dict[int, Any]] = {
    language: str.maketrans(
        {
            form: before + BEHIND
            for letter, before in own.items()
            for form in (letter, letter.upper())
        }
    )
    for language, own in OWN_LETTERS.items()
}
TABLES["tr"] |= str.maketrans("İ", "i")


def filing_key(name: str) -> str:
    """Give the text by which `name` is filed in an index: without accents and case."""
    return filed(name, get_language() or "")


@lru_cache(maxsize=2**12)  # every list files countries, languages and parties
def filed(name: str, language: str) -> str:
    """Give the text by which `name` is filed in a language."""
    own = unicodedata.normalize("NFC", name).translate(TABLES.get(language, {}))
    decomposed = unicodedata.normalize("NFKD", own)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def filing_letter(name: str) -> str:
    """Give the capital letter under which `name` stands in an index."""
    key = filing_key(name)
    return name[:1].upper() if key[1:2] == BEHIND else capfirst(key[:1])
