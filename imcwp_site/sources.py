"""Where a fact comes from: every record of the archive names its source."""

import re
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

URL = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)\]]")
URL_START = re.compile(r"^https?://(www\.)?")


class Confidence(models.TextChoices):
    """How sure the row is, as found in its source."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


@dataclass(frozen=True)
class Source:
    """One source of a record: its wording, and the address in it if there is one."""

    text: str
    url: str

    @property
    def site(self) -> str:
        """The site that the address leads to, for a link that a reader can say: "mltoday.com"."""
        return URL_START.sub("", self.url).partition("/")[0].rstrip(".")

    @property
    def remark(self) -> str:
        """What is said beside the address: "(list as transcribed in 2022)"."""
        return self.text.replace(self.url, "").strip() if self.url else ""


def sources_in(text: str) -> list[Source]:
    """Give the sources that `text` separates by "; " one by one, each with its address or ""."""
    return [
        Source(part, match.group() if (match := URL.search(part)) else "")
        for part in (part.strip() for part in text.split("; "))
        if part
    ]


class HasSource(models.Model):
    """Source of a fact.

    Several sources stand in one text, separated by "; ", each an address, a description, or an
    address with a remark in brackets.
    """

    source = models.TextField(
        _("source"),
        blank=True,
        help_text=_(
            "Where this is known from: an address or a description; separate several by “; ”."
        ),
    )

    class Meta:
        abstract = True

    @property
    def sources(self) -> list[Source]:
        """The sources one by one, each with its address or ""."""
        return sources_in(self.source)


class Sourced(HasSource):
    """Source and confidence of a record."""

    confidence = models.CharField(
        _("confidence"),
        max_length=6,
        choices=Confidence,
        blank=True,
        help_text=_("How sure the record is, as found in its source."),
    )

    class Meta:
        abstract = True
