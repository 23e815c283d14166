"""Ranking: in which order a search gives what it finds."""

import pytest

from imcwp_site.dates import PartialDate
from statements.index.public import Public
from statements.index.shape import Level
from statements.models import Signature, Statement
from statements.search import ranking
from statements.search.grammar import parse
from statements.search.matching import matches
from tests.factories import index, make_party, make_statement
from tests.search.asking import filtered, found
from tests.search.texts import add, saying

pytestmark = pytest.mark.django_db


def titled(*titles: str, language: str = "en") -> list[Statement]:
    """Keep statements with these titles, each newer than those before."""
    return [
        saying(title, language, level=Level.TITLE, issued=PartialDate(2000 + n))
        for n, title in enumerate(titles)
    ]


# Where words are found


def test_words_in_titles_go_before_speakers_signatories_summaries_bodies_and_files():
    party = make_party(name="Example Party of Peace")
    in_file = saying("peace", level=Level.FILE, issued=PartialDate(2022))
    in_body = saying("peace", level=Level.BODY, issued=PartialDate(2022))
    in_summary = saying("peace", level=Level.SUMMARY, issued=PartialDate(2022))
    signed = make_statement(issued=PartialDate(2022))
    Signature.objects.create(
        statement=signed, party=party, position=1, role=Signature.Role.SIGNATORY
    )
    index(signed)
    by_party = make_statement(parties=[party], issued=PartialDate(2022))
    old = saying("peace", level=Level.TITLE, issued=PartialDate(1999))
    new = saying("peace", level=Level.TITLE, issued=PartialDate(2000))

    in_order = [new, old, by_party, signed, in_summary, in_body, in_file]
    assert found("peace") == in_order
    assert [filtered("peace").listed()[n] for n in range(7)] == in_order
    assert filtered("peace").listed()[1:3] == in_order[1:3]
    assert found("peace", sort="oldest")[0] == old


def test_more_of_the_words_in_titles_goes_first():
    one = saying("war", title="Peace", issued=PartialDate(2020))
    both = saying("peace and war", level=Level.TITLE, issued=PartialDate(2000))

    assert found("peace war") == [both, one]


def test_dates_that_are_meant_go_before_those_that_may_be():
    in_year = make_statement(title="Activities of 2017", issued=PartialDate(2017))
    in_month, on_day = (make_statement(issued=PartialDate(2017, 11, day)) for day in (None, 7))
    make_statement(issued=PartialDate(2017, 12))
    index(*Statement.objects.all())

    assert found("November 2017") == [on_day, in_month, in_year]
    assert found("7 November 2017") == [on_day, in_month, in_year]
    assert found("November 2017", sort="oldest")[0] == in_year


def test_tiers_hold_each_statement_once():
    for text in ("peace", "war", "peace war"):
        for level in (Level.TITLE, Level.BODY, Level.FILE):
            saying(text, level=level)

    found = matches(parse("peace OR war -war OR peace*"), Public())

    assert sorted(n for tier in found.tiers for n in tier) == list(found.numbers)


# How words stand in titles


def test_title_that_is_the_query_goes_first_and_words_side_by_side_before_others():
    whole, together, scattered, turned = titled(
        "Arms race",
        "No to the arms race",
        "Arms, not a race",
        "A race to arms",
    )

    assert found("arms race") == [whole, together, turned, scattered]
    assert found("ARMS of the races") == [whole, together, turned, scattered]
    assert found("race") == [turned, scattered, together, whole]
    assert found('arms "race of arms" OR race*') == [whole, together, turned, scattered]


def test_words_that_say_nothing_are_passed_over_in_titles():
    appeal, other = titled("Appeal of the 21st meeting", "A meeting, its 21st, makes an appeal")

    assert found("appeal 21st meeting") == found("the appeal of 21st meeting") == [appeal, other]


def test_words_stand_side_by_side_in_a_title_in_any_language():
    whole, part = titled("人民共和国", "世界人民共和国", language="zh")
    both = saying("Untold", issued=PartialDate(1999))
    add(both, "договор о мире", "ru", Level.TITLE)
    (newer,) = titled("мира нет без договора", language="ru")

    assert found("人民共和国") == [whole, part]
    assert found("договоры мир") == [both, newer]


def test_words_in_different_titles_of_a_statement_do_not_stand_side_by_side():
    one, other = titled("Arms", "The arms race")
    add(one, "race", "fr", Level.TITLE)

    assert found("arms race") == [other, one]


def test_titles_of_the_newest_alone_are_looked_at_where_very_many_hold_the_words(monkeypatch):
    monkeypatch.setattr(ranking, "MOST_LOOKED_AT", 2)
    old, together, new = titled("Arms race", "The arms race", "A race to arms")

    assert found("arms race") == [together, new, old]


def test_titles_are_looked_at_in_one_query_and_for_no_other_order(django_assert_num_queries):
    titled("Arms race", "No arms race", "A race to arms")

    statements = filtered("arms race")

    assert statements.count == 3
    with django_assert_num_queries(1):
        assert len(statements.matches.tiers) == 3
    newest = filtered("arms race", sort="newest")
    assert newest.listed()[:] == list(Statement.objects.newest_first())
    assert "tiers" not in vars(newest.matches)
