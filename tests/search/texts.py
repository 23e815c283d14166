"""Statements with made-up words at one place or another."""

from hashlib import sha256
from html import escape

from statements.index.lines import Lines, Passage
from statements.index.shape import Level
from statements.models import Attachment, Statement
from tests.factories import index, make_statement, make_text


def saying(text: str, language: str = "en", *, level: Level = Level.BODY, **fields) -> Statement:
    """Keep a statement with this text in it."""
    statement = make_statement(**{"title": "Untold"} | fields)
    add(statement, text, language, level)
    return statement


def add(statement: Statement, text: str, language: str = "en", level: Level = Level.BODY) -> None:
    """Add a text in another language to a statement, or a file."""
    if level == Level.FILE:
        digest = sha256(text.encode()).hexdigest()
        Attachment.objects.create(
            statement=statement, name="scan.pdf", file=f"files/{digest}.pdf", sha256=digest, size=1,
            language=language, words=text,
        )  # fmt: skip
        index(statement)
        return
    at = {Level.TITLE: "title", Level.SUMMARY: "summary", Level.BODY: "body"}[level]
    words = f"<p>{escape(text)}</p>" if level == Level.BODY else text
    make_text(statement, language=language, **{"title": "", "body": ""} | {at: words})


def vocabulary(text: str, language: str) -> set[tuple[str, str]]:
    """Give each word that the index learns of a title, with the term that it leads to."""
    lines = Lines()
    lines.read(Passage(Level.TITLE, language, text))
    return {(word, term) for word, term, _is_public in lines.vocabulary}
