"""The words of a statement, passage by passage, as the index keeps them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from statements.index.lines import Passage
from statements.index.shape import Level
from statements.models import Attachment, IndexedStatement

Term = tuple[str, int]  # with its level
Files = Mapping[int, list[tuple[str, str]]]  # number of statement -> language and words


def passages_of(content: Mapping[str, Any], files: Iterable[tuple[str, str]]) -> Iterator[Passage]:
    """Give the passages of a content, and of its files; names are in no language."""
    yield Passage(Level.TITLE, "en", content["title"])
    for one in content["signatures"]:
        yield Passage(Level.SUMMARY, "", one["printed_name"])
    for text in content["texts"]:
        yield Passage(Level.TITLE, text["language"], text["title"])
        yield Passage(Level.SUMMARY, text["language"], text["summary"])
        yield Passage(Level.BODY, text["language"], text["body"])
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


def terms_in(indexed: IndexedStatement) -> set[Term]:
    """Give what a statement is found by, as it was noted: terms with their levels."""
    found = {(term, int(Level.FACT)) for term in indexed.facts.split()}
    for line in filter(None, indexed.words.split("\n")):
        level, _language, words = line.split(" ", 2)
        found.update((term, int(level)) for term in words.split())
    return found
