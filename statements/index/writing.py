"""The index of statements that were saved."""

from django.db import transaction

from statements.index.awaited import settle
from statements.index.gathering import Gathered
from statements.index.lines import FoundWord
from statements.index.passages import terms_in
from statements.index.saying import Contents, said_by
from statements.index.storing import Changes, lock, write_noted, write_words
from statements.models import IndexedStatement


def note(contents: Contents) -> None:
    """Bring the index to what these statements, by number, say now: only differences are written.

    It takes up to six queries to see that nothing has changed, for one statement as for hundreds,
    and seven more to write what has. Other writers of the same blocks wait until the transaction
    ends: one that notes more than once goes by `collecting.Bulk`, or writers stop each other.
    """
    with transaction.atomic(savepoint=False):
        blocks = lock(contents, about_to_note=contents.keys())
        if words := bring(contents):
            write_words(sorted(words | settle(blocks)))


def bring(contents: Contents) -> set[FoundWord]:
    """Do so in blocks that are locked; give the words, to be written when all else is."""
    kept = IndexedStatement.objects.in_bulk(contents)
    gathered, changes, noted = Gathered(), Changes(), []
    for said in said_by(contents):
        before, (words, awaited) = kept.get(said.number), gathered.add(said)
        now = IndexedStatement(
            statement_id=said.number, facts=said.facts, words=words, awaited=awaited
        )
        if before is None or says(before) != says(now):
            changes.change(said.number, terms_in(before) if before else set(), terms_in(now))
            noted.append(now)
    if not noted:
        return set()
    changes.write()
    write_noted(noted)
    return gathered.vocabulary


def says(noted: IndexedStatement) -> tuple[str, str, str]:
    """Give all that is noted of a statement."""
    return noted.facts, noted.words, noted.awaited
