"""Address names: those that records have, and those they had before, which lead to them for ever.

A name belongs to one record of its model, whether it is the present one or a former one: so an
address that was ever published leads where it led.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _


@deconstructible
class NotReserved:
    """Refuses as a name what is a page of its own below the address where records stand."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def __call__(self, slug: str) -> None:
        if slug in self.words:
            raise ValidationError(
                _("“%(name)s” is the name of a page of the site: write another, as “%(name)s-1”."),
                code="reserved",
                params={"name": slug},
            )

    def __eq__(self, other):
        return isinstance(other, NotReserved) and self.words == other.words

    def __hash__(self):
        return hash(self.words)


class Renamable(models.Model):
    """A record with a `slug` that may change: saving it keeps the name that is replaced.

    Its `former_slugs` are rows of a concrete `FormerSlug`.
    """

    slug: Any

    class Meta:
        abstract = True

    def save(self, *, update_fields=None, **kwargs):
        """Keep the name that is replaced, in the same transaction."""
        renames = update_fields is None or "slug" in update_fields
        with transaction.atomic():
            before = self.kept_slug() if renames else self.slug
            super().save(update_fields=update_fields, **kwargs)
            if self.slug != before:
                # Asked once more after writing: two editors may save at the same moment.
                self.refuse_name_of_another()
                self.former_slugs.filter(slug=self.slug).delete()
                if before:
                    self.former_slugs.create(slug=before)

    def kept_slug(self) -> str | None:
        """Give the name under which the record is kept; None if it is new."""
        kept: Any = type(self)._base_manager.filter(pk=self.pk)
        return kept.values_list("slug", flat=True).first() if self.pk else None

    def validate_unique(self, exclude=None):
        """A name that another record had before is taken as well."""
        super().validate_unique(exclude)
        if "slug" not in (exclude or ()):
            self.refuse_name_of_another()

    def unique_error_message(self, model_class, unique_check):
        """Say which record has the name."""
        if tuple(unique_check) == ("slug",):
            others = model_class._default_manager.filter(slug=self.slug).exclude(pk=self.pk)
            if other := others.first():
                return ValidationError(
                    _("“%(record)s” has this name already."),
                    code="unique",
                    params={"record": other},
                )
        return super().unique_error_message(model_class, unique_check)

    def refuse_name_of_another(self) -> None:
        """Refuse the present name if it leads to another record (raises ValidationError)."""
        taken = former_slugs_of(type(self)).filter(slug=self.slug).exclude(record=self.pk)
        if other := taken.select_related("record").first():
            raise ValidationError(
                {
                    "slug": ValidationError(
                        _("This name led to “%(record)s” before and leads there for ever."),
                        code="unique",
                        params={"record": other.record},
                    )
                }
            )


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


def former_slugs_of(model: Any) -> models.QuerySet:
    """Give the former names of all records of a model."""
    return model._meta.get_field("former_slugs").related_model._default_manager.all()


def records_by_slug(model: Any, slugs: Iterable[str]) -> dict[str, Any]:
    """Give the records that bear these names, or bore them before."""
    slugs = set(slugs)
    found = {record.slug: record for record in model._default_manager.filter(slug__in=slugs)}
    if missing := slugs - found.keys():
        former = former_slugs_of(model).filter(slug__in=missing).select_related("record")
        found |= {name.slug: name.record for name in former}
    return found


def names_today(model: type[models.Model], slugs: Iterable[str]) -> dict[str, str]:
    """Give, for those of `slugs` that only led to a record before, the name it has today."""
    slugs = set(slugs)
    present = model._default_manager.filter(slug__in=slugs).order_by().values("slug")
    former = former_slugs_of(model).filter(slug__in=slugs).exclude(slug__in=present)
    return dict(former.order_by().values_list("slug", "record__slug"))
