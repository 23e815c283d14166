"""What parties, meetings, topics and kinds are called, and what each name is good for."""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from imcwp_site.folding import fold
from imcwp_site.languages import INTERFACE
from imcwp_site.place_names import OWN, cities_in, countries_in, countries_named
from imcwp_site.translated import ENGLISH, in_every_language
from meetings.models import Meeting
from parties.models import Party, PartyName
from statements.models import Statement, Topic
from statements.search import ordinals
from statements.search.party_words import words_for
from statements.search.series import SERIES, SERIES_NAMES, names_in_english, other_names
from statements.search.words import written

SAINT = re.compile(r"\bSaint\b")  # often shortened
NATIVE = PartyName.Kind.NATIVE


class Record(NamedTuple):
    """What a name stands for: a party, a meeting or a topic, by key, or a kind of statement."""

    kind: str
    key: int | str


class Use(IntEnum):
    """What a name is good for."""

    NAME = 0  # each word of it finds the record, and its statements
    NOTE = 1  # each word of it finds the record
    ADDRESS = 2  # it is asked for in a field, or as a whole
    WHOLE = 3  # it leads to the record as a whole
    ASKED = 4  # each word of it finds the record, and its statements, but does not name it
    TOGETHER = 5  # all its words together find the record, and its statements, but do not name it
    SITE = 6  # all its words together find the record


WORDS = frozenset({Use.NAME, Use.ASKED, Use.TOGETHER})
IN_FULL = frozenset({Use.NAME, Use.ADDRESS, Use.WHOLE})
IN_FIELDS = WORDS | {Use.ADDRESS}


class Spelling(NamedTuple):
    """One name of a record."""

    record: Record
    text: str
    language: str = ""
    use: Use = Use.NAME

    @property
    def is_subject(self) -> bool:
        """Whether this names the country that a topic is about."""
        return self.use == Use.TOGETHER and self.record.kind == "topic"


def spellings_of(
    parties: Iterable[Party], meetings: Iterable[Meeting], topics: Iterable[Topic]
) -> Iterator[Spelling]:
    """Give the names that stand in the rows of the records themselves, most in English."""
    for party in parties:
        record = Record("party", party.pk)
        yield Spelling(record, party.name, "en")
        yield Spelling(record, party.abbreviation)
        yield Spelling(record, party.slug, use=Use.ADDRESS)
        yield from of_country(record, party.country)
        for language, word in words_for(party.name, party.country):
            pairs_of_signs = len(written(word)) > 1  # which mean nothing each by itself
            yield Spelling(record, word, language, Use.TOGETHER if pairs_of_signs else Use.ASKED)
    for topic in topics:
        record = Record("topic", topic.pk)
        yield from (Spelling(record, *name) for name in in_every_language(topic, "name"))
        for note in in_every_language(topic, "scope_note"):
            yield Spelling(record, *note, Use.NOTE)
        yield Spelling(record, topic.slug, use=Use.ADDRESS)
        for country in countries_named(topic.name):
            yield from of_country(record, country)
    with override("en"):
        for meeting in meetings:
            record = Record("meeting", meeting.pk)
            yield Spelling(record, meeting.slug, use=Use.ADDRESS)
            yield from (Spelling(record, name, "en") for name in names_of_meeting(meeting))
            yield from in_other_languages(record, meeting)
            yield from of_country(record, meeting.country, Use.SITE)
            yield Spelling(record, meeting.title, "en", Use.WHOLE)
            yield Spelling(record, meeting.theme, "en", Use.NOTE)
            yield Spelling(record, meeting.dates_in_words, "en", Use.NOTE)
            if meeting.number is not None:
                yield Spelling(record, f"{SERIES}{meeting.number}", "en", Use.WHOLE)


def of_kinds(names: Mapping[str, Mapping[str, str]]) -> Iterator[Spelling]:
    """Give the names of kinds in the languages of the site: the program's, and `names` of editors.

    Of "joint statement" one word finds them in English; elsewhere all together do.
    """
    for language in INTERFACE:
        with override(language):
            own = [(kind.value, str(kind.word)) for kind in Statement.Kind]
        for kind, name in (*own, *names[language].items()):
            is_one_word = len(written(name)) == 1
            use = Use.NAME if language == ENGLISH or is_one_word else Use.TOGETHER
            yield Spelling(Record("kind", kind), name, language, use)


def in_their_own_rows(names: Iterable[tuple]) -> Iterator[Spelling]:
    """Give the names that parties have beside, now or before, each with its abbreviation.

    Where no language is said, only a native name is in another than English.
    """
    for party, *texts, language, kind in names:
        own = language or ("" if kind == NATIVE else "en")
        yield from (Spelling(Record("party", party), text, own) for text in texts)


def of_country(record: Record, country: str, use: Use = Use.TOGETHER) -> Iterator[Spelling]:
    """Give the names and adjectives of the country of a record in the languages of the site."""
    for language in INTERFACE:
        for name in countries_in(language).get(country, ()):
            yield Spelling(record, name, language, use)


def names_of_meeting(meeting: Meeting) -> Iterator[str]:
    """Give what people call a meeting."""
    year = str(meeting.start.year) if meeting.start else ""
    if meeting.number is not None:
        yield from names_in_english(meeting.number)
        yield f"{SERIES} {meeting.city} {year}"
    elif meeting.kind != meeting.Kind.OTHER:
        yield f"{meeting.get_kind_display()} {meeting.city} {year}"
    if meeting.kind == meeting.Kind.EXTRAORDINARY:
        yield f"Extraordinary {SERIES}"
    for city in dict.fromkeys([meeting.city, SAINT.sub("St", meeting.city)]):
        yield f"{city} {year}"
        yield city
    yield meeting.further_places


def in_other_languages(record: Record, meeting: Meeting) -> Iterator[Spelling]:
    """Give what people call a meeting in the other languages of the site."""
    year = str(meeting.start.year) if meeting.start else ""
    for language in (*INTERFACE, OWN):
        for city in cities_in(language).get(fold(meeting.city), ()):
            for name in (city, f"{city} {year}"):
                yield Spelling(record, name, language if language in INTERFACE else "")
    if meeting.kind not in (meeting.Kind.ORDINARY, meeting.Kind.OTHER):
        for language in INTERFACE:
            with override(language):
                names = [meeting.get_kind_display()]
                if meeting.kind == meeting.Kind.WORKING_GROUP:
                    names.append(_("Working Group"))
            yield from (Spelling(record, name, language, Use.TOGETHER) for name in names)
    if (n := meeting.number) is not None:
        for language, words in other_names(n):
            in_full = f"{SERIES_NAMES[language]} {meeting.city} {year}"
            yield Spelling(record, in_full, language, Use.NOTE)
            yield Spelling(record, words, language, Use.ASKED)
            for spelt in ordinals.spellings_of(n, language):
                yield Spelling(record, spelt, language, Use.TOGETHER)
