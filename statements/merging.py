"""Two changes of one statement brought together: what both changed differently is a conflict.

Contents are those of `statements.versions.content_of`.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statements.versions import (
    attachment_order,
    relation_order,
    signature_order,
    text_order,
)

Content = Mapping[str, Any]
Place = tuple[Hashable, ...]
Keyed = dict[Place, Content]

# What only makes sense together is one value: merged apart, it could break a rule of the models.
TOGETHER = {
    "publication": ("state", "published_at", "withdrawal_reason"),
    "status": ("status", "translated_from"),
}
# What nobody types: it goes with the rest of its text.
FOLLOWING = ("original_hash",)
COLLECTIONS = ("topics", "signature_list", "signatures", "texts", "attachments", "relations")
ORDERS: dict[str, Callable[[Any], Any]] = {
    "signatures": signature_order,
    "texts": text_order,
    "attachments": attachment_order,
    "relations": relation_order,
}
# How many parts of a place tell one of a collection from the others.
NAMED_BY = {"texts": ["language"], "attachments": ["sha256"], "relations": ["kind", "other"]}
KEYS = {"signature_list": 0, "signatures": 3, "texts": 1, "attachments": 1, "relations": 2}


@dataclass(frozen=True)
class Conflict:
    """A place that both sides changed, each in its own way; None says that it is not there.

    `place` leads into a content: ("title",), ("texts", "ar", "body"), ("texts", "ar") where one
    side removed what the other changed, ("signatures", "xx-party", "author", 0, "added"),
    ("attachments", sha256, "name"), ("relations", "answers", 12, "note"),
    ("signature_list", "note"), ("topics",) for their order. The values of ("publication",)
    and ("texts", "ar", "status") are contents of several fields.
    """

    place: Place
    base: Any
    mine: Any
    theirs: Any


def merge(base: Content, mine: Content, theirs: Content) -> tuple[dict[str, Any], list[Conflict]]:
    """Bring together two contents that both come from `base`.

    Gives the merged content and the conflicts. In a conflict the merged content says what `mine`
    says; only what one side removed and the other changed stays, as it was changed.
    """
    merging, sides = Merging(), (base, mine, theirs)
    merged = merging.fields([without(side, COLLECTIONS) for side in sides])
    for name in COLLECTIONS:
        if name in mine or name in theirs:
            merged[name] = getattr(merging, name)([side.get(name) or () for side in sides])
    if not merged.get("relations"):
        merged.pop("relations", None)  # as contents do, which name them where there are any
    return merged, merging.conflicts


def put(content: Content, place: Place, value: Any) -> dict[str, Any]:
    """Give the content with another value at a place of a `Conflict`; None takes it away."""
    name, rest = place[0], place[1:]
    if name == "topics":
        order = {slug: n for n, slug in enumerate(value)}
        topics = sorted(content["topics"], key=lambda slug: order.get(slug, len(order)))
        return {**content, "topics": topics}
    if name not in KEYS:
        return {**content, **one_value(name, value)}
    one, field = rest[: KEYS[name]], rest[KEYS[name] :]
    keyed = keyed_by_place(name, content.get(name))
    if field:
        keyed[one] = {**keyed.get(one, {}), **one_value(field[0], value)}
    elif value is None:
        keyed.pop(one, None)
    else:
        keyed[one] = value
    if name == "signature_list":
        return {**content, name: keyed.get(())}
    return {**content, name: sorted(keyed.values(), key=ORDERS[name])}


def one_value(name: Any, value: Any) -> dict[str, Any]:
    return value if name in TOGETHER else {name: value}


def keyed_by_place(name: str, held: Any) -> Keyed:
    """Tell apart those of one collection, as the places of conflicts do."""
    if name == "signature_list":
        return {(): held} if held else {}
    if name == "signatures":
        return signatures_by_key(held or ())
    keys = NAMED_BY[name]
    return {tuple(one[key] for key in keys): one for one in held or ()}


class Merging:
    """One merge, and the conflicts that it met."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def value(self, place: Place, base: Any, mine: Any, theirs: Any) -> Any:
        """Give the side that changed; both, differently, is a conflict, and mine stands."""
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        if place[-1] not in FOLLOWING:
            self.conflicts.append(Conflict(place, base, mine, theirs))
        return mine

    def fields(self, sides: Iterable[Content], place: Place = ()) -> dict[str, Any]:
        """Merge field by field; what one side has no word for is the other's."""
        base, mine, theirs = (together(side) for side in sides)
        merged: dict[str, Any] = {}
        for name in [*mine, *(name for name in theirs if name not in mine)]:
            one, other = mine.get(name, theirs.get(name)), theirs.get(name, mine.get(name))
            value = self.value((*place, name), base.get(name), one, other)
            merged |= value if name in TOGETHER else {name: value}
        return merged

    def items(self, name: str, sides: Iterable[Keyed]) -> Iterator[dict[str, Any]]:
        """Merge contents that are told apart by a key."""
        base, mine, theirs = sides
        for key in dict.fromkeys([*mine, *theirs]):
            one, other, place = mine.get(key), theirs.get(key), (name, *key)
            if one and other:
                # What both added begins with what either left empty, so the other's word is kept.
                start = base.get(key) or {n: v for n, v in [*one.items(), *other.items()] if not v}
                yield self.fields((start, one, other), place)
            elif key not in base:
                yield dict(one or other or {})
            elif (kept := one or other or {}) != base[key]:
                self.conflicts.append(Conflict(place, base[key], one, other))
                yield dict(kept)

    def signature_list(self, sides: Iterable[Content]) -> dict[str, Any] | None:
        keyed = [keyed_by_place("signature_list", side) for side in sides]
        return next(self.items("signature_list", keyed), None)

    def signatures(self, sides: Iterable[Iterable[Content]]) -> list[dict[str, Any]]:
        return self.collection("signatures", sides)

    def texts(self, sides: Iterable[Iterable[Content]]) -> list[dict[str, Any]]:
        return self.collection("texts", sides)

    def attachments(self, sides: Iterable[Iterable[Content]]) -> list[dict[str, Any]]:
        return self.collection("attachments", sides)

    def relations(self, sides: Iterable[Iterable[Content]]) -> list[dict[str, Any]]:
        return self.collection("relations", sides)

    def collection(self, name: str, sides: Iterable[Any]) -> list[dict[str, Any]]:
        merged = self.items(name, [keyed_by_place(name, side) for side in sides])
        return sorted(merged, key=ORDERS[name])

    def topics(self, sides: Iterable[Iterable[str]]) -> list[str]:
        """Merge topics as a set, in the order of the side that changed it."""
        base, mine, theirs = (list(side) for side in sides)
        common = set(base) & set(mine) & set(theirs)
        orders = [[slug for slug in side if slug in common] for side in (base, mine, theirs)]
        if orders[1] == orders[0]:
            first, second = theirs, mine
        else:
            first, second = mine, theirs
            if orders[2] not in orders[:2]:
                self.conflicts.append(Conflict(("topics",), base, mine, theirs))
        kept = common | ((set(mine) | set(theirs)) - set(base))
        merged = [slug for slug in first if slug in kept]
        place = 0
        for slug in second:
            if slug in merged:
                place = merged.index(slug) + 1
            elif slug in kept:
                merged.insert(place, slug)
                place += 1
        return merged


def without(content: Content, names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in names}


def together(content: Content) -> dict[str, Any]:
    """Put what only makes sense together under one name."""
    units = {}
    for unit, names in TOGETHER.items():
        if values := {name: content[name] for name in names if name in content}:
            units[unit] = values
    return without(content, [name for names in TOGETHER.values() for name in names]) | units


def signatures_by_key(signatures: Iterable[Content]) -> Keyed:
    """Tell signatures apart by party or printed name, role, and how often that stood before."""
    times: Counter[Place] = Counter()
    keyed: Keyed = {}
    for signature in signatures:
        key = (signature["party"] or signature["printed_name"], signature["role"])
        keyed[*key, times[key]] = signature
        times[key] += 1
    return keyed
