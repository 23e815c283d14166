"""Who signs with whom: intersections of the sets of the index, never a count of rows.

News that name parties, and collections in which each speaks for itself, are signed by nobody.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from django.http import QueryDict
from pyroaring import BitMap

from imcwp_site.dates import PartialDate
from imcwp_site.spreadsheets import table_line
from imcwp_site.text import filing_key
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

    def __init__(self) -> None:
        self.public = Public()
        self.parties = {party.pk: party for party in self.public.parties}

    @cached_property
    def joint(self) -> dict[int, BitMap]:
        """What each party signed together with any other, by its key."""
        by_party = self.public.facts.of("party")
        seen, several = BitMap(), BitMap()
        for own in by_party.values():
            several |= seen & own
            seen |= own
        several &= self.public.numbers - self.public.facts.any_of("kind", NOT_SIGNED)
        joint = {int(key): several & own for key, own in by_party.items()}
        return {key: own for key, own in joint.items() if own and key in self.parties}

    @cached_property
    def signers(self) -> list[Partner]:
        """The parties that signed together with others, those that signed most first."""
        return in_order(Partner(self.parties[key], len(own)) for key, own in self.joint.items())

    def together(self, one: Party, other: Party) -> int:
        """Count what both signed."""
        own = self.joint.get(one.pk, EMPTY)
        return own.intersection_cardinality(self.joint.get(other.pk, EMPTY))

    def partners(self, party: Party) -> list[Partner]:
        """Give the parties with which a party signed, those that signed most with it first."""
        others = (other for other in self.joint if other != party.pk)
        counted = (
            Partner(self.parties[key], self.together(party, self.parties[key])) for key in others
        )
        return in_order(partner for partner in counted if partner.number)

    def rows(self, parties: list[Party]) -> list[tuple[Partner, list[Partner]]]:
        """Give for each party its number, and beside all of them those that it shares with each.

        What it shares with itself is left out as nothing.
        """
        return [
            (
                Partner(one, len(self.joint[one.pk])),
                [
                    Partner(other, 0 if one == other else self.together(one, other))
                    for other in parties
                ],
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


def in_order(partners) -> list[Partner]:
    """Put those with the greatest numbers first, and then by name."""
    return sorted(partners, key=lambda one: (-one.number, filing_key(one.party.name)))


def signed_by_both(one: Party, other: Party) -> StatementFilter:
    """Give the list of what two parties signed, as anyone would ask for it."""
    query = QueryDict(mutable=True)
    query.setlist("party", [one.slug, other.slug])
    query["match"] = StatementFilter.Match.ALL
    query.setlist("kind", [LEFT_OUT + kind for kind in NOT_SIGNED])
    return StatementFilter(query)
