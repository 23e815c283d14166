"""Queries that find something in this archive, to show what can be asked."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from pyroaring import BitMap

from statements.index.public import Public
from statements.index.reading import EMPTY


class Example(NamedTuple):
    """A query and what it asks for."""

    q: str
    meaning: str

    @property
    def url(self) -> str:
        """The address of its answer."""
        return f"{reverse('search')}?{urlencode({'q': self.q})}"


def examples(public: Public) -> list[Example]:
    """Give queries made of the names that most statements bear."""
    every = public.numbers
    party = most_borne(public, "party", [one for one in public.parties if one.abbreviation], every)
    own = public.sets("party")[str(party.pk)] if party else EMPTY
    short = [one for one in public.topics if one.name.isalpha()]
    topic = most_borne(public, "topic", short, every & own)
    meeting = most_borne(public, "meeting", [one for one in public.meetings if one.number], every)
    return list(made_of(party, topic, meeting))


def made_of(party, topic, meeting) -> Iterator[Example]:
    """Make examples of what there is of three records."""
    if party:
        yield Example(party.abbreviation, _("a party by its abbreviation, or any of its names"))
        yield Example(f'"{party.name}"', _("words one after another, in statements and in names"))
        yield Example(f"party:{party.abbreviation}", _("only what this party wrote or signed"))
    if party and topic:
        yield Example(f"{party.abbreviation} {topic.name}", _("all of the words"))
        yield Example(f"{topic.name} -{party.abbreviation}", _("the first, not the second"))
    if topic:
        yield Example(f"{topic.name[:4]}*", _("all words that begin so"))
    if topic and meeting and meeting.city:
        yield Example(f"{topic.name} OR {meeting.city}", _("one of the words, or both"))
    if meeting:
        said = _("a meeting by its number, its place or its year")
        yield Example(f"{meeting.number} IMCWP", said)
    if meeting and meeting.start:
        said = _("what was issued on a day, in a month or in a year")
        yield Example(meeting.start.in_words, said)


def most_borne(public: Public, kind: str, records: list[Any], within: BitMap) -> Any:
    """Give the record of a kind that most of some statements bear, if any of them bears one."""
    sets = public.sets(kind)
    counted = [
        (within.intersection_cardinality(sets.get(str(one.pk), EMPTY)), one) for one in records
    ]
    count, record = max(counted, key=lambda pair: pair[0], default=(0, None))
    return record if count else None
