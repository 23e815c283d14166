"""The index of statements that were saved."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from statements.index.lines import Lines
from statements.index.passages import passages_of, terms_in, words_in_files
from statements.index.storing import Changes, lock, write_noted, write_words
from statements.index.terms import facts_of, keys_of
from statements.models import IndexedStatement

Contents = Mapping[int, Mapping[str, Any]]


def note(contents: Contents) -> None:
    """Bring the index to what these statements, by number, say now: only differences are written.

    It takes up to six queries to see that nothing has changed, for one statement as for hundreds,
    and five more to write what has. Other writers of the same blocks wait until the transaction
    ends.
    """
    with transaction.atomic(savepoint=False):
        lock(contents, about_to_note=contents.keys())
        write_words(sorted(bring(contents)))


def bring(contents: Contents) -> set[tuple[str, str]]:
    """Do so in blocks that are locked; give the new words, with the terms that they lead to."""
    keys, files = keys_of(contents.values()), words_in_files(contents)
    kept = IndexedStatement.objects.in_bulk(contents)
    lines, changes = Lines(), Changes()
    noted, says_otherwise = [], False
    for number, content in contents.items():
        before = kept.get(number)
        now = IndexedStatement(
            statement_id=number,
            facts=" ".join(sorted(facts_of(content, keys))),
            words=lines.of(passages_of(content, files.get(number, ()))),
        )
        if before is None or (before.facts, before.words) != (now.facts, now.words):
            changes.change(number, terms_in(before) if before else set(), terms_in(now))
            noted.append(now)
            says_otherwise |= before is None or before.words != now.words
    if not noted:
        return set()
    changes.write()
    write_noted(noted)
    return lines.vocabulary if says_otherwise else set()


def forget(statements: Iterable[IndexedStatement]) -> None:
    """Take statements that are about to be deleted out of the index."""
    statements = list(statements)
    changes = Changes()
    with transaction.atomic(savepoint=False):
        lock(one.pk for one in statements)
        for one in statements:
            changes.change(one.pk, terms_in(one), set())
        changes.write()


@receiver(pre_delete, sender=IndexedStatement)
def forget_with_statement(instance: IndexedStatement, **kwargs) -> None:
    """Go by a signal: a deletion has no version, and comes from forms, queries and cascades."""
    forget([instance])
