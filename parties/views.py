"""The pages of the parties."""

from itertools import groupby

from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from imcwp_site.addresses import FormerAddressMixin, list_addresses
from imcwp_site.countries import country_name
from imcwp_site.filing import filing_key, filing_letter
from parties.models import Party, PartyName

# What visitors call the columns of the data files that may come from general knowledge.
FACTS = {
    "name_native": _("own name"),
    "founded_year": _("year of foundation"),
    "former_names": _("former names"),
    "dissolved_merged_note": _("notes on its history"),
    "status": _("standing"),
    "abbreviation": _("abbreviation"),
}


class PartyListView(ListView):
    """All parties by country, in the order of the countries' names."""

    queryset = Party.objects.with_native_names()
    template_name = "parties/list.html"
    context_object_name = "parties"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"letters": self.letters(context["parties"])}

    def letters(self, parties) -> list[dict]:
        """Group the parties by country and the countries by first letter, for the jump links."""

        def filed(party):
            return (not party.country, filing_key(party.country_name), filing_key(party.name))

        countries = [
            {"code": code, "name": country_name(code) if code else "", "parties": list(group)}
            for code, group in groupby(sorted(parties, key=filed), lambda party: party.country)
        ]
        return [
            {"letter": letter or _("Several countries"), "countries": list(group)}
            for letter, group in groupby(countries, lambda country: filing_letter(country["name"]))
        ]


class PartyView(FormerAddressMixin, DetailView):
    """A party: the facts with their sources, the meetings it took part in, what it published.

    The template asks for the last, as of all that stands in the apps above.
    """

    queryset = Party.objects.for_page()
    template_name = "parties/party.html"
    context_object_name = "party"

    def get_context_data(self, **kwargs):
        party = self.object
        names = list(party.names.all())
        return (
            super().get_context_data(**kwargs)
            | {
                "native_names": [name for name in names if name.kind == PartyName.Kind.NATIVE],
                "former_names": [name for name in names if name.kind == PartyName.Kind.FORMER],
                "variants": [name for name in names if name.kind == PartyName.Kind.VARIANT],
                "from_general_knowledge": [
                    FACTS.get(name.strip(), name.strip())
                    for name in party.general_knowledge.split(";")
                    if name.strip()
                ],
                "terms": party.working_group_terms.all(),
                "meetings_by_role": self.meetings_by_role(),
            }
            | list_addresses(f"party={party.slug}")
        )

    def meetings_by_role(self) -> list[tuple[str, list]]:
        """Give the party's participations role by role, the last meeting first."""
        participations = self.object.participations.select_related("meeting")
        rows = list(participations.order_by("-meeting__start", "id"))
        # A host stands with the meeting itself, and often in its list of participants as well.
        hosted = self.object.hostings.select_related("meeting").order_by("-meeting__start", "id")
        roles: list[tuple[str, list]] = [(str(_("Host")), list(hosted))]
        for role, label in participations.model._meta.get_field("role").choices:
            if role == "host":
                seen = {row.meeting_id for row in hosted}
                roles[0][1].extend(
                    row for row in rows if row.role == role and row.meeting_id not in seen
                )
            else:
                roles.append((str(label), [row for row in rows if row.role == role]))
        return [(label, group) for label, group in roles if group]
