"""What differs between two contents of a statement (see `statements.versions.content_of`).

What is changed is known at once; the words inside it are compared only when somebody asks.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any

from imcwp_site.differences import (
    Change,
    Fold,
    Paragraph,
    Piece,
    compare_html,
    compare_words,
    entire,
    folded,
)
from imcwp_site.text import clean_html, paragraphs_of
from statements.merging import signatures_by_key

Content = Mapping[str, Any]

FACTS = (
    *("title", "kind", "issued", "posted", "meeting", "note", "source", "confidence"),
    *("state", "published_at", "withdrawal_reason"),
)
# What is written in words, and so compared by them.
IN_WORDS = {"title", "note", "source", "withdrawal_reason", "summary", "description", "alt"}
OF_TEXT = ("status", "translated_from", "title", "summary")


@dataclass(frozen=True)
class Field:
    """A fact that changed; before or after it may have been empty."""

    name: str
    before: Any
    after: Any

    @cached_property
    def words(self) -> tuple[Piece, ...]:
        """The words that came and went, where there were words before and after."""
        if self.name in IN_WORDS and self.before and self.after:
            return compare_words(self.before, self.after)
        return ()


@dataclass(frozen=True, eq=False)
class Item:
    """One of many that came, went or changed: a text, a signature, a file, a relation.

    `content` is what it says now or, where it went, what it said.
    """

    change: Change
    content: Content
    fields: list[Field] = field(default_factory=list)
    before: Content = field(default_factory=dict)

    @property
    def is_renumbered(self) -> bool:
        """Tell whether only its number in the printed list changed."""
        return [one.name for one in self.fields] == ["position"]

    @cached_property
    def paragraphs(self) -> list[Paragraph | Fold]:
        """The paragraphs of a text, compared; [] if they say what they said.

        An imported version is kept as it came, and what was clean once may not be today.
        """
        before, after = (clean_html(one.get("body", "")) for one in (self.before, self.content))
        if self.change is not Change.CHANGED:
            return [Fold(tuple(entire(self.change, paragraphs_of(after))))] if after else []
        return folded(compare_html(before, after)) if before != after else []


@dataclass(frozen=True)
class Difference:
    """All that differs between two contents; false if nothing does."""

    fields: list[Field]
    added_topics: list[str]
    removed_topics: list[str]
    are_topics_reordered: bool
    signature_list: Item | None
    signatures: list[Item]
    renumbered: int  # signatures: one more moves all after it
    texts: list[Item]
    attachments: list[Item]
    relations: list[Item]

    def __bool__(self):
        return any(vars(self).values())


def compare(before: Content, after: Content) -> Difference:
    """Say what changed from one content to another; either may be of an older format."""
    sides = (as_read(before), as_read(after))
    old_topics, new_topics = (side.get("topics") or [] for side in sides)
    stayed = set(old_topics) & set(new_topics)
    signatures = compare_signatures(*(side.get("signatures") or [] for side in sides))
    lists = [{"": side["signature_list"]} if side.get("signature_list") else {} for side in sides]
    return Difference(
        fields=compare_fields(*sides, FACTS),
        added_topics=[slug for slug in new_topics if slug not in stayed],
        removed_topics=[slug for slug in old_topics if slug not in stayed],
        are_topics_reordered=[slug for slug in old_topics if slug in stayed]
        != [slug for slug in new_topics if slug in stayed],
        signature_list=next(iter(compare_items(*lists)), None),
        signatures=[one for one in signatures if not one.is_renumbered],
        renumbered=sum(one.is_renumbered for one in signatures),
        texts=compare_items(*(by(side.get("texts"), "language") for side in sides)),
        attachments=compare_items(*(by(side.get("attachments"), "sha256") for side in sides)),
        relations=compare_items(*(by(side.get("relations"), "kind", "other") for side in sides)),
    )


def as_read(content: Content) -> dict[str, Any]:
    """Give what readers meet of a content: not which state of its original a text renders."""
    texts = [
        {name: value for name, value in text.items() if name != "original_hash"}
        for text in content.get("texts") or ()
    ]
    return {**content, "texts": texts}


def followed(before: Content, after: Content) -> list[tuple[str, bool]]:
    """Give the texts that fell behind their original (True) or render it again, by language."""
    marks = [
        {text["language"]: bool(text.get("original_hash")) for text in side.get("texts") or ()}
        for side in (before, after)
    ]
    return [(one, now) for one, now in marks[1].items() if now != marks[0].get(one, now)]


def compare_fields(before: Content, after: Content, names: Iterable[str]) -> list[Field]:
    """Give the fields that differ; one that only one side knows is empty in the other."""
    return [
        Field(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


def by(contents: Iterable[Content] | None, *names: str) -> dict[Any, Content]:
    key = itemgetter(*names)
    return {key(content): content for content in contents or ()}


def compare_items(before: Mapping[Any, Content], after: Mapping[Any, Content]) -> list[Item]:
    """Compare what is told apart by a key: what changed, what came, what went."""
    went = [Item(Change.REMOVED, before[key]) for key in before if key not in after]
    return [
        changed_item(before[key], content) if key in before else Item(Change.ADDED, content)
        for key, content in after.items()
        if before.get(key) != content
    ] + went


def changed_item(before: Content, after: Content) -> Item:
    names = [name for name in dict.fromkeys([*after, *before]) if name not in ("body", "language")]
    return Item(Change.CHANGED, after, compare_fields(before, after, names), before)


def compare_signatures(before: Iterable[Content], after: Iterable[Content]) -> list[Item]:
    """Compare signatures; one that was resolved to a party, or took another role, changed."""
    items = compare_items(signatures_by_key(before), signatures_by_key(after))
    went = {
        key: item
        for item in items
        if item.change is Change.REMOVED
        for key in names_of(item.content)
    }
    found, result = [], []
    for item in items:
        if item.change is Change.ADDED:
            known = (went[key] for key in names_of(item.content) if key in went)
            if was := next((one for one in known if one not in found), None):
                found.append(was)
                item = changed_item(was.content, item.content)
        result.append(item)
    return [item for item in result if item not in found]


def names_of(signature: Content) -> list[tuple[str, str]]:
    """Give by what a signature is known again: the party, the printed name."""
    return [(name, signature[name]) for name in ("party", "printed_name") if signature[name]]
