"""Publishing, withdrawing and deleting at the desk."""

import datetime

import pytest
from django.utils import timezone

from imcwp_site.publishing import State
from statements import versions
from statements.models import Statement
from tests.desk import address_of, errors_of, send
from tests.factories import make_dossier, make_statement

pytestmark = pytest.mark.django_db
STATEMENTS = "/admin/statements/statement/"
TOMORROW = timezone.now() + datetime.timedelta(days=1)
LONG_AGO = timezone.now() - datetime.timedelta(days=9000)
MAKERS = pytest.mark.parametrize("make", [make_statement, make_dossier])


def typed(time: datetime.datetime | None) -> dict[str, str]:
    """Give what an editor types for a publication time."""
    date, hour = (f"{time:%Y-%m-%d}", f"{time:%H:%M:%S}") if time else ("", "")
    return {"published_at_0": date, "published_at_1": hour}


def make_scheduled(make):
    return make(state=State.PUBLISHED, published_at=TOMORROW)


@MAKERS
def test_record_is_scheduled_and_the_schedule_changed(desk, make):
    record = make(published=False)

    send(desk, record, state="published", **typed(TOMORROW))
    record.refresh_from_db()
    was_scheduled = record.is_scheduled
    send(desk, record, state="draft", **typed(None))

    record.refresh_from_db()
    assert was_scheduled
    assert (record.state, record.published_at) == (State.DRAFT, None)


@MAKERS
@pytest.mark.parametrize("time", [None, TOMORROW], ids=["emptied", "in the future"])
@pytest.mark.parametrize("state", ["draft", "published"])
def test_time_of_what_was_public_stays_in_the_past(desk, make, time, state):
    record = make()

    response = send(desk, record, state=state, **typed(time))

    assert list(errors_of(response)) == ["published_at"]
    assert "its address is known" in str(errors_of(response))
    record.refresh_from_db()
    assert record.is_public


@MAKERS
def test_time_of_what_was_public_is_corrected_to_another_day_of_the_past(desk, make):
    record = make()

    response = send(desk, record, **typed(LONG_AGO))

    assert response.status_code == 302
    record.refresh_from_db()
    assert record.published_at.date() == LONG_AGO.date()


@MAKERS
def test_time_that_is_not_changed_keeps_its_parts_of_a_second(desk, make):
    time = LONG_AGO.replace(microsecond=123456)
    record = make(published_at=time)

    send(desk, record, title="Another title")

    record.refresh_from_db()
    assert (record.title, record.published_at) == ("Another title", time)


@MAKERS
def test_withdrawing_asks_for_the_reason(desk, make):
    response = send(desk, make(), state="withdrawn")

    assert list(errors_of(response)) == ["withdrawal_reason"]


@MAKERS
@pytest.mark.parametrize("time", [None, TOMORROW, LONG_AGO], ids=["none", "to come", "past"])
def test_what_was_never_public_is_not_withdrawn(desk, make, time):
    reason = {"withdrawal_reason": "A made-up reason."}

    response = send(desk, make(published=False), state="withdrawn", **reason, **typed(time))

    assert list(errors_of(response)) == ["state"]


@MAKERS
def test_what_was_public_is_withdrawn_with_its_reason(desk, make):
    record = make()

    response = send(desk, record, state="withdrawn", withdrawal_reason="A made-up reason.")

    assert response.status_code == 302
    record.refresh_from_db()
    assert record.is_withdrawn


# What a saving says


def said(desk, record, **changes) -> str:
    """Send the form with `changes`; give what the next page says of it."""
    send(desk, record, **changes)
    return " ".join(str(message) for message in desk.get("/admin/").context["messages"])


@MAKERS
def test_saving_says_that_it_was_sent_to_review(desk, make):
    assert "It was sent to review." in said(desk, make(published=False), _state="in-review")


@MAKERS
def test_saving_says_that_it_is_published_and_leads_to_its_page(desk, make):
    record = make(published=False)

    sentence = said(desk, record, _state="published")

    assert f'It is published: <a href="{record.get_absolute_url()}">' in sentence


@MAKERS
def test_saving_says_when_it_will_be_public(desk, make):
    time = datetime.datetime(2099, 11, 22, 12, tzinfo=datetime.UTC)

    scheduled = said(desk, make(published=False), state="published", **typed(time))
    moved = said(desk, make_scheduled(make), **typed(time))

    assert "It will be public on 22 November 2099, 12:00 UTC." in scheduled
    assert "It will be public on 22 November 2099, 12:00 UTC." in moved


@MAKERS
def test_saving_says_that_it_is_withdrawn(desk, make):
    record = make()

    sentence = said(desk, record, state="withdrawn", withdrawal_reason="A made-up reason.")

    assert f'It is withdrawn; <a href="{record.get_absolute_url()}">its page</a>' in sentence


@MAKERS
def test_saving_says_that_it_is_a_draft_again(desk, make):
    assert "It is a draft again." in said(desk, make(state="in-review"), state="draft")


@MAKERS
def test_saving_says_nothing_of_publishing_where_nothing_became_of_it(desk, make):
    sentence = said(desk, make(), title="Another title <b>")

    assert sentence.endswith("was changed successfully.")
    assert "&lt;b&gt;" in sentence


# Deleting


@MAKERS
@pytest.mark.parametrize("state", ["published", "withdrawn", "draft"])
def test_what_was_public_is_not_deleted_whatever_became_of_it(desk, make, state):
    record = make(state=state, withdrawal_reason="A made-up reason.")
    record.published_at = timezone.now()
    record.save()

    page = desk.get(address_of(record)).content.decode()
    response = desk.post(address_of(record, "delete"), {"post": "yes"})

    assert "What was public is never deleted" in page
    assert response.status_code == 403
    assert type(record).objects.exists()


@MAKERS
def test_scheduled_record_is_deleted(desk, make):
    record = make_scheduled(make)

    page = desk.get(address_of(record)).content.decode()
    desk.post(address_of(record, "delete"), {"post": "yes"})

    assert "What was public is never deleted" not in page
    assert not type(record).objects.exists()


def test_draft_is_deleted_with_its_versions(desk):
    statement = make_statement(published=False)
    versions.record(statement)

    desk.post(address_of(statement, "delete"), {"post": "yes"})

    assert not Statement.objects.exists()


def test_deleting_selected_statements_keeps_those_that_were_public(desk):
    public, draft = make_statement(), make_statement(published=False)
    scheduled = make_scheduled(make_statement)
    versions.record(draft)
    chosen = [statement.pk for statement in (public, draft, scheduled)]
    data = {"action": "delete_selected", "_selected_action": chosen}

    question = desk.post(STATEMENTS, data)
    desk.post(STATEMENTS, data | {"post": "yes"})

    assert "1 of the chosen stays. What was public" in question.content.decode()
    assert list(Statement.objects.all()) == [public]
