"""Meetings: when and where parties met, who hosted, who took part, who prepared them."""

from django.db import models
from django.utils.translation import gettext, ngettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from imcwp_site.addresses import path_to
from imcwp_site.countries import country_choices, country_name
from imcwp_site.counts import Count
from imcwp_site.dates import (
    PartialDateField,
    UniqueWithDates,
    partial_date_check,
    period_check,
    span_in_words,
)
from imcwp_site.directions import isolated
from imcwp_site.languages import LanguageField
from imcwp_site.phrases import capfirst, listed
from imcwp_site.place_names import city_name
from imcwp_site.slugs import FormerSlug, NotReserved, Renamable
from imcwp_site.sources import HasSource, Sourced
from meetings.querysets import MeetingQuerySet
from parties.models import Party

MOST_NAMES = 120  # parties in their roles on a meeting's page; more have a page of their own


class Meeting(Renamable, Sourced):
    """A meeting of parties: held, planned, postponed or cancelled.

    Number and year of origin are two facts: a meeting may have no number, and a number that was
    announced for one place may be used for another.
    """

    class Group(models.TextChoices):
        """What is listed and drawn together."""

        SERIES = "series", _("The series")
        OTHERS = "others", _("Regional and other meetings")
        SESSIONS = "sessions", _("Sessions of the Working Group")

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary meeting")
        EXTRAORDINARY = "extraordinary", _("extraordinary meeting")
        WORKING_GROUP = "working-group", _("Working Group session")
        REGIONAL = "regional", _("regional meeting")
        OTHER = "other", _("other meeting")

        @property
        def group(self) -> "Meeting.Group":
            """With which other kinds it is listed."""
            if self in (self.ORDINARY, self.EXTRAORDINARY):
                return Meeting.Group.SERIES
            return Meeting.Group.SESSIONS if self == self.WORKING_GROUP else Meeting.Group.OTHERS

    class Mode(models.TextChoices):
        IN_PERSON = "in person", _("in person")
        TELECONFERENCE = "teleconference", _("teleconference")
        HYBRID = "hybrid", _("in person and by teleconference")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    slug = models.SlugField(
        _("address name"),
        max_length=60,
        unique=True,
        validators=[NotReserved("participation")],
        help_text=_("As in imcwp-21. It stands in addresses for ever."),
    )
    number = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Only for numbered meetings of the series."),
    )
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.HELD)
    mode = models.CharField(_("mode"), max_length=14, choices=Mode, blank=True)
    start = PartialDateField(_("first day"), db_index=True)
    end = PartialDateField(_("last day"))
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = models.CharField(
        _("country or territory"), max_length=2, blank=True, choices=country_choices
    )
    further_places = models.CharField(
        _("further places"),
        max_length=200,
        blank=True,
        help_text=_("Where events went on elsewhere: “Moscow, 6–7 November”."),
    )
    theme = models.TextField(_("theme"), blank=True, help_text=_("In English, as adopted."))
    parties_count = models.PositiveSmallIntegerField(_("parties"), null=True, blank=True)
    countries_count = models.PositiveSmallIntegerField(_("countries"), null=True, blank=True)
    delegates_count = models.PositiveSmallIntegerField(_("delegates"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, help_text=_("Neutral; visitors read it."))
    hosts = models.ManyToManyField(
        Party, through="Hosting", related_name="hosted_meetings", verbose_name=_("hosts")
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="meeting_has_slug"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(number__gte=1),
                name="meeting_number_from_one",
            ),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True) | models.Q(kind="ordinary"),
                name="meeting_number_only_ordinary",
                violation_error_message=_("Only ordinary meetings are numbered."),
            ),
            partial_date_check("start", name="meeting_start_is_date"),
            partial_date_check("end", name="meeting_end_is_date"),
            period_check("start", "end", name="meeting_period_in_order"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return path_to("meetings:meeting", self.slug)

    def address_of_names(self, number: int) -> str:
        """Where the parties are listed if the sources name so many in their roles."""
        view = "meetings:parties" if number > MOST_NAMES else "meetings:meeting"
        return path_to(view, self.slug)

    @property
    def title(self) -> str:
        """Name the meeting as people do, as far as it is known.

        "Meeting 21, Izmir 2019"; "Working Group session, Lisbon 2006"; a meeting of no kind
        by its days: "Meeting in Athens, 22–24 May 1998".
        """
        if self.number:
            name = gettext("Meeting %(number)s") % {"number": self.number}
        elif self.kind != self.Kind.OTHER:
            name = capfirst(self.get_kind_display())
        else:
            where = gettext("Meeting")
            if self.city:
                where = gettext("Meeting in %(city)s") % {"city": isolated(city_name(self.city))}
            return listed(filter(None, (where, self.dates_in_words)))
        year = str(self.start.year) if self.start else ""
        place = " ".join(part for part in (isolated(city_name(self.city)), year) if part)
        return listed(filter(None, (name, place)))

    @property
    def group(self) -> Group:
        """With which other meetings it is listed."""
        return self.Kind(self.kind).group

    @property
    def dates_in_words(self) -> str:
        """When it took place, as far as known: "18–20 October 2019"."""
        return span_in_words(self.start, self.end)

    @property
    def place(self) -> str:
        """Where it took place: "Izmir, Türkiye"; "" for none."""
        country = country_name(self.country) if self.country else ""
        return listed(filter(None, (isolated(city_name(self.city)), country)))


class Hosting(models.Model):
    """A party that hosts or convenes a meeting, in the order of the announcement."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="hostings", verbose_name=_("meeting")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="hostings", verbose_name=_("party")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    printed_name = models.CharField(_("name as printed"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "party"], name="hosting_once"),
            models.UniqueConstraint(fields=["meeting", "position"], name="hosting_position_once"),
        ]

    def __str__(self):
        return f"{self.party}"


class MeetingTheme(HasSource):
    """Another wording of the theme: in another language, or in the same by another source."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="themes", verbose_name=_("meeting")
    )
    language = LanguageField(_("language"))
    text = models.TextField(_("theme"))

    class Meta:
        verbose_name = _("other wording of the theme")
        verbose_name_plural = _("other wordings of the theme")
        ordering = ["meeting", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="meeting_theme_has_text"),
            models.UniqueConstraint(
                fields=["meeting", "language", "text"], name="meeting_theme_once"
            ),
        ]

    def __str__(self):
        return self.text


class PrintedCount(HasSource):
    """A figure that a source prints for a meeting beside the one chosen: 80 parties, not 78.

    Parties, countries and delegates are three different numbers; announced and counted differ.
    """

    class Counted(models.TextChoices):
        PARTIES = "parties", _("parties")
        COUNTRIES = "countries", _("countries")
        DELEGATES = "delegates", _("delegates")
        MESSAGES = "messages", _("messages")

    class Stage(models.TextChoices):
        COUNTED = "counted", _("counted")
        ANNOUNCED = "announced", _("announced")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="printed_counts", verbose_name=_("meeting")
    )
    counted = models.CharField(pgettext_lazy("what was", "counted"), max_length=9, choices=Counted)
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.COUNTED)
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("other printed figure")
        verbose_name_plural = _("other printed figures")
        ordering = ["meeting", "counted", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "counted", "stage", "number"], name="printed_count_once"
            ),
        ]

    def __str__(self):
        return FIGURES[self.Counted(self.counted)] % {"number": Count(self.number)}


FIGURES = {
    PrintedCount.Counted.PARTIES: ngettext_lazy("%(number)s party", "%(number)s parties", "number"),
    PrintedCount.Counted.COUNTRIES: ngettext_lazy(
        "%(number)s country", "%(number)s countries", "number"
    ),
    PrintedCount.Counted.DELEGATES: ngettext_lazy(
        "%(number)s delegate", "%(number)s delegates", "number"
    ),
    PrintedCount.Counted.MESSAGES: ngettext_lazy(
        "%(number)s message", "%(number)s messages", "number"
    ),
}


class PrintedDates(HasSource):
    """Other dates that an equally good source prints for a meeting."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="printed_dates", verbose_name=_("meeting")
    )
    start = PartialDateField(_("first day"))
    end = PartialDateField(_("last day"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("other printed dates")
        verbose_name_plural = _("other printed dates")
        ordering = ["meeting", "start", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(start=""), name="printed_dates_has_start"),
            UniqueWithDates(fields=["meeting", "start", "end"], name="printed_dates_once"),
            partial_date_check("start", name="printed_dates_start_is_date"),
            partial_date_check("end", name="printed_dates_end_is_date"),
            period_check("start", "end", name="printed_dates_in_order"),
        ]

    def __str__(self):
        return span_in_words(self.start, self.end)


class Participation(Sourced):
    """A party in a role at a meeting, as a source prints it.

    No row means that no source at hand names the party, never that it was absent. A written
    contribution or a message does not prove presence.
    """

    class Role(models.TextChoices):
        HOST = "host", _("host")
        DELEGATION = "delegation", _("delegation")
        OBSERVER = "observer", _("observer")
        CONTRIBUTION = "contribution", _("written contribution")
        MESSAGE = "message", _("message")
        APOLOGY = "apology", _("apology")
        ANNOUNCED = "announced", _("announced")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="participations", verbose_name=_("meeting")
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="participations", verbose_name=_("party")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    printed_name = models.CharField(
        _("name as printed"),
        max_length=200,
        blank=True,
        help_text=_("Where the source prints another name than the present one."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "party", "role"], name="participation_once_per_role"
            ),
        ]

    def __str__(self):
        return f"{self.party}: {self.get_role_display()}"

    @property
    def is_from_excerpt(self) -> bool:
        """Whether the source says of its list that only a part of it is at hand."""
        return "excerpt" in self.source.casefold()


class WorkingGroupTerm(Sourced):
    """A party named as member of the Working Group for a period.

    Attending a session of the Working Group is not membership: that is a participation.
    """

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="working_group_terms", verbose_name=_("party")
    )
    start = PartialDateField(_("named in"), blank=False)
    end = PartialDateField(_("until"))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("Working Group term")
        verbose_name_plural = _("Working Group terms")
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(start=""), name="working_group_term_has_start"
            ),
            UniqueWithDates(fields=["party", "start"], name="working_group_term_once"),
            partial_date_check("start", name="working_group_term_start_is_date"),
            partial_date_check("end", name="working_group_term_end_is_date"),
            period_check("start", "end", name="working_group_term_in_order"),
        ]

    def __str__(self):
        return f"{self.party}, {span_in_words(self.start, self.end)}"


class MeetingFormerSlug(FormerSlug):
    """An address name that a meeting had before."""

    record = models.ForeignKey(
        Meeting, models.CASCADE, related_name="former_slugs", verbose_name=_("meeting")
    )

    class Meta(FormerSlug.Meta):
        abstract = False
