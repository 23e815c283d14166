"""The index of statements that were saved."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from statements.index.awaited import settle
from statements.index.gathering import Gathered, Said
from statements.index.lines import Word
from statements.index.passages import passages_of, terms_in, words_in_files
from statements.index.storing import Changes, lock, write_noted, write_words
from statements.index.terms import facts_of, keys_of, standing_of
from statements.models import IndexedStatement

Contents = Mapping[int, Mapping[str, Any]]


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


def bring(contents: Contents) -> set[Word]:
    """Do so in blocks that are locked; give the words, to be written when all else is."""
    keys, files = keys_of(contents.values()), words_in_files(contents)
    kept = IndexedStatement.objects.in_bulk(contents)
    gathered, changes, noted = Gathered(), Changes(), []
    for number, content in contents.items():
        before, facts = kept.get(number), " ".join(sorted(facts_of(content, keys)))
        passages = list(passages_of(content, files.get(number, ())))
        said = Said(number, facts, passages, standing_of(content))
        words, awaited = gathered.add(said)
        now = IndexedStatement(statement_id=number, facts=facts, words=words, awaited=awaited)
        if before is None or says(before) != says(now):
            changes.change(number, terms_in(before) if before else set(), terms_in(now))
            noted.append(now)
    if not noted:
        return set()
    changes.write()
    write_noted(noted)
    return gathered.vocabulary


def says(noted: IndexedStatement) -> tuple[str, str, str]:
    """Give all that is noted of a statement."""
    return noted.facts, noted.words, noted.awaited
