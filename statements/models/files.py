"""The files that come with a statement."""

from pathlib import PurePosixPath
from typing import Any

from django.db import models
from django.db.models.functions import Length, Replace
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from imcwp_site.languages import LanguageField
from statements.files.keeping import digest_of, keep, path_for
from statements.files.kinds import FileKind, kind_of, validate_file_name
from statements.models.statements import Statement

SMALLEST_WIDTH = 160
SHOWN_WIDTH = 480
ENLARGED_WIDTH = 1200


def attachment_path(attachment, filename: str) -> str:
    """Keep a file under its hash, so that the same file twice is stored once."""
    return path_for(attachment.sha256, filename)


class AttachmentQuerySet(models.QuerySet):
    def with_word_count(self):
        """Add `word_count`, how many words were found in each file."""
        joined: Any = "words"
        for gap in " \n\f":
            joined = Replace(joined, models.Value(gap))
        return self.annotate(
            word_count=models.Case(
                models.When(words="", then=0), default=Length("words") - Length(joined) + 1
            )
        )


class AttachmentManager(models.Manager.from_queryset(AttachmentQuerySet)):  # type: ignore[misc]
    """Leaves the words in the files where they are: a page of files would fetch megabytes."""

    def get_queryset(self):
        return super().get_queryset().defer("words")


class Attachment(models.Model):
    """A file that comes with a statement: a scan, a PDF, a recording.

    With a language it belongs to the text in that language. `pages` is empty until the file was
    read, and 0 if nothing in it could be.
    """

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

    preview_key = ""  # of the secret link by which it is read before it is public

    objects = AttachmentManager()

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
            self.size, self.sha256 = self.file.size, digest_of(self.file)
            path = attachment_path(self, self.file.name)
            keep(path, self.file.file, self.file.storage)
            self.file.name, self.file._committed = path, True
            self.pages, self.words, self.has_thumbnail = None, "", False
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return self.address("file", self.name)

    def address(self, view: str, *args) -> str:
        """Give an address of the file: below its statement, or below the link it is read by."""
        if self.preview_key:
            return reverse(f"statements:preview-{view}", args=[self.preview_key, self.pk, *args])
        return reverse(f"lasting:{view}", args=[self.statement_id, self.pk, *args])

    def clean(self):
        """A file without a name of its own goes by that under which it came."""
        self.name = self.name or PurePosixPath(self.file.name or "").name

    @property
    def format(self) -> FileKind | None:
        """The kind of file it is by its content, whatever its name."""
        return kind_of(self.file.name or "")

    @property
    def saved_name(self) -> str:
        """The name under which readers keep it, which ends as its content asks."""
        kind = self.format
        if kind is None or kind_of(self.name) == kind:
            return self.name
        return self.name + kind.suffixes[0]

    @property
    def is_picture(self) -> bool:
        """Tell whether it is shown as a picture, enlarged when asked."""
        return self.has_thumbnail and self.format is not None and self.format.group == "image"

    @property
    def is_played(self) -> bool:
        """Tell whether it is a recording that the page plays."""
        return self.format is not None and self.format.group == "audio"

    def picture_address(self, width: int) -> str:
        """Give the address of its picture; it names the content, so it may be kept for long."""
        return self.address("picture", self.sha256[:16], width)

    @property
    def smallest_address(self) -> str:
        return self.picture_address(SMALLEST_WIDTH)

    @property
    def thumbnail_address(self) -> str:
        return self.picture_address(SHOWN_WIDTH)

    @property
    def enlarged_address(self) -> str:
        return self.picture_address(ENLARGED_WIDTH)
