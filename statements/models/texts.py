"""What a statement says, language by language, and the files that come with it."""

import hashlib
import re
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from imcwp_site import languages
from imcwp_site.languages import LanguageField
from imcwp_site.text import clean_html, find_unsound, plain_text
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

    @property
    def plain_body(self) -> str:
        """The words of the body without markup, a paragraph a line."""
        return plain_text(self.body)


def validate_file_name(name: str) -> None:
    """Refuse a name that leads out of its folder or hides what it is (ValidationError)."""
    if re.search(r"[/\\\n\r\t]|^\.+$", name) or find_unsound(name):
        raise ValidationError(
            _("“%(name)s” is no name of a file: leave out slashes and line breaks."),
            code="file_name",
            params={"name": name},
        )


def attachment_path(attachment, filename: str) -> str:
    """Keep a file under its hash, so that the same file twice is stored once."""
    suffix = PurePosixPath(filename).suffix.lower()
    return f"{attachment.sha256[:2]}/{attachment.sha256}{suffix}"


class Attachment(models.Model):
    """A file that comes with a statement: a scan, a PDF, a recording."""

    class Kind(models.TextChoices):
        DOCUMENT = "document", _("document")
        SCAN = "scan", _("scan")
        IMAGE = "image", _("image")
        AUDIO = "audio", _("recording")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="attachments", verbose_name=_("statement")
    )
    file = models.FileField(_("file"), upload_to=attachment_path, max_length=200)
    name = models.CharField(
        _("file name"),
        max_length=200,
        blank=True,
        validators=[validate_file_name],
        help_text=_("Under which readers keep it; left empty, that of the file."),
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DOCUMENT)
    language = LanguageField(_("language"), blank=True)
    alt = models.CharField(
        _("what an image shows"),
        max_length=500,
        blank=True,
        help_text=_("In words, for those who do not see it."),
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    words = models.TextField(_("text in the file"), blank=True, editable=False)
    has_thumbnail = models.BooleanField(_("has a thumbnail"), default=False, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["statement", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "sha256"],
                name="attachment_once",
                violation_error_message=_("The statement has this very file already."),
            ),
            models.CheckConstraint(condition=~models.Q(sha256=""), name="attachment_has_hash"),
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(name__contains="/"),
                name="attachment_has_name",
                violation_error_message=_("A file needs a name, without a slash."),
            ),
        ]

    def __str__(self):
        return self.description or self.name

    def save(self, *args, **kwargs):
        """Note name, size and hash of a new file; keep one copy of the same bytes."""
        self.clean()
        if self.file and not self.file._committed:
            self.size = self.file.size
            digest = hashlib.sha256()
            for chunk in self.file.chunks():
                digest.update(chunk)
            self.sha256 = digest.hexdigest()
            kept = attachment_path(self, self.file.name)
            if self.file.storage.exists(kept):
                self.file.name, self.file._committed = kept, True
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("statements:file", args=[self.statement_id, self.pk, self.name])

    def clean(self):
        """A file without a name of its own goes by that under which it came."""
        self.name = self.name or PurePosixPath(self.file.name or "").name
