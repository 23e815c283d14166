"""Questions about statements: whole answers, no row twice, one order everywhere."""

import datetime

import pytest

from imcwp_site.dates import PartialDate
from statements.models import Signature, Statement, Topic
from tests.factories import (
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db

statements = Statement.objects


def test_for_topics_finds_statements_on_the_topics_below():
    upper, other = make_topic(), make_topic()
    lower = make_topic(parent=upper)
    on_upper, on_lower = make_statement(topics=[upper]), make_statement(topics=[lower])
    make_statement(topics=[other])

    assert set(statements.for_topics([upper])) == {on_upper, on_lower}
    assert set(statements.for_topics([lower])) == {on_lower}


def test_for_topics_finds_a_statement_once_on_several_of_them():
    upper = make_topic()
    topics = [upper, make_topic(parent=upper), make_topic()]
    statement = make_statement(topics=topics)

    assert list(statements.for_topics(topics)) == [statement]
    assert statements.for_topics(topics).count() == 1


def test_for_topics_takes_a_queryset_of_topics():
    topic = make_topic()
    statement = make_statement(topics=[topic])

    assert list(statements.for_topics(Topic.objects.all())) == [statement]


def test_no_topic_no_party_no_language_finds_nothing():
    party, topic = make_party(country="GR"), make_topic()
    make_text(make_statement(parties=[party], topics=[topic]))

    assert not statements.for_topics([])
    assert not statements.by_any_party([])
    assert not statements.from_countries([])
    assert not statements.in_languages([])


def test_by_any_party_finds_authors_initiators_and_later_signatories_once():
    first, second = make_party(), make_party()
    both, alone = make_statement(parties=[first, second]), make_statement(parties=[second])
    Signature.objects.create(statement=both, party=first, role=Signature.Role.INITIATOR)
    late = make_statement(parties=[make_party()])
    Signature.objects.create(statement=late, party=first, role=Signature.Role.LATER_SIGNATORY)

    assert set(statements.by_any_party([first])) == {both, late}
    assert statements.by_any_party([first, second]).count() == 3
    assert set(statements.by_any_party([first, second])) == {both, alone, late}


def test_from_countries_finds_a_statement_once_with_several_parties_of_the_country():
    parties = [make_party(country="IN"), make_party(country="IN"), make_party(country="GP")]
    joint, single = make_statement(parties=parties), make_statement(parties=parties[2:])
    make_statement(parties=[make_party(country="")])

    assert list(statements.from_countries(["IN"])) == [joint]
    assert statements.from_countries(["IN", "GP"]).count() == 2
    assert set(statements.from_countries(["GP"])) == {joint, single}


def test_in_languages_finds_texts_with_and_without_body_once():
    statement, elsewhere = make_statement(), make_statement()
    make_text(statement, language="en")
    make_text(statement, language="ar")
    make_text(elsewhere, language="ar", body="")
    make_statement()

    assert list(statements.in_languages(["en"])) == [statement]
    assert statements.in_languages(["ar", "en"]).count() == 2
    assert set(statements.in_languages(["ar"])) == {statement, elsewhere}


def test_issued_between_finds_what_touches_the_range():
    year, month, day, later, unknown = (
        make_statement(issued=issued)
        for issued in ("2019", "2019-10", "2019-10-18", "2020-01-05", "")
    )
    october = PartialDate(2019, 10)

    assert set(statements.issued_between(october, october)) == {year, month, day}
    assert set(statements.issued_between(PartialDate(2019, 10, 19), october)) == {year, month}
    assert set(statements.issued_between(PartialDate(2020), None)) == {later}
    assert set(statements.issued_between(None, PartialDate(2018))) == set()
    assert set(statements.issued_between(None, None)) == {year, month, day, later, unknown}


def test_questions_chain_without_repeating_a_row(django_assert_num_queries):
    topics = [make_topic(), make_topic()]
    parties = [make_party(country="GR"), make_party(country="TR")]
    meeting = make_meeting()
    statement = make_statement(parties=parties, topics=topics, meeting=meeting, issued="2019-10-18")
    make_text(statement, language="en")
    make_text(statement, language="tr")
    make_statement(parties=parties, topics=topics, meeting=meeting, published=False)
    make_statement(parties=parties, topics=topics, issued="2018")

    found = (
        meeting.statements.published()
        .for_topics(topics)
        .by_any_party(parties)
        .from_countries(["GR", "TR"])
        .in_languages(["en", "tr"])
        .issued_between(PartialDate(2019), PartialDate(2019))
        .newest_first()
    )

    with django_assert_num_queries(1):
        assert list(found) == [statement]
    assert found.count() == 1


# Order


def test_newest_first_puts_a_month_after_its_days_and_the_undated_at_the_end():
    made = {
        issued: make_statement(issued=issued)
        for issued in ["", "2019", "2020-01", "2019-10-18", "2018-12-31", "2019-10", "2019-10-01"]
    }
    order = ["2020-01", "2019-10-18", "2019-10-01", "2019-10", "2019", "2018-12-31", ""]

    newest = list(statements.newest_first())

    assert newest == [made[issued] for issued in order]
    assert list(statements.all()) == newest


def test_statements_of_one_day_stand_in_the_order_of_their_numbers():
    first, second = make_statement(issued="2019-10"), make_statement(issued="2019-10")
    undated = [make_statement(), make_statement()]

    assert list(statements.newest_first()) == [second, first, *undated[::-1]]


def test_feed_order_is_that_of_publication_whatever_the_date_of_issue():
    time = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    old = make_statement(issued="1998", published_at=time + datetime.timedelta(days=1))
    new = make_statement(issued="2023", published_at=time)
    newer = make_statement(issued="2024", published_at=time)

    assert list(statements.last_published_first()) == [old, newer, new]


def test_list_fetches_what_its_rows_show_in_a_fixed_number_of_queries(django_assert_num_queries):
    for _n in range(3):
        statement = make_statement(
            parties=[make_party(), make_party()], topics=[make_topic()], meeting=make_meeting()
        )
        make_text(statement)

    with django_assert_num_queries(4):
        for statement in statements.for_list():
            assert statement.meeting.title
            assert [s.party.name for s in statement.speakers]
            assert [text.title for text in statement.text_list]
            assert [link.topic.name for link in statement.topic_link_list]


def test_top_level_topics_stand_under_no_other():
    upper = make_topic()
    make_topic(parent=upper)

    assert list(Topic.objects.top_level()) == [upper]


@pytest.mark.sqlite  # whose plans do not depend on what the tables hold
def test_rows_of_a_list_are_found_one_by_one_in_an_archive_of_any_size():
    plan = Statement.objects.published().for_list().filter(pk__in=[1, 2]).explain()

    assert "SEARCH" in plan
    # What replaces one row is gone through; not all that is public, before the first row.
    assert "SCAN" not in plan.replace("SCAN replacing", "")
    assert "LIST SUBQUERY" not in plan.replace("CORRELATED LIST SUBQUERY", "")
