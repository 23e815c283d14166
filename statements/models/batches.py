"""One change to many statements, kept row by row, so that its report is true whatever happens."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Batch(models.Model):
    """A change that an editor asked for many statements at once."""

    class Kind(models.TextChoices):
        PUBLISH = "publish", _("publish")
        SCHEDULE = "schedule", _("schedule")
        WITHDRAW = "withdraw", _("withdraw")
        ADD_TOPIC = "add-topic", _("add a topic")
        REMOVE_TOPIC = "remove-topic", _("remove a topic")
        SET_MEETING = "set-meeting", _("set the meeting")
        SET_KIND = "set-kind", _("set the kind")
        SET_LANGUAGE = "set-language", _("set the language of the text")

    kind = models.CharField(pgettext_lazy("what is done", "change"), max_length=12, choices=Kind)
    parameters = models.JSONField(pgettext_lazy("values of a change", "with"), default=dict)
    note = models.CharField(_("why"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="batches",
        verbose_name=_("editor"),
        null=True,
    )
    made_at = models.DateTimeField(_("asked"), auto_now_add=True, db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("change of many")
        verbose_name_plural = _("changes of many")
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return self.get_kind_display()


class BatchRow(models.Model):
    """One statement of a batch and what became of it; written in the transaction of its change."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        CHANGED = "changed", pgettext_lazy("outcome", "changed")
        UNCHANGED = "unchanged", pgettext_lazy("outcome", "unchanged")
        REFUSED = "refused", pgettext_lazy("outcome", "refused")

    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="rows", verbose_name=_("change of many")
    )
    number = models.BigIntegerField(_("statement"))  # outlives a draft that is deleted meanwhile
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, default=Outcome.WAITING)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("statement of a change of many")
        verbose_name_plural = _("statements of a change of many")
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="batch_row_by_outcome")]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="batch_row_once")]

    def __str__(self):
        return f"{self.number}: {self.get_outcome_display()}"
