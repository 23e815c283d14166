"""By which names people mean a party: compared in memory, alike on every database."""

from imcwp_site.folding import holds
from parties.models import Party, PartyName


def parties_named(words: str) -> set[int]:
    """Give the keys of parties that bear or bore a name with `words` in it, in two queries.

    A name may be present, former or native, an abbreviation or the slug.
    """
    present = Party.objects.order_by().values_list("pk", "name", "abbreviation", "slug")
    others = PartyName.objects.order_by().values_list("party", "text", "abbreviation")
    return {pk for pk, *names in [*present, *others] if any(holds(name, words) for name in names)}
