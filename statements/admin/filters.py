"""What narrows the list of statements at the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from imcwp_site.dates import PartialDate
from imcwp_site.desk_lists import CountryInUse, LongFilter
from imcwp_site.languages import language_name
from imcwp_site.publishing import State
from meetings.models import Meeting
from parties.models import Party
from statements.models import Concern, Statement, Text, Topic


class StateFilter(admin.SimpleListFilter):
    """Where a statement stands; of those that are published, whether their time has come."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            (State.DRAFT.value, State.DRAFT.label),
            (State.IN_REVIEW.value, State.IN_REVIEW.label),
            ("scheduled", _("scheduled")),
            (State.PUBLISHED.value, State.PUBLISHED.label),
            (State.WITHDRAWN.value, State.WITHDRAWN.label),
        ]

    def queryset(self, request, queryset):
        if self.value() == "scheduled":
            return queryset.scheduled()
        if self.value() == State.PUBLISHED:
            return queryset.published()
        return queryset.filter(state=self.value()) if self.value() else queryset


class EnteredByMe(admin.SimpleListFilter):
    """One's own statements."""

    title = _("entered by")
    parameter_name = "entered"

    def lookups(self, request, model_admin):
        return [("me", _("me"))]

    def queryset(self, request, queryset):
        return queryset.filter(entered_by=request.user) if self.value() == "me" else queryset


class ConcernFilter(admin.SimpleListFilter):
    """What is lacking: of one kind, or of one kind in one language ("untranslated:en")."""

    title = _("what is lacking")
    parameter_name = "concern"

    def lookups(self, request, model_admin):
        return Concern.Kind.choices

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        kind, _colon, detail = self.value().partition(":")
        concerns = Concern.objects.filter(kind=kind)
        if detail:
            concerns = concerns.filter(detail=detail)
        return queryset.filter(pk__in=concerns.values("statement"))


class IssuedFilter(LongFilter):
    """Years of issue and, once one is chosen, its months; asked without looking at every row."""

    title = _("date of issue")
    parameter_name = "issued"

    def lookups(self, request, model_admin):
        dates = Statement.objects.exclude(issued="").order_by("issued").values_list("issued")
        first, last = dates.first(), dates.last()
        if not first:
            return []
        chosen = self.value() or ""
        choices = []
        for year in range(last[0].year, first[0].year - 1, -1):
            choices.append((str(year), str(year)))
            if chosen[:4] == str(year):
                months = (PartialDate(year, month) for month in range(1, 13))
                choices += [(str(month), month.in_words) for month in months]
        return choices

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        date = PartialDate.parse(self.value())
        return queryset.issued_between(date, date)


class LanguageInUse(LongFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        codes = Text.objects.order_by().values_list("language", flat=True).distinct()
        return sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.in_languages([self.value()]) if self.value() else queryset


class TopicFilter(LongFilter):
    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request, model_admin):
        return list(Topic.objects.values_list("slug", "name"))

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.for_topics(Topic.objects.filter(slug=self.value()))


class MeetingFilter(LongFilter):
    """Statements of one meeting, the newest meetings first; or of none."""

    title = _("meeting")
    parameter_name = "meeting"

    def lookups(self, request, model_admin):
        return [
            ("none", _("none")),
            *((one.slug, str(one)) for one in Meeting.objects.newest_first()),
        ]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(meeting=None)
        return queryset.filter(meeting__slug=self.value()) if self.value() else queryset


class PartyCountryFilter(CountryInUse):
    """Countries of parties; a statement belongs to the countries of all who signed it."""

    def codes(self, model_admin):
        return Party.objects.order_by().values_list("country", flat=True).distinct()

    def queryset(self, request, queryset):
        return queryset.from_countries([self.value()]) if self.value() else queryset
