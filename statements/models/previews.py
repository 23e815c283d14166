"""Secret addresses under which someone outside may read what is not public yet."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from statements.models.statements import Statement


def new_key() -> str:
    """Give a key that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


class PreviewLink(models.Model):
    """A secret address of a statement that is not public; it ends by itself, or at once."""

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="preview_links", verbose_name=_("statement")
    )
    key = models.CharField(_("key"), max_length=43, unique=True, default=new_key, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
        null=True,
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["expires_at"]

    def __str__(self):
        return str(self.statement)

    def get_absolute_url(self):
        return reverse("statements:preview", args=[self.key])

    @property
    def is_open(self) -> bool:
        """Tell whether it still leads to the statement."""
        return self.expires_at > timezone.now()
