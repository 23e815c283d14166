"""What the public may see, defined once."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a record stands between an editor's first line and the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNPUBLISHED = (State.DRAFT, State.IN_REVIEW)


class PublishingQuerySet(models.QuerySet):
    """Every page, count, feed, search and export for the public begins with `published()`."""

    def published(self):
        """Give what is public now: published, and its publication time has come."""
        return self.filter(state=State.PUBLISHED, published_at__lte=timezone.now())

    def scheduled(self):
        """Give what will be public later without anyone doing anything."""
        return self.filter(state=State.PUBLISHED, published_at__gt=timezone.now())

    def withdrawn(self):
        """Give what was public and keeps only its page with the reason."""
        return self.filter(state=State.WITHDRAWN, published_at__lte=timezone.now())

    def with_page(self):
        """Give what has a public page: what is published, and what was withdrawn."""
        return self.published() | self.withdrawn()


class Publishing(models.Model):
    """State and publication time of a record that editors publish."""

    required_beyond_draft: ClassVar[list[str]] = []  # fields that only a draft may lack

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.DRAFT,
        db_index=True,
        help_text=_(
            "Visitors see it once it is published and its publication time has come; "
            "withdrawn, its page gives only the reason."
        ),
    )
    published_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "Left empty, it is set when you publish. A time to come schedules the publication."
        ),
    )
    withdrawal_reason = models.TextField(
        _("reason of withdrawal"),
        blank=True,
        help_text=_("Shown to visitors in place of a withdrawn record."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.PUBLISHED, State.WITHDRAWN])
                | models.Q(published_at__isnull=False),
                name="%(class)s_published_has_time",
                violation_error_message=_(
                    "What is published needs a publication time, and only that can be withdrawn."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.WITHDRAWN) | ~models.Q(withdrawal_reason=""),
                name="%(class)s_withdrawn_has_reason",
                violation_error_message=_("Say why it is withdrawn: visitors read the reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="%(class)s_state_known",
            ),
        ]

    @property
    def was_public(self) -> bool:
        """Tell whether its publication time has come, whatever became of it since."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_public(self) -> bool:
        """Tell whether visitors can read it now; the same rule as `published()`."""
        return self.state == State.PUBLISHED and self.was_public

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether its page gives only the reason; the same rule as `withdrawn()`."""
        return self.state == State.WITHDRAWN and self.was_public

    @property
    def is_scheduled(self) -> bool:
        """Tell whether it will be public at a time to come."""
        return self.state == State.PUBLISHED and bool(self.published_at) and not self.was_public

    def broken_rules(self, *, was_public: bool) -> dict[str, Any]:
        """Say, field by field, all that speaks against keeping the record as it is now.

        `was_public` tells whether it was public before the change: what was public once stays
        so, because its number and address are known.
        """
        broken = {}
        if was_public and not self.was_public:
            broken["published_at"] = _(
                "It was public, and its address is known: the time must stay in the past."
            )
        if self.state == State.WITHDRAWN and not was_public:
            broken["state"] = _("Only what was public is withdrawn; a draft can be deleted.")
        elif self.state == State.WITHDRAWN and not self.withdrawal_reason:
            broken["withdrawal_reason"] = _("Say why it is withdrawn: visitors read the reason.")
        if self.state != State.DRAFT:
            for name in self.required_beyond_draft:
                if not getattr(self, name):
                    broken[name] = _("Only a draft may lack this.")
        return broken

    def set_publication_time(self) -> None:
        """Give a record that is being published its publication time, now, if it has none."""
        if self.state == State.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
