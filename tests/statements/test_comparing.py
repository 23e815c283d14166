"""What differs between two contents of a statement."""

import time

from hypothesis import given

from imcwp_site.differences import Change, Fold
from statements.comparing import compare, followed
from tests.statements.contents import contents
from tests.statements.test_merging import signature, text

CONTENTS = contents(["xx-a", "xx-b"], ["cuba", "peace"], ["imcwp-1"], {"a" * 64: 1, "b" * 64: 2})


def said(items) -> list[tuple]:
    """Say what became of each item, in which fields."""
    return [(item.change.value, [field.name for field in item.fields]) for item in items]


@given(CONTENTS)
def test_a_content_does_not_differ_from_itself(content):
    assert not compare(content, content)


@given(CONTENTS, CONTENTS)
def test_contents_that_are_not_the_same_differ(before, after):
    assert bool(compare(before, after)) == (before != after)


def test_facts_that_changed_are_given_in_reading_order():
    difference = compare(
        {"title": "Old words", "note": "", "kind": "statement"},
        {"title": "New words", "note": "Said", "kind": "appeal"},
    )

    assert [(one.name, one.before, one.after) for one in difference.fields] == [
        ("title", "Old words", "New words"), ("kind", "statement", "appeal"), ("note", "", "Said"),
    ]  # fmt: skip
    assert [piece.text for piece in difference.fields[0].words] == ["Old", "New", " words"]
    assert difference.fields[1].words == ()


def test_topics_came_went_or_changed_their_order():
    difference = compare({"topics": ["a", "b", "c"]}, {"topics": ["c", "b", "d"]})

    assert (difference.added_topics, difference.removed_topics) == (["d"], ["a"])
    assert difference.are_topics_reordered


def test_a_name_that_was_resolved_and_a_role_that_changed_are_changes():
    before = [
        signature("", printed_name="Party of the Example", role="signatory"),
        signature("xx-b", role="author"),
        signature("xx-c"),
    ]
    after = [
        signature("xx-a", printed_name="Party of the Example", role="signatory"),
        signature("xx-b", role="initiator"),
        signature("xx-d"),
    ]

    difference = compare({"signatures": before}, {"signatures": after})

    assert said(difference.signatures) == [
        ("changed", ["party"]), ("changed", ["role"]), ("added", []), ("removed", []),
    ]  # fmt: skip


def test_signatures_that_only_moved_down_the_list_are_counted():
    before = [signature(f"xx-{n}", position=n) for n in range(1, 4)]
    after = [signature("xx-0", position=1)] + [
        signature(f"xx-{n}", position=n + 1) for n in range(1, 4)
    ]

    difference = compare({"signatures": before}, {"signatures": after})

    assert said(difference.signatures) == [("added", [])]
    assert difference.renumbered == 3


def test_texts_came_went_and_changed():
    before = {"texts": [text("ar", body="<p>نص</p>"), text("en", body="<p>One word.</p>")]}
    after = {
        "texts": [text("en", title="T", body="<p>Two words.</p>"), text("es", body="<p>x</p>")]
    }

    difference = compare(before, after)

    changed, came, went = difference.texts
    assert said(difference.texts) == [("changed", ["title"]), ("added", []), ("removed", [])]
    assert (changed.content["language"], len(changed.paragraphs)) == ("en", 2)
    assert isinstance(came.paragraphs[0], Fold)
    assert went.paragraphs[0].paragraphs[0].change is Change.REMOVED


def test_which_state_of_its_original_a_text_renders_is_no_difference():
    before = {"texts": [{"language": "de", "body": "<p>Worte</p>"}]}
    after = {"texts": [{"language": "de", "body": "<p>Worte</p>", "original_hash": "0" * 64}]}

    assert not compare(before, after)
    assert followed(before, after) == [("de", True)]
    assert followed(after, before) == [("de", False)]


def test_a_signature_list_and_a_file_are_compared_by_their_fields():
    listed = {"title": "", "stated_count": 3}
    file = {"sha256": "a" * 64, "name": "a.pdf", "description": ""}

    difference = compare(
        {"signature_list": None, "attachments": [file]},
        {"signature_list": listed, "attachments": [file | {"description": "A scan"}]},
    )

    assert difference.signature_list.change is Change.ADDED
    assert said(difference.attachments) == [("changed", ["description"])]


def test_a_content_of_an_older_format_is_compared_too():
    assert said(compare({}, {"texts": [text()]}).texts) == [("added", [])]
    assert not compare({}, {})


def test_many_signatures_are_compared_in_little_time():
    before = [signature("", printed_name=f"Party {n}", role="signatory") for n in range(2_000)]
    after = [one | {"party": f"xx-{n}"} for n, one in enumerate(before)]
    start = time.process_time()

    difference = compare({"signatures": before}, {"signatures": after})

    assert len(difference.signatures) == 2_000
    assert time.process_time() - start < 1


def test_bodies_that_were_kept_unclean_are_compared_by_what_may_be_shown():
    before, after = (
        {"texts": [{"language": "en", "body": body}]}
        for body in ("<![><p>Old</p>", '<![><img src="]><img"><p>New</p>')
    )

    paragraphs = repr(compare(before, after).texts[0].paragraphs)

    assert "New" in paragraphs
    assert "img" not in paragraphs
