"""Dossiers: ordered collections of statements on one subject."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from imcwp_site.publishing import Publishing
from imcwp_site.slugs import FormerSlug, Renamable
from statements.models.statements import Statement
from statements.querysets import DossierQuerySet


class Dossier(Renamable, Publishing):
    """An ordered, growing collection of statements with an introduction of the archive's own."""

    slug = models.SlugField(
        _("address name"),
        max_length=80,
        unique=True,
        help_text=_("It stands in addresses for ever."),
    )
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Neutral; a blank line begins a paragraph.")
    )
    is_open = models.BooleanField(
        _("still growing"), default=True, help_text=_("Visitors read that more may be added.")
    )
    statements = models.ManyToManyField(
        Statement, through="DossierEntry", related_name="dossiers", verbose_name=_("statements")
    )
    updated_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["title"]
        permissions = [("publish_dossier", _("Can publish and withdraw dossiers"))]
        constraints = [
            *Publishing.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(title=""), name="dossier_has_title"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="dossier_has_slug"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("dossiers:dossier", args=[self.slug])


class DossierFormerSlug(FormerSlug):
    """An address name that a dossier had before."""

    record = models.ForeignKey(
        Dossier, models.CASCADE, related_name="former_slugs", verbose_name=_("dossier")
    )

    class Meta(FormerSlug.Meta):
        abstract = False


class DossierEntry(models.Model):
    """A statement in a dossier, at its place."""

    dossier = models.ForeignKey(
        Dossier, models.CASCADE, related_name="entries", verbose_name=_("dossier")
    )
    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="dossier_entries", verbose_name=_("statement")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("statement of the dossier")
        verbose_name_plural = _("statements of the dossier")
        ordering = ["dossier", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "statement"], name="dossier_entry_once")
        ]

    def __str__(self):
        return str(self.statement)
