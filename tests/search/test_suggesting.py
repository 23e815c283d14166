"""What may have been meant: other words, or fewer of them."""

import time

import pytest

from statements.search import matching, suggesting
from tests.factories import make_party, make_statement
from tests.search.asking import page_of, words_of
from tests.search.texts import saying

pytestmark = pytest.mark.django_db


# Other words


def test_word_that_finds_nothing_is_mended_but_never_replaced(client):
    party = make_party(slug="p", abbreviation="EPL")
    saying("a lighthouse", parties=[party])
    saying("two lighthouses")
    saying("lighthorse")

    page = page_of(client, "lighthuose", "/statements/")
    filtered = page_of(client, "lighthuose", "/statements/", more="&party=p")

    (link,) = page.xpath(".//p[@class='suggestion']/a")
    assert (link.text, link.get("href")) == ("lighthouse", "/statements/?q=lighthouse")
    assert words_of(page.find_class("suggestion")) == ["Did you mean lighthouse? 2 statements"]
    assert words_of(filtered.find_class("suggestion")) == ["Did you mean lighthouse? 1 statement"]
    assert page.find(".//h1").text == "0 statements with “lighthuose”"


def test_misspelt_name_is_mended(client):
    make_statement(parties=[make_party(name="Example Party of Freedonia")])

    assert words_of(page_of(client, "Fredonia").find_class("suggestion")) == [
        "Did you mean freedonia? 1 statement"
    ]


def test_word_is_not_mended_to_one_that_finds_nothing_beside_the_others(client):
    saying("a lighthouse")
    saying("the sea")

    assert page_of(client, "lighthuose sea").find_class("suggestion") == []


def test_three_words_at_most_are_mended(client):
    saying("a lighthouse, a harbour, a zeppelin and meadows")

    three = page_of(client, "lighthuose harbuor zepelin meadows")
    four = page_of(client, "lighthuose harbuor zepelin medaows")

    assert words_of(three.find_class("suggestion")) == [
        "Did you mean lighthouse harbour zeppelin meadows? 1 statement"
    ]
    assert four.find_class("suggestion") == []


def test_two_words_written_as_one_are_parted(client):
    saying("an anti-war congress")

    page = page_of(client, "antiwar")

    assert words_of(page.find_class("suggestion")) == ["Did you mean anti-war? 1 statement"]


def test_word_that_lacks_its_second_letter_is_mended(client):
    saying("after the earthquake")

    assert words_of(page_of(client, "erthquake").find_class("suggestion")) == [
        "Did you mean earthquake? 1 statement"
    ]


def test_word_is_compared_with_so_many_and_rather_with_those_more_like_it(client, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_COMPARED", 3)
    saying("lighthouse labourers lifeboats likelihood lieutenant")

    assert words_of(page_of(client, "lighthuose").find_class("suggestion")) == [
        "Did you mean lighthouse? 1 statement"
    ]


# Fewer words


@pytest.mark.parametrize(
    ("q", "shorter"),
    [
        ("arms zzzz", [("arms", "1 statement")]),
        ('"arms race" zzzz', [('"arms race"', "1 statement")]),
        ('"race arms" zzzz', []),
        ('peace zzzz -"cold war"', [('peace -"cold war"', "1 statement")]),
        ("peace-talks zzzz", []),
        ("peace war zzzz", [("peace war", "1 statement")]),
        ("arms peace", [("peace", "2 statements"), ("arms", "1 statement")]),
    ],
)
def test_fewer_words_are_offered_with_the_count_that_they_give(client, q, shorter):
    for text in ("an arms race", "peace, no cold war", "talks of peace"):
        saying(text)

    offered = page_of(client, q, "/statements/").xpath(".//div[@class='shorter']//li")

    assert [(one.find("a").text, one.find("small").text) for one in offered] == shorter


def test_the_rarest_of_very_many_words_are_left_out(client):
    pairs = [f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(60)]
    saying(" ".join(pairs[:-2]), "zh")
    began = time.process_time()

    offered = page_of(client, " ".join(pairs), "/statements/").find_class("shorter")

    assert words_of(offered[0].iter("a")) == [" ".join(pairs[:-2])]
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("q", "shorter"),
    [
        ("what did the EPF say about harbours", ["EPF harbours"]),
        ("statement by the Freedonian party", ["Freedonian party"]),
        ("qué dijo EPF sobre harbours", ["EPF harbours"]),
        ("EPF zeppelin lighthouse", ["EPF"]),
        ("EPF zeppelin harbours", ["EPF harbours"]),
        ('"what did" EPF', ["EPF"]),
        ("what did you say", []),
    ],
)
def test_words_that_tell_little_are_left_out_first_and_names_last(client, q, shorter):
    party = make_party(name="Freedonian Party", abbreviation="EPF")
    saying("harbours", parties=[party])
    saying("a zeppelin over the lighthouse")

    offered = page_of(client, q, "/statements/").xpath(".//div[@class='shorter']//li/a")

    assert words_of(offered) == shorter


def test_what_fewer_words_find_is_offered_and_shown(client):
    saying("a lighthouse by the sea")
    saying("a lighthouse in the steppe")

    page = page_of(client, "lighthouse sea zeppelin")

    assert words_of(page.find_class("notice")) == [
        "Nothing has all of these words. This is found by lighthouse sea:"
    ]
    assert not page.find_class("shorter")  # it would say the same again
    assert len(page.find_class("rows")[0]) == 1
    assert [one.text_content().split()[:2] for one in page.find_class("totals")] == [
        ["Statements", "1"]
    ]


def test_mended_words_are_taken_where_more_of_them_stay(client):
    saying("a lighthouse by the sea")

    page = page_of(client, "lighthuose zeppelin sea", "/statements/")

    assert words_of(page.find_class("shorter")[0].findall(".//li")) == [
        "lighthouse sea 1 statement"
    ]


def test_one_mended_word_alone_is_not_offered(client):
    saying("guerra")

    page = page_of(client, "Che Guevra")

    assert "guerra" not in page.text_content()


def test_fewer_words_are_not_offered_where_their_phrases_take_long_to_look_for(client, monkeypatch):
    monkeypatch.setattr(matching, "MOST_TRIED", 1)
    for _ in range(2):
        saying("an arms race")

    assert page_of(client, '"arms race" zzzz').find_class("shorter") == []


def test_twelve_unknown_words_take_few_queries(client, django_assert_max_num_queries):
    saying(" ".join(f"lighthouse{letter}" for letter in "abcdefghijkl"), parties=[make_party()])
    unknown = " ".join(f"lighthuose{letter}" for letter in "abcdefghijkl")
    phrases = " ".join(
        f'"lighthouse{two[1]} lighthouse{two[0]}"' for two in ("ab", "cd", "ef", "gh", "ij", "kl")
    )
    client.get("/search/")

    with django_assert_max_num_queries(16):
        client.get(f"/search/?q={unknown}")
    with django_assert_max_num_queries(65):  # six phrases, left out in nine ways
        client.get(f"/search/?q={phrases}")
