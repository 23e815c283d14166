"""Where a fact comes from: every record of the archive names its source."""

import re
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

URL = re.compile(r"https?://\S+")


class Confidence(models.TextChoices):
    """How sure the row is, as found in its source."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Source(NamedTuple):
    """One source of a record: its wording, and the address in it if there is one."""

    text: str
    url: str


class Sourced(models.Model):
    """Source and confidence of a record.

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
    confidence = models.CharField(
        _("confidence"),
        max_length=6,
        choices=Confidence,
        blank=True,
        help_text=_("How sure the record is, as found in its source."),
    )

    class Meta:
        abstract = True

    @property
    def sources(self) -> list[Source]:
        """The sources one by one, each with its address or ""."""
        return [
            Source(text, match.group() if (match := URL.search(text)) else "")
            for text in (part.strip() for part in self.source.split("; "))
            if text
        ]
