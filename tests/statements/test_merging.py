"""Two changes of one statement brought together."""

import pytest
from hypothesis import given

from statements.merging import Conflict, merge
from tests.statements.contents import contents

FILES = {"a" * 64: 1, "b" * 64: 2}
CONTENTS = contents(["xx-a", "xx-b"], ["cuba", "peace", "women"], ["imcwp-1"], FILES, [12, 13])


def text(language="en", **fields) -> dict:
    """Give the content of a text."""
    nothing = dict.fromkeys(["status", "translated_from", "title", "summary", "body"], "")
    return {"language": language, **nothing, **fields}


def signature(party="xx-a", **fields) -> dict:
    """Give the content of a signature."""
    nothing = dict.fromkeys(["printed_name", "group", "source", "confidence", "added"], "")
    return {"party": party, "role": "author", "position": 0, **nothing, **fields}


@given(CONTENTS, CONTENTS)
def test_one_change_alone_is_taken_whole(base, changed):
    assert merge(base, changed, base) == (changed, [])
    assert merge(base, base, changed) == (changed, [])


@given(CONTENTS, CONTENTS)
def test_the_same_change_twice_is_no_conflict(base, changed):
    assert merge(base, changed, changed) == (changed, [])


@given(CONTENTS, CONTENTS, CONTENTS)
def test_conflicts_are_the_same_from_either_side(base, one, other):
    _merged, conflicts = merge(base, one, other)
    _merged, mirrored = merge(base, other, one)

    turned = [Conflict(c.place, c.base, c.theirs, c.mine) for c in mirrored]
    assert sorted(conflicts, key=str) == sorted(turned, key=str)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_what_merges_without_conflict_holds_both_changes(base, one, other):
    merged, conflicts = merge(base, one, other)

    if not conflicts:
        for name in ("title", "note", "issued", "meeting"):
            expected = other[name] if one[name] == base[name] else one[name]
            assert merged[name] == expected


@given(CONTENTS, CONTENTS, CONTENTS)
def test_no_collection_holds_anything_twice(base, one, other):
    merged, _conflicts = merge(base, one, other)

    languages = [text["language"] for text in merged["texts"]]
    signed = [(one["party"], one["role"]) for one in merged["signatures"] if one["party"]]
    for keys in (merged["topics"], languages, signed):
        assert len(set(keys)) == len(keys)


def test_changes_in_different_places_both_stand():
    base = {"title": "Old", "note": "", "texts": [text(title="T", body="<p>B</p>")]}
    mine = {"title": "New", "note": "", "texts": [text(title="T", body="<p>C</p>")]}
    theirs = {"title": "Old", "note": "Said", "texts": [text(title="U", body="<p>B</p>")]}

    merged, conflicts = merge(base, mine, theirs)

    assert conflicts == []
    assert merged == {"title": "New", "note": "Said", "texts": [text(title="U", body="<p>C</p>")]}


def test_a_place_that_both_changed_differently_is_a_conflict_and_mine_stands():
    base, mine, theirs = (
        {"texts": [text("ar", body=f"<p>{word}</p>")]} for word in ("old", "mine", "theirs")
    )

    merged, conflicts = merge(base, mine, theirs)

    assert merged == mine
    assert conflicts == [
        Conflict(("texts", "ar", "body"), "<p>old</p>", "<p>mine</p>", "<p>theirs</p>")
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_removed_and_the_other_changed_stays_as_changed(turned):
    base, changed = {"texts": [text(title="Old")]}, {"texts": [text(title="New")]}
    removed = {"texts": []}

    merged, conflicts = merge(base, *((changed, removed) if turned else (removed, changed)))

    assert merged == changed
    assert [conflict.place for conflict in conflicts] == [("texts", "en")]


def test_what_one_removed_and_the_other_left_is_removed():
    base = {"texts": [text("ar"), text("en")], "topics": ["cuba", "peace"]}
    mine = {"texts": [text("en")], "topics": ["cuba", "peace"]}
    theirs = {"texts": [text("ar"), text("en")], "topics": ["peace"]}

    merged, conflicts = merge(base, mine, theirs)

    assert (merged, conflicts) == ({"texts": [text("en")], "topics": ["peace"]}, [])


def test_a_language_that_both_added_keeps_what_either_filled_in():
    mine = {"texts": [text("es", title="Título")]}
    theirs = {"texts": [text("es", body="<p>Palabras</p>")]}

    merged, conflicts = merge({"texts": []}, mine, theirs)

    assert merged == {"texts": [text("es", title="Título", body="<p>Palabras</p>")]}
    assert conflicts == []


def test_signatures_of_both_stand_in_the_order_of_the_list():
    base = {"signatures": [signature("xx-a", position=2)]}
    mine = {"signatures": [signature("xx-a", position=2), signature("xx-c", position=3)]}
    theirs = {"signatures": [signature("xx-b", position=1), signature("xx-a", position=2)]}

    merged, conflicts = merge(base, mine, theirs)

    assert [one["party"] for one in merged["signatures"]] == ["xx-b", "xx-a", "xx-c"]
    assert conflicts == []


def test_status_and_the_language_it_is_translated_from_go_together():
    base = {"texts": [text()]}
    mine = {"texts": [text(status="original")]}
    theirs = {"texts": [text(translated_from="el")]}

    merged, conflicts = merge(base, mine, theirs)

    assert merged == mine
    assert [conflict.place for conflict in conflicts] == [("texts", "en", "status")]


def test_an_order_of_topics_that_only_one_changed_is_taken():
    merged, conflicts = merge(
        {"topics": ["a", "b", "c"]}, {"topics": ["c", "b", "a"]}, {"topics": ["a", "b", "c", "d"]}
    )

    assert (merged, conflicts) == ({"topics": ["c", "d", "b", "a"]}, [])
