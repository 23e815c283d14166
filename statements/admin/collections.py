from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk, NumberedRows, Rows
from imcwp_site.publishing_desk import PublishingDesk, PublishingForm
from statements.access import edits_all, readable
from statements.models import (
    Dossier,
    DossierEntry,
    IssueContributor,
    IssueEdition,
    Periodical,
    PeriodicalIssue,
    Statement,
)


class DossierEntryInline(NumberedRows):
    model = DossierEntry
    autocomplete_fields = ["statement"]
    fields = ["position", "statement", "note"]

    def get_queryset(self, request):
        entries = super().get_queryset(request).select_related("statement")
        if edits_all(request.user):
            return entries
        return entries.filter(statement__in=readable(Statement.objects.all(), request.user))


@admin.register(Dossier)
class DossierAdmin(PublishingDesk):
    form = PublishingForm
    list_display = ["title", "state", "published_at", "is_open", "updated_at"]
    list_filter = ["state", "is_open"]
    search_fields = ["title", "slug", "introduction"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": [("title", "slug"), "introduction", "is_open"]}),
        (_("State"), {"fields": ["state", "published_at", "withdrawal_reason"]}),
    ]
    inlines = [DossierEntryInline]

    def get_queryset(self, request):
        """Show drafts to those who publish dossiers, and to all others what is public."""
        dossiers = super().get_queryset(request)
        return dossiers if self.may_publish(request) else dossiers.published()


class PeriodicalIssueInline(Rows):
    model = PeriodicalIssue
    fields = ["number", "date", "theme"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("periodical")


@admin.register(Periodical)
class PeriodicalAdmin(Desk):
    list_display = ["title", "note", "confidence"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (None, {"fields": [("title", "slug"), "note"]}),
        (_("Source"), {"fields": [("source", "confidence")]}),
    ]
    inlines = [PeriodicalIssueInline]


class IssueEditionInline(Rows):
    model = IssueEdition


class IssueContributorInline(NumberedRows):
    model = IssueContributor
    autocomplete_fields = ["party"]
    fields = ["position", "party"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party")


@admin.register(PeriodicalIssue)
class PeriodicalIssueAdmin(Desk):
    list_display = ["periodical", "number", "date", "theme", "meeting"]
    list_display_links = ["number"]
    list_select_related = ["periodical", "meeting"]
    list_filter = ["periodical"]
    search_fields = ["periodical__title", "theme", "meeting__city"]
    autocomplete_fields = ["meeting", "statement"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("periodical", "number", "date"),
                    "theme",
                    "meeting",
                    "statement",
                    "note",
                ]
            },
        ),
        (_("Source"), {"fields": [("source", "confidence")]}),
    ]
    inlines = [IssueEditionInline, IssueContributorInline]

    def get_fieldsets(self, request, obj=None):
        """Leave the statement out where the editor may not read it, and so not its title."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or obj.statement_id is None or edits_all(request.user):
            return fieldsets
        linked = Statement.objects.filter(pk=obj.statement_id)
        if readable(linked, request.user).exists():
            return fieldsets
        return [
            (name, options | {"fields": [one for one in options["fields"] if one != "statement"]})
            for name, options in fieldsets
        ]
