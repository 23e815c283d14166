"""What a statement's page tells machines: reference managers, search engines, previews of links."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from imcwp_site.phrases import capfirst
from statements.models import Attachment, Signature, Statement, Text
from statements.related import Kind, Related

MOST_WORDS = 40  # of a description


class Metadata:
    """A statement and the text that its page shows, as facts for machines.

    Reads `signatures`, `texts`, `topic_links` and `attachments`; prefetch them. No more authors
    are named than wrote or initiated it: those who signed stand on the page.
    """

    def __init__(
        self, statement: Statement, text: Text | None, site: str, related: Related
    ) -> None:
        self.statement, self.text, self.site, self.related = statement, text, site, related
        self.title = (text and text.title) or statement.title
        self.page = site + statement.address_of(text)
        self.lasting = site + reverse("lasting:short", args=[statement.pk])

    def description(self) -> str:
        """Give the summary, or else the facts in a line."""
        if self.text and self.text.summary:
            return Truncator(self.text.summary).words(MOST_WORDS)
        statement = self.statement
        topics = (str(link.topic) for link in statement.topic_links.all())
        facts = [
            capfirst(statement.kind_label),
            ", ".join(map(name_of, statement.speakers)),
            statement.issued.in_words if statement.issued else "",
            str(statement.meeting or ""),
            ", ".join(topics),
        ]
        return Truncator(". ".join(filter(None, facts))).words(MOST_WORDS)

    def for_previews(self) -> Iterator[tuple[str, str]]:
        """Give the properties that Open Graph names."""
        yield "og:type", "article"
        yield "og:site_name", settings.SITE_NAME
        yield "og:title", self.title
        yield "og:description", self.description()
        yield "og:url", self.page
        if issued := self.statement.issued:
            yield "article:published_time", str(issued)

    def for_references(self) -> Iterator[tuple[str, str]]:
        """Give the names that reference managers and indexes of literature read."""
        yield "citation_title", self.title
        for speaker in self.statement.speakers:
            yield "citation_author", name_of(speaker)
        if issued := self.statement.issued:
            yield "citation_publication_date", str(issued).replace("-", "/")
        if self.text:
            yield "citation_language", self.text.language
        if self.statement.meeting:
            yield "citation_conference_title", str(self.statement.meeting)
        for file in self.printed():
            yield "citation_pdf_url", self.site + file.get_absolute_url()
        for name, to_it in (("DCTERMS.replaces", False), ("DCTERMS.isReplacedBy", True)):
            for address in self.related_to(Kind.REPLACES, to_it=to_it):
                yield name, address
        yield "citation_publisher", settings.SITE_NAME
        yield "citation_public_url", self.lasting

    def printed(self) -> list[Attachment]:
        """Give the PDF of the text that is shown, or of all."""
        language = self.text.language if self.text else ""
        of_text = (f for f in self.statement.attachments.all() if f.language in ("", language))
        return [f for f in of_text if f.format and f.format.name == "PDF"][:1]

    def data(self) -> dict[str, Any]:
        """Give the statement in the words of schema.org; what is not known is left out."""
        statement, text = self.statement, self.text
        facts = {
            "@context": "https://schema.org",
            "@type": "Article" if text and text.body else "CreativeWork",
            "@id": self.lasting,
            "url": self.page,
            "identifier": str(statement.number),
            "name": self.title,
            "genre": capfirst(statement.kind_label),
            "abstract": text.summary if text else "",
            "inLanguage": text.language if text else "",
            "datePublished": str(statement.issued or ""),
            "dateModified": statement.updated_at.date().isoformat(),
            "author": [self.organisation(one) for one in statement.speakers],
            "about": [
                self.named("DefinedTerm", link.topic) for link in statement.topic_links.all()
            ],
            "recordedAt": self.named("Event", statement.meeting) if statement.meeting else None,
            "isBasedOn": [
                *(source.url or source.text for source in statement.sources),
                *self.related_to(Kind.REPLACES),
            ],
            "citation": self.related_to(Kind.ANSWERS),
            "correction": self.related_to(Kind.CORRECTS, to_it=True),
            **self.translations(),
            "encoding": [
                {
                    "@type": "MediaObject",
                    "contentUrl": self.whole(file),
                    "encodingFormat": file.format.content_type if file.format else "",
                    "sha256": file.sha256,
                }
                for file in statement.attachments.all()
            ],
        }
        return {name: value for name, value in facts.items() if value}

    def translations(self) -> dict[str, list[dict[str, str]]]:
        """Give the other texts: what the one shown is translated from, or else what from it."""
        texts = list(self.statement.texts.all())
        originals = [one for one in texts if one.status == Text.Status.ORIGINAL]
        if self.text is not None and originals and self.text not in originals:
            return {"translationOfWork": [self.in_language(one) for one in originals]}
        others = [one for one in texts if one.body and one not in [self.text, *originals]]
        return {"workTranslation": [self.in_language(one) for one in others]}

    def in_language(self, text: Text) -> dict[str, str]:
        url = self.site + self.statement.address_of(text)
        return {"@type": "CreativeWork", "inLanguage": text.language, "url": url}

    def related_to(self, kind: Kind, *, to_it: bool = False) -> list[str]:
        return [self.whole(other) for other, _note in self.related.of(kind, to_it=to_it)]

    def whole(self, record) -> str:
        return self.site + record.get_absolute_url()

    def named(self, kind: str, record) -> dict[str, str]:
        return {"@type": kind, "name": str(record), "url": self.whole(record)}

    def organisation(self, speaker: Signature) -> dict[str, str]:
        if speaker.party:
            return self.named("Organization", speaker.party) | {"name": speaker.party.name}
        return {"@type": "Organization", "name": speaker.printed_name}

    def script(self) -> SafeString:
        """Write the data as an element that browsers keep and do not run.

        Django has escaped in it what could end the element.
        """
        element = json_script(self.data(), encoder=Readable)
        return mark_safe(element.replace("application/json", "application/ld+json", 1))  # noqa: S308


class Readable(DjangoJSONEncoder):
    """Writes letters of every script as they are: six bytes a letter is half a page in Greek."""

    def __init__(self, **options):
        super().__init__(**options | {"ensure_ascii": False})


def name_of(speaker: Signature) -> str:
    return speaker.party.name if speaker.party else speaker.printed_name
