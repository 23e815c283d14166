"""Matching: which statements a query finds, and in which order."""

import pytest
from django.core.exceptions import ValidationError

from imcwp_site.dates import PartialDate
from parties.models import PartyName
from statements.index.public import Public
from statements.index.shape import Level
from statements.models import KindName
from statements.search import beginnings, matching
from statements.search.grammar import parse
from tests.factories import (
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)
from tests.search.asking import filtered, found
from tests.search.texts import add, saying

pytestmark = pytest.mark.django_db
QUOTE = '"'


def notices(q: str) -> list[str]:
    return filtered(q).notices


def complaints(q: str) -> list[str]:
    return filtered(q).form.errors.get("q", [])


# Words


def test_words_are_all_found_in_any_of_their_forms():
    both = saying("The treaty on disarmament")
    saying("A treaty")

    assert found("treaties disarmament") == [both]


@pytest.mark.parametrize(
    ("written", "language"),
    [("200th", "en"), ("200º", "pt"), ("200.ª", "es"), ("200e", "fr"), ("200-я", "ru"),
     ("200я", "ru"), ("200η", "el"), ("200’üncü", "tr"), ("الـ200", "ar"), ("200", "en")],
)  # fmt: skip
@pytest.mark.parametrize("q", ["200", "200th", "200-й", "200.º", "٢٠٠", "marx 200th"])
def test_number_that_counts_is_found_however_its_ending_is_written(written, language, q):
    statement = saying(f"Marx {written}", language, level=Level.TITLE)
    saying("Marx 2000 20th", level=Level.TITLE)

    assert found(q) == [statement]


def test_ending_of_a_number_is_no_number_and_letters_behind_it_are_no_ending():
    saying("th 200km x200")

    assert found("200") == []


def test_words_of_a_query_may_stand_in_different_passages():
    statement = saying("peace", level=Level.TITLE)
    add(statement, "guerra", "es", level=Level.BODY)

    assert found("peace guerra") == [statement]


def test_one_of_several_words_is_enough_with_or():
    first, second = saying("truce", issued=PartialDate(2020)), saying("ceasefire")
    saying("war")

    assert found("truce OR ceasefire") == [first, second]


def test_word_with_a_minus_is_left_out():
    kept = saying("peace")
    saying("peace and war")

    assert found("peace -war") == [kept]


def test_word_is_found_in_every_language():
    statements = {
        saying("договоры", "ru"),
        saying("Über Verträge", "de"),
        saying("人民共和国", "zh"),
    }

    assert {one for q in ("договор", "Vertrag", "共和") for one in found(q)} == statements


def test_beginning_finds_all_words_that_begin_so():
    statements = {saying("disarmament"), saying("disarming"), saying("disarmed")}
    saying("disaster")

    assert set(found("disarm*")) == statements


def test_beginning_of_too_many_words_finds_the_shortest_and_says_so(monkeypatch):
    monkeypatch.setattr(beginnings, "MOST", 2)
    statements = {saying("disarm disarms"), saying("disaster")}
    saying("disarmament disagreement")

    assert set(found("disa* OR disaster")) == statements
    assert notices("disa*") == [
        "Very many words begin like “disa…”: only the shortest of them are looked for. Write more "
        "letters to find the others too."
    ]
    assert notices("disarma*") == []


def test_frequent_beginning_takes_no_place_of_a_rare_one(monkeypatch):
    monkeypatch.setattr(beginnings, "MOST", 4)
    rare = saying("palestinian")
    for word in ("con", "cone", "cons", "cony", "congo", "conga"):
        saying(word)

    assert rare in found("con* OR palestin*")
    assert notices("con* OR palestin*") == [
        "Very many words begin like “con…”: only the shortest of them are looked for. Write more "
        "letters to find the others too."
    ]


# Phrases


def test_phrase_is_found_in_its_order_only():
    statement = saying("An end to the arms race now")
    saying("A race of arms")

    assert found('"arms race"') == [statement]


def test_phrase_may_end_with_the_beginning_of_a_word():
    statements = {saying("A nuclear weapon"), saying("Of nuclear, of nuclear weaponry")}
    saying("No weapons, nuclear or otherwise")
    make_text(make_statement(title="weapons"), title="", summary="nuclear", body="<p>weapons</p>")

    assert set(found('"nuclear weap*"')) == set(found("nuclear-weap*")) == statements
    assert len(found("nuclear weap*")) == 4


def test_run_of_signs_may_end_with_the_first_of_a_pair():
    statement = saying("21世纪", "zh")
    saying("一世 21", "zh")
    saying("21一世 世纪", "zh")

    assert found("21世") == [statement]


def test_phrase_begun_in_a_title_is_not_one_in_a_body():
    statement = saying("Nuclear weapons", level=Level.TITLE)
    saying("nuclear weapons", level=Level.BODY, title="Weapons, nuclear or otherwise")

    assert found('title:"nuclear weap*"') == [statement]


def test_phrase_does_not_reach_from_one_passage_into_the_next():
    statement = make_statement(title="Call to arms")
    make_text(statement, title="", summary="Race", body="<p>A race</p>")

    assert found('"arms race"') == []


def test_phrase_is_left_out_with_a_minus():
    kept = saying("A cold winter, a war")
    saying("The cold war")

    assert found('war -"cold war"') == [kept]


def test_phrase_in_a_title_is_not_one_in_a_body():
    statement = saying("arms race", level=Level.TITLE)
    saying("arms race", level=Level.BODY, title="A race of arms")

    assert found('title:"arms race"') == [statement]


@pytest.mark.parametrize("q", ['"arms race"', "arms-race", 'title:"arms race"'])
def test_order_of_words_that_stand_in_too_many_statements_is_not_looked_at(monkeypatch, q):
    monkeypatch.setattr(matching, "MOST_CANDIDATES", 2)
    statements = {
        saying("Arms race", level=Level.TITLE),
        saying("A race of arms in space", level=Level.TITLE),
        saying("A race without arms", level=Level.TITLE),
    }

    assert set(found(q)) == statements
    assert notices(q) == [
        f"The words of “{q.removeprefix('title:').strip(QUOTE)}” stand together in too many "
        "statements to look at their order, so they are found in any order. Add a word to narrow "
        "them down."
    ]
    assert notices(f"{q} space") == []


def test_phrase_of_words_in_too_many_statements_is_not_left_out(monkeypatch):
    monkeypatch.setattr(matching, "MOST_CANDIDATES", 1)
    statements = {saying("The cold war"), saying("A cold winter, a war")}

    assert set(found('war -"cold war"')) == statements
    assert notices('war -"cold war"') == [
        "The words of “cold war” stand together in too many statements to look at their order, so "
        "these are not left out."
    ]


def test_phrase_in_look_alike_letters_of_another_script_is_found():
    statement = saying("Το ΚΚΕ στην Αθήνα", "el")

    assert found("KKE") == [statement]  # Latin letters


# Names


def test_words_find_statements_by_names_of_their_parties():
    party = make_party(name="Example Party of Freedonia", abbreviation="EPF")
    PartyName.objects.create(
        party=party, kind=PartyName.Kind.FORMER, text="Workers' League", abbreviation="WLF"
    )
    PartyName.objects.create(party=party, kind=PartyName.Kind.NATIVE, text="Ορθή Ένωση")
    statement = make_statement(parties=[party])
    make_statement(parties=[make_party()])

    for q in ("EPF", "freedonia", '"party of freedonia"', "wlf", "worker", '"ορθη ενωση"', "free*"):
        assert found(q) == [statement], q


def test_address_names_are_no_words():
    make_statement(parties=[make_party(slug="us-epa", abbreviation="")])

    assert found("us") == []


def test_fields_look_in_names_of_their_kind_only():
    party, topic = make_party(abbreviation="CUB", slug="cu-cub"), make_topic(name="Cuba")
    meeting = make_meeting(city="Cuba City")
    by_party, on_topic = make_statement(parties=[party]), make_statement(topics=[topic])
    at_meeting = make_statement(meeting=meeting)
    titled = saying("Cuba", level=Level.TITLE)
    saying("Cuba")

    assert found("party:cub") == found("party:cu-cub") == [by_party]
    assert found("topic:Cuba") == [on_topic]
    assert found("meeting:Cuba") == [at_meeting]
    assert found("title:Cuba") == [titled]
    assert found("party:Cuba") == []


def test_topic_finds_what_is_on_the_topics_under_it():
    parent = make_topic(name="Middle East")
    statement = make_statement(topics=[make_topic(name="Syria", parent=parent)])

    assert found('"middle east"') == [statement]


@pytest.mark.parametrize(
    "q",
    ["21 IMCWP", "IMCWP 21", "21st IMCWP", '"21st meeting"', "Izmir", "izmir 2019",
     "21st International Meeting of Communist and Workers' Parties", "21-я международная встреча",
     "XXI Encuentro Internacional", "vigésimo primer encuentro internacional izmir"],
)  # fmt: skip
def test_statements_of_a_meeting_are_found_by_what_people_call_it(q):
    meeting = make_meeting(kind="ordinary", number=21, city="Izmir", start=PartialDate(2019, 10))
    statement = make_statement(meeting=meeting)
    for number in (2, 22):
        make_statement(meeting=make_meeting(kind="ordinary", number=number))

    assert found(q) == [statement]


def test_words_for_the_series_are_words_where_no_meeting_is_named_by_number():
    make_statement(meeting=make_meeting(kind="ordinary", number=21))
    statement = saying("Two parties of one International met 21 times")

    assert found("21 international parties") == [statement]
    assert found("meeting:21 international") == []


@pytest.mark.parametrize("q", ["2019", "October 2019", '"October 2019"', "18 October 2019"])
def test_written_date_finds_what_was_issued_then(q):
    statement = make_statement(issued=PartialDate(2019, 10, 18))
    make_statement(issued=PartialDate(2018, 10, 18))

    assert found(q) == [statement]


@pytest.mark.parametrize("q", ["17-19 October 2019", "October 17–19, 2019", '"18-20.10.2019"'])
def test_written_days_find_what_was_issued_on_them(q):
    statement = make_statement(issued=PartialDate(2019, 10, 18))
    make_statement(issued=PartialDate(2019, 10, 21))

    assert found(q) == [statement]


@pytest.mark.parametrize(
    "q", ["9-10-2019", "9-10 2019", "19-17 October 2019", "17-32 October 2019"]
)
def test_what_is_no_days_of_a_month_finds_nothing_issued_then(q):
    make_statement(issued=PartialDate(2019, 10, 18))

    assert found(q) == []


def test_month_does_not_find_the_other_months_of_its_year():
    make_statement(issued=PartialDate(2019, 3, 18))

    assert found("October 2019") == []


# The filter


def test_words_stand_in_sentence_canonical_query_and_facets():
    party = make_party(slug="p", abbreviation="EPL")
    saying("peace", parties=[party])
    saying("peace")

    statements = filtered("  peace ", party="p", sort="relevance")

    assert statements.sentence(1) == "1 statement with “peace” by EPL"
    assert statements.canonical_query == "q=peace&party=p"
    assert [one.field for one in statements.chosen] == ["q", "party"]


def test_order_by_date_of_a_search_is_said():
    assert filtered("peace", sort="newest").canonical_query == "q=peace&sort=newest"
    assert filtered("", sort="relevance").canonical_query == ""


@pytest.mark.parametrize("q", ["???", "-war", "\x00"])
def test_query_that_says_nothing_to_find_is_refused(q):
    assert complaints(q)
    assert filtered(q).count == 0


def test_nothing_to_find_is_refused_by_matching_too():
    with pytest.raises(ValidationError):
        matching.matches(parse(""), Public())


def test_query_takes_a_fixed_number_of_queries(django_assert_num_queries):
    saying("arms race", parties=[make_party()])

    assert filtered("").count == 1  # and the facts are known

    # blocks, scheduled, parties, topics, meetings, names, those of kinds, words
    with django_assert_num_queries(8):
        assert filtered("peace OR war party:EP 2019 -cold").count == 0
    with django_assert_num_queries(10):  # and the words that begin so, and which of them wait
        assert filtered("arm* rac*").count == 1
    with django_assert_num_queries(9):  # and the order of words
        assert filtered('"arms race"').count == 1


@pytest.mark.parametrize(
    "query", ["joint statement", "déclaration commune", "بيان مشترك", "declaração occulta"]
)
def test_kinds_are_found_by_their_names_in_every_language(query):
    KindName.objects.filter(kind="joint-statement").update(name_pt="declaração occulta")
    joint = make_statement(title="A", kind="joint-statement")
    make_statement(title="B", kind="declaration")
    make_statement(title="C", kind="speech")

    assert joint in list(filtered(query).listed())
    assert filtered(query).count < 3


def test_sessions_of_the_working_group_are_found_by_its_name_in_every_language():
    session = make_statement(meeting=make_meeting(kind="working-group", city="Town"))
    make_statement(meeting=make_meeting(kind="other", city="Town"))

    for query in ("рабочая группа", "grupo de trabajo", "çalışma grubu"):
        assert list(filtered(query).listed()) == [session], query
