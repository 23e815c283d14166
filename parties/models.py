"""Parties: who speaks in the archive, under which names, in which standing, related to whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from imcwp_site.addresses import path_to
from imcwp_site.countries import country_choices, country_name
from imcwp_site.dates import (
    PartialDate,
    PartialDateField,
    UniqueWithDates,
    partial_date_check,
    period_check,
)
from imcwp_site.languages import LanguageField
from imcwp_site.slugs import FormerSlug, NotReserved, Renamable
from imcwp_site.sources import HasSource, Sourced
from parties.querysets import PartyQuerySet


class Party(Renamable, Sourced):
    """A party, front or other organisation that takes part in meetings or signs statements.

    The row carries the present name; former names, names in its own language and other
    abbreviations are `PartyName` rows. Neither name nor abbreviation need be unique: parties of
    one country share both. The slug alone tells them apart.
    """

    class Kind(models.TextChoices):
        PARTY = "party", _("party")
        REGIONAL = "regional", _("regional organisation")
        FEDERATION = "federation", _("federation of parties")
        MOVEMENT = "movement", _("movement or front")
        OTHER = "other", _("other organisation")

    slug = models.SlugField(
        _("address name"),
        max_length=60,
        unique=True,
        validators=[NotReserved("cosigning")],
        help_text=_("Country and abbreviation, as in gr-kke. It stands in addresses for ever."),
    )
    name = models.CharField(_("name in English"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True, db_index=True)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind,
        blank=True,
        help_text=_("Leave empty where no source describes it."),
    )
    country = models.CharField(
        _("country or territory"),
        max_length=2,
        blank=True,
        choices=country_choices,
        db_index=True,
        help_text=_("Empty for an organisation of several countries."),
    )
    founded = PartialDateField(_("founded"))
    in_working_group = models.BooleanField(
        _("listed in the Working Group"),
        default=False,
        help_text=_("A source lists it as a member; not ticked means not known, never “no”."),
    )
    working_group_note = models.CharField(_("Working Group, as listed"), max_length=200, blank=True)
    general_knowledge = models.CharField(
        _("from general knowledge"),
        max_length=200,
        blank=True,
        help_text=_("Names of the facts that do not come from the source, separated by “;”."),
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="party_has_name"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="party_has_slug"),
            partial_date_check("founded", name="party_founded_is_date"),
        ]

    def __str__(self):
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    def get_absolute_url(self):
        return path_to("parties:party", self.slug)

    @property
    def short_name(self) -> str:
        """The abbreviation, or the name where there is none."""
        return self.abbreviation or self.name

    @property
    def country_name(self) -> str:
        """The country in the interface language, "" for an organisation of several."""
        return country_name(self.country) if self.country else ""

    def name_on(self, date: PartialDate | None) -> str:
        """Give the English name it bore on `date`, as far as its dated former names tell.

        Reads `names`; prefetch them when asking for many parties.
        """
        if date:
            for name in self.names.all():
                began = not name.since or name.since.first_day <= date.last_day
                ended = not name.until or name.until.last_day >= date.first_day
                dated = name.since or name.until
                if name.kind == PartyName.Kind.FORMER and dated and began and ended:
                    return name.text
        return self.name


class PartyName(HasSource):
    """Another name of a party: former, in its own language, or another abbreviation.

    Every list that names parties prints them differently; these are the names by which a reader
    or a list of signatories may mean the party.
    """

    class Kind(models.TextChoices):
        NATIVE = "native", _("name in its own language")
        FORMER = "former", _("former name")
        VARIANT = "variant", _("other abbreviation or spelling")

    party = models.ForeignKey(Party, models.CASCADE, related_name="names", verbose_name=_("party"))
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    text = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation then"), max_length=30, blank=True)
    language = LanguageField(_("language"), blank=True)
    since = PartialDateField(_("since"))
    until = PartialDateField(_("until"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["party", "id"]
        constraints = [
            UniqueWithDates(fields=["party", "kind", "text", "since"], name="party_name_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="party_name_has_text"),
            partial_date_check("since", name="party_name_since_is_date"),
            partial_date_check("until", name="party_name_until_is_date"),
            period_check("since", "until", name="party_name_period_in_order"),
        ]

    def __str__(self):
        return self.text


class PartyWebsite(models.Model):
    """An address at which a party publishes; any of several, in any script."""

    party = models.ForeignKey(
        Party, models.CASCADE, related_name="websites", verbose_name=_("party")
    )
    url = models.URLField(_("address"), max_length=300)

    class Meta:
        verbose_name = _("web site")
        verbose_name_plural = _("web sites")
        ordering = ["party", "id"]
        constraints = [models.UniqueConstraint(fields=["party", "url"], name="party_website_once")]

    def __str__(self):
        return self.url


class PartyStanding(HasSource):
    """Where a party stood towards the state of its country at some time: a dated fact."""

    class Standing(models.TextChoices):
        GOVERNING = "governing", _("governing")
        COALITION = "coalition", _("in a governing coalition")
        PARLIAMENT = "parliament", _("in parliament")
        OUTSIDE = "outside", _("outside parliament")
        BANNED = "banned", _("banned")
        OTHER = "other", _("other")
        UNKNOWN = "unknown", _("unknown")

    party = models.ForeignKey(
        Party, models.CASCADE, related_name="standings", verbose_name=_("party")
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    as_of = PartialDateField(
        pgettext_lazy("date of what a source says", "as of"),
        help_text=_("When the source says so."),
    )
    since = PartialDateField(_("since"))
    until = PartialDateField(_("until"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["party", "as_of", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(as_of="", since="", until=""),
                name="party_standing_is_dated",
                violation_error_message=_("A standing changes: say when the source saw it."),
            ),
            UniqueWithDates(
                fields=["party", "standing", "as_of", "since"], name="party_standing_once"
            ),
            partial_date_check("as_of", name="party_standing_as_of_is_date"),
            partial_date_check("since", name="party_standing_since_is_date"),
            partial_date_check("until", name="party_standing_until_is_date"),
            period_check("since", "until", name="party_standing_period_in_order"),
        ]

    def __str__(self):
        return self.get_standing_display()


class PartyNote(HasSource):
    """A neutral sentence on a party's history, dated and sourced: admission, ban, disputed claim.

    Where sources disagree, each claim is a note of its own.
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="notes", verbose_name=_("party"))
    date = PartialDateField(_("date"))
    text = models.TextField(_("note"))

    class Meta:
        verbose_name = _("note on its history")
        verbose_name_plural = _("notes on its history")
        ordering = ["party", "date", "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="party_note_has_text"),
            UniqueWithDates(fields=["party", "date", "text"], name="party_note_once"),
            partial_date_check("date", name="party_note_date_is_date"),
        ]

    def __str__(self):
        return self.text


class PartyRelation(Sourced):
    """A dated relation: `party` was renamed to, split from, merged into or succeeded another."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("continues under another name as")
        SPLIT_FROM = "split-from", _("split from")
        MERGED_INTO = "merged-into", _("merged into")
        SUCCEEDED = "succeeded", _("succeeded")

    party = models.ForeignKey(
        Party, models.CASCADE, related_name="relations", verbose_name=_("party")
    )
    kind = models.CharField(_("relation"), max_length=12, choices=Kind)
    other = models.ForeignKey(
        Party,
        models.PROTECT,
        related_name="relations_of_others",
        verbose_name=_("other party"),
        null=True,
        blank=True,
    )
    other_name = models.CharField(
        _("name of the other"),
        max_length=200,
        blank=True,
        help_text=_("For an organisation that has no page in the archive."),
    )
    date = PartialDateField(_("date"))
    until = PartialDateField(
        pgettext_lazy("date", "undone"), help_text=_("Where it was undone later.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("relation to another party")
        verbose_name_plural = _("relations to other parties")
        ordering = ["party", "date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(other__isnull=False, other_name="")
                | (models.Q(other__isnull=True) & ~models.Q(other_name="")),
                name="party_relation_names_other",
                violation_error_message=_("Choose the other party or write its name, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(other__isnull=True) | ~models.Q(other=models.F("party")),
                name="party_relation_not_to_itself",
                violation_error_message=_("A party has no relation to itself."),
            ),
            UniqueWithDates(
                fields=["party", "kind", "other", "date"],
                condition=models.Q(other__isnull=False),
                name="party_relation_once",
            ),
            UniqueWithDates(
                fields=["party", "kind", "other_name", "date"],
                condition=models.Q(other__isnull=True),
                name="party_relation_to_name_once",
            ),
            partial_date_check("date", name="party_relation_date_is_date"),
            partial_date_check("until", name="party_relation_until_is_date"),
            period_check("date", "until", name="party_relation_period_in_order"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.other or self.other_name}"


class PartyFormerSlug(FormerSlug):
    """An address name that a party, or one merged into it, had before."""

    record = models.ForeignKey(
        Party, models.CASCADE, related_name="former_slugs", verbose_name=_("party")
    )

    class Meta(FormerSlug.Meta):
        abstract = False
