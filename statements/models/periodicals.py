"""Periodicals: the Information Bulletin, the International Communist Review, and their issues."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from imcwp_site.dates import (
    PartialDate,
    PartialDateField,
    partial_date_check,
    span_in_words,
)
from imcwp_site.languages import LanguageField
from imcwp_site.sources import Sourced
from meetings.models import Meeting
from parties.models import Party
from statements.models.statements import Statement
from statements.querysets import PeriodicalIssueQuerySet


class Periodical(Sourced):
    """A publication in issues."""

    slug = models.SlugField(_("address name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("periodical")
        verbose_name_plural = _("periodicals")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="periodical_has_title"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="periodical_has_slug"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("publications:periodical", args=[self.slug])

    @property
    def years(self) -> str:
        """From when to when its issues are dated, as far as they are: "2018 – 2019"."""
        years = [issue.date.year for issue in self.issues.all() if issue.date]
        return span_in_words(PartialDate(min(years)), PartialDate(max(years))) if years else ""

    @property
    def languages(self) -> list[str]:
        """The codes of the languages that issues are known to be published in."""
        return sorted(
            {edition.language for issue in self.issues.all() for edition in issue.editions.all()}
        )


class PeriodicalIssue(Sourced):
    """One issue: a bulletin with the contributions to a meeting, a volume of the review."""

    periodical = models.ForeignKey(
        Periodical, models.CASCADE, related_name="issues", verbose_name=_("periodical")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    date = PartialDateField(_("date"))
    theme = models.CharField(pgettext_lazy("of an issue", "theme"), max_length=500, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        related_name="bulletins",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
        help_text=_("The meeting whose contributions it collects."),
    )
    statement = models.OneToOneField(
        Statement,
        models.PROTECT,
        related_name="periodical_issue",
        verbose_name=_("catalogue record"),
        null=True,
        blank=True,
    )
    contributors = models.ManyToManyField(
        Party, through="IssueContributor", related_name="periodical_issues"
    )
    note = models.TextField(_("note"), blank=True)

    objects = PeriodicalIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue of a periodical")
        verbose_name_plural = _("issues of periodicals")
        ordering = ["periodical", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["periodical", "number"], name="periodical_issue_number_once"
            ),
            partial_date_check("date", name="periodical_issue_date_is_date"),
        ]

    def __str__(self):
        return f"{self.periodical} {self.number}"

    def get_absolute_url(self):
        return reverse("publications:issue", args=[self.periodical.slug, self.number])

    @property
    def record(self) -> Statement | None:
        """Its catalogue record, if visitors can read it."""
        return self.statement if self.statement and self.statement.is_public else None


class IssueEdition(models.Model):
    """An issue in one language."""

    issue = models.ForeignKey(PeriodicalIssue, models.CASCADE, related_name="editions")
    language = LanguageField(_("language"))
    url = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("language edition")
        verbose_name_plural = _("language editions")
        ordering = ["issue", "language"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "language"], name="issue_edition_once")
        ]

    def __str__(self):
        return self.language


class IssueContributor(models.Model):
    """A party that contributes to an issue."""

    issue = models.ForeignKey(PeriodicalIssue, models.CASCADE, related_name="contributions")
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="issue_contributions", verbose_name=_("party")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["issue", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "party"], name="issue_contributor_once")
        ]

    def __str__(self):
        return str(self.party)
