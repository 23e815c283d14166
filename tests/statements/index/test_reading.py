"""The sets of facts, read by many threads while others write."""

from itertools import pairwise
from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction
from pyroaring import BitMap

from statements.index import reading
from statements.index.rebuilding import refresh
from statements.models import Statement
from tests.factories import make_party, make_statement, make_text, make_topic

BLOCK = 2**16
TIMES = 15


@pytest.mark.django_db
def test_no_set_of_facts_can_be_changed_by_mistake():
    party = make_party()
    number = make_statement(parties=[party], topics=[make_topic()]).pk
    facts = reading.facts()

    shared = [
        reading.EMPTY,
        facts.numbers("public"),
        facts.numbers("party", -1),
        facts.any_of("party", [party.pk]),
        *facts.of("topic").values(),
        *reading.words(["en:statement"])["en:statement"].values(),
    ]
    for numbers in shared:
        with pytest.raises(AttributeError):
            numbers.add(7)
    changed = reading.EMPTY
    changed |= BitMap([7])

    assert list(reading.EMPTY) == []
    assert list(facts.numbers("public")) == [number]


@pytest.mark.django_db
def test_facts_are_read_again_in_one_query_where_a_block_changed(django_assert_num_queries):
    near, far = make_statement(pk=9), make_statement(pk=3 * BLOCK)
    before = reading.facts()
    make_text(near, language="fr")

    with django_assert_num_queries(2):
        after = reading.facts()
    with django_assert_num_queries(1):
        same = reading.facts()

    assert same is after
    assert list(before.numbers("language", "fr")) == []
    assert list(after.numbers("language", "fr")) == [near.pk]
    assert list(after.numbers("public")) == [near.pk, far.pk]


@pytest.mark.django_db
def test_unions_that_are_kept_are_not_ever_more(monkeypatch):
    monkeypatch.setattr(reading, "MOST_JOINED", 2)
    party = make_party()
    number = make_statement(parties=[party]).pk
    facts = reading.facts()

    joined = [facts.any_of("party", [party.pk, -n]) for n in range(5)]

    assert [list(one) for one in joined] == [[number]] * 5
    assert len(facts.unions) == 2


class Reader(Thread):
    """Reads on and on, and notes what was committed before, what it read, and what after."""

    def __init__(self, committed: list[int], ended: Event, topics) -> None:
        super().__init__()
        self.committed, self.ended, self.topics = committed, ended, topics
        self.seen: list[tuple[int, list[int], int]] = []
        self.failed: list[BaseException] = []

    def run(self):
        try:
            while not self.ended.is_set():
                before = self.committed[0]
                facts = reading.facts()
                bear = [n for n, one in enumerate(self.topics) if facts.numbers("topic", one.pk)]
                self.seen.append(
                    (before, bear, len(facts.numbers("topic", self.topics[bear[0]].pk)))
                )
        except BaseException as error:
            self.failed.append(error)
        finally:
            connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_threads_read_whole_states_none_older_than_what_was_committed_before():
    """Three statements of three blocks go from topic to topic together, each time committed."""
    topics = [make_topic() for _n in range(TIMES)]
    statements = [make_statement(pk=n, topics=topics[:1]) for n in (5, BLOCK + 5, 2 * BLOCK + 5)]
    numbers = [one.pk for one in statements]
    committed, ended = [0], Event()
    readers = [Reader(committed, ended, topics) for _n in range(4)]
    for reader in readers:
        reader.start()

    for n, topic in enumerate(topics[1:], 1):
        with transaction.atomic():
            for one in statements:
                one.topic_links.update(topic=topic)
            refresh(numbers)
        committed[0] = n
    ended.set()
    for reader in readers:
        reader.join(60)

    assert [reader.failed for reader in readers] == [[]] * 4
    seen = [one for reader in readers for one in reader.seen]
    assert {(len(bear), held) for _before, bear, held in seen} == {(1, 3)}
    assert all(bear[0] >= before for before, bear, _held in seen)
    for reader in readers:
        assert all(one[1] <= other[1] for one, other in pairwise(reader.seen))


@pytest.mark.django_db(transaction=True)
def test_reader_who_goes_on_with_what_it_read_keeps_nobody_waiting():
    statement = make_statement()
    has_read, may_end = Event(), Event()

    def read():
        reading.facts()
        has_read.set()
        may_end.wait(60)
        connections.close_all()

    reader = Thread(target=read)
    reader.start()
    has_read.wait(60)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 0")
        else:
            cursor.execute("SET lock_timeout = '1ms'")
    Statement.objects.filter(pk=statement.pk).update(title="Peace")
    refresh([statement.pk])
    is_free = not reading._reading.locked()
    may_end.set()
    reader.join(60)
    connection.close()

    assert is_free
    assert "en:peac" in Statement.objects.get(pk=statement.pk).indexed.words
