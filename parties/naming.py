"""By which names people mean a party: compared in memory, alike on every database."""

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


def told_apart(party: Party, among: Iterable[Party]) -> str:
    """Give the shortest name by which a party is not taken for another: as rows of a list do.

    Where others bear its abbreviation that is "PCP (Portugal)", or its name if one is at home there
    too.
    """
    same = [one for one in among if one.abbreviation == party.abbreviation and one.pk != party.pk]
    if not party.abbreviation or party.country in {one.country for one in same}:
        return party.name
    if same and party.country:
        return f"{party.abbreviation} ({party.country_name})"
    return party.abbreviation
