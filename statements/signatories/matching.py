"""Which party a printed name means, with the reason and how sure that is.

A line of a list may say a name, an abbreviation and a country, in any order. Of each party that
any of them may mean it is asked how much of the line it explains, and how nearly. A party is
chosen only where no other explains more and none is named more nearly: otherwise an editor is
asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from imcwp_site.dates import PartialDate
from imcwp_site.folding import fold
from imcwp_site.numbers import is_key
from parties.models import Party
from statements.signatories.bearings import Bearers, Evidence, Kind, Level
from statements.signatories.names import compact, tokens_of
from statements.signatories.places import country_of

BETWEEN = re.compile(r"[\s,;:/|()\[\]{}–—-]*[,;:/|()\[\]{}–—-][\s,;:/|()\[\]{}–—-]*|\t+")
MOST_SEGMENTS = 8
MOST_OFFERED = 12
SHORTEST_SURE = 3  # two letters are an abbreviation of too many


class Certainty(TextChoices):
    """How sure a match is."""

    CERTAIN = "certain", _("certain")
    LIKELY = "likely", _("likely")
    ASK = "ask", _("to decide")
    NONE = "none", _("not found")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that a line may mean."""

    party: Party
    evidence: Evidence  # of its nearest name
    unexplained: tuple[str, ...] = ()  # what the line says besides, or against it
    country_agrees: bool = False
    held: bool = True  # party and name may have existed at the date of the statement

    @property
    def rank(self) -> tuple:
        return (
            len(self.unexplained),
            self.evidence.level if self.evidence else Level.SLIP,
            not self.held,
        )

    def is_beaten_by(self, other: "Candidate") -> bool:
        """Tell whether the other explains as much and is named as nearly, and one of them more."""
        mine, others = self.rank[:2], other.rank[:2]
        return others != mine and others[0] <= mine[0] and others[1] <= mine[1]


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a printed name."""

    certainty: Certainty
    candidates: tuple[Candidate, ...] = ()
    rivals: tuple[Candidate, ...] = ()  # those that nothing beats
    nearby: tuple[Party, ...] = ()  # for want of any: parties of the country that the line says

    @property
    def chosen(self) -> Party | None:
        """The party that may be preselected."""
        sure = self.certainty in (Certainty.CERTAIN, Certainty.LIKELY)
        return self.candidates[0].party if sure else None


class PartyIndex:
    """All names of all parties, fetched once, in two queries."""

    def __init__(self):
        self.bearers = Bearers(Party.objects.prefetch_related("names"))

    def knows(self, text: str) -> bool:
        """Tell whether a party bears the name `text`, or it is one's name and its country."""
        match = self.match(text)
        return bool(match.rivals) and not match.candidates[0].unexplained

    def party(self, key: str) -> Party | None:
        """Give the party of a key as text, None if there is none."""
        return self.bearers.parties.get(int(key)) if is_key(key) else None

    def party_meant(self, typed: str) -> Party:
        """Give the one party that an editor means by a name or slug (ValidationError)."""
        slug = typed.rpartition("·")[2].strip()
        for party in self.bearers.parties.values():
            if party.slug == slug:
                return party
        match = self.match(typed)
        if match.chosen:
            return match.chosen
        if match.rivals:
            names = "; ".join(str(candidate.party) for candidate in match.rivals)
            sentence = _("“%(typed)s” may mean several parties: %(names)s.")
            raise ValidationError(sentence, params={"typed": typed, "names": names})
        raise ValidationError(
            _("No party is known as “%(typed)s”. Add it to the parties first, or keep the name."),
            params={"typed": typed},
        )

    def match(self, printed: str, *, country: str = "", date: PartialDate | None = None) -> Match:
        """Say which party `printed` means in a list of the statement of `date`.

        `country` is what a heading or column of the list says.
        """
        candidates = sorted(
            self.candidates(printed, country, date),
            key=lambda each: (each.rank, fold(each.party.name), each.party.pk),
        )
        front = [
            each for each in candidates if not any(each.is_beaten_by(other) for other in candidates)
        ]
        if not front:
            return Match(Certainty.NONE, nearby=self.of_countries(printed, country))
        others = [each for each in candidates if each not in front]
        held = [each for each in front if each.held]
        is_dated = len(held) == 1 < len(front)
        if is_dated:
            front = held + [each for each in front if not each.held]
        offered = tuple((front + others)[:MOST_OFFERED])
        if len(front) > 1 and not is_dated:
            return Match(Certainty.ASK, offered, tuple(front))
        return Match(certainty_of(front[0], is_dated), offered, tuple(front))

    def candidates(
        self, printed: str, country: str, date: PartialDate | None
    ) -> Iterable[Candidate]:
        """Give every party that the line or a part of it may mean."""
        segments = segments_of(printed)
        places = {i: country_of(fold(printed[a:b])) for i, (a, b) in enumerate(segments)}
        named = {code for code in places.values() if code} | ({country} if country else set())
        explained: dict[int, set[int]] = {}
        evidence: dict[int, list[Evidence]] = {}
        for i, (start, _end) in enumerate(segments):
            for j, (_start, end) in enumerate(segments[i:], start=i):
                for each in self.bearers.find(printed[start:end], named):
                    pk = each.bearing.party.pk
                    explained.setdefault(pk, set()).update(range(i, j + 1))
                    evidence.setdefault(pk, []).append(each)
        for pk, covered in explained.items():
            party = self.bearers.parties[pk]
            agreeing = {i for i, code in places.items() if code and code == party.country}
            rest = [
                printed[slice(*segments[i])]
                for i in range(len(segments))
                if i not in covered | agreeing
            ]
            if country and party.country and country != party.country:
                rest.append(country)
            nearest = min(evidence[pk], key=lambda each: each.rank)
            yield Candidate(
                party,
                nearest,
                tuple(rest),
                bool(agreeing) or country == party.country != "",
                nearest.bearing.held_on(date),
            )

    def of_countries(self, printed: str, country: str) -> tuple[Party, ...]:
        """Give the parties of the country that a name not found says."""
        codes = {token[1:] for _word, token in tokens_of(printed) if token[0] == "@"} | {country}
        parties = self.bearers.parties.values()
        return tuple(p for p in parties if p.country and p.country in codes)[:MOST_OFFERED]


def segments_of(printed: str) -> list[tuple[int, int]]:
    """Give where the parts of a line stand, between commas, dashes and brackets."""
    ends = [(match.start(), match.end()) for match in BETWEEN.finditer(printed)]
    starts = [0, *(end for _start, end in ends)]
    stops = [*(start for start, _end in ends), len(printed)]
    segments = [(a, b) for a, b in zip(starts, stops, strict=True) if fold(printed[a:b])]
    if len(segments) > MOST_SEGMENTS:
        segments[MOST_SEGMENTS - 1 :] = [(segments[MOST_SEGMENTS - 1][0], segments[-1][1])]
    return segments


def certainty_of(candidate: Candidate, is_dated: bool) -> Certainty:
    """Say how sure the one party is that no other beats."""
    bearing, level = candidate.evidence.bearing, candidate.evidence.level
    is_sure = candidate.country_agrees
    if candidate.unexplained or level == Level.INCOMPLETE:
        return Certainty.ASK
    if bearing.kind is Kind.UNQUALIFIED and not bearing.is_shared and not is_sure:
        return Certainty.ASK
    if bearing.kind in (Kind.ABBREVIATION, Kind.VARIANT):
        if not is_sure and len(compact(bearing.text)) < SHORTEST_SURE:
            return Certainty.ASK
    else:
        is_sure = level <= Level.SPELLED and bearing.kind is not Kind.UNQUALIFIED
    return Certainty.CERTAIN if is_sure and candidate.held and not is_dated else Certainty.LIKELY
