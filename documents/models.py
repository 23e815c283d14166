"""The site's own documents: what it is, by which rules it is kept, how to read and use it.

The original of each is in English; the other texts render it.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from documents.querysets import DocumentQuerySet, DocumentVersionQuerySet
from imcwp_site import languages
from imcwp_site.languages import LanguageField
from imcwp_site.publishing import Publishing
from imcwp_site.slugs import NotReserved
from imcwp_site.text import clean_html
from imcwp_site.versioning import Versioned

ORIGINAL = "en"
FRONT = "about"  # the document that stands at /about/ itself


def validate_interface_language(code: str) -> None:
    """Refuse a language in which the site has no page to show the text on (ValidationError)."""
    if code not in languages.INTERFACE:
        raise ValidationError(
            _("The site does not speak this language: choose one of %(codes)s.")
            % {"codes": ", ".join(languages.INTERFACE)}
        )


class Document(Publishing):
    """A text of the archive's own, in as many languages as it was translated into."""

    slug = models.SlugField(
        _("address name"),
        max_length=60,
        unique=True,
        validators=[NotReserved("design")],
        help_text=_("It stands in addresses for ever."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Its place in the list of documents.")
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of the site")
        verbose_name_plural = _("documents of the site")
        ordering = ["position", "slug"]
        permissions = [("publish_document", _("Can publish and withdraw documents of the site"))]
        constraints = [
            *Publishing.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(slug=""), name="document_has_slug"),
        ]

    def __str__(self):
        return self.slug

    def get_absolute_url(self):
        if self.slug == FRONT:
            return reverse("documents:front")
        return reverse("documents:document", args=[self.slug])

    @property
    def original(self):
        """The English text, None where an unfinished document has none."""
        return self.text_in(ORIGINAL)

    def text_in(self, *wanted: str):
        """Give its text in the first of these languages that it is written in, else None."""
        texts = {text.language: text for text in self.texts.all()}
        return next((texts[language] for language in wanted if language in texts), None)


class Words(models.Model):
    """What a document says in one language."""

    language = LanguageField(_("language"), validators=[validate_interface_language])
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(
        _("text"),
        help_text=_("HTML; what a document does not need is removed when it is saved."),
    )

    class Meta:
        abstract = True

    @property
    def dir(self) -> str:
        """The writing direction, for the HTML attribute."""
        return languages.direction(self.language)


class DocumentText(Words):
    """A document in one language: the English original, or a translation of it."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="texts", verbose_name=_("document of the site")
    )
    original_hash = models.CharField(
        _("hash of the original that it renders"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Empty for the original itself; see documents.translations."),
    )

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["document", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"],
                name="document_text_once_per_language",
                violation_error_message=_("The document has a text in this language already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(language=""), name="document_text_has_language"
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="document_text_has_title"),
        ]

    def __str__(self):
        return f"{self.language}: {self.title}"

    def get_absolute_url(self):
        """Give the page of the document in the language of the text."""
        with override(self.language):
            return self.document.get_absolute_url()

    def clean(self):
        """Keep of the body what a document needs."""
        self.body = clean_html(self.body)


class DocumentVersion(Words, Versioned):
    """What a document said in one language at a moment; without a title, that the text is gone.

    Written by `documents.versions.record` only, and only when something changed.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="versions", verbose_name=_("document of the site")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "language", "-n"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language", "n"], name="document_version_number_once"
            ),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="document_version_from_one"),
        ]

    def __str__(self):
        return f"{self.document_id}, {self.language} {self.n}"

    def get_absolute_url(self):
        return reverse("documents:version", args=[self.document.slug, self.language, self.n])
