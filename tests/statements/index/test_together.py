"""Several who write the index in one moment, and who read it meanwhile."""

import time
from threading import Barrier, Thread

import pytest
from django.db import connection, connections, transaction

from statements import versions
from statements.index import reading
from statements.index.checking import drift
from statements.index.collecting import Bulk
from statements.index.rebuilding import rebuild, refresh
from statements.models import Block, Statement
from tests.factories import make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 12


def together(*acts) -> list[BaseException]:
    """Do all of these at once, each in a thread with a connection of its own; give what failed."""
    start, failed = Barrier(len(acts)), []

    def begin(act):
        start.wait()
        try:
            act()
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=begin, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return failed


def retitled(statement, times=TIMES):
    """Give what changes the title of a statement again and again, and records it."""

    def act():
        for n in range(times):
            with transaction.atomic():
                held = Statement.objects.select_for_update().get(pk=statement.pk)
                held.title = f"Words shared and own{n}of{statement.pk}"
                held.save()
                versions.record(held)

    return act


def test_writers_of_one_block_lose_nothing():
    statements = [make_text().statement for _n in range(3)]

    failed = together(*map(retitled, statements))

    assert failed == []
    assert list(drift()) == []


def test_statements_of_several_blocks_are_written_in_any_order_at_once():
    far = [make_statement(pk=n) for n in (70_000, 140_000)]
    near = [make_statement(), make_statement()]
    topic = make_topic()
    for one in (*far, *near):
        one.topic_links.create(topic=topic)

    def many(numbers):
        def act():
            for _n in range(TIMES):
                refresh(numbers)

        return act

    numbers = [one.pk for one in (*far, *near)]
    failed = together(many(numbers), many(numbers[::-1]), retitled(far[0]), retitled(near[0]))

    assert failed == []
    assert list(drift()) == []


def test_index_made_anew_while_others_write_is_right():
    statements = [make_text().statement for _n in range(3)]

    failed = together(rebuild, *map(retitled, statements), rebuild)

    assert failed == []
    assert list(drift()) == []


def test_readers_see_whole_states_while_others_write():
    statement = make_statement(topics=[make_topic()])
    one, other = make_topic(), make_topic()
    seen = []

    def move():
        for n in range(TIMES):
            with transaction.atomic():
                statement.topic_links.all().delete()
                statement.topic_links.create(topic=(one, other)[n % 2])
                versions.record(statement)

    def read():
        for _n in range(TIMES * 3):
            facts = reading.facts()
            on = [topic.pk for topic in (one, other) if facts.numbers("topic", topic.pk)]
            seen.append((len(facts.numbers("public")), len(on)))

    failed = together(move, read)

    assert failed == []
    assert {public for public, _on in seen} == {1}
    assert {on for _public, on in seen} <= {0, 1}


def test_what_is_taken_back_leaves_no_trace_in_the_index():
    statement = make_statement(title="Peace")
    before = list(Block.objects.values())

    with transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(title="War")
        refresh([statement.pk])
        reading.facts()  # which keeps what it has read
        transaction.set_rollback(True)

    assert list(Block.objects.values()) == before
    assert list(reading.facts().numbers("public")) == [statement.pk]
    assert list(drift()) == []


@pytest.mark.postgresql
def test_editor_saves_while_an_import_is_under_way():
    statement = make_statement()
    bulk = Bulk(versions.contents_of)
    with transaction.atomic():
        new = Statement.objects.create(kind="statement", title="Words of the import")
        bulk.note(versions.contents_of([new.pk]))

        failed = together(retitled(statement, times=1))
        bulk.finish()

    assert failed == []
    assert list(drift()) == []


def one_by_one(numbers):
    """Give numbers in lists of one, as a merger gives hundreds in lists of five hundred."""
    return ([number] for number in numbers)


def test_mergers_with_the_same_new_words_do_not_stop_each_other(monkeypatch):
    monkeypatch.setattr(versions, "chunks", one_by_one)
    blocks = [n << 16 for n in range(1, 2 * TIMES + 1)]
    for n, number in enumerate(blocks, 1):
        make_statement(pk=number)
        word = n // 2 if n % 2 else TIMES - n // 2  # one goes up where the other goes down
        Statement.objects.filter(pk=number).update(title=f"Word{word:04}")

    failed = together(
        lambda: in_one_go(blocks[::2]),
        lambda: in_one_go(blocks[1::2]),
    )

    assert failed == []
    assert list(drift()) == []


def in_one_go(numbers):
    """Record statements in one transaction, as a merger does."""
    with transaction.atomic():
        versions.record_all(numbers, note="Merged")


@pytest.mark.postgresql
def test_merger_waits_for_an_editor_whom_it_does_not_keep_waiting(monkeypatch):
    monkeypatch.setattr(versions, "chunks", one_by_one)
    first, held = make_statement(), make_statement()
    merger = Thread(target=together, args=(lambda: in_one_go([first.pk, held.pk]),))

    with transaction.atomic():
        Statement.objects.select_for_update().get(pk=held.pk)
        merger.start()
        for _attempt in range(1_000):
            if is_waited_for():
                break
            time.sleep(0.01)
        held.title = "Peace"
        held.save()
        versions.record(held)
    merger.join(60)

    assert held.versions.count() == 1
    assert first.versions.count() == 1
    assert list(drift()) == []


def is_waited_for() -> bool:
    """Tell whether somebody waits for a lock in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("way", ["one", "all"])
def test_statement_that_is_deleted_while_others_write_leaves_nothing(way):
    statements = [make_text(make_statement(published=False)).statement for _n in range(4)]
    gone, *others = statements

    def delete():
        with transaction.atomic():
            chosen = Statement.objects.filter(pk__in=[gone.pk, others[0].pk])
            list(chosen.select_for_update())
            gone.delete() if way == "one" else chosen.delete()

    failed = together(delete, retitled(gone), retitled(others[1]), retitled(others[2]))

    assert {type(error) for error in failed} <= {Statement.DoesNotExist}
    assert not Statement.objects.filter(pk=gone.pk).exists()
    assert list(drift()) == []
