"""Numbers that count, in digits: 200th, 21º, 21e, 19-я, 21η, ال21 are found by their number.

The index holds such a word as it stands. Looked for are all the ways to write its number, so what
was indexed at any time is found.
"""

import re

from imcwp_site.folding import fold

# What is written behind a number, or before it, to count.
ENDINGS = {
    "en": "st nd rd th",
    "es": "a o er ra ro do da to ta mo ma vo va no na",
    "pt": "a o",
    "fr": "e eme er re ere nd nde n no",
    "ru": "я й го ая ой ый ое е",
    "el": "η ο ος ης ου",
    "tr": "inci ıncı uncu üncü nci ncı",
    "ar": "",
    "de": "te ten ter",
}
ANY_ENDING = frozenset(fold(" ".join(ENDINGS.values())).split())
COUNTING = re.compile(r"(?:ال|no?)?([1-9][0-9]{0,2})(\D*)", re.ASCII)


def number_said(word: str) -> str:
    """Give the number that a folded word says in digits, "" for any other word."""
    said = COUNTING.fullmatch(word)
    return said[1] if said and (not said[2] or said[2] in ANY_ENDING) else ""


def terms_of_number(number: str) -> set[str]:
    """Give the terms of all ways to write a number that counts; the Arabic stemmer drops "ال"."""
    terms = {f":{number}{ending}" for ending in ANY_ENDING}
    return terms | {f":{number}", f":ال{number}", f"ar:{number}"}
