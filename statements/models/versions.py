"""What a statement said at a moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from imcwp_site.versioning import Versioned
from statements.models.statements import Statement


class Version(Versioned):
    """The whole content of a statement at a moment: who changed it, when and why.

    Written by `statements.versions.record` only, and only when something changed.
    """

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="versions", verbose_name=_("statement")
    )
    is_minor = models.BooleanField(_("minor"), default=False)
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("hash of the content"), max_length=64)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["statement", "-n"]
        indexes = [models.Index(fields=["-at", "-id"], name="version_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["statement", "n"], name="version_number_once"),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="version_from_one"),
        ]

    def __str__(self):
        return f"{self.statement_id}, {self.n}"
