"""The forms in which names are compared that are not printed letter by letter as they are kept."""

import re
from functools import lru_cache

from imcwp_site.folding import comparable, fold
from statements.signatories.places import mark_countries

# Words that lists leave out or exchange, in the languages of LANGUAGES.
SMALL_WORDS = {
    *("the", "of", "in", "for", "and", "a", "e", "i", "w", "y", "et", "und"),
    *("de", "del", "la", "los", "las", "el", "do", "da", "di", "della", "du", "des", "le", "les"),
    *("der", "die", "von"),
}
WRITTEN_OUT = {
    "cp": "communist party",
    "kp": "communist party",
    "pc": "communist party",
    "wp": "workers party",
}
# "Communist Party" begins so in the languages that lists are printed in.
BEGINNINGS = {
    **dict.fromkeys(("communis", "comunis", "komunis", "kommunis"), "communist"),
    **dict.fromkeys(("коммунис", "комунис", "комуніс", "κομμουνισ"), "communist"),
    **dict.fromkeys(("party", "parti", "partei", "парти", "парті", "партиј"), "party"),
    **dict.fromkeys(("κομμα", "strana"), "party"),
}
PLURALS = {"workers": "worker", "peoples": "people", "labor": "labour"}
PLURALS |= dict.fromkeys(
    ("communists", "communistes", "comunistas", "comunisti", "kommunisten", "коммунистов"),
    "communists",  # a "Party of Communists" is not a "Communist Party"
)
DOTS = re.compile(r"\b(\w)\.\s?(?=\w\b)")
QUALIFIED = re.compile(r"(?P<base>.*?\S)\s*(?:\(| [-–—] )(?P<qualifier>[^()]+)\)?")


@lru_cache(maxsize=2**15)
def spelled(name: str) -> str:
    """Give a name folded, without "the", with "CP" and "WP" written out beside other words."""
    words = [word for word in fold(DOTS.sub(r"\1", name)).split() if word != "the"]
    if len(words) > 1:
        words = [WRITTEN_OUT.get(word, word) for word in words]
    return " ".join(words)


@lru_cache(maxsize=2**15)
def tokens_of(name: str) -> tuple[tuple[str, str], ...]:
    """Give the words that count, each with what it stands for: a country as "@GR"."""
    return tuple(
        (word, f"@{country}" if country else token_of(word))
        for word, country in mark_countries(spelled(name).split())
        if word not in SMALL_WORDS
    )


def token_of(word: str) -> str:
    """Give what a word stands for: the same for "komunistyczna" and "Communist"."""
    if word in PLURALS:
        return PLURALS[word]
    return next((token for start, token in BEGINNINGS.items() if word.startswith(start)), word)


def compact(abbreviation: str) -> str:
    """Give an abbreviation without the signs between its letters: "PC do B" is "PCdoB"."""
    return comparable(abbreviation)[0].replace(" ", "")


def differ_little(one: str, other: str) -> bool:
    """Tell whether a slip of the pen may have made one word of the other."""
    shorter = min(len(one), len(other))
    most = 2 if shorter >= 9 else 1 if shorter >= 5 else 0
    return abs(len(one) - len(other)) <= most and distance(one, other) <= most


def distance(one: str, other: str) -> int:
    """Count the letters to insert, leave out or exchange to make one word of the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        previous, row = row, [i]
        for j, another in enumerate(other, start=1):
            row.append(min(previous[j] + 1, row[-1] + 1, previous[j - 1] + (letter != another)))
    return row[-1]
