"""The words of a statement, passage by passage, as the index keeps them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from imcwp_site.text import words_in
from statements.index.terms import Level
from statements.models import Attachment, IndexedStatement
from statements.search.stemming import stemmed_as
from statements.search.words import LONGEST_KEPT, forms_of, term_of, words_of

MOST_KEPT = 2**17  # words of each language

Term = tuple[str, int]  # with its level
Files = Mapping[int, list[tuple[str, str]]]  # number of statement -> language and words


class Passage(NamedTuple):
    """Words that stand together; a phrase lies within one."""

    level: Level
    language: str
    text: str


def passages_of(content: Mapping[str, Any], files: Iterable[tuple[str, str]]) -> Iterator[Passage]:
    """Give the passages of a content, and of its files; names are in no language."""
    yield Passage(Level.TITLE, "en", content["title"])
    for one in content["signatures"]:
        yield Passage(Level.SUMMARY, "", one["printed_name"])
    for text in content["texts"]:
        yield Passage(Level.TITLE, text["language"], text["title"])
        yield Passage(Level.SUMMARY, text["language"], text["summary"])
        yield Passage(Level.BODY, text["language"], words_in(text["body"]))
    for language, words in files:
        yield Passage(Level.FILE, language, words)


def words_in_files(contents: Mapping[int, Mapping[str, Any]]) -> Files:
    """Give the words in the files of these statements, in one query if any has files."""
    numbers = [number for number, content in contents.items() if content["attachments"]]
    rows = Attachment.objects.filter(statement__in=numbers).exclude(words="").order_by("pk")
    found: dict[int, list[tuple[str, str]]] = {}
    for number, language, words in rows.values_list("statement", "language", "words"):
        found.setdefault(number, []).append((language, words))
    return found


class Terms(dict[str, str]):
    """Folded words, each with the term that it leads to and a blank."""

    def __init__(self, stemmer: str, vocabulary: set[tuple[str, str]]) -> None:
        self.stemmer, self.vocabulary = stemmer, vocabulary

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_KEPT:
            self.clear()
        term = term_of(word, self.stemmer)
        self.vocabulary.update((form, term) for form in forms_of(word))
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
    its words lead to is added to the `vocabulary`.
    """

    def __init__(self) -> None:
        self.vocabulary: set[tuple[str, str]] = set()
        self.pieces: dict[str, Pieces] = {}

    def pieces_of(self, language: str) -> Pieces:
        """Give the pieces of a language; those with one stemmer, or with none, are the same."""
        stemmer = stemmed_as(language)
        if stemmer not in self.pieces:
            self.pieces[stemmer] = Pieces(Terms(stemmer, self.vocabulary))
        return self.pieces[stemmer]

    def of(self, passages: Iterable[Passage]) -> str:
        """Give the lines of passages; those without words have none."""
        return "\n".join(line for one in passages if (line := line_of(one, self.read(one))))

    def read(self, passage: Passage) -> list[str]:
        """Give the terms of a passage, in pieces that follow each other."""
        return list(map(self.pieces_of(passage.language).__getitem__, passage.text.split()))


def line_of(passage: Passage, pieces: list[str]) -> str:
    """Write the line of a passage; "" for one without words."""
    words = "".join(pieces)
    return f"{passage.level:d} {passage.language} {words}" if words else ""


def terms_in(indexed: IndexedStatement) -> set[Term]:
    """Give what a statement is found by, as it was noted: terms with their levels."""
    found = {(term, int(Level.FACT)) for term in indexed.facts.split()}
    for line in filter(None, indexed.words.split("\n")):
        level, _language, words = line.split(" ", 2)
        found.update((term, int(level)) for term in words.split())
    return found
