"""What a statement says, language by language."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from imcwp_site import languages
from imcwp_site.languages import LanguageField
from imcwp_site.text import clean_html
from statements.files.kinds import validate_file_name  # noqa: F401 - named by a migration
from statements.models.files import attachment_path  # noqa: F401 - likewise
from statements.models.statements import Statement


class Text(models.Model):
    """A statement in one language.

    Without a body it says that the text exists in this language, at the source.
    """

    class Status(models.TextChoices):
        ORIGINAL = "original", _("original")
        OFFICIAL = "official", _("official translation")
        UNOFFICIAL = "unofficial", _("unofficial translation")
        MACHINE = "machine", _("machine translation")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="texts", verbose_name=_("statement")
    )
    language = LanguageField(_("language"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        blank=True,
        help_text=_("Leave empty where the source does not say."),
    )
    translated_from = LanguageField(_("translated from"), blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_("HTML; what a document does not need is removed when it is saved."),
    )

    original_hash = models.CharField(
        _("hash of the original that it renders"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Where the original has changed since; see statements.translations."),
    )

    preview_key = ""  # of the secret link by which it is read before it is public

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["statement", "id"]
        indexes = [models.Index(fields=["language", "statement"], name="text_by_language")]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"],
                name="text_once_per_language",
                violation_error_message=_("The statement has a text in this language already."),
            ),
            models.CheckConstraint(condition=~models.Q(language=""), name="text_has_language"),
            models.CheckConstraint(
                condition=models.Q(translated_from="")
                | ~models.Q(translated_from=models.F("language")),
                name="text_not_translated_from_itself",
                violation_error_message=_("A text is not translated from its own language."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status="original") | models.Q(translated_from=""),
                name="text_original_not_translated",
                violation_error_message=_("An original is not translated from another language."),
            ),
        ]

    def __str__(self):
        return f"{self.language}: {self.title}" if self.title else self.language

    def get_absolute_url(self):
        if self.preview_key:
            return reverse("statements:preview-text", args=[self.preview_key, self.language])
        return reverse(
            "statements:text", args=[self.statement_id, self.statement.slug, self.language]
        )

    def clean(self):
        """Keep of the body what a document needs."""
        self.body = clean_html(self.body)

    @property
    def dir(self) -> str:
        """The writing direction, for the HTML attribute."""
        return languages.direction(self.language)
