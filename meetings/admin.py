from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk, NumberedRows, Rows
from imcwp_site.desk_lists import CountryInUse
from imcwp_site.paged import PagedRows
from imcwp_site.phrases import listed
from meetings.models import (
    Hosting,
    Meeting,
    MeetingTheme,
    Participation,
    PrintedCount,
    PrintedDates,
    WorkingGroupTerm,
)
from meetings.naming import meetings_named
from parties.naming import parties_named


class HostingInline(NumberedRows):
    model = Hosting
    autocomplete_fields = ["party"]
    fields = ["position", "party", "printed_name"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party")


class ParticipationInline(PagedRows):
    model = Participation
    autocomplete_fields = ["party"]
    fields = ["party", "role", "printed_name", "note", "source", "confidence"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party")


class MeetingThemeInline(Rows):
    model = MeetingTheme
    fields = ["language", "text", "source"]


class PrintedCountInline(Rows):
    model = PrintedCount
    fields = ["counted", "stage", "number", "note", "source"]


class PrintedDatesInline(Rows):
    model = PrintedDates
    fields = ["start", "end", "note", "source"]


@admin.register(Meeting)
class MeetingAdmin(Desk):
    list_display = ["title", "dates_in_words", "place", "kind", "status", "host_names"]
    list_filter = ["kind", "status", "mode", CountryInUse]
    search_fields = ["slug", "city", "further_places", "theme"]
    search_help_text = _("Number, city, address name or theme.")
    ordering = ["-start", "-number", "-id"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("kind", "number", "slug"),
                    ("status", "mode"),
                    ("start", "end"),
                    ("city", "country"),
                    "further_places",
                    "theme",
                    "note",
                ]
            },
        ),
        (
            _("As counted"),
            {"fields": [("parties_count", "countries_count", "delegates_count")]},
        ),
        (_("Source"), {"fields": [("source", "confidence")]}),
    ]
    inlines = [
        HostingInline,
        ParticipationInline,
        MeetingThemeInline,
        PrintedCountInline,
        PrintedDatesInline,
    ]
    why_kept = _("A meeting with participations, hosts or statements is not deleted.")

    def for_list(self, queryset):
        return queryset.with_hosts()

    def matches(self, word):
        found = Q(pk__in=meetings_named(word))
        if word.isascii() and word.isdigit() and len(word) < 5:
            found |= Q(number=word) | Q(start__startswith=word)
        return found

    def is_kept(self, meeting):
        return any(
            rows.exists() for rows in (meeting.participations, meeting.hostings, meeting.statements)
        )

    @admin.display(description=_("meeting"))
    def title(self, meeting):
        return meeting.title

    @admin.display(description=_("date"), ordering="start")
    def dates_in_words(self, meeting):
        return meeting.dates_in_words

    @admin.display(description=_("place"), ordering="city")
    def place(self, meeting):
        return meeting.place

    @admin.display(description=_("hosts"))
    def host_names(self, meeting):
        return listed(hosting.party.short_name for hosting in meeting.hostings.all())


@admin.register(WorkingGroupTerm)
class WorkingGroupTermAdmin(Desk):
    list_display = ["party", "start", "end", "note", "confidence"]
    list_select_related = ["party"]
    list_filter = ["confidence"]
    search_fields = ["note"]
    search_help_text = _("Any name of the party, or words of the note.")
    autocomplete_fields = ["party"]
    fieldsets = [
        (None, {"fields": ["party", ("start", "end"), "note"]}),
        (_("Source"), {"fields": [("source", "confidence")]}),
    ]

    def matches(self, word):
        return super().matches(word) | Q(party__in=parties_named(word))
