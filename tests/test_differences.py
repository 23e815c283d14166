"""Two texts compared: what stayed, came and went is all there, in words that readers see."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_site.differences import (
    Change,
    Fold,
    Paragraph,
    compare_html,
    compare_words,
    folded,
)
from imcwp_site.text import clean_html, plain_text

WORDS = st.lists(
    st.sampled_from(["one", "two", "three", ",", "的", "谴责", "كلمة", "ພັກ", "हिन्दी", "\n", "a-b"]),
    max_size=30,
).map(" ".join)
BODIES = st.lists(
    st.tuples(st.sampled_from(["p", "h2", "li", "blockquote"]), WORDS), max_size=8
).map(lambda parts: clean_html("".join(f"<{tag}>{words}</{tag}>" for tag, words in parts)))


def shown(pieces) -> str:
    """Write pieces as people mark a text: +what came+ and -what went-."""
    signs = {Change.SAME: "", Change.ADDED: "+", Change.REMOVED: "-"}
    return "".join(f"{signs[one.change]}{one.text}{signs[one.change]}" for one in pieces)


def paragraphs(*words: str) -> str:
    """Give the HTML of paragraphs."""
    return "".join(f"<p>{one}</p>" for one in words)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We condemn the war.", "We condemn this war.", "We condemn -the-+this+ war."),
        ("Peace now", "Peace, now", "Peace+,+ now"),
        ("", "New", "+New+"),
        ("Old", "", "-Old-"),
        ("我们谴责干涉", "我们坚决谴责干涉", "我们+坚决+谴责干涉"),
        ("ندين التدخل في سوريا", "ندين كل التدخل في سوريا", "ندين +كل+ التدخل في سوريا"),
        ("ພັກປະຊາຊົນປະຕິວັດລາວ", "ພັກປະຊາຊົນລາວ", "ພັກປະຊາຊົນ-ປະຕິວັດ-ລາວ"),
        # A short word between two changes is no island.
        ("all of the people", "some of these people", "-all of the-+some of these+ people"),
        # Where hardly a word stayed, both are given whole.
        (
            "One two three four five",
            "Six seven three",
            "-One two three four five-+Six seven three+",
        ),
    ],
)
def test_words_that_came_and_went_are_marked(before, after, expected):
    assert shown(compare_words(before, after)) == expected


@given(WORDS, WORDS)
def test_pieces_hold_all_words_of_both_texts(before, after):
    pieces = compare_words(before, after)

    def text_without(change):
        return "".join("".join(p.text for p in pieces if p.change is not change).split())

    assert text_without(Change.REMOVED) == "".join(after.split())
    assert text_without(Change.ADDED) == "".join(before.split())


@given(BODIES, BODIES)
def test_paragraphs_hold_all_words_of_the_text_that_is(before, after):
    compared = compare_html(before, after)

    kept = [one for one in compared if one.change is not Change.REMOVED]
    words = ["".join(p.text for p in one.pieces if p.change is not Change.REMOVED) for one in kept]
    assert "".join(" ".join(words).split()) == "".join(plain_text(after).split())


@given(BODIES)
def test_a_text_does_not_differ_from_itself(body):
    assert {paragraph.change for paragraph in compare_html(body, body)} <= {Change.SAME}


def test_paragraphs_are_aligned_and_only_their_changed_words_marked():
    before = paragraphs("First paragraph here.", "We ask for peace in the land.", "Last one.")
    after = paragraphs(
        "First paragraph here.",
        "Quite another thing.",
        "We ask for peace in all lands.",
        "Last one.",
    )

    compared = compare_html(before, after)

    assert [(one.change, shown(one.pieces)) for one in compared] == [
        (Change.SAME, "First paragraph here."),
        (Change.ADDED, "+Quite another thing.+"),
        (Change.CHANGED, "We ask for peace in -the land-+all lands+."),
        (Change.SAME, "Last one."),
    ]


def test_a_paragraph_that_stands_elsewhere_is_moved():
    parts = ["Alpha beta gamma.", "Delta epsilon zeta.", "Eta theta iota.", "Kappa lambda mu."]

    compared = compare_html(paragraphs(*parts), paragraphs(*parts[1:], parts[0]))

    assert [(one.change, shown(one.pieces)) for one in compared if one.change != Change.SAME] == [
        (Change.MOVED, parts[0])
    ]


def test_the_same_words_under_another_tag_or_link_are_said_to_be():
    before = '<p>Read <a href="https://old.example/?a=1&amp;b">this</a>.</p><p>Part</p>'
    after = '<p>Read <a href="https://new.example/">this</a>.</p><h2>Part</h2>'

    compared = compare_html(before, after)

    assert [one.change for one in compared] == [Change.LAYOUT, Change.LAYOUT]
    assert shown(compared[0].links) == "-https://old.example/?a=1&b-+https://new.example/+"


def test_runs_without_a_change_are_folded_but_for_the_paragraphs_beside_a_change():
    parts = [f"Paragraph number {n} of many." for n in range(20)]
    changed = [*parts[:10], "Something else came here.", *parts[11:]]

    shown_ones = folded(compare_html(paragraphs(*parts), paragraphs(*changed)))

    assert [len(one.paragraphs) if isinstance(one, Fold) else 1 for one in shown_ones] == [
        9, 1, 1, 1, 1, 8,
    ]  # fmt: skip


def test_a_short_run_without_a_change_is_not_folded():
    same = Paragraph(Change.SAME, ())
    changed = Paragraph(Change.CHANGED, ())

    assert folded([changed, same, same, same, changed]) == [changed, same, same, same, changed]


def letters(n: int) -> str:
    """Give words of which there are two only, the worst for a comparison."""
    return " ".join(random.Random(n).choices("ab", k=n))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (paragraphs(*(f"{n} {letters(50)}" for n in range(400))),) * 2,
        (paragraphs(*[letters(199)] * 400), paragraphs(*[letters(198)] * 400)),
        (paragraphs(letters(100_000)), paragraphs(letters(99_999))),
        (paragraphs(*"abcdefgh" * 5_000), paragraphs(*"hgfedcba" * 5_000)),
        (paragraphs("的" * 100_000), paragraphs("的谴" * 50_000)),
        ("<p>" + "a" * 500_000, "<p>" + "b" * 500_000),
        ("<p>" + "&lt;" * 50_000, "<p>" + "&lt; " * 50_000),
    ],
    ids=["long", "two words", "one paragraph", "many", "unspaced", "one word", "signs"],
)
def test_no_text_takes_long_to_compare(before, after):
    start = time.process_time()

    compared = compare_html(before, after)

    assert compared
    # On a busy machine; pair by pair, each of these would take minutes.
    assert time.process_time() - start < 10
