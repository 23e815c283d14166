"""The one filter: what it finds, what it says of wrong values, and how it speaks."""

import pytest
from django.http import QueryDict

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from parties.models import Party
from statements.filters import StatementFilter
from statements.models import Signature, Statement, Topic
from tests.factories import index, make_meeting, make_party, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db


def filtered(query: str) -> StatementFilter:
    return StatementFilter(QueryDict(query))


def found(query: str) -> list[Statement]:
    return filtered(query).listed()[:]


def test_no_query_gives_all_public_statements_newest_first():
    old = make_statement(issued=PartialDate(2001))
    new = make_statement(issued=PartialDate(2019, 10, 18))
    undated = make_statement()
    make_statement(published=False)

    assert found("") == [new, old, undated]


def test_oldest_first_is_newest_first_turned_round():
    for issued in ["", "2019", "2020-01", "2019-10-18", "2018-12-31", "2019-10", "2019-10", ""]:
        make_statement(issued=issued)

    assert found("sort=oldest") == found("")[::-1] == list(Statement.objects.newest_first())[::-1]


def test_topic_finds_statements_of_the_topics_under_it():
    parent = make_topic(slug="middle-east")
    child = make_topic(slug="syria", parent=parent)
    on_parent, on_child = make_statement(topics=[parent]), make_statement(topics=[child])
    make_statement(topics=[make_topic()])

    assert set(found("topic=middle-east")) == {on_parent, on_child}
    assert found("topic=syria") == [on_child]


def test_values_of_one_filter_widen_and_filters_narrow_each_other():
    cuba, iran = make_topic(slug="cuba"), make_topic(slug="iran")
    party = make_party(slug="xx-ep")
    by_party = make_statement(topics=[cuba], parties=[party])
    on_iran = make_statement(topics=[iran])

    assert set(found("topic=cuba&topic=iran")) == {by_party, on_iran}
    assert found("topic=cuba&topic=iran&party=xx-ep") == [by_party]


def test_statement_with_several_matching_rows_is_listed_once():
    parties = [make_party(slug="a", country="GR"), make_party(slug="b", country="GR")]
    statement = make_statement(parties=parties, topics=[make_topic(slug="t"), make_topic(slug="u")])

    assert found("party=a&party=b&topic=t&topic=u&country=GR") == [statement]


def test_match_all_asks_for_statements_signed_together():
    a, b = make_party(slug="a"), make_party(slug="b")
    together = make_statement(parties=[a, b])
    alone = make_statement(parties=[a])

    assert set(found("party=a&party=b")) == {together, alone}
    assert found("party=a&party=b&match=all") == [together]


def test_party_is_found_as_signatory_too():
    party = make_party(slug="a")
    statement = make_statement()
    Signature.objects.create(statement=statement, party=party, role=Signature.Role.LATER_SIGNATORY)
    index(statement)

    assert found("party=a") == [statement]


def test_country_meeting_kind_and_language_narrow():
    meeting = make_meeting(slug="m-1")
    statement = make_statement(
        parties=[make_party(country="GR")], meeting=meeting, kind=Statement.Kind.APPEAL
    )
    make_text(statement, language="ar", body="")
    make_statement(parties=[make_party(country="TR")], kind=Statement.Kind.NEWS)

    for query in ("country=GR", "country=gr", "meeting=m-1", "kind=appeal", "language=AR"):
        assert found(query) == [statement], query


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("date_after=2017-12&date_before=2018-05", ["2018", "2018-05", "2018-05-31", "2017-12"]),
        ("date_after=2018-05-31", ["2018", "2018-05", "2018-05-31", "2018-06-01"]),
        ("date_before=2017-12", ["2017-12"]),
        ("date_after=2018-06-01&date_before=2018-06-01", ["2018", "2018-06-01"]),
    ],
)
def test_date_range_finds_every_date_that_touches_it(query, expected):
    for date in ("2017-12", "2018", "2018-05", "2018-05-31", "2018-06-01", ""):
        make_statement(issued=PartialDate.parse(date) if date else None)

    assert {str(s.issued) for s in found(query)} == set(expected)


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("topic=nothing", "topic", "There is no topic “nothing”."),
        ("party=nobody", "party", "There is no party “nobody”."),
        ("meeting=never", "meeting", "There is no meeting “never”."),
        ("country=Atlantis", "country", "“ATLANTIS” is not a country code such as GR."),
        ("kind=rumour", "kind", "“rumour” is not a kind of statement."),
        ("language=elvish", "language", "“elvish” is not a language code such as en or ar."),
        ("match=some", "match", "“some” is neither “any” nor “all”."),
        ("sort=best", "sort", "“best” is not an order of this list."),
        (
            "date_after=last+year",
            "date_after",
            "“last year” is not a date: write 2019, October 2019 or 18 October 2019.",
        ),
        (
            "date_before=2019-02-30",
            "date_before",
            "“2019-02-30” is not a date: February 2019 has no day 30.",
        ),
        ("sort=oldest&sort=newest", "sort", "Give one value here, not several."),
        ("date_after=2019&date_after=2018", "date_after", "Give one value here, not several."),
        (
            "date_after=2019&date_before=2018",
            "date_before",
            "The range ends before it starts: exchange the two dates.",
        ),
    ],
)
def test_wrong_value_is_named_beside_its_field_and_lists_nothing(query, field, words):
    make_statement(issued=PartialDate(2018))

    statements = filtered(query)

    assert statements.listed()[:] == []
    assert statements.form.errors == {field: [words]}


def test_unknown_parameter_is_noticed_and_page_is_none():
    assert filtered("topci=cuba&page=2&utm_source=x").unknown_parameters == ["topci", "utm_source"]


def test_blank_behind_a_value_undoes_nothing():
    make_statement(title="Peace")
    make_statement(issued=PartialDate(2018))

    assert filtered("q=peace&q=").canonical_query == "q=peace"
    assert filtered("date_after=2019&date_after=").canonical_query == "date_after=2019"
    assert filtered("q=peace&q=").count == 1


def test_value_that_is_given_twice_counts_once():
    make_statement(parties=[make_party(country="GR")])

    statements = filtered("country=gr&country=FR&country=GR&kind=statement&kind=statement")

    assert statements.canonical_query == "country=FR&country=GR&kind=statement"
    assert len(statements.chosen) == 3
    assert statements.sentence(1).count("Greece") == 1
    one, other = (filtered(f"language={pair}") for pair in ("ES&language=en", "en&language=es"))
    assert one.sentence() == other.sentence()


def test_sign_that_only_looks_like_a_code_in_capitals_is_none():
    wrong = filtered("country=ß").form.errors

    assert wrong == {"country": ["“ß” is not a country code such as GR."]}


def test_all_together_says_nothing_without_a_party():
    make_party(slug="p")

    assert filtered("match=all").canonical_query == ""
    assert filtered("match=all&party=p").canonical_query == "party=p&match=all"


def test_canonical_query_has_one_order_and_no_defaults():
    make_topic(slug="a")
    make_topic(slug="b")
    make_party(slug="p")

    statements = filtered(
        "sort=newest&party=p&topic=b&topic=a&topic=b&kind=&match=any&date_after=2019-10&x=1"
    )

    assert statements.canonical_query == "topic=a&topic=b&party=p&date_after=2019-10"


def test_chosen_value_names_itself_and_the_query_without_it():
    make_topic(slug="a", name="Topic A")
    make_party(slug="p", name="Example Party of Land", abbreviation="EPL")

    chosen = filtered("party=p&topic=a&sort=oldest").chosen

    assert [(c.field, c.label, c.query_without) for c in chosen] == [
        ("topic", "Topic A", "party=p&sort=oldest"),
        ("party", "EPL – Example Party of Land", "topic=a&sort=oldest"),
    ]


def test_sentence_tells_parties_of_one_abbreviation_apart():
    for slug, country, name in (
        ("one", "GR", "First Example Party"),
        ("two", "TR", "Second Example Party"),
        ("three", "TR", "Third Example Party"),
        ("four", "", "Fourth Example Party"),
    ):
        make_party(slug=slug, abbreviation="EP", country=country, name=name)
    make_party(slug="five", abbreviation="EPX")

    assert filtered("party=one&party=five").sentence() == "Statements by EPX or EP (Greece)"
    assert filtered("party=two").sentence() == "Statements by Second Example Party"
    assert filtered("party=-four").sentence() == "Statements not by EP"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "0 statements"),
        (
            "party=a&party=b&topic=t&date_after=2018-03",
            "0 statements by EPA or EPB about Cuba, since March 2018",
        ),
        ("party=a&party=b&match=all", "0 statements signed by EPA and EPB"),
        ("date_after=2017-12&date_before=2018-05", "0 statements, from December 2017 to May 2018"),
        ("date_after=2019&date_before=2019", "0 statements, 2019"),
        ("kind=appeal&kind=news&language=ar", "0 statements of the kind appeal or news in Arabic"),
        (
            "country=GR&meeting=m&date_before=2019-10-18",
            "0 statements by parties of Greece at Meeting 3, Town 2019, until 18 October 2019",
        ),
    ],
)
def test_sentence_says_what_the_list_holds(query, sentence):
    make_party(slug="a", abbreviation="EPA")
    make_party(slug="b", abbreviation="EPB")
    make_topic(slug="t", name="Cuba")
    make_meeting(
        slug="m", number=3, kind=Meeting.Kind.ORDINARY, city="Town", start=PartialDate(2019)
    )

    statements = filtered(query)

    assert statements.sentence(statements.count) == sentence


def test_title_without_count_for_feeds():
    assert filtered("kind=appeal").sentence() == "Statements of the kind appeal"


def test_filter_takes_a_fixed_number_of_queries(django_assert_num_queries):
    for _n in range(3):
        make_statement(parties=[make_party()], topics=[make_topic()])
    query = "&".join(
        [f"topic={slug}" for slug in Topic.objects.values_list("slug", flat=True)]
        + [f"party={slug}" for slug in Party.objects.values_list("slug", flat=True)]
    )

    # Blocks, what is scheduled, all topics, all parties.
    assert filtered("").count == 3  # the index is read once
    with django_assert_num_queries(4):
        assert filtered(query).count == 3
