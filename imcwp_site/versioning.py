"""What every version says of itself, whatever it is a version of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext


class Versioned(models.Model):
    """A state that was kept: its number, when it came to be, by whom and why."""

    n = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("editor"),
        null=True,
        blank=True,
    )
    by_name = models.CharField(_("who"), max_length=150, blank=True)
    note = models.CharField(_("why"), max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def author(self) -> str:
        """Who made it, as pages say it."""
        if self.by:
            return str(self.by)
        return pgettext("who", "import") if self.by_name == "import" else self.by_name or "–"
