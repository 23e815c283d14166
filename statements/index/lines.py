"""Passages brought to terms: a line of each, as it is kept."""

from typing import NamedTuple

from imcwp_site.text import words_in
from statements.index.shape import Level
from statements.search.stemming import stemmed_as
from statements.search.words import LONGEST_KEPT, forms_of, term_of, words_of

MOST_KEPT = 2**17  # words of each language


FoundWord = tuple[str, str, bool]  # as written, the term that it leads to, whether it is public


class Passage(NamedTuple):
    """Words that stand together, in a body with their HTML; a phrase lies within one."""

    level: int
    language: str
    text: str


class Terms(dict[str, str]):
    """Folded words, each with the term that it leads to and a blank."""

    def __init__(self, stemmer: str, vocabulary: set[FoundWord], *, is_public: bool) -> None:
        self.stemmer, self.vocabulary, self.is_public = stemmer, vocabulary, is_public

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        term = term_of(word, self.stemmer)
        self.vocabulary.update((form, term, self.is_public) for form in forms_of(word))
        self[word] = f"{term} "
        return self[word]


class Pieces(dict[str, str]):
    """What stands between two spaces, with its terms as they are kept; most comes again."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    def __missing__(self, chunk: str) -> str:
        piece = "".join(map(self.terms.__getitem__, words_of(chunk)))
        if len(chunk) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[chunk] = piece
        return piece


class Lines:
    """Makes the lines of passages: their level, their language and their terms in order.

    A blank stands before and after each term, so that a phrase is found as " en:a en:b ". What
    its words lead to is added to the `vocabulary`: each word once, so those of public texts and
    those of others are to be read by lines of their own.
    """

    def __init__(self, *, is_public: bool = True) -> None:
        self.is_public = is_public
        self.vocabulary: set[FoundWord] = set()
        self.pieces: dict[str, Pieces] = {}

    def pieces_of(self, language: str) -> Pieces:
        """Give the pieces of a language; those with one stemmer, or with none, are the same."""
        stemmer = stemmed_as(language)
        if stemmer not in self.pieces:
            terms = Terms(stemmer, self.vocabulary, is_public=self.is_public)
            self.pieces[stemmer] = Pieces(terms)
        return self.pieces[stemmer]

    def read(self, passage: Passage) -> list[str]:
        """Give the terms of a passage, in pieces that follow each other."""
        text = words_in(passage.text) if passage.level == Level.BODY else passage.text
        return list(map(self.pieces_of(passage.language).__getitem__, text.split()))


def line_of(passage: Passage, pieces: list[str]) -> str:
    """Write the line of a passage; "" for one without words."""
    words = "".join(pieces)
    return f"{passage.level:d} {passage.language} {words}" if words else ""
