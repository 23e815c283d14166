"""Parties as the archive asks for them."""

from django.db import models


class PartyQuerySet(models.QuerySet):
    """Questions about parties in the words of the archive."""

    def for_page(self):
        """Give parties with all that a party's page shows of them, in a fixed number of queries."""
        return self.prefetch_related(
            "names",
            "websites",
            "standings",
            "notes",
            "relations__other",
            "relations_of_others__party",
        )

    def namesakes_of(self, party: str):
        """Give the others with the abbreviation of the party that a row around this names."""
        abbreviation = models.OuterRef(f"{party}__abbreviation")
        return self.filter(abbreviation=abbreviation).exclude(pk=models.OuterRef(party))

    def with_native_names(self):
        """Fetch the names in the parties' own languages as `native_names`, in one query."""
        names = self.model._meta.get_field("names").related_model
        return self.prefetch_related(
            models.Prefetch(
                "names",
                names.objects.filter(kind=names.Kind.NATIVE),
                to_attr="native_names",
            )
        )
