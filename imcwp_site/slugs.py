"""Address names that records once had: they lead to the record for ever."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerSlug(models.Model):
    """An address name that a record, or one merged into it, had before.

    A concrete class adds `record`, the foreign key to what the name leads to now.
    """

    slug = models.SlugField(_("former address name"), max_length=80, unique=True)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["slug"]
        verbose_name = _("former address name")
        verbose_name_plural = _("former address names")

    def __str__(self):
        return self.slug
