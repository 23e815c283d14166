"""The people who enter and correct the archive."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Editor(AbstractUser):
    """Someone who signs in to the desk; groups and permissions say what they may do."""

    must_change_password = models.BooleanField(
        _("must choose a password"),
        default=False,
        help_text=_("The present password serves once: to sign in and choose another."),
    )

    class Meta:
        verbose_name = _("editor")
        verbose_name_plural = _("editors")

    def set_password(self, raw_password):
        """Keep the hash of a chosen password, which ends a one-time password."""
        super().set_password(raw_password)
        self.must_change_password = False

    def set_one_time_password(self, raw_password):
        """Keep the hash of a password that serves to sign in once and choose another."""
        self.set_password(raw_password)
        self.must_change_password = True
