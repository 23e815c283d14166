"""By which names people mean a party: compared in memory, alike on every database."""

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
