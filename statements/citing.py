"""How others name a statement: citations to copy."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from imcwp_site.dates import day_in_words
from imcwp_site.phrases import capfirst
from statements.models import Statement, Text

MOST_AUTHORS = 3  # who are named; of more, the first alone


@dataclass(frozen=True)
class Citation:
    """A citation in one style; its title stands apart, as it has a language of its own."""

    style: str
    before: str
    title: str
    after: str

    def __str__(self):
        return f"{self.before}{self.title}{self.after}"


class Citing:
    """A statement as others cite it, by the title of the text that is read.

    A title of the archive's own stands in square brackets, as titles do that a document does not
    bear. `changed` says when the public version of today began, if it is not the first.
    """

    def __init__(
        self,
        statement: Statement,
        text: Text | None,
        site: str,
        changed: datetime.date | None = None,
    ) -> None:
        names = [one.party.name if one.party else one.printed_name for one in statement.speakers]
        others = " et al." if len(names) > MOST_AUTHORS else ""
        authors = ", ".join(names[:1] if others else names)
        self.authors, self.authors_raised = authors + others, authors.upper() + others
        self.has_title = bool(text and text.title)
        self.title = text.title if text and text.title else f"[{statement.title}]"
        issued = statement.issued
        self.date = issued.in_words if issued else _("date not known")
        self.year = str(issued.year) if issued else _("date not known")
        self.kind = capfirst(statement.kind_label)
        number = _("Statement %(number)s") % {"number": statement.number}
        self.place = f"{settings.SITE_NAME}, {number}"
        if changed:
            self.place += ", " + _("version of %(date)s") % {"date": day_in_words(changed, "long")}
        self.address = site + reverse("lasting:short", args=[statement.pk])

    def citations(self) -> list[Citation]:
        """Give the citation in the styles that are asked for most."""
        return [
            self.by_date(_("Author and date")),
            self.in_a_note(_("Note and bibliography")),
            self.by_mla("MLA"),
            self.by_iso("ISO 690"),
        ]

    def quoted(self, end: str = "") -> tuple[str, str]:
        """Give what stands before and behind the title."""
        return ("“", f"{end}”") if self.has_title else ("", end)

    def by_date(self, style: str) -> Citation:
        start, end = self.quoted(".")
        date = f", {self.date}" if self.date != self.year else ""
        after = f" {ended(self.kind + date)}{ended(self.place)}{self.address}"
        if not self.authors:
            start, end = self.quoted()
            return Citation(style, start, self.title, f"{end} ({self.year}).{after}")
        return Citation(style, f"{self.authors} ({self.year}). {start}", self.title, end + after)

    def in_a_note(self, style: str) -> Citation:
        start, end = self.quoted(",")
        authors = f"{self.authors}, " if self.authors else ""
        after = f"{end} {self.kind}, {self.date}, {self.place}, {self.address}."
        return Citation(style, f"{authors}{start}", self.title, after)

    def by_mla(self, style: str) -> Citation:
        start, end = self.quoted(".")
        authors = ended(self.authors)
        after = f"{end} {ended(self.date)}{self.place}, {self.address}."
        return Citation(style, f"{authors}{start}", self.title, after)

    def by_iso(self, style: str) -> Citation:
        authors = ended(self.authors_raised)
        available = _("Available from: %(address)s") % {"address": self.address}
        facts = f"{self.kind}. {ended(self.date)}{ended(self.place)}"
        after = f" [{_('online')}]. {facts}{available}"
        return Citation(style, authors, self.title, after)


def ended(words: str) -> str:
    """End words, if there are any, with a space after one full stop; "et al." has its own."""
    return f"{words.removesuffix('.')}. " if words else ""
