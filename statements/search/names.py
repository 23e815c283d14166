"""The names by which statements are found: of parties, meetings and topics.

They are few enough to be compared in memory, word by word, in the terms of texts and queries.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.utils.translation import override

from meetings.models import Meeting
from parties.models import Party, PartyName
from statements.index.public import Public
from statements.models import Topic
from statements.search.stemming import LATIN, STEMMERS
from statements.search.words import term_of, written

SERIES = "IMCWP"
NATIVE = PartyName.Kind.NATIVE
# Of a name whose language is not known, the script may tell it.
TOLD_BY_SCRIPT = [language for language, (_, scripts) in STEMMERS.items() if not LATIN & scripts]


class Record(NamedTuple):
    """What a name stands for: a party, a meeting or a topic, by key."""

    kind: str
    key: int


class Spelling(NamedTuple):
    """One name of a record; an address name is asked for in a field only."""

    record: Record
    text: str
    language: str = ""
    is_address: bool = False


class Names:
    """All names of the archive at one moment."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self.words: list[tuple[Spelling, list[str]]] = [
            (one, written(one.text)) for one in spellings if one.text
        ]

    @cached_property
    def terms(self) -> list[list[set[str]]]:
        """Give the terms at each place of each name."""
        return [
            [terms_in_name(word, spelling.language) for word in words]
            for spelling, words in self.words
        ]

    @cached_property
    def places(self) -> dict[str, list[tuple[int, int]]]:
        """Give in which names a term stands, and at which places."""
        places = defaultdict(list)
        for n, name in enumerate(self.terms):
            for place, terms in enumerate(name):
                for term in terms:
                    places[term].append((n, place))
        return places

    def holding(
        self, places: Sequence[Collection[str]], beginning: str = "", *, kind: str = ""
    ) -> set[Record]:
        """Give the records with a name that holds these terms, then a word that begins so.

        Without a `kind`, address names do not count: "us-cpusa" is no name that holds "us".
        """
        return {
            self.words[n][0].record
            for n, place in self.starts(places, beginning)
            if self.asked(self.words[n][0], kind) and self.goes_on(n, place, places, beginning)
        }

    def called(self, text: str) -> set[Record]:
        """Give the records that `text`, and nothing more or less, is a name of."""
        words = written(text)
        return {spelling.record for spelling, own in self.words if own == words}

    def asked(self, spelling: Spelling, kind: str) -> bool:
        """Tell whether a name is one of those that are looked through."""
        return spelling.record.kind == kind if kind else not spelling.is_address

    def starts(self, places: Sequence[Collection[str]], beginning: str) -> Iterator:
        """Give the names, and the places in them, where the first of the words stands."""
        if places:
            for term in places[0]:
                yield from self.places.get(term, ())
        else:
            for n, (_spelling, words) in enumerate(self.words):
                for place, word in enumerate(words):
                    if word.startswith(beginning):
                        yield n, place

    def goes_on(self, n: int, place: int, places: Sequence, beginning: str) -> bool:
        """Tell whether the other words stand behind the first."""
        terms, words = self.terms[n][place:], self.words[n][1][place + len(places) :]
        if len(terms) < len(places) + bool(beginning):
            return False
        together = zip(places, terms, strict=False)
        return all(not own.isdisjoint(asked) for asked, own in together) and (
            not beginning or words[0].startswith(beginning)
        )


def terms_in_name(word: str, language: str) -> set[str]:
    """Give the terms of a word of a name in its language, if that is known, and as it stands."""
    return {term_of(word, one) for one in ("", language, *TOLD_BY_SCRIPT)}


def names_of(public: Public) -> Names:
    """Give the names of all records as they are now, in two queries beside those of `public`."""
    others = PartyName.objects.order_by().values_list(
        "party", "text", "abbreviation", "language", "kind"
    )
    return as_names(
        (
            *spellings_of(public.parties, public.meetings, public.topics),
            *(
                Spelling(Record("party", pk), text, language or (kind != NATIVE and "en") or "")
                for pk, *texts, language, kind in others
                for text in texts
            ),
        )
    )


@lru_cache(maxsize=8)
def as_names(spellings: tuple[Spelling, ...]) -> Names:
    """Give names in a form to look through, kept for as long as they are the same."""
    return Names(spellings)


def spellings_of(
    parties: Iterable[Party], meetings: Iterable[Meeting], topics: Iterable[Topic]
) -> Iterator[Spelling]:
    """Give the names that stand in the rows of the records themselves, which are in English."""
    for party in parties:
        record = Record("party", party.pk)
        yield Spelling(record, party.name, "en")
        yield Spelling(record, party.abbreviation)
        yield Spelling(record, party.slug, is_address=True)
    for topic in topics:
        record = Record("topic", topic.pk)
        yield Spelling(record, topic.name, "en")
        yield Spelling(record, topic.slug, is_address=True)
    with override("en"):
        for meeting in meetings:
            record = Record("meeting", meeting.pk)
            yield Spelling(record, meeting.slug, is_address=True)
            for name in names_of_meeting(meeting):
                yield Spelling(record, name, "en")


def names_of_meeting(meeting: Meeting) -> Iterator[str]:
    """Give what people call a meeting."""
    year = str(meeting.start.year) if meeting.start else ""
    if (n := meeting.number) is not None:
        for series in (SERIES, "Meeting"):
            yield from (f"{series} {n}", f"{n} {series}", f"{ordinal(n)} {series}")
        yield f"{SERIES} {meeting.city} {year}"
    elif meeting.kind != meeting.Kind.OTHER:
        yield f"{meeting.get_kind_display()}"
        yield f"{meeting.get_kind_display()} {meeting.city} {year}"
    if meeting.kind == meeting.Kind.EXTRAORDINARY:
        yield f"Extraordinary {SERIES}"
    yield f"{meeting.city} {year}"
    yield meeting.city
    yield meeting.further_places


def ordinal(number: int) -> str:
    """Write a number as in "21st"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"
