"""Facets: every number is the length of the list that its link leads to, on both databases."""

import random
from itertools import chain

import pytest
from django.http import QueryDict
from django.utils.translation import override
from lxml import html

from imcwp_site.dates import PartialDate
from statements.facets import facet_of, facets_of, parts_of
from statements.filters import FACETS, StatementFilter
from statements.histogram import Histogram
from statements.loosening import ways_to_loosen
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


def test_chosen_values_stand_first_and_topics_stay_with_those_under_them():
    over = make_topic(slug="m", name="M")
    topics = [make_topic(slug="a", name="A"), over, make_topic(slug="z", name="Z")]
    topics += [make_topic(slug=slug, name=slug, parent=over) for slug in ("m1", "m2")]
    make_statement(topics=topics)

    def shown(query: str) -> list[str]:
        return [one.value for one in facet_of(filtered(query), "topic").shown]

    assert shown("") == ["a", "m", "m1", "m2", "z"]
    assert shown("topic=z") == ["z", "a", "m", "m1", "m2"]
    assert shown("topic=m") == ["m", "m1", "m2", "a", "z"]
    assert shown("topic=m2") == ["m", "m1", "m2", "a", "z"]
    assert shown("topic=-m2") == ["m", "m1", "m2", "a", "z"]


@pytest.mark.parametrize(
    ("language", "countries"),
    [("fr", ["EG", "ES", "FR"]), ("es", ["EG", "ES", "FR"]), ("tr", ["FR", "ES", "EG"])],
)
def test_countries_stand_in_the_order_of_the_alphabet_of_the_interface(language, countries):
    for code in ("EG", "ES", "FR"):
        make_statement(parties=[make_party(country=code)])

    with override(language):  # Égypte, Espagne; Egipto, España; Fransa, İspanya, Mısır
        facet = facet_of(filtered(""), "country")

    assert [one.value for one in facet.options] == countries


def test_rare_topic_that_is_chosen_brings_the_one_above_it_along():
    over = make_topic(slug="m", name="M")
    under = make_topic(slug="m1", name="M1", parent=over)
    make_statement(topics=[under])
    for n in range(30):
        make_statement(topics=[make_topic(slug=f"t{n:02}", name=f"T{n:02}")], kind="appeal")

    facet = facet_of(filtered("topic=m1&kind=appeal"), "topic")

    assert [one.value for one in facet.shown] == ["m", "m1", *(f"t{n:02}" for n in range(20))]


def test_long_facet_shows_what_is_chosen_and_what_is_frequent():
    parties = [make_party(slug=f"p{n:02}", abbreviation=f"P{n:02}") for n in range(20)]
    for n in range(20):
        make_statement(parties=parties[n:])

    facet = facet_of(filtered("party=p00"), "party")

    assert [one.value for one in facet.shown] == ["p00", *(f"p{n:02}" for n in range(10, 20))]
    assert not facet.is_whole
    assert facet.of_all == "All 20 parties"


def test_counts_beside_a_wrong_value_are_those_of_their_links():
    party = make_party(slug="a")
    make_statement(parties=[party], kind="appeal")
    make_statement(kind="appeal")

    (kind,) = facet_of(filtered("topic=nothing&party=a"), "kind").options

    assert (kind.count, kind.query) == (1, "party=a&kind=appeal")


def test_what_was_typed_beside_a_wrong_value_stays_chosen():
    make_statement(topics=[make_topic(slug=slug, name=slug) for slug in ("cuba", "iran", "mali")])

    facet = facet_of(filtered("topic=cuba&topic=-iran&topic=nothing&topic=-none"), "topic")

    marked = [(one.value, one.is_chosen, one.is_left_out) for one in facet.chosen]
    assert marked == [
        ("nothing", True, False),
        ("none", False, True),
        ("cuba", True, False),
        ("iran", False, True),
    ]
    assert [one.value for one in facet.shown] == ["nothing", "none", "cuba", "iran", "mali"]


def test_value_both_asked_for_and_left_out_is_kept_as_both():
    make_statement(topics=[make_topic(slug="cuba", name="Cuba")], kind="appeal")

    topics = facet_of(filtered("topic=cuba&topic=-cuba"), "topic").chosen
    (kind,) = facet_of(filtered("kind=appeal&kind=nothing"), "kind").options

    assert [(one.label, one.is_left_out) for one in topics] == [("Cuba", True), ("Cuba", False)]
    assert (kind.is_chosen, kind.count, kind.is_here) == (True, 1, False)


def test_number_of_what_is_shown_already_leads_nowhere():
    first, second, third = (make_topic(slug=slug) for slug in "abc")
    make_statement(topics=[first, second], parties=[make_party(slug="p"), make_party(slug="r")])
    make_statement(topics=[third])

    def here(query: str, name: str) -> list[str]:
        options = facet_of(filtered(query), name).options
        assert all(
            filtered(query).canonical_query == filtered(one.query).canonical_query
            for one in options
            if one.is_here
        )
        return [one.value for one in options if one.is_here]

    assert here("topic=a", "topic") == ["a"]
    assert here("topic=a&topic=b", "topic") == []
    assert here("party=p&party=r", "party") == []
    assert here("party=p&party=r&match=all", "party") == ["p", "r"]
    assert here("topic=a&date_after=x", "topic") == []


def test_ways_to_loosen_give_up_one_filter_each_and_hold_what_they_say():
    topic, party = make_topic(slug="t", name="T"), make_party(slug="p", abbreviation="", name="P")
    make_statement(topics=[topic], parties=[party], issued=PartialDate(2001))
    make_statement(topics=[topic], issued=PartialDate(2019))

    ways, _alone = ways_to_loosen(filtered("topic=t&party=p&kind=-appeal&date_after=2018"))

    assert [(way.filters, way.count, way.query) for way in ways] == [
        ("“P”", 1, "topic=t&kind=-appeal&date_after=2018"),
        ("“Issued since 2018”", 1, "topic=t&party=p&kind=-appeal"),
    ]
    assert [filtered(way.query).count for way in ways] == [1, 1]


def test_where_one_filter_less_gives_nothing_each_alone_is_offered():
    make_statement(topics=[make_topic(slug="t", name="T")])
    make_statement(kind="appeal")
    make_party(slug="p")

    without, alone = ways_to_loosen(filtered("topic=t&kind=appeal&party=p&match=all"))

    assert without == []
    assert [(way.filters, way.count, way.query) for way in alone] == [
        ("“T”", 1, "topic=t"),
        ("“appeal”", 1, "kind=appeal"),
    ]


def test_histogram_has_years_then_months_then_days_and_marks_the_chosen():
    for date in ("2019-10-18", "2019-10", "2019", "2017-05"):
        make_statement(issued=PartialDate.parse(date))

    def bars(query: str) -> list[tuple]:
        return [
            (bar.name, bar.count, bar.vague, bar.is_chosen)
            for bar in Histogram(filtered(query)).bars
        ]

    year = "date_after=2019&date_before=2019"
    day = "date_after=2019-10-18&date_before=2019-10-18"
    assert bars("") == [("2017", 1, 0, False), ("2018", 0, 0, False), ("2019", 3, 0, False)]
    assert bars("date_after=2018")[1:] == [("2018", 0, 0, True), ("2019", 3, 0, True)]
    assert bars(year)[8:10] == [("September 2019", 1, 1, False), ("October 2019", 3, 1, False)]
    assert bars(day)[16:18] == [("17 October 2019", 2, 2, False), ("18 October 2019", 3, 2, True)]


def test_histogram_of_a_month_of_which_no_day_is_known_is_no_picture(client):
    make_statement(issued=PartialDate(2019, 10))

    page = html.fromstring(client.get("/statements/2019/10/").content)
    make_statement(issued=PartialDate(2019, 10, 18))
    with_a_day = html.fromstring(client.get("/statements/2019/10/").content)
    empty = Histogram(filtered("date_after=2018&date_before=2018"))

    (figure,) = page.xpath("//figure[@class='histogram']")
    assert "only the year or the month is known" in figure.text_content()
    assert not figure.xpath(".//svg")
    assert with_a_day.xpath("//figure[@class='histogram']/svg")
    assert not empty.is_flat


def test_histogram_of_a_century_has_bars_of_ten_years_and_years_once_chosen():
    for year in (1919, 1920, 1929, 2019):
        make_statement(issued=PartialDate(year))

    whole = Histogram(filtered(""))
    chosen = Histogram(filtered("date_after=1920&date_before=1929"))

    assert [(bar.name, bar.count) for bar in whole.bars if bar.count] == [
        ("1910–1919", 1),
        ("1920–1929", 2),
        ("2010–2019", 1),
    ]
    assert whole.bars[1].url == "/statements/?date_after=1920&date_before=1929"
    assert [bar.name for bar in chosen.bars] == [str(year) for year in range(1920, 1930)]


def test_bar_leads_to_the_archive_of_its_date_with_what_else_is_chosen():
    make_statement(issued=PartialDate(2019, 10), kind="appeal")

    (year,) = Histogram(filtered("")).bars
    (of_kind,) = Histogram(filtered("kind=appeal")).bars

    assert year.url == "/statements/2019/"
    assert of_kind.url == "/statements/2019/?kind=appeal"


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

WORDS = ("peace", "communist -war", "middle OR imperialis*", "κομμουνιστικό", "2017")


def some_state(chance: random.Random, values: dict[str, list[str]]) -> str:
    """Give a query string with some filters, of which some leave values out."""
    pairs = []
    for name in chance.sample(FACETS, chance.choice((0, 1, 1, 2, 2, 3))):
        chosen = chance.sample(values[name], min(len(values[name]), chance.choice((1, 1, 2, 3))))
        pairs += [f"{name}={chance.choice(('', '', '', '-'))}{value}" for value in chosen]
    if chance.random() < 0.3:
        pairs.append("match=all")
    if chance.random() < 0.2:
        pairs.append(f"q={chance.choice(WORDS)}")
    for end in ("date_after", "date_before"):
        if chance.random() < 0.2:
            year = chance.randint(1998, 2012) + (12 if end == "date_before" else 0)
            month, day = chance.randint(1, 12), chance.randint(1, 28)
            date = chance.choice((f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"))
            pairs.append(f"{end}={date}")
    return "&".join(pairs)


def by_sql(statements: StatementFilter) -> set[int]:
    """Give what the filter asks for, asked of the database."""
    asked, every, found = statements.asked, Statement.objects.all(), Statement.objects.published()
    questions = {
        "topic": every.for_topics,
        "party": every.by_any_party,
        "country": every.from_countries,
        "meeting": every.of_meetings,
        "kind": lambda kinds: every.filter(kind__in=kinds),
        "language": every.in_languages,
    }
    for name, having in questions.items():
        wanted, unwanted = asked[name].wanted, asked[name].unwanted
        together = name == "party" and asked["match"] == "all"
        for some in [[one] for one in wanted] if together else filter(None, [wanted]):
            found = found.filter(pk__in=having(some).values("pk"))
        if unwanted:
            found = found.exclude(pk__in=having(unwanted).values("pk"))
    if statements.matches:  # what words find is shown in tests/search
        found = found.filter(pk__in=statements.matches.numbers)
    found = found.issued_between(asked["date_after"], asked["date_before"])
    return set(found.values_list("pk", flat=True))


def test_every_number_is_that_of_its_link_and_every_list_that_of_the_database(archive):
    values = {facet.name: [one.value for one in facet.options] for facet in facets_of(filtered(""))}
    chance = random.Random(1)
    public = filtered("").public
    for _n in range(500):
        state = some_state(chance, values)
        statements = StatementFilter(QueryDict(state), public)
        assert statements.form.is_valid(), (state, statements.form.errors)
        assert set(statements.numbers) == by_sql(statements), state

        for name in FACETS:
            facet = facet_of(statements, name, leaving_out=chance.random() < 0.3)
            for option in chance.sample(facet.options, min(2, len(facet.options))):
                if not option.is_here:
                    linked = StatementFilter(QueryDict(option.query), public)
                    assert linked.count == option.count, (state, option)
        for whole in (None, PartialDate(2017), PartialDate(2017, 11)):
            bars = parts_of(statements, whole)
            for part, count, _own in chance.sample(bars, min(2, len(bars))):
                query = statements.query_with(date_after=[str(part)], date_before=[str(part)])
                linked = StatementFilter(QueryDict(query), public)
                assert linked.count == count, (state, part)
        for way in chain(*ways_to_loosen(statements)):
            assert StatementFilter(QueryDict(way.query), public).count == way.count, (state, way)
        ordered = [one.pk for one in statements.listed("newest")[:25]]
        newest = Statement.objects.filter(pk__in=statements.numbers).newest_first()
        assert ordered == list(newest.values_list("pk", flat=True)[:25]), state
