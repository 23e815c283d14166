"""The people who enter and correct the archive, and what they have not saved yet."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Editor(AbstractUser):
    """Someone who signs in to the desk; groups and permissions say what they may do."""

    must_change_password = models.BooleanField(
        _("must choose a password"),
        default=False,
        help_text=_("The present password serves once: to log in and choose another."),
    )
    party = models.ForeignKey(
        "parties.Party",  # by name: editors stand below parties
        models.PROTECT,
        related_name="editors",
        verbose_name=_("enters for one party only"),
        null=True,
        blank=True,
        help_text=_("A contributor with a party enters statements of this party and no other."),
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


class UnsavedWork(models.Model):
    """What an editor has typed into a form and not saved: kept aside and offered back.

    One a writing, from opening a form to saving it, written over as they write, gone once it is
    saved: so it leaves no trace in the history.
    """

    editor = models.ForeignKey(Editor, models.CASCADE, related_name="unsaved")
    place = models.CharField(_("form"), max_length=200)  # its path, then "#" and the writing
    title = models.CharField(_("title"), max_length=200, blank=True)
    data = models.TextField(_("what was typed"))  # as the form would send it, URL-encoded
    saved_at = models.DateTimeField(_("kept"), auto_now=True)

    class Meta:
        verbose_name = _("unsaved work")
        verbose_name_plural = _("unsaved work")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["editor", "place"], name="unsaved_work_once")
        ]

    def __str__(self):
        return self.title or self.place
