"""The terms of a text, and the terms that a word of a query may stand for.

A term is a stem in a language, `en:parti`, or a word as it stands, `:2019`: a number, a name in
another script, a word of a language without stemmer. Scripts that put no spaces between words are
cut into overlapping pairs of signs, `:人民`, in texts and queries alike.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Generic, TypeVar

from imcwp_site.folding import TO_SCRIPT, brought_to, fold
from statements.search.counting import number_said, terms_of_number
from statements.search.stemming import LONGEST_WORD, STEMMERS, stem, stemmed_as

# Thai, Lao, Myanmar, Hangul, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
RUN = re.compile(f"([{UNSPACED}]+)")
ARABIC_ARTICLE = re.compile("^(?:[وفبكل]{0,2}ال|[وف]?لل)(?=..)")
# Turkish sets the endings of names off: İstanbul’da, TKP’nin.
NAME_ENDING = re.compile(
    r"(?<=\w\w)(?:(?<=[^\W\d_aeıioöuü])['’]|['’](?=[ydtnl]))"
    r"(?:[dt][ae]n?|[dt][ae]ki|n?[ıiuü]n|y?[aeıiuü]|y?l[ae]|l[ae]r)(?!\w)"
)

MOST_KEPT = 2**15  # chunks of each language
LONGEST_KEPT = 60  # characters

Held = TypeVar("Held")


class Chunks(dict[str, tuple[Held, ...]], Generic[Held]):
    """What stands between two spaces, with what it holds, worked out when it first occurs.

    Few words make up most of every text, so the same chunks come again and again.
    """

    def __init__(self, work_out: Callable[[str], tuple[Held, ...]]) -> None:
        self.work_out = work_out

    def __missing__(self, chunk: str) -> tuple[Held, ...]:
        found = self.work_out(chunk)
        if len(chunk) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[chunk] = found
        return found

    def held_by(self, chunks: Iterable[str]) -> Iterator[Held]:
        """Give what the chunks hold, in their order."""
        return chain.from_iterable(map(self.__getitem__, chunks))


def words_of(chunk: str) -> tuple[str, ...]:
    """Give the folded words of a chunk, a run of signs without spaces as its pairs."""
    found: list[str] = []
    for piece in pieces_of(chunk):
        found += pairs(piece) if is_unspaced(piece) else [piece[:LONGEST_WORD]]
    return tuple(found)


@lru_cache(maxsize=2**5)  # a long one is asked for its words, their terms and their places
def pieces_of(chunk: str) -> tuple[str, ...]:
    """Give the folded words of a chunk, and runs of signs without spaces in one."""
    words = fold(without_endings(chunk)).split()
    return tuple(piece for word in words for piece in RUN.split(word) if piece)


def without_endings(chunk: str) -> str:
    """Put spaces in place of the endings of Turkish names."""
    return NAME_ENDING.sub(blanked, chunk)


def blanked(ending: re.Match[str]) -> str:
    """Give as many blanks as the ending of a name has signs; what stands after a number stays.

    A raised one (¹) counts as a letter for the expression, and is a number once it is folded.
    """
    before = ending.string[ending.start() - 1]
    is_ending = before.isalpha() or ending[0][1] in "ydtnl"
    return " " * len(ending[0]) if is_ending else ending[0]


def is_unspaced(word: str) -> bool:
    """Tell whether a folded word is of a script that puts no spaces between words."""
    return bool(RUN.match(word))


def pairs(run: str) -> list[str]:
    """Give the overlapping pairs of signs of a run; one sign alone as it is."""
    return [run[first : first + 2] for first in range(len(run) - 1)] or [run]


known_words = Chunks(words_of)


@cache
def terms(stemmer: str) -> Chunks[str]:
    """Give the terms of chunks in a language that has a stemmer; "" for any other."""
    if not stemmer:
        return Chunks(lambda chunk: tuple(map(":".__add__, known_words[chunk])))
    return Chunks(lambda chunk: tuple(term_of(word, stemmer) for word in known_words[chunk]))


def term_of(word: str, language: str) -> str:
    """Give the term of a folded word in a text whose stemmer is that of `language`."""
    found = stem(word, language)
    return f"{language}:{found}" if found else f":{word}"


def written(text: str) -> list[str]:
    """Give the words of a text as they are written, folded and unstemmed, one for each term."""
    return list(known_words.held_by(text.split()))


def passage(text: str, language: str) -> list[str]:
    """Give the terms of a plain text in order."""
    return list(terms(stemmed_as(language)).held_by(text.split()))


def forms_of(word: str) -> Iterator[str]:
    """Give a written word, and the parts by which it should be found too."""
    yield word
    if article := ARABIC_ARTICLE.match(word):
        yield word[article.end() :]
    elif len(word) == 2 and is_unspaced(word):
        yield word[1]


def terms_of_word(word: str) -> set[str]:
    """Give all terms that a written word of a query may stand for, in texts of any language."""
    number = number_said(word)
    forms = {word} if number else {word} | look_alikes(word)
    terms = {term_of(form, language) for form in forms for language in ("", *STEMMERS)}
    return terms | terms_of_number(number) if number else terms


def look_alikes(word: str) -> set[str]:
    """Give the words of other scripts whose capitals look like those of `word`: KKE as ΚΚΕ.

    Two letters look like too many words that are something else.
    """
    if len(word) < 3:
        return set()
    capitals = word.upper()
    return {brought_to(script, capitals).casefold() for script in TO_SCRIPT} - {word, ""}
