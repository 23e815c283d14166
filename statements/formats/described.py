"""What all forms of a statement say of it."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from imcwp_site.languages import language_name
from imcwp_site.phrases import capfirst, listed
from statements.metadata import name_of
from statements.models import Statement, Text
from statements.related import Related


class Described:
    """A public statement with its facts, and the title and text by which others know it.

    Reads `signatures`, `texts`, `topic_links` and `attachments`; prefetch them.
    """

    def __init__(self, statement: Statement, site: str) -> None:
        self.statement, self.site = statement, site
        self.text: Text | None = statement.text_to_show()  # the original, if it is here
        self.title = (self.text and self.text.title) or statement.title
        self.language = self.text.language if self.text and self.text.title else "en"
        self.authors = [name_of(one) for one in statement.speakers]
        self.kind = capfirst(statement.kind_label)
        self.topics = [str(link.topic) for link in statement.topic_links.all()]
        self.address = site + reverse("lasting:short", args=[statement.pk])
        self.publisher = settings.SITE_NAME
        self.number = _("Statement %(number)s") % {"number": statement.pk}

    def facts(self) -> Iterator[tuple[str, str]]:
        """Give what is known of it, by the names that its page uses."""
        statement = self.statement
        issued, posted = statement.issued, statement.posted
        signed = [name_of(one) for one in statement.signatures.all() if not one.speaks]
        facts = [
            (_("Issued"), issued.in_words if issued else _("date not known")),
            (pgettext("authors", "By"), listed(self.authors)),
            (_("Kind"), self.kind),
            (_("Meeting"), str(statement.meeting or "")),
            (_("Topics"), listed(self.topics)),
            (_("Languages"), listed(language_name(text.language) for text in self.texts)),
            *self.related(),
            (pgettext("signatories", "Signed by"), "; ".join(signed)),
            (_("Posted"), posted.in_words if posted else ""),
            (_("Note"), " ".join(statement.note.split())),
            (_("Source"), "; ".join(source.text for source in statement.sources)),
            (_("Confidence"), str(statement.get_confidence_display())),
            (_("Number"), str(statement.pk)),
            (_("Address"), self.address),
        ]
        return ((name, value) for name, value in facts if value)

    @property
    def texts(self) -> list[Text]:
        return list(self.statement.texts.all())

    def related(self) -> Iterator[tuple[str, str]]:
        """Name the other statements to which it is related, with their lasting addresses."""
        related = Related(self.statement)
        for label, others in [*related.named, *related.in_place]:
            named = (
                f"{other} ({self.site}{reverse('lasting:short', args=[other.pk])})"
                for other, _note in others
            )
            yield capfirst(label), "; ".join(named)
