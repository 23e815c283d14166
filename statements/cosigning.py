"""Who signs with whom: intersections of the sets of the index, never a count of rows.

News that name parties, and collections in which each speaks for itself, are signed by nobody.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from pyroaring import BitMap

from imcwp_site.dates import PartialDate
from imcwp_site.filing import filing_key
from imcwp_site.spreadsheets import table_line
from parties.models import Party
from statements.filter_fields import LEFT_OUT
from statements.filters import StatementFilter
from statements.index.public import Public
from statements.index.reading import EMPTY
from statements.models import Statement

MOST_SHOWN = 30  # parties in the matrix: what a wide page holds
Kind = Statement.Kind
NOT_SIGNED = (Kind.BULLETIN, Kind.DOSSIER, Kind.NEWS, Kind.PARTICIPANTS)
COLUMNS = (
    *("party_a", "name_a", "country_a", "party_b", "name_b", "country_b"),
    *("statements", "first_year", "last_year"),
)


class Partner(NamedTuple):
    """A party, and how many statements it signed together with another, or with any other."""

    party: Party
    number: int


class Cosigning:
    """The public statements that several parties wrote or signed, by party. Three queries."""

    def __init__(self, public: Public | None = None) -> None:
        self.public = public or Public()
        self.parties = {party.pk: party for party in self.public.parties}

    @cached_property
    def signed(self) -> dict[int, BitMap]:
        """What each party signed, with others or alone, by its key."""
        facts = self.public.facts
        public = self.public.numbers - facts.any_of("kind", NOT_SIGNED)
        signed = {int(key): public & own for key, own in facts.of("party").items()}
        return {key: own for key, own in signed.items() if own and key in self.parties}

    @cached_property
    def joint(self) -> dict[int, BitMap]:
        """What each party signed together with any other, by its key."""
        seen, several = BitMap(), BitMap()
        for own in self.signed.values():
            several |= seen & own
            seen |= own
        joint = {key: several & own for key, own in self.signed.items()}
        return {key: own for key, own in joint.items() if own}

    @cached_property
    def signers(self) -> list[Partner]:
        """The parties that signed together with others, those that signed most first."""
        return in_order((self.parties[key], len(own)) for key, own in self.joint.items())

    def together(self, one: Party, other: Party) -> int:
        """Count what two parties signed; nothing is signed with oneself."""
        own, others = (self.signed.get(party.pk, EMPTY) for party in (one, other))
        return own.intersection_cardinality(others) if one != other else 0

    def partners(self, party: Party) -> list[Partner]:
        """Give the parties with which a party signed, those that signed most with it first."""
        others = (self.parties[key] for key in self.signed)
        return in_order((other, self.together(party, other)) for other in others)

    def rows(self, parties: list[Party]) -> list[tuple[Partner, list[Partner]]]:
        """Give each party with its number, and what it shares with each of all of them."""
        return [
            (
                Partner(one, len(self.joint[one.pk])),
                [Partner(other, self.together(one, other)) for other in parties],
            )
            for one in parties
        ]

    def lines(self) -> Iterator[str]:
        """Give all pairs as CSV, each once, in the order of their address names."""
        yield "\ufeff" + table_line(*COLUMNS)  # the mark tells spreadsheets that it is UTF-8
        parties = sorted((signer.party for signer in self.signers), key=lambda party: party.slug)
        for n, one in enumerate(parties):
            for other in parties[n + 1 :]:
                if both := self.joint[one.pk] & self.joint[other.pk]:
                    years = [year for year, own in self.years.items() if not own.isdisjoint(both)]
                    yield table_line(
                        *(one.slug, one.name, one.country, other.slug, other.name, other.country),
                        *(len(both), years[0] if years else "", years[-1] if years else ""),
                    )

    @cached_property
    def years(self) -> dict[int, BitMap]:
        """What was issued in each year, the first year first."""
        by_year: dict[int, list[BitMap]] = {}
        for text, own in sorted(self.public.facts.of("issued").items()):
            if text:
                by_year.setdefault(PartialDate.parse(text).year, []).append(own)
        return {year: BitMap.union(*sets) for year, sets in by_year.items()}


def in_order(counted: Iterable[tuple[Party, int]]) -> list[Partner]:
    """Put those with the greatest numbers first, then by name; leave out those without any."""
    partners = [Partner(party, number) for party, number in counted if number]
    return sorted(partners, key=lambda one: (-one.number, filing_key(one.party.name)))


def signed_by_both(one: Party, other: Party) -> StatementFilter:
    """Give the list of what two parties signed, as anyone would ask for it."""
    query = QueryDict(mutable=True)
    query.setlist("party", [one.slug, other.slug])
    query["match"] = StatementFilter.Match.ALL
    query.setlist("kind", [LEFT_OUT + kind for kind in NOT_SIGNED])
    return StatementFilter(query)
