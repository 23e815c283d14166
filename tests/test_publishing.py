"""What the public may see: one rule, in the database and on the record."""

import datetime

import pytest
from django.utils import timezone

from imcwp_site import publishing
from imcwp_site.publishing import State
from statements.models import Dossier, Statement
from tests.factories import make_dossier, make_statement

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)
TIMES = {
    "no time": None,
    "long ago": datetime.datetime(1999, 5, 21, tzinfo=datetime.UTC),
    "a second ago": NOW - SECOND,
    "now": NOW,
    "in a second": NOW + SECOND,
    "in years": datetime.datetime(2099, 1, 1, tzinfo=datetime.UTC),
}
MAKERS = [make_statement, make_dossier]


@pytest.fixture(autouse=True)
def _clock_stands_still(monkeypatch):
    monkeypatch.setattr(publishing.timezone, "now", lambda: NOW)


def possible(state, time):
    """Tell whether the database can hold this state at this time of publication."""
    return state not in {State.PUBLISHED, State.WITHDRAWN} or time is not None


CASES = [
    pytest.param(state, time, id=f"{state}, {name}")
    for state in State
    for name, time in TIMES.items()
    if possible(state, time)
]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("state", "time"), CASES)
def test_database_and_record_agree_on_what_is_public(make, state, time):
    record = make(state=state, published_at=time, withdrawal_reason="Asked for by its authors.")
    records = type(record).objects

    public = state == State.PUBLISHED and time <= NOW
    scheduled = state == State.PUBLISHED and time > NOW

    assert record.is_public == records.published().exists() == public
    assert record.is_scheduled == records.scheduled().exists() == scheduled
    withdrawn = state == State.WITHDRAWN and time <= NOW
    assert record.is_withdrawn == records.withdrawn().exists() == withdrawn
    assert records.with_page().exists() == (public or withdrawn)


@pytest.mark.parametrize("model", [Statement, Dossier])
def test_record_without_publication_time_is_neither_public_nor_scheduled(model):
    record = model(state=State.PUBLISHED)

    assert not record.is_public
    assert not record.is_scheduled


def test_scheduled_record_becomes_public_by_the_clock_alone(monkeypatch):
    statement = make_statement(published_at=NOW + SECOND)
    before = Statement.objects.published().exists()

    monkeypatch.setattr(publishing.timezone, "now", lambda: NOW + SECOND)

    assert not before
    assert Statement.objects.published().get() == statement
    assert statement.is_public


def test_publication_time_is_set_once_when_publishing():
    draft = Statement(state=State.DRAFT)
    published = Statement(state=State.PUBLISHED)
    dated = Statement(state=State.PUBLISHED, published_at=NOW - SECOND)

    for statement in (draft, published, dated):
        statement.set_publication_time()

    assert draft.published_at is None
    assert published.published_at == timezone.now() == NOW
    assert dated.published_at == NOW - SECOND


def test_published_chains_from_what_hangs_on_a_statement():
    statement = make_statement(published_at=NOW - SECOND)
    draft = make_statement(published=False)
    dossier = make_dossier(statements=[statement, draft])

    assert list(dossier.statements.published()) == [statement]
