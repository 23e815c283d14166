"""Facets: every number is the length of the list that its link leads to, on both databases."""

import random

import pytest
from django.http import QueryDict

from imcwp_site.dates import PartialDate
from statements.facets import facet_of, facets_of, parts_of
from statements.filters import FACETS, StatementFilter
from statements.models import Statement
from tests.factories import make_party, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db


def filtered(query: str) -> StatementFilter:
    return StatementFilter(QueryDict(query))


def counts(query: str, name: str) -> dict[str, int]:
    return {one.value: one.count for one in facet_of(filtered(query), name).options}


def test_facet_counts_under_all_other_filters_and_not_its_own():
    cuba, iran, party = make_topic(slug="cuba"), make_topic(slug="iran"), make_party(slug="a")
    make_statement(topics=[cuba], parties=[party])
    make_statement(topics=[iran], parties=[party])
    make_statement(topics=[iran])

    assert counts("topic=cuba&party=a", "topic") == {"cuba": 1, "iran": 1}
    assert counts("topic=cuba&party=a", "party") == {"a": 1}


def test_parties_asked_for_together_are_counted_together():
    first, second, third = (make_party(slug=slug) for slug in "abc")
    make_statement(parties=[first, second])
    make_statement(parties=[first])
    make_statement(parties=[third])

    assert counts("party=a&match=all", "party") == {"a": 2, "b": 1, "c": 0}
    assert counts("party=a", "party") == {"a": 2, "b": 1, "c": 1}


def test_value_left_out_stays_left_out_of_its_own_facet():
    cuba, iran = make_topic(slug="cuba"), make_topic(slug="iran")
    make_statement(topics=[cuba, iran])
    make_statement(topics=[iran])

    facet = facet_of(filtered("topic=-cuba"), "topic")

    assert [(one.value, one.count, one.is_left_out) for one in facet.options] == [
        ("cuba", 0, True),
        ("iran", 1, False),
    ]
    assert facet.options[1].query == "topic=iran&topic=-cuba"


def test_values_that_no_public_statement_bears_are_not_offered_unless_chosen():
    for slug in ("unused", "chosen"):
        make_party(slug=slug)
    make_statement(parties=[make_party(slug="used")])
    make_statement(parties=[make_party(slug="hidden")], published=False)

    assert counts("party=chosen", "party") == {"chosen": 0, "used": 1}


def test_statement_of_a_year_counts_in_the_year_and_in_each_of_its_months():
    for date in ("2019", "2019-10", "2019-10-18", "2017-05", ""):
        make_statement(issued=PartialDate.parse(date) if date else None)

    years = {str(part): count for part, count, _own in parts_of(filtered(""), None)}
    months = {str(part): count for part, count, _own in parts_of(filtered(""), PartialDate(2019))}
    days = {str(part): count for part, count, _own in parts_of(filtered(""), PartialDate(2019, 10))}

    assert years == {"2017": 1, "2018": 0, "2019": 3}
    assert (months["2019-09"], months["2019-10"]) == (1, 3)
    assert (days["2019-10-17"], days["2019-10-18"]) == (2, 3)


def test_facets_take_a_fixed_number_of_queries(django_assert_num_queries):
    for _n in range(5):
        make_text(make_statement(parties=[make_party()], topics=[make_topic()]))
    assert filtered("").count == 5  # the index is read once

    # Blocks, what is scheduled, topics, parties, meetings.
    with django_assert_num_queries(5):
        assert len(facets_of(filtered(""))) == len(FACETS)


# Random states of the filter on the archive's own data


def some_state(chance: random.Random, values: dict[str, list[str]]) -> str:
    """Give a query string with some filters, of which some leave values out."""
    pairs = []
    for name in chance.sample(FACETS, chance.choice((0, 1, 1, 2, 2, 3))):
        chosen = chance.sample(values[name], min(len(values[name]), chance.choice((1, 1, 2, 3))))
        pairs += [f"{name}={chance.choice(('', '', '', '-'))}{value}" for value in chosen]
    if chance.random() < 0.3:
        pairs.append("match=all")
    for end in ("date_after", "date_before"):
        if chance.random() < 0.2:
            year = chance.randint(1998, 2012) + (12 if end == "date_before" else 0)
            month, day = chance.randint(1, 12), chance.randint(1, 28)
            date = chance.choice((f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"))
            pairs.append(f"{end}={date}")
    return "&".join(pairs)


def by_sql(statements: StatementFilter) -> set[int]:
    """Give what the filter asks for, asked of the database."""
    asked, found = statements.asked, Statement.objects.published()
    questions = {
        "topic": "for_topics",
        "party": "by_any_party",
        "country": "from_countries",
        "meeting": "of_meetings",
        "kind": "of_kinds",
        "language": "in_languages",
    }
    for name, question in questions.items():
        values = asked[name]
        if values.wanted:
            together = name == "party" and asked["match"] == "all"
            found = getattr(found, "by_all_parties" if together else question)(values.wanted)
        if values.unwanted:
            unwanted = getattr(Statement.objects.all(), question)(values.unwanted)
            found = found.exclude(pk__in=unwanted.values("pk"))
    found = found.issued_between(asked["date_after"], asked["date_before"])
    return set(found.values_list("pk", flat=True))


def test_every_number_is_that_of_its_link_and_every_list_that_of_the_database(archive):
    values = {facet.name: [one.value for one in facet.options] for facet in facets_of(filtered(""))}
    chance = random.Random(1)
    public = filtered("").public
    for n in range(500):
        state = some_state(chance, values)
        statements = StatementFilter(QueryDict(state), public)
        assert statements.form.is_valid(), (state, statements.form.errors)
        assert set(statements.numbers) == by_sql(statements), state

        facet = facet_of(statements, FACETS[n % len(FACETS)])
        for option in chance.sample(facet.options, min(8, len(facet.options))):
            linked = StatementFilter(QueryDict(option.query), public)
            assert linked.count == option.count, (state, option)
        bars = parts_of(statements, None)
        for part, count, _own in chance.sample(bars, min(4, len(bars))):
            query = statements.query_with(date_after=[str(part)], date_before=[str(part)])
            linked = StatementFilter(QueryDict(query), public)
            assert linked.count == count, (state, part)
        ordered = [one.pk for one in statements.listed()[:25]]
        newest = Statement.objects.filter(pk__in=statements.numbers).newest_first()
        assert ordered == list(newest.values_list("pk", flat=True)[:25]), state
