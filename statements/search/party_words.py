"""What parties are called by those who write of them in another language: partido comunista.

These are no names, and never shown as one: only what the English name says, in words that very
many parties share. The country, or its adjective, tells which is meant.
"""

from collections.abc import Iterator
from itertools import pairwise

from babel import Locale

from statements.search.words import written

WORDS = {
    "communist": {
        "es": "comunista",
        "fr": "communiste",
        "pt": "comunista",
        "ru": "коммунистическая",
        "ar": "الشيوعي",
        "el": "κομμουνιστικό",
        "tr": "komünist",
        "zh": "共产",
    },
    "party": {
        "es": "partido",
        "fr": "parti",
        "pt": "partido",
        "ru": "партия",
        "ar": "الحزب",
        "el": "κόμμα",
        "tr": "partisi",
        "zh": "党",
    },
    "communist party": {"ru": "компартия"},
}


def words_for(name: str, country: str) -> Iterator[tuple[str, str]]:
    """Give what stands for the words of an English name, with the language of each.

    Chinese puts no spaces: there it is one word with the country, 希腊共产党.
    """
    words = written(name)
    asked = [*words, *map(" ".join, pairwise(words))]
    known = [WORDS[word] for word in asked if word in WORDS]
    for others in known:
        yield from ((language, word) for language, word in others.items() if language != "zh")
    if (place := Locale("zh").territories.get(country)) and known:
        yield "zh", place + "".join(others.get("zh", "") for others in known)
