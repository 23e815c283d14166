"""The pages of the parties."""

from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, ListView

from imcwp_site.addresses import FormerAddressMixin, list_addresses
from parties.index import Index
from parties.lineage import Lineage
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
    """All parties by country, in the order of the names of countries; many stand on pages."""

    queryset = Party.objects.with_native_names()
    template_name = "parties/list.html"
    context_object_name = "parties"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        index = Index(context["parties"])
        _paginator, page, shown, _has_others = self.paginate_queryset(index.pages, 1)
        letters = shown[0] if shown else []
        return context | {
            "index": index,
            "page_obj": page,
            "letters": letters,
            "canonical_query": f"?page={page.number}" if page.number > 1 else "",
        }


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
                "lineage": Lineage(party),
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
