"""What is written in the box is read as meant, and what is not read is said."""

import string

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from imcwp_site.text import find_unsound
from statements.search.grammar import MOST_CHARACTERS, MOST_WORDS, parse

SIGNS = string.ascii_letters + '   ""“”«»-−–*:,;/\'’()OR\t\néßώςЖ核不ｶﾞأةक\u200d\u0301'
PIECES = st.sampled_from(
    [
        "OR",
        "-",
        '"',
        "party:",
        "title:",
        "topic:x",
        "*",
        "war",
        "peace*",
        "ab*",
        '"arms rac*"',
        "of",
        "核",
        "核不扩",
    ]
)
ANY_QUERY = st.one_of(
    st.text(),
    st.text(alphabet=SIGNS),
    st.lists(PIECES).map(" ".join),
    st.lists(PIECES).map("".join),
)


def wanted(q: str) -> list[list[str]]:
    """Give the parts of the groups of a query, as they are written."""
    return [[str(part) for part in group] for group in parse(q).wanted]


@pytest.mark.parametrize(
    ("q", "groups"),
    [
        ("peace war", [["peace"], ["war"]]),
        ("peace OR truce war", [["peace", "truce"], ["war"]]),
        ("peace OR truce OR war", [["peace", "truce", "war"]]),
        ("peace or truce", [["peace"], ["or"], ["truce"]]),
        ("OR peace OR", [["peace"]]),
        ("peace OR OR truce", [["peace", "truce"]]),
        ("Peace/war, truce", [["Peace"], ["war"], ["truce"]]),
        ('"arms race" cuba', [['"arms race"'], ["cuba"]]),
        ("“arms race”", [['"arms race"']]),
        ("«λαός» 「核」", [['"λαός"'], ['"核"']]),
        ('"arms race', [["arms"], ["race"]]),
        ("disarm*", [["disarm*"]]),
        ('"arms rac*" "war* *" "peace *"', [['"arms rac*"'], ['"war"'], ['"peace"']]),
        ("CPI(M) anti-war", [["CPI(M)"], ["anti-war"]]),
        ("party:KKE Party:pcp", [["party:KKE"], ["party:pcp"]]),
        ('party:"example party" peace', [['party:"example party"'], ["peace"]]),
        ("party: peace", [["party"], ["peace"]]),
        ("author:peace", [["author"], ["peace"]]),
        ("核不扩散条约", [["核不扩散条约"]]),
        ("the peace of και и de", [["peace"]]),
        ("of the", [["of"], ["the"]]),
        ('"the" peace', [['"the"'], ["peace"]]),
        ("war die", [["war"], ["die"]]),
        ('Peace peace PEACE* "peace"', [["Peace"], ["PEACE*"], ['"peace"']]),
        ("!!! …", []),
        ("", []),
    ],
)
def test_groups_of_which_one_part_is_wanted(q, groups):
    assert wanted(q) == groups


@pytest.mark.parametrize(
    ("q", "parts"),
    [
        ("peace -war", ["war"]),
        ('peace -"cold war"', ['"cold war"']),
        ("peace −war –truce", ["war", "truce"]),
        ("peace -party:KKE", ["party:KKE"]),
        ("peace --party:KKE", ["party:KKE"]),
        ("peace - war", []),
        ("anti-war", []),
        ("peace OR -war", ["war"]),
    ],
)
def test_parts_that_are_unwanted(q, parts):
    assert [str(part) for part in parse(q).unwanted] == parts


def test_words_written_in_one_stand_one_after_another():
    ((part,),) = parse("CPI-M").wanted

    assert part.words == ("cpi", "m")
    assert [f":{word}" in terms for word, terms in zip(part.words, part.places, strict=True)] == [
        True,
        True,
    ]


def test_beginning_is_no_whole_word():
    ((part,),) = parse("Disarm*").wanted

    assert (part.places, part.beginning) == ((), "disarm")


def test_beginning_in_quotation_marks_is_the_last_of_a_phrase():
    ((part,),) = parse('"Arms rac*"').wanted

    assert (part.words, len(part.places), part.beginning) == (("arms", "rac"), 1, "rac")
    assert part.in_words() == "“Arms rac…”"


@pytest.mark.parametrize("q", ["核", '"核"'])
def test_one_sign_is_looked_for_as_part_of_a_pair(q):
    ((part,),) = parse(q).wanted

    assert (part.places, part.beginning, str(part)) == ((), "核", q)


@pytest.mark.parametrize("q", ["a\0b", "\x1b[31m", "\ud800", "peace \udfff", "\ufffe", "\x7f"])
def test_characters_that_no_text_may_hold_are_refused_by_name(q):
    with pytest.raises(ValidationError, match=r"U\+[0-9A-F]{4}"):
        parse(q)


@pytest.mark.parametrize(
    ("q", "notice"),
    [
        ("-war", "Say also what to find"),
        ("ab* war", "“ab” is looked for as a word: * stands after 3 letters or more."),
        (" ".join(f"w{n}" for n in range(14)), "12 different words. Left out: “w12”, “w13”."),
        (f'"{" ".join(f"w{n}" for n in range(14))}"', "12 different words. Left out: “w12 w13”."),
        ("peace " * 50, "A search has at most 200 characters. Left out: “peace "),
        ("?!", "There is no word to look for in “?!”."),
    ],
)
def test_what_is_not_read_as_written_is_said(q, notice):
    (said,) = parse(q).notices

    assert notice in said


@pytest.mark.parametrize("q", ["peace -war", "核*", "the peace of the world", "", "  ", "w " * 30])
def test_nothing_is_said_where_all_is_read(q):
    assert parse(q).notices == ()


def test_words_that_say_nothing_do_not_count():
    query = parse("the war of the world and " + " ".join(f"w{n}" for n in range(10)))

    assert (len(query.wanted), query.notices) == (12, ())


def test_signs_without_spaces_are_limited_by_characters_only():
    ((part,),) = parse("中国共产党第二十次全国代表大会").wanted

    assert len(part.words) == 14


@pytest.mark.parametrize(
    ("q", "sentence"),
    [
        ("peace", "with “peace”"),
        ("peace -war", "with “peace” and without “war”"),
        ("peace OR truce cuba", "with “peace” or “truce” and with “cuba”"),
        ('"arms race" disarm*', "with “arms race” and “disarm…”"),
        ("title:peace party:KKE", "with “peace” in the title and the party “KKE”"),
        ("-war -truce", "without “war” or “truce”"),
        ("", ""),
    ],
)
def test_query_says_itself_in_words(q, sentence):
    assert parse(q).in_words() == sentence


@given(ANY_QUERY)
def test_every_sound_query_is_read(q):
    if find_unsound(q):
        with pytest.raises(ValidationError):
            parse(q)
        return

    query = parse(q)
    parts = [part for group in query.wanted for part in group] + list(query.unwanted)

    assert len({word for part in parts for word in part.words}) <= MOST_CHARACTERS
    assert all(part.places or part.beginning for part in parts)
    assert query.in_words() or not query


@given(ANY_QUERY)
@example("00:01:2:3:4:6:10:0:1:02:1㏠5")  # too many words within a part
def test_canonical_form_is_read_as_the_same_query(q):
    if find_unsound(q):
        return
    query = parse(q)

    again = parse(str(query))

    assert (again.wanted, again.unwanted) == (query.wanted, query.unwanted)


@given(st.lists(st.sampled_from([f"w{n}" for n in range(30)])))
def test_no_more_words_are_read_than_allowed(words):
    query = parse(" ".join(words))

    assert len({part.words for group in query.wanted for part in group}) <= MOST_WORDS


def test_very_long_queries_are_read_at_once():
    for q in ("a" * 100_000, "a " * 100_000, '"' * 100_000, "-" * 100_000, "party:" * 50_000):
        assert len(str(parse(q))) <= MOST_CHARACTERS
