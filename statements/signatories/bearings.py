"""All names of all parties, and who bears one that is printed so or nearly so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto

from imcwp_site.dates import PartialDate
from imcwp_site.folding import comparable, fold, in_one_script
from parties.models import Party, PartyName
from statements.signatories.names import (
    QUALIFIED,
    compact,
    differ_little,
    spelled,
    tokens_of,
)
from statements.signatories.places import country_of

Tokens = tuple[tuple[str, str], ...]  # words, each with what it stands for


class Level(IntEnum):
    """How near a printed name is to one that the party bears; the nearest first."""

    SAME = 0  # letter by letter, but for case, accents and look-alike letters
    SPELLED = 1  # with "CP" written out
    ABBREVIATION = 1
    WORDS = 2  # the same words in another order, language or form
    INCOMPLETE = 3  # without its country
    SLIP = 4  # a few letters differ


class Kind(Enum):
    """What kind of name it is."""

    NAME = auto()
    NATIVE = auto()
    FORMER = auto()
    VARIANT = auto()
    ABBREVIATION = auto()
    UNQUALIFIED = auto()
    SLUG = auto()


@dataclass(frozen=True, slots=True)
class Bearing:
    """A party bears or bore a name."""

    party: Party
    kind: Kind
    text: str
    name: PartyName | None = None  # the row that says so, if it is not the party itself
    is_shared: bool = True  # of a name without its qualifier: the other party may be meant by it

    @property
    def until(self) -> PartialDate | None:
        return self.name.until if self.name else None

    @property
    def language(self) -> str:
        return self.name.language if self.name else ""

    def held_on(self, date: PartialDate | None) -> bool:
        """Tell whether party and name may have existed on `date`, as far as known."""
        if not date:
            return True
        since = self.name.since if self.name else None
        beginnings = [day for day in (self.party.founded, since) if day]
        has_ended = self.until is not None and self.until.last_day < date.first_day
        return not has_ended and all(day.first_day <= date.last_day for day in beginnings)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a printed name may mean a party."""

    level: Level
    bearing: Bearing
    look_alike: bool = False
    slip: tuple[str, str] | None = None  # the word as printed, and as it should be

    @property
    def rank(self) -> tuple:
        return (self.level, self.bearing.kind is Kind.UNQUALIFIED, self.look_alike)


def names_borne(party: Party) -> Iterator[Bearing]:
    """Give every name of a party; `names` should be prefetched."""
    yield Bearing(party, Kind.NAME, party.name)
    yield Bearing(party, Kind.SLUG, party.slug)
    if party.abbreviation:
        yield Bearing(party, Kind.ABBREVIATION, party.abbreviation)
    for name in party.names.all():
        yield Bearing(party, Kind[name.kind.upper()], name.text, name)
        if name.abbreviation:
            yield Bearing(party, Kind.ABBREVIATION, name.abbreviation, name)


class Bearers:
    """Who bears a name: all names of all parties by the forms in which they are compared."""

    def __init__(self, parties: Iterable[Party]):
        self.parties = {party.pk: party for party in parties}
        self.same: dict[str, list[Bearing]] = defaultdict(list)
        self.alike: dict[str, list[Bearing]] = defaultdict(list)
        self.spelled: dict[str, list[Bearing]] = defaultdict(list)
        self.abbreviations: dict[str, list[Bearing]] = defaultdict(list)
        self.words: dict[tuple, list[Bearing]] = defaultdict(list)
        self.without_country: dict[tuple, list[Bearing]] = defaultdict(list)
        self.one_word_off: dict[tuple, list[tuple[str, Bearing]]] = defaultdict(list)
        self.short: dict[int, set[str]] = defaultdict(set)  # abbreviations by party
        borne = [bearing for party in self.parties.values() for bearing in names_borne(party)]
        for bearing in borne:
            self.add(bearing)
        for bearing in borne:
            self.add_unqualified(bearing)

    def add(self, bearing: Bearing) -> None:
        """Note a name under all its forms."""
        folded, key = comparable(bearing.text)
        self.same[folded].append(bearing)
        self.alike[key].append(bearing)
        if " " not in bearing.text or bearing.kind in (Kind.ABBREVIATION, Kind.VARIANT):
            short = compact(bearing.text)
            self.abbreviations[short].append(bearing)
            self.short[bearing.party.pk].add(short)
        if " " in folded and bearing.kind not in (Kind.ABBREVIATION, Kind.SLUG):
            self.spelled[spelled(bearing.text)].append(bearing)
            self.add_words(bearing)

    def add_words(self, bearing: Bearing) -> None:
        """Note the words of a name, with and without its country."""
        tokens = tokens_of(bearing.text)
        country = bearing.party.country
        rest = without_country(tokens, country)
        self.words["", in_any_order(tokens)].append(bearing)
        if country and rest:
            self.words[country, in_any_order(rest)].append(bearing)
        if len(rest) < len(tokens) and rest:
            self.without_country[in_any_order(rest)].append(bearing)
        for words, place in ((tokens, ""), (rest, country)):
            for i, (word, _token) in enumerate(words):
                self.one_word_off[place, *in_order(words, without=i)].append((word, bearing))

    def add_unqualified(self, bearing: Bearing) -> None:
        """Note a name in brackets of which stands what tells it from another: "Party (Unified)".

        Without it, the name is as good as that of the other party if both are known by the same
        abbreviation, or one by none; CPI and CPI(M) are not.
        """
        match = QUALIFIED.fullmatch(bearing.text)
        if not match or bearing.kind in (Kind.ABBREVIATION, Kind.VARIANT, Kind.SLUG):
            return
        party, base = bearing.party, match["base"]
        others = {
            other.party.pk
            for other in self.same.get(fold(base), ())
            if other.party.pk != party.pk and other.party.country == party.country
        }
        is_shared = any(
            not self.short[pk] or not self.short[party.pk] or self.short[pk] & self.short[party.pk]
            for pk in others
        )
        qualifier = match["qualifier"]
        is_shared |= compact(qualifier) in self.short[party.pk]
        unqualified = Bearing(party, Kind.UNQUALIFIED, base, bearing.name, is_shared)
        folded, key = comparable(base)
        self.same[folded].append(unqualified)
        self.alike[key].append(unqualified)
        self.spelled[spelled(base)].append(unqualified)
        if not country_of(fold(qualifier)):
            self.add_words(unqualified)

    def find(self, text: str, countries: Iterable[str] = ()) -> list[Evidence]:
        """Give why `text` may mean parties, of each party the nearest reason.

        `countries` are what the line says of the country elsewhere.
        """
        found: dict[int, Evidence] = {}
        for evidence in self.all_evidence(text, countries):
            found.setdefault(evidence.bearing.party.pk, evidence)
        return list(found.values())

    def all_evidence(self, text: str, countries: Iterable[str]) -> list[Evidence]:
        folded, key = comparable(text)
        if not folded:
            return []
        mixed = in_one_script(text) != text
        evidence = [Evidence(Level.SAME, b) for b in self.same.get(folded, ())]
        evidence += [Evidence(Level.SAME, b, True) for b in self.alike.get(key, ())]
        evidence += [Evidence(Level.SPELLED, b) for b in self.spelled.get(spelled(text), ())]
        evidence += [
            Evidence(Level.ABBREVIATION, b) for b in self.abbreviations.get(compact(text), ())
        ]
        tokens = tokens_of(text)
        places = {token[1:] for _word, token in tokens if token[0] == "@"} | set(countries)
        for place, rest in variants(tokens, places):
            evidence += [
                Evidence(Level.WORDS, b) for b in self.words.get((place, in_any_order(rest)), ())
            ]
        if not places:
            bare = self.without_country.get(in_any_order(tokens), ())
            evidence += [Evidence(Level.INCOMPLETE, b) for b in bare]
        if not evidence:
            evidence = list(self.slips(tokens, places))
        return sorted((ranked(each, mixed) for each in evidence), key=lambda each: each.rank)

    def slips(self, tokens: Tokens, places: set[str]) -> Iterator[Evidence]:
        """Give names of which one word differs by a letter or two."""
        for place, words in variants(tokens, places):
            for i, (word, token) in enumerate(words):
                if token[0] == "@":
                    continue  # another country is no slip
                for right, bearing in self.one_word_off.get(
                    (place, *in_order(words, without=i)), ()
                ):
                    if differ_little(word, right):
                        yield Evidence(Level.SLIP, bearing, slip=(word, right))


def ranked(evidence: Evidence, is_mixed: bool) -> Evidence:
    """Rank what is borne as an abbreviation, or without its qualifier, as what it is."""
    bearing, level = evidence.bearing, evidence.level
    if bearing.kind is Kind.UNQUALIFIED and not bearing.is_shared:
        level = max(level, Level.WORDS)
    elif bearing.kind in (Kind.ABBREVIATION, Kind.VARIANT) and level == Level.SAME:
        level = Level.ABBREVIATION
    return replace(evidence, level=level, look_alike=evidence.look_alike or is_mixed)


def variants(tokens: Tokens, places: Iterable[str]) -> Iterator[tuple[str, Tokens]]:
    """Give the words as they are, and for each country without it."""
    yield "", tokens
    for place in sorted(places):
        if rest := without_country(tokens, place):
            yield place, rest


def without_country(tokens: Tokens, country: str) -> Tokens:
    return tuple(pair for pair in tokens if pair[1] != f"@{country}")


def in_any_order(tokens: Tokens) -> tuple[str, ...]:
    return tuple(sorted(token for _word, token in tokens))


def in_order(tokens: Tokens, without: int) -> tuple[str, ...]:
    rest = [token for _word, token in tokens]
    rest[without] = "…"
    return tuple(rest)
