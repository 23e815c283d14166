"""What a statement still lacks, noted by the same writes that change statements."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.models.statements import Statement


class Concern(models.Model):
    """Something about a statement that an editor should look at.

    Written by `statements.concerns` only, so that counts, lists and forms of the desk say the same.
    """

    class Kind(models.TextChoices):
        NO_TOPIC = "no-topic", _("without topic")
        NO_SOURCE = "no-source", _("without source")
        UNRESOLVED = "unresolved", _("unresolved signatory")
        BEHIND = "behind", _("translation behind the original")
        UNTRANSLATED = "untranslated", _("missing translation")
        DEAD_SOURCE = "dead-source", _("source does not answer")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="concerns", verbose_name=_("statement")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    detail = models.CharField(
        _("detail"), max_length=500, blank=True, help_text=_("A language, a name, an address.")
    )

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["statement", "kind", "detail"]
        indexes = [models.Index(fields=["kind", "statement"], name="concern_by_kind")]
        constraints = [
            models.UniqueConstraint(fields=["statement", "kind", "detail"], name="concern_once"),
        ]

    def __str__(self):
        return (
            f"{self.get_kind_display()}: {self.detail}" if self.detail else self.get_kind_display()
        )


class SourceCheckQuerySet(models.QuerySet):
    def dead(self):
        """Give what does not answer: gone by its own word, or silent on three days in a row."""
        gone = models.Q(status__in=SourceCheck.GONE, failures__gt=0)
        return self.filter(gone | models.Q(failures__gte=SourceCheck.FAILURES_OF_DEAD))


class SourceCheck(models.Model):
    """An address that records name as their source, and how it answered last."""

    GONE = (404, 410)
    FAILURES_OF_DEAD = 3

    url = models.URLField(_("address"), max_length=1000, unique=True)
    checked_at = models.DateTimeField(_("last asked"), null=True, blank=True, db_index=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("last answered"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, db_index=True)

    objects = SourceCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of a source")
        verbose_name_plural = _("addresses of sources")
        ordering = ["url"]

    def __str__(self):
        return self.url

    @property
    def is_dead(self) -> bool:
        """Tell whether it does not answer; the same rule as `dead()`."""
        gone = self.status in self.GONE and self.failures > 0
        return gone or self.failures >= self.FAILURES_OF_DEAD
