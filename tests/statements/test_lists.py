"""Lists of statements: the same from any place on, and gone through in slices."""

import datetime

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from statements import lists
from statements.filters import StatementFilter
from statements.index import ordering
from statements.lists import Order
from statements.models import Statement
from tests.factories import make_statement, make_text

pytestmark = pytest.mark.django_db

DATES = ("", "2018", "2018-05", "2018-05-06", "2019-10", "2019-10-18", "2019-10-18", "2020-01-02")
START = datetime.datetime(2024, 12, 30, 23, 59, tzinfo=datetime.UTC)


@pytest.fixture
def statements() -> StatementFilter:
    """Statements of all kinds of dates, added within a few days, about peace more or less."""
    for n, text in enumerate(DATES):
        statement = make_statement(
            title=f"Peace {n}" if n % 3 else f"Of {n}",
            issued=PartialDate.parse(text) if text else None,
            published_at=START + datetime.timedelta(hours=17 * (n % 5)),
        )
        make_text(statement, title="", body="<p>On peace</p>")
    return StatementFilter(QueryDict("q=peace"))


@pytest.mark.parametrize("order", Order)
def test_list_is_the_same_from_any_place_on(statements, order):
    whole = statements.listed(order)[:]

    assert len(whole) == len(DATES)
    assert len({one.pk for one in whole}) == len(DATES)
    for start in range(len(DATES) + 2):
        assert statements.listed(order)[start : start + 3] == whole[start : start + 3]


@pytest.mark.parametrize("order", Order)
def test_going_through_a_list_gives_it_in_its_order_slice_by_slice(statements, order, monkeypatch):
    monkeypatch.setattr(lists, "AT_ONCE", 3)
    whole = statements.listed(order)[:]

    with CaptureQueriesContext(connection) as of_one:
        first = next(iter(statements.listed(order)))
    with CaptureQueriesContext(connection) as of_all:
        gone_through = list(statements.listed(order))

    assert first == whole[0]
    assert gone_through == whole
    # Three slices; and the times of publication, asked for all of them at once.
    times = order == Order.PUBLISHED
    assert len(of_all) == 3 * (len(of_one) - times) + times


@pytest.mark.parametrize(("first_named", "most_named"), [(1, 1), (2, 3), (3, 100)])
def test_last_published_first_is_the_order_of_the_database(
    statements, monkeypatch, first_named, most_named
):
    monkeypatch.setattr(ordering, "FIRST_NAMED", first_named)
    monkeypatch.setattr(ordering, "MOST_NAMED", most_named)

    listed = [one.pk for one in statements.listed(Order.PUBLISHED)]

    expected = list(Statement.objects.last_published_first().values_list("pk", flat=True))
    assert listed == expected
    for start in range(len(expected)):
        some = statements.listed(Order.PUBLISHED)[start : start + 2]
        assert [one.pk for one in some] == expected[start : start + 2]


def test_statement_that_was_withdrawn_meanwhile_is_passed_over(statements):
    listed = statements.listed(Order.OLDEST)
    withdrawn = listed[3]
    Statement.objects.filter(pk=withdrawn.pk).update(
        state=State.WITHDRAWN, withdrawal_reason="Example"
    )

    left = [one.pk for one in listed]

    assert len(left) == len(DATES) - 1
    assert withdrawn.pk not in left


def shown_of(statement) -> tuple:
    """Give what a row shows of the records beside it."""
    speakers = [
        (one.party, one.party and (one.has_namesakes, one.has_namesakes_at_home))
        for one in statement.speakers
    ]
    return statement.meeting, speakers, [link.topic for link in statement.topic_link_list]


def test_rows_of_known_records_are_those_that_are_read(archive):
    statements = StatementFilter(QueryDict())
    public = statements.public
    public.parties, public.topics, public.meetings  # noqa: B018 - read before the queries count

    with CaptureQueriesContext(connection) as queries:
        known = [shown_of(one) for one in statements.listed(known=public)]

    assert known == [shown_of(one) for one in statements.listed()]
    assert len({meeting for meeting, _speakers, _topics in known}) > 10
    assert (True, True) in {namesakes for _, speakers, _ in known for _party, namesakes in speakers}
    assert len(queries) == 4, "statements, speakers, texts and links"
