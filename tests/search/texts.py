"""Made-up texts put into the index, as saving a statement does."""

from pyroaring import BitMap

from statements.index.reading import block_of
from statements.index.terms import Level
from statements.models import IndexedStatement, Posting, Statement, Word
from statements.search.words import passage, vocabulary
from tests.factories import make_statement


def saying(text: str, language: str = "en", *, level: Level = Level.BODY, **fields) -> Statement:
    """Keep a statement with this text in it."""
    statement = make_statement(**fields)
    add(statement, text, language, level)
    return statement


def add(statement: Statement, text: str, language: str = "en", level: Level = Level.BODY) -> None:
    """Add a passage to what is indexed of a statement."""
    terms = passage(text, language)
    row = IndexedStatement.objects.get(pk=statement.pk)
    row.words += f"{level:d} {language} {' '.join(terms)} \n"
    row.save()
    for term in set(terms):
        place = {"term": term, "level": level, "block": block_of(statement.pk), "part": 0}
        posting = Posting.objects.filter(**place).first() or Posting(**place, numbers=b"")
        numbers = BitMap.deserialize(bytes(posting.numbers)) if posting.numbers else BitMap()
        posting.numbers = (numbers | BitMap([statement.pk])).serialize()
        Posting.objects.filter(**place).delete()
        posting.save(force_insert=True)
    for word, term in vocabulary(text, language):
        Word.objects.get_or_create(word=word, term=term)
