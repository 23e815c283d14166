"""Statements that are deleted leave the index, however many at once."""

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from statements.index.checking import drift
from statements.index.reading import facts
from statements.models import Block, Posting, Signature, Statement
from tests.factories import index, make_party, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db


def make_many(n: int) -> list[int]:
    """Keep statements with all that hangs on them, some words shared and some their own."""
    party, topic = make_party(), make_topic()
    made = [make_statement(parties=[party], topics=[topic]) for _n in range(n)]
    return [make_text(one).statement_id for one in made]


def queries_to_delete(numbers: list[int]) -> list[str]:
    """Delete statements, and give what was asked of the database."""
    with CaptureQueriesContext(connection) as queries:
        Statement.objects.filter(pk__in=numbers).delete()
    return [query["sql"] for query in queries]


def test_deleting_forty_statements_takes_hardly_more_queries_than_two():
    few, many = queries_to_delete(make_many(2)), queries_to_delete(make_many(40))

    assert len(many) <= len(few) + 4  # on SQLite, rows of postings are written 200 at once
    assert list(drift()) == []


def test_deletion_in_several_blocks_locks_them_in_order_and_at_once():
    numbers = [make_statement(pk=pk).pk for pk in (140_000, 3, 70_000)]

    queries = queries_to_delete(numbers)

    locks = [sql for sql in queries if sql.startswith("SELECT") and Block._meta.db_table in sql]
    assert len(locks) == 1
    assert not Posting.objects.exists()
    assert list(drift()) == []


def test_deletion_that_fails_and_is_tried_again_forgets_only_what_is_gone():
    kept, gone = make_statement(title="Gone"), make_statement(title="Gone")
    chosen = Statement.objects.filter(title="Gone")

    def refuse(instance, **kwargs):
        raise models.ProtectedError("Not now", {instance})

    models.signals.post_delete.connect(refuse, sender=Signature)
    gone.signatures.create(party=make_party(), position=1)
    with pytest.raises(models.ProtectedError), transaction.atomic():
        chosen.delete()
    models.signals.post_delete.disconnect(refuse, sender=Signature)
    kept.title = "Kept"
    kept.save()
    index(kept)

    chosen.delete()

    assert list(facts().numbers("public")) == [kept.pk]
    assert list(drift()) == []
