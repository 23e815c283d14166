"""What stands together: topics on the same statements, parties that speak of a topic most."""

from collections.abc import Iterable, Mapping
from heapq import nlargest
from typing import Any

from pyroaring import BitMap

from parties.models import Party
from statements.index.public import Public
from statements.index.reading import EMPTY
from statements.models import Topic

MOST = 8  # neighbours that are named


def topics_beside(topic: Topic, public: Public, statements: BitMap) -> list[tuple[Topic, int]]:
    """Give the topics that most of a topic's statements bear too, above and under it apart."""
    others = (
        one
        for one in public.topics
        if one.pk not in (topic.pk, topic.parent_id) and one.parent_id != topic.pk
    )
    return most_common(others, public.topic_sets, statements)


def parties_on(public: Public, statements: BitMap) -> list[tuple[Party, int]]:
    """Give the parties that wrote or signed most of some statements."""
    return most_common(public.parties, public.facts.of("party"), statements)


def most_common(
    records: Iterable[Any], sets: Mapping[str, BitMap], statements: BitMap
) -> list[tuple[Any, int]]:
    """Give the records whose sets have most in common with a set, and how much; none without."""
    counted = (
        (record, statements.intersection_cardinality(sets.get(str(record.pk), EMPTY)))
        for record in records
    )
    return nlargest(MOST, (one for one in counted if one[1]), key=lambda one: one[1])
