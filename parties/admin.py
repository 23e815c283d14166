from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk, Rows
from imcwp_site.desk_forms import DeskForm
from imcwp_site.desk_lists import CountryInUse
from imcwp_site.merging_desk import MergingDesk
from parties.merging import PartyMergeForm
from parties.models import (
    Party,
    PartyName,
    PartyNote,
    PartyRelation,
    PartyStanding,
    PartyWebsite,
)
from parties.naming import parties_named


class PartyNameInline(Rows):
    model = PartyName
    fields = ["kind", "text", "abbreviation", "language", "since", "until", "note", "source"]


class PartyStandingInline(Rows):
    model = PartyStanding
    fields = ["standing", "as_of", "since", "until", "note", "source"]


class PartyRelationForm(DeskForm):
    def clean_other(self):
        other = self.cleaned_data["other"]
        if other and other == self.instance.party:
            raise ValidationError(_("A party has no relation to itself."))
        return other


class PartyRelationInline(Rows):
    model = PartyRelation
    form = PartyRelationForm
    fk_name = "party"
    autocomplete_fields = ["other"]
    fields = ["kind", "other", "other_name", "date", "until", "note", "source", "confidence"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("other")


class PartyNoteInline(Rows):
    model = PartyNote
    fields = ["date", "text", "source"]


class PartyWebsiteInline(Rows):
    model = PartyWebsite


@admin.register(Party)
class PartyAdmin(MergingDesk, Desk):
    merge_form = PartyMergeForm
    merge_labels = {
        "relations": _("relations to other parties"),
        "relations_of_others": _("relations of other parties to it"),
        "editors": _("editors who enter for it only"),
    }
    list_display = [
        "name",
        "abbreviation",
        "country_name",
        "present_standing",
        "in_working_group",
        "confidence",
    ]
    list_filter = ["kind", "in_working_group", "confidence", CountryInUse]
    search_fields = ["name", "abbreviation", "slug"]
    search_help_text = _("Any name or abbreviation that the party bears or bore, in any script.")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name", "abbreviation"),
                    ("country", "kind"),
                    ("slug", "founded"),
                ]
            },
        ),
        (_("Working Group"), {"fields": [("in_working_group", "working_group_note")]}),
        (_("Source"), {"fields": [("source", "confidence"), "general_knowledge"]}),
    ]
    inlines = [
        PartyNameInline,
        PartyStandingInline,
        PartyRelationInline,
        PartyNoteInline,
        PartyWebsiteInline,
    ]

    def for_list(self, queryset):
        return queryset.prefetch_related("standings")

    def matches(self, word):
        return Q(pk__in=parties_named(word))

    def name_in_box(self, party):
        """Tell parties of one name apart: "Example Party (EP), Greece · gr-ep"."""
        name = f"{party}, {party.country_name}" if party.country else str(party)
        return f"{name} · {party.slug}"

    @admin.display(description=_("country or territory"), ordering="country")
    def country_name(self, party):
        return party.country_name

    @admin.display(description=_("standing, last known"))
    def present_standing(self, party):
        """The last standing that has not ended; every one is a fact of its date."""
        lasting = [standing for standing in party.standings.all() if not standing.until]
        return lasting[-1] if lasting else None
