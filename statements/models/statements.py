"""The statement: one published work."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from imcwp_site.dates import FirstDay, PartialDateField, partial_date_check
from imcwp_site.publishing import Publishing, State
from imcwp_site.sources import Sourced
from imcwp_site.text import slug_of
from imcwp_site.translated import ENGLISH, Said
from meetings.models import Meeting
from parties.models import Party
from statements.models import kinds
from statements.models.topics import Topic
from statements.querysets import StatementQuerySet


def validate_reference(reference: str) -> None:
    """Refuse a reference that an export would give to a statement without one (ValidationError)."""
    if re.fullmatch(r"(js-)?no-\d+", reference):
        raise ValidationError(
            _("“%(reference)s” is how exports name a statement without a reference."),
            code="reference",
            params={"reference": reference},
        )


class Statement(Sourced, Publishing):
    """One work: a position of one party, a text signed by many, a document of a meeting.

    Its number is permanent: it stands in addresses, feeds and citations, and it survives exports,
    imports and moves between databases. A statement without a text of its own is a catalogue
    record: it says who spoke, when, on what, and where the text is.
    """

    Kind = kinds.Kind

    required_beyond_draft = ["title", "kind"]

    number = models.BigAutoField(_("number"), primary_key=True)
    reference = models.CharField(
        _("reference"),
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_reference],
        help_text=_("The identifier in the data files, by which an import finds the statement."),
    )
    kind = kinds.KindField(_("kind"), db_index=True)
    title = models.CharField(
        _("title"),
        max_length=500,
        help_text=_(
            "A neutral description in English. The document's own titles stand with its texts."
        ),
    )
    issued = PartialDateField(
        _("issued"), help_text=_("As far as known: 2019-10-18, 2019-10 or 2019.")
    )
    issued_first_day = models.GeneratedField(
        verbose_name=_("date of issue"),
        expression=FirstDay("issued"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    posted = PartialDateField(
        _("posted"), help_text=_("When the source made it public, if that is known.")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        related_name="statements",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
    )
    parties = models.ManyToManyField(
        Party, through="Signature", related_name="statements", verbose_name=_("parties")
    )
    topics = models.ManyToManyField(
        Topic, through="StatementTopic", related_name="statements", verbose_name=_("topics")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Neutral; visitors read it beside the facts.")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="statements_entered",
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True, db_index=True)

    shown: Any = None  # what of it fits a search, see statements.search.showing
    is_replaced = False  # as a list finds it, see `for_list`

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-issued", "-number"]
        permissions = [
            ("publish_statement", _("Can publish and withdraw statements")),
            ("edit_all_statements", _("Can edit statements that others entered")),
        ]
        indexes = [
            models.Index(fields=["issued"], name="statement_by_issue_date_all"),
            models.Index(
                fields=["-issued", "-number"],
                condition=models.Q(state=State.PUBLISHED),
                name="statement_by_issue_date",
            ),
            models.Index(
                fields=["-published_at", "-issued", "-number"],
                condition=models.Q(state=State.PUBLISHED),
                name="statement_by_publication",
            ),
        ]
        constraints = [
            *Publishing.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT) | ~models.Q(title=""),
                name="statement_has_title",
                violation_error_message=_("Only a draft may lack a title."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT) | ~models.Q(kind=""),
                name="statement_has_kind",
                violation_error_message=_("Only a draft may lack a kind."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reference=""), name="statement_reference_not_empty"
            ),
            partial_date_check("issued", name="statement_issued_is_date"),
            partial_date_check("posted", name="statement_posted_is_date"),
        ]

    def __str__(self):
        return self.title or str(_("Untitled draft"))

    def get_absolute_url(self):
        return reverse("statements:statement", args=[self.number, self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address; the number alone decides where it leads."""
        return slug_of(self.title) or self.kind or "statement"

    @property
    def kind_label(self) -> str:
        """What kind of statement it is; names no other kind, as `get_kind_display` does."""
        return kinds.name_of(self.kind) if self.kind else ""

    @property
    def named(self) -> Said:
        """The title that its text in the interface language has, else the archive's, in English."""
        if (language := get_language()) != ENGLISH:
            for text in self.text_list:
                if text.language == language and text.title:
                    return Said(text.title, language)
        return Said(str(self), ENGLISH)

    # A list of statements fetches these for all its rows at once, without a manager for each row.

    @cached_property
    def speakers(self) -> list:
        """The signatures of those whose statement it is."""
        return [signature for signature in self.signatures.all() if signature.speaks]

    @cached_property
    def text_list(self) -> list:
        """The texts, in whatever language."""
        return list(self.texts.all())

    @cached_property
    def topic_link_list(self) -> list:
        """What the statement is about, in order."""
        return list(self.topic_links.all())

    def text_to_show(self, *languages: str):
        """Give the text that a reader of `languages` is shown first, None if none has a body.

        One in these languages goes before an original, an original before any other.
        """
        return min(
            (text for text in self.text_list if text.body),
            key=lambda text: (
                languages.index(text.language) if text.language in languages else len(languages),
                text.status != "original",
            ),
            default=None,
        )

    def text_on_page(self, language: str | None):
        """Give the text that its own page shows in a language of the interface, None if none."""
        return self.text_to_show(language or ENGLISH, ENGLISH)

    def address_of(self, text) -> str:
        """Give the one address of a text: that of its own page, if the reader is shown it there."""
        is_on_page = text is None or text == self.text_on_page(get_language())
        return (self if is_on_page else text).get_absolute_url()

    def clean(self):
        """An empty reference is none."""
        self.reference = self.reference or None

    def delete(self, *args, **kwargs):
        """Remove a statement that the public has never seen; others can only be withdrawn."""
        if self.was_public:
            raise ValidationError(
                _("Statement %(number)s has been public: withdraw it instead of deleting it.")
                % {"number": self.number}
            )
        return super().delete(*args, **kwargs)


class StatementTopic(models.Model):
    """A topic of a statement, in the editor's order."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="statement_links", verbose_name=_("topic")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["statement", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "statement"], name="statement_topic_once")
        ]

    def __str__(self):
        return str(self.topic)
