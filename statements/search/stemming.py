"""Words brought to the form under which all their forms are found, by language.

Words are folded first, in texts and queries alike, so that "nacao" finds what "nação" finds. What
a stemmer cannot tell any more without the accents, `HINTS` gives back.
"""

import re
import threading
import unicodedata
from collections.abc import Callable
from functools import cache, partial

import Stemmer

LONGEST_WORD = 40  # characters; more is an address or a slip, and would only fill the index

LATIN, CYRILLIC = frozenset({"LATIN"}), frozenset({"CYRILLIC"})
ARABIC = frozenset({"ARABIC"})
# Language: its stemmer, and the scripts it is written in; a word in another script is not stemmed.
STEMMERS: dict[str, tuple[str, frozenset[str]]] = {
    **{
        language: (stemmer, LATIN)
        for language, stemmer in {
            "ca": "catalan",
            "cs": "czech",
            "da": "danish",
            "de": "german",
            "en": "english",
            "eo": "esperanto",
            "es": "spanish",
            "et": "estonian",
            "eu": "basque",
            "fi": "finnish",
            "fr": "french",
            "ga": "irish",
            "hu": "hungarian",
            "id": "indonesian",
            "it": "italian",
            "lt": "lithuanian",
            "nl": "dutch",
            "no": "norwegian",
            "pl": "polish",
            "pt": "portuguese",
            "ro": "romanian",
            "st": "sesotho",
            "sv": "swedish",
            "tr": "turkish",
        }.items()
    },
    "ar": ("arabic", ARABIC),
    "el": ("greek", frozenset({"GREEK"})),
    "fa": ("persian", ARABIC),
    "hi": ("hindi", frozenset({"DEVANAGARI"})),
    "hy": ("armenian", frozenset({"ARMENIAN"})),
    "ne": ("nepali", frozenset({"DEVANAGARI"})),
    "ru": ("russian", CYRILLIC),
    "sr": ("serbian", LATIN | CYRILLIC),  # it writes both scripts in Latin letters
    "ta": ("tamil", frozenset({"TAMIL"})),
    "yi": ("yiddish", frozenset({"HEBREW"})),
}
STEMMED_AS = {"bs": "sr", "hr": "sr", "sh": "sr", "nb": "no", "nn": "no"}

Hint = tuple[str, str]
HINTS: dict[str, tuple[Hint, ...]] = {
    # Conjunction, preposition and article are written in one with the word; folding has made ه
    # of the ending ة, by which the stemmer knows feminine nouns.
    "ar": (
        (r"^[وف]?(?:[بك]?ال|لل)(?=..)", ""),
        (r"^و(?!طن|حد|زا|زي|زر|ثي|اق|اج|اش|سط|سا|كا|كي|لا|ضع|قت|قف|جه|جو|صو|عي|فد|فا)(?=...)", ""),
        (r"(?<=...)ات$|(?<=..)ه$", "ة"),
    ),
    "es": ((r"ares$", "ar"),),  # nuclear, nucleares
    "fr": ((r"(?<=..)ees?$", "e"),),  # libérée, libéré
    "pt": ((r"oes$", "ao"), (r"cao$", "ção")),  # declarações, declaração
    # Without the dots of vowels the stemmer sees no harmony, and takes the s of barış for -sın.
    "tr": ((r"(?<=...)l[ae]r(?:in?)?$", ""), (r"^partisi(?=n|$)", "parti"), (r"sin?$", "s")),
}
_one_by_one = threading.Lock()  # a stemmer is no place for two threads at once


def stemmed_as(language: str) -> str:
    """Give the language by whose stemmer texts in `language` are stemmed; "" for none."""
    base = language.partition("-")[0]
    base = STEMMED_AS.get(base, base)
    return base if base in STEMMERS else ""


def stem(word: str, language: str) -> str:
    """Give the stem of a folded word; "" where the language has no stemmer for its script."""
    if language not in STEMMERS or script_of(word) not in STEMMERS[language][1]:
        return ""
    for hint in hints(language):
        word = hint(word)
    with _one_by_one:
        return stemmer(language).stemWord(word)[:LONGEST_WORD] or word


def script_of(word: str) -> str:
    """Name the script of the first letter of a word: "LATIN"; "DIGIT" for a number."""
    return unicodedata.name(word[0], "").partition(" ")[0]


@cache
def stemmer(language: str) -> Stemmer.Stemmer:
    """Give the stemmer of a language; it keeps no words, `words` does."""
    return Stemmer.Stemmer(STEMMERS[language][0], maxCacheSize=0)


@cache
def hints(language: str) -> list[Callable[[str], str]]:
    """Give what makes the words of a language ready for its stemmer."""
    return [partial(re.compile(form).sub, to) for form, to in HINTS.get(language, ())]
