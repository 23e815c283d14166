"""The vocabulary by which statements are found."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from imcwp_site.addresses import path_to
from imcwp_site.slugs import FormerSlug, Renamable
from imcwp_site.sources import Sourced
from imcwp_site.translated import Said, said, translations
from statements.querysets import TopicQuerySet


class Topic(Renamable, Sourced):
    """A term of the two-level vocabulary: a topic, or a child of a topic."""

    # Where the vocabulary was counted: the statements of its list, also by year (a `Course`), and
    # the topics under it.
    statement_count: int
    course: Any
    branches: list["Topic"]

    slug = models.SlugField(
        _("address name"),
        max_length=60,
        unique=True,
        help_text=_("It stands in addresses and filters for ever."),
    )
    name = models.CharField(_("name"), max_length=100)
    name_es, name_fr, name_pt, name_ru, name_ar, name_el, name_tr = translations(
        models.CharField, _("name"), max_length=100
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        verbose_name=_("under"),
        null=True,
        blank=True,
        help_text=_("A filter by the topic above finds this topic's statements too."),
    )
    scope_note = models.TextField(
        _("scope note"), blank=True, help_text=_("What belongs here, and what does not.")
    )
    (
        scope_note_es,
        scope_note_fr,
        scope_note_pt,
        scope_note_ru,
        scope_note_ar,
        scope_note_el,
        scope_note_tr,
    ) = translations(models.TextField, _("scope note"))

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="topic_has_slug"),
            models.CheckConstraint(condition=~models.Q(name=""), name="topic_has_name"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="topic_not_its_own_parent",
                violation_error_message=_("A topic cannot stand under itself."),
            ),
        ]

    def __str__(self):
        return self.named.words

    @property
    def named(self) -> Said:
        """The name in the interface language, as far as it is translated."""
        return said(self, "name")

    @property
    def scope(self) -> Said:
        """The scope note in the interface language, as far as it is translated."""
        return said(self, "scope_note")

    def get_absolute_url(self):
        return path_to("topics:topic", self.slug)

    def clean(self):
        """Keep the vocabulary at two levels."""
        if self.parent and self.parent.parent_id:
            raise ValidationError(
                {
                    "parent": _("“%(topic)s” itself stands under a topic: there are two levels.")
                    % {"topic": self.parent}
                }
            )
        if self.parent_id and self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This topic has topics under it, so it cannot stand under another.")}
            )


class TopicFormerSlug(FormerSlug):
    """An address name that a topic, or one merged into it, had before."""

    record = models.ForeignKey(
        Topic, models.CASCADE, related_name="former_slugs", verbose_name=_("topic")
    )

    class Meta(FormerSlug.Meta):
        abstract = False
