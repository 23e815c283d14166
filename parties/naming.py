"""By which names people mean a party: compared in memory, alike on every database."""

from collections import Counter
from collections.abc import Iterable

from imcwp_site.folding import holds
from parties.models import Party, PartyName


def names_of_parties() -> list[tuple[int, list[str]]]:
    """Give the names under which parties are found, by key, in two queries.

    A name may be present, former or native, an abbreviation or the slug.
    """
    present = Party.objects.order_by().values_list("pk", "name", "abbreviation", "slug")
    others = PartyName.objects.order_by().values_list("party", "text", "abbreviation")
    rows = [*present, *others]
    return [(int(pk), [str(name) for name in names]) for pk, *names in rows]


def parties_named(words: str, names: list[tuple[int, list[str]]] | None = None) -> set[int]:
    """Give the keys of parties that have `words` in one of the names they bear or bore."""
    names = names_of_parties() if names is None else names
    return {pk for pk, own in names if any(holds(name, words) for name in own)}


class Namesakes:
    """Which known parties share an abbreviation; `with_parties` asks the database the same."""

    def __init__(self, parties: Iterable[Party]):
        known = [(party.abbreviation, party.country) for party in parties]
        self.bearing = Counter(abbreviation for abbreviation, _country in known)
        self.at_home = Counter(known)

    def has(self, party: Party) -> bool:
        """Tell whether another party bears its abbreviation."""
        return self.bearing[party.abbreviation] > 1

    def has_at_home(self, party: Party) -> bool:
        """Tell whether another party of its country bears its abbreviation."""
        return self.at_home[party.abbreviation, party.country] > 1

    def told_apart(self, party: Party) -> str:
        """Give the shortest name by which a party is not taken for another: as rows show it.

        Where others bear its abbreviation that is "PCP (Portugal)", or its name if one is at home
        there too.
        """
        if not party.abbreviation or self.has_at_home(party):
            return party.name
        if self.has(party) and party.country:
            return f"{party.abbreviation} ({party.country_name})"
        return party.abbreviation
