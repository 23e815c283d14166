"""By which words the desk finds a statement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.models.statements import Statement


class FindingAid(models.Model):
    """The folded words of a statement's titles and printed names, apart from its long row.

    Written by `statements.finding` only, with every version.
    """

    statement = models.OneToOneField(
        Statement, models.CASCADE, primary_key=True, related_name="finding_aid"
    )
    words = models.TextField(_("words"))

    class Meta:
        verbose_name = _("finding aid")
        verbose_name_plural = _("finding aids")

    def __str__(self):
        return self.words
