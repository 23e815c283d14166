"""From a query to the statements that it finds.

All is worked out from sets of the index and from names: it depends on the query and the index
alone, so that counts under other filters stay exact, and is the same on every database. Only the
order of words in a phrase is looked up in the words of the statements. The index holds the words
of drafts for the desk; here they count for nothing, so that no answer tells what a draft says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pyroaring import BitMap

from imcwp_site.directions import isolated
from statements import wording
from statements.index import reading
from statements.index.public import Public
from statements.index.reading import EMPTY
from statements.search.beginnings import terms_beginning
from statements.search.dates import Span, dates_in
from statements.search.grammar import Part, Query
from statements.search.names import Names, names_of
from statements.search.phrases import Phrase
from statements.search.places import WHERE, Places, Where, joined, of_all
from statements.search.ranking import ranked
from statements.search.series import meeting_asked, series_terms
from statements.search.spellings import IN_FIELDS, WORDS, Record

MOST_CANDIDATES = 20_000  # statements in which the order of words is looked at once
MOST_TRIED = 2_000  # the same for a query that may be offered

Sets = dict[str, dict[int, BitMap]]  # term -> level -> numbers


@dataclass(frozen=True)
class Matches:
    """The statements that a query finds."""

    matching: "Matching"
    numbers: BitMap
    groups: list[Places]  # where each of the wanted groups is found
    singles: dict[Part, int]  # how many statements each wanted part finds by itself
    at_most: list[BitMap]  # what each wanted group may find, in whatever order its words stand
    notices: list[str]

    @property
    def names(self) -> Names:
        """The names of all records."""
        return self.matching.names

    @property
    def in_files(self) -> BitMap:
        """Those with one of the words in a file."""
        return BitMap.union(EMPTY, *(group[Where.FILE] for group in self.groups))

    @cached_property
    def tiers(self) -> list[BitMap]:
        """The best first, each statement once; worked out where a list is in this order."""
        query, facts = self.matching.query, self.matching.public.facts
        dates = dates_in(query)
        # The words of a date count as one; each other group by itself.
        things = [
            dates.get(group[0], n) if len(group) == 1 else n for n, group in enumerate(query.wanted)
        ]
        runs = groupby(zip(things, self.groups, strict=True), lambda one: one[0])
        found = [of_all([places for _thing, places in run]) for _thing, run in runs]
        return ranked(query.wanted, found, self.numbers, facts)


def matches(query: Query, public: Public) -> Matches:
    """Give what a query finds; ValidationError where it does not say what to find."""
    if not query.wanted:
        raise ValidationError(list(query.notices) or [_("Say what to find.")])
    return Matching(query, public).result()


def tried(query: Query, found: Matches, public: Public) -> Matches | None:
    """Give what another query finds, if that is quickly known.

    It may be one of several, so of their phrases fewer statements are looked at; and what was read
    for the first query is not read again for one that has some of its words.
    """
    matching, known = Matching(query, public), found.matching
    matching.most_candidates = MOST_TRIED
    matching.names = known.names
    if set(known.parts).issuperset(matching.parts):
        matching.beginnings, matching.sets = known.beginnings, known.sets
    result = matching.result()
    return result if matching.is_verified else None


class Matching:
    """A query on the way to its statements."""

    def __init__(self, query: Query, public: Public) -> None:
        self.query, self.public = query, public
        self.parts = query.parts
        self.most_candidates = MOST_CANDIDATES
        self.is_verified = True  # whether the order of words was looked at in all phrases
        self.notices: list[str] = []

    @cached_property
    def names(self) -> Names:
        """The names of all records."""
        return names_of(self.public)

    @cached_property
    def beginnings(self) -> Mapping[str, set[str]]:
        """The terms of the words that begin as the query says."""
        parts = [part for part in self.parts if part.beginning]
        terms, cut = terms_beginning({part.beginning for part in parts})
        if cut:
            frequent = wording.joined(part.in_words() for part in parts if part.beginning in cut)
            self.notices.append(
                _(
                    "Very many words begin like %(words)s: only the shortest of them are looked "
                    "for. Write more letters to find the others too."
                )
                % {"words": frequent}
            )
        return terms

    @cached_property
    def sets(self) -> Sets:
        """The sets of all words of the query, in one query to the database."""
        terms = {term for part in self.parts for place in part.places for term in place}
        return reading.words(terms.union(*self.beginnings.values()))

    def result(self) -> Matches:
        """Give what is found."""
        public = self.public.numbers
        in_text = {part: self.in_text(part).within(public) for part in self.parts}
        named = {part: self.named(part) for part in self.parts}
        dates = dates_in(self.query)
        issued = {span: self.issued(span) for span in set(dates.values())}
        for part, span in dates.items():
            named[part] = joined((named[part], issued[span]))
        number, series = series_in(self.query)
        meetings = [one for one in self.public.meetings if series and one.number == number]
        of_meetings = [self.of_record(Record("meeting", one.pk)) for one in meetings]
        for part in series:
            named[part] = joined((named[part], *of_meetings))
        named = {part: places.within(public) for part, places in named.items()}

        def found(part: Part) -> Places:
            return joined((in_text[part], named[part]))

        at_most = [joined(map(found, group)).anywhere for group in self.query.wanted]
        self.verify(in_text, found)
        groups = [joined(found(part) for part in group) for group in self.query.wanted]
        unwanted = BitMap.union(EMPTY, *(found(part).anywhere for part in self.query.unwanted))
        numbers = BitMap.intersection(*(group.anywhere for group in groups)) - unwanted
        singles = {
            part: len(found(part).anywhere) for part in chain.from_iterable(self.query.wanted)
        }
        return Matches(self, numbers, groups, singles, at_most, self.notices)

    def issued(self, span: Span) -> Places:
        """Give what was issued within a span, and what perhaps was."""
        certain = self.public.issued(*span, perhaps=False)
        return Places({Where.NAME: certain, Where.PERHAPS: self.public.issued(*span) - certain})

    # In texts

    def in_text(self, part: Part) -> Places:
        """Give where the words of a part all stand, in whatever order."""
        if part.field not in ("", "title"):
            return Places()
        places = [*part.places, *([self.beginnings[part.beginning]] if part.beginning else [])]
        words = [self.anywhere_of(terms) for terms in places]
        if part.field:
            words = [Places({Where.TITLE: word[Where.TITLE]}) for word in words]
        together = Places(
            {where: BitMap.intersection(*(word[where] for word in words)) for where in Where}
        )
        if len(words) > 1:  # they may also stand in different places
            all_of_them = BitMap.intersection(*(word.anywhere for word in words))
            together[Where.FILE] |= all_of_them - together.anywhere
        return together

    def anywhere_of(self, terms: Iterable[str]) -> Places:
        """Give where any of some terms stands."""
        by_level = [self.sets[term] for term in terms if term in self.sets]
        return Places(
            {
                where: BitMap.union(EMPTY, *(one[level] for one in by_level if level in one))
                for level, where in WHERE.items()
            }
        )

    def verify(self, in_text: dict[Part, Places], found) -> None:
        """Keep of the statements that hold the words of a phrase those that hold the phrase."""
        groups = [joined(found(part) for part in group) for group in self.query.wanted]
        within = BitMap.intersection(*(group.anywhere for group in groups))
        phrases = {}
        for part in self.parts:
            if part.places and len(part.words) > 1 and in_text[part].anywhere:
                phrase = phrases[part] = self.phrase(part)
                phrase.within(within & in_text[part].anywhere)
        left = self.most_candidates
        for part, phrase in sorted(phrases.items(), key=lambda one: one[1].cost):
            left -= phrase.cost
            if left >= 0:
                in_text[part] = in_text[part].within(phrase.found())
            else:
                in_text[part] = self.unverified(part, in_text[part])

    def phrase(self, part: Part) -> Phrase:
        """Give the words of a part as a phrase; a sign behind them begins the next pair."""
        ends = self.beginnings[part.beginning] if part.beginning else None
        if ends and not part.has_star:
            ends = {term for term in ends if term.startswith(f":{part.beginning}")}
        words = part.words[: len(part.places)]
        return Phrase(words, ends, self.sets, in_title=bool(part.field))

    def unverified(self, part: Part, places: Places) -> Places:
        """Give where a phrase counts as found whose order is not looked at, and say so.

        The list then holds more than was asked for, never less.
        """
        self.is_verified = False
        if part in self.query.unwanted:
            notice = _(
                "The words of “%(words)s” stand together in too many statements to look at their "
                "order, so these are not left out."
            )
        else:
            notice = _(
                "The words of “%(words)s” stand together in too many statements to look at their "
                "order, so they are found in any order. Add a word to narrow them down."
            )
        self.notices.append(notice % {"words": isolated(part.typed)})
        return Places() if part in self.query.unwanted else places

    # In names

    def named(self, part: Part) -> Places:
        """Give the statements that a name of a party, a meeting or a topic leads to."""
        uses = IN_FIELDS if part.field else WORDS
        names = self.names.holding(part, uses, self.parts)
        return joined(map(self.of_record, {name.record for name in names}))

    def of_record(self, record: Record) -> Places:
        """Give the statements of a party, a meeting or a topic."""
        if record.kind == "party":
            facts = self.public.facts
            return Places(
                {
                    Where.NAME: facts.numbers("speaker", record.key),
                    Where.SIGNATORY: facts.numbers("party", record.key),
                }
            )
        return Places({Where.NAME: self.public.sets(record.kind).get(str(record.key), EMPTY)})


def series_in(query: Query) -> tuple[int, list[Part]]:
    """Give the number of the meeting that a query names, and its words for the series beside it.

    The number alone tells the meeting, so "21st International Meeting" is "21st Meeting".
    """
    parts = [group[0] for group in query.wanted if len(group) == 1 and not group[0].field]
    series = [one for one in parts if is_of_series(one)]
    asked = meeting_asked(" ".join(one.typed for one in parts)) if series else None
    return (asked.number, series) if asked else (0, [])


def is_of_series(part: Part) -> bool:
    """Tell whether a part is a word of the names of the series, as "Internacional"."""
    return len(part.words) == len(part.places) == 1 and not series_terms().isdisjoint(
        part.places[0]
    )
