"""Changes of many statements: each whole, the report true, whoever continues."""

import datetime
import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements import batches, changes, versions
from statements.models import Batch, BatchRow, Statement
from tests.factories import make_editor, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db

Kind = Batch.Kind
Outcome = BatchRow.Outcome


def make_batch(kind, statements, /, *, by=None, **parameters):
    """Keep a confirmed batch of these statements."""
    chosen = Statement.objects.filter(pk__in=[statement.pk for statement in statements])
    batch = batches.make(kind, chosen, by=by or make_editor())
    batches.settle(batch, parameters, "For a test")
    batches.confirm(batch)
    batch.refresh_from_db()
    return batch


def work(batch, seconds=60.0):
    batches.work(batch, by=batch.by, seconds=seconds)
    batch.refresh_from_db()


def outcomes(batch):
    return dict(batch.rows.values_list("number", "outcome"))


def test_batch_changes_each_statement_with_its_version_and_log():
    drafts = [make_statement(published=False) for _n in range(3)]
    batch = make_batch(Kind.PUBLISH, drafts)

    work(batch)

    assert batch.finished_at
    assert Statement.objects.published().count() == 3
    for draft in drafts:
        version = draft.versions.get()
        assert (version.by, version.note, version.is_minor) == (batch.by, "For a test", False)
        assert version.content["state"] == "published"
    assert LogEntry.objects.filter(user=batch.by, change_message="publish").count() == 3


def test_batch_keeps_what_became_of_each_statement():
    draft, public = make_statement(published=False), make_statement()
    empty = make_statement(published=False, title="", kind="")
    gone = make_statement(published=False)
    batch = make_batch(Kind.PUBLISH, [draft, public, empty, gone])
    number = gone.pk
    gone.delete()

    work(batch)

    assert outcomes(batch) == {
        draft.pk: Outcome.CHANGED,
        public.pk: Outcome.UNCHANGED,
        empty.pk: Outcome.REFUSED,
        number: Outcome.REFUSED,
    }
    assert batch.rows.get(number=empty.pk).reason.splitlines() == [
        "Title: Only a draft may lack this.",
        "Kind: Only a draft may lack this.",
    ]
    assert batch.rows.get(number=number).reason == "It has been deleted meanwhile."
    assert not public.versions.exists()


def test_trial_says_what_the_change_then_does_and_writes_nothing():
    drafts = [make_statement(published=False) for _n in range(2)]
    others = [make_statement(), make_statement(published=False, title="")]
    batch = make_batch(Kind.PUBLISH, drafts + others)

    with CaptureQueriesContext(connection) as queries:
        said = {
            number: decision.outcome
            for number, _statement, decision in batches.trial(batch, by=batch.by, limit=10)
        }
    written = [query for query in queries if not query["sql"].startswith("SELECT")]
    work(batch)

    assert written == []
    assert said == outcomes(batch)


@pytest.mark.parametrize("kind", Kind)
def test_what_a_version_holds_is_what_is_kept(kind):
    topic, other = make_topic(), make_topic()
    statement = make_statement(published=kind == Kind.WITHDRAW, topics=[topic])
    make_text(statement)
    batch = make_batch(
        kind,
        [statement],
        time=(timezone.now() + datetime.timedelta(days=1)).isoformat(),
        reason="For a test.",
        topic=topic.pk if kind == Kind.REMOVE_TOPIC else other.pk,
        meeting=None,
        kind="appeal",
        language="el",
    )

    work(batch)

    saved = versions.with_content(Statement.objects.filter(pk=statement.pk)).get()
    kept = [version.content for version in statement.versions.all()]
    changed = [] if kind == Kind.SET_MEETING else [versions.content_of(saved)]
    assert kept == changed


def test_contributor_changes_only_what_is_his_or_hers():
    contributor = make_editor(is_superuser=False)
    own = make_statement(published=False, entered_by=contributor)
    others = make_statement(published=False)
    batch = make_batch(Kind.SET_KIND, [own, others], by=contributor, kind="appeal")

    work(batch)

    assert outcomes(batch) == {own.pk: Outcome.CHANGED, others.pk: Outcome.REFUSED}
    assert batch.rows.get(number=others.pk).reason == "It is not yours to change."


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (IntegrityError("twice"), "It was changed by somebody else at the same moment."),
        (
            ZeroDivisionError("by zero"),
            "The desk failed at it; the log of the server says why.",
        ),
    ],
)
def test_failure_in_one_statement_undoes_it_and_stops_no_other(monkeypatch, error, reason):
    statements = [make_statement(kind="speech") for _n in range(3)]
    write = changes.SetKind.write

    def fail_once(self, statement):
        write(self, statement)
        if statement == statements[1]:
            raise error

    monkeypatch.setattr(changes.SetKind, "write", fail_once)
    batch = make_batch(Kind.SET_KIND, statements, kind="appeal")

    work(batch)

    assert list(outcomes(batch).values()) == [Outcome.CHANGED, Outcome.REFUSED, Outcome.CHANGED]
    assert batch.rows.get(outcome=Outcome.REFUSED).reason == reason
    statements[1].refresh_from_db()
    assert statements[1].kind == "speech"
    assert not statements[1].versions.exists()


def test_work_ends_after_its_time_and_is_continued():
    batch = make_batch(Kind.PUBLISH, [make_statement(published=False) for _n in range(3)])

    work(batch, seconds=0.0)
    waiting = batches.count([batch])[batch.pk][Outcome.WAITING]
    unfinished = batch.finished_at
    work(batch)

    assert (waiting, unfinished) == (3, None)
    assert batches.count([batch]) == {batch.pk: {Outcome.CHANGED: 3}}
    assert batch.finished_at


def test_nothing_is_changed_before_it_is_confirmed_and_after_it_is_stopped():
    draft = make_statement(published=False)
    chosen = Statement.objects.filter(pk=draft.pk)
    unconfirmed = batches.make(Kind.PUBLISH, chosen, by=make_editor())
    stopped = make_batch(Kind.PUBLISH, [draft])
    batches.stop(stopped)

    work(unconfirmed)
    work(stopped)

    assert unconfirmed.finished_at is None
    assert outcomes(stopped) == {draft.pk: Outcome.WAITING}
    assert not Statement.objects.published().exists()


def test_what_a_change_sets_stays_once_it_is_confirmed():
    batch = make_batch(Kind.SET_KIND, [make_statement()], kind="appeal")

    batches.settle(batch, {"kind": "speech"}, "")
    batches.forget(Batch.objects.all())

    assert Batch.objects.get().parameters == {"kind": "appeal"}


def test_unconfirmed_batches_are_forgotten_after_a_day():
    make_statement()
    old = batches.make(Kind.PUBLISH, Statement.objects.all(), by=make_editor())
    Batch.objects.update(made_at=timezone.now() - datetime.timedelta(days=2))

    new = batches.make(Kind.PUBLISH, Statement.objects.all(), by=make_editor())

    assert list(Batch.objects.all()) == [new]
    assert not BatchRow.objects.filter(batch=old).exists()


def test_queries_for_a_statement_do_not_depend_on_what_hangs_on_it():
    short, long = (make_statement(published=False) for _n in range(2))
    for n, language in enumerate(["en", "fr", "el", "es", "ar"]):
        make_text(long, language=language)
        long.topic_links.create(topic=make_topic(), position=n)
    batch = make_batch(Kind.PUBLISH, [make_statement(published=False), short, long])
    change, ahead = changes.change_of(batch), {}
    after = batches.change_next(batch, change, ahead, by=batch.by, after=-1)

    counts = []
    for _statement in (short, long):
        with CaptureQueriesContext(connection) as queries:
            after = batches.change_next(batch, change, ahead, by=batch.by, after=after)
        counts.append(len(queries))

    assert counts[0] <= 22
    assert counts[1] <= counts[0] + 1  # the concern about topics goes


def test_statement_that_somebody_changed_before_its_turn_is_read_again():
    first, second, gone = (make_statement(published=False) for _n in range(3))
    batch = make_batch(Kind.PUBLISH, [first, second, gone])
    change, ahead = changes.change_of(batch), {}

    after = batches.change_next(batch, change, ahead, by=batch.by, after=-1)
    make_text(second, language="el")
    versions.record(second)
    number = gone.pk
    gone.delete()
    after = batches.change_next(batch, change, ahead, by=batch.by, after=after)
    batches.change_next(batch, change, ahead, by=batch.by, after=after)

    content = second.versions.latest("n").content
    assert (content["state"], content["texts"][0]["language"]) == ("published", "el")
    assert outcomes(batch)[number] == Outcome.REFUSED


def test_queries_of_a_trial_do_not_depend_on_its_statements():
    few = make_batch(Kind.ADD_TOPIC, [make_statement()], topic=make_topic().pk)
    many = make_batch(Kind.ADD_TOPIC, [make_statement() for _n in range(20)], topic=make_topic().pk)

    counts = []
    for batch in (few, many):
        with CaptureQueriesContext(connection) as queries:
            list(batches.trial(batch, by=batch.by, limit=100))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_two_who_continue_do_no_statement_twice():
    drafts = [make_statement(published=False) for _n in range(30)]
    batch = make_batch(Kind.PUBLISH, drafts)

    def go_on():
        batches.work(batch, by=batch.by, seconds=60)
        connection.close()

    threads = [threading.Thread(target=go_on) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert batches.count([batch]) == {batch.pk: {Outcome.CHANGED: 30}}
    assert [draft.versions.count() for draft in drafts] == [1] * 30
    assert Batch.objects.get().finished_at
