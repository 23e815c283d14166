"""Which statements exist in which languages: as original or translation, here or at the source."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from pyroaring import BitMap

from imcwp_site.filing import filing_key
from imcwp_site.languages import language_name
from statements.index.public import Public
from statements.index.reading import EMPTY
from statements.models import Text
from statements.over_time import Course, courses, years_of

STATUSES = [*Text.Status.values, ""]  # the last where the source does not say


@dataclass
class Language:
    """The statements that exist in a language, by the status of their text; those `here`."""

    code: str
    statements: BitMap = EMPTY
    here: BitMap = EMPTY
    by_status: dict[str, BitMap] = field(default_factory=lambda: dict.fromkeys(STATUSES, EMPTY))
    course: Course | None = None

    @property
    def number(self) -> int:
        """How many statements exist in it."""
        return len(self.statements)

    def status_of(self, number: int) -> str:
        """Give the status of the text of a statement that exists in it."""
        return next(name for name, numbers in self.by_status.items() if number in numbers)


class Coverage:
    """A set of public statements by the languages that they exist in."""

    def __init__(self, public: Public, statements: BitMap) -> None:
        self.public, self.statements = public, statements

    @cached_property
    def languages(self) -> list[Language]:
        """The languages in which any of them exists, those of most first."""
        found: dict[str, Language] = {}
        for text, numbers in self.public.facts.of("text").items():
            code, status, here = text.split("/")
            if own := self.statements & numbers:
                language = found.setdefault(code, Language(code))
                language.statements |= own
                language.by_status[status] |= own
                language.here |= own if here else EMPTY
        return sorted(
            found.values(), key=lambda one: (-one.number, filing_key(language_name(one.code)))
        )

    @property
    def columns(self) -> list[str]:
        """Name what is counted of the texts: those here, and those of each status that any has."""
        labels = {one: str(Text.Status(one).label) if one else _("not said") for one in STATUSES}
        return [_("text here"), *(labels[status] for status in self.statuses)]

    @cached_property
    def statuses(self) -> list[str]:
        """The statuses that any text has."""
        return [one for one in STATUSES if any(row.by_status[one] for row in self.languages)]

    @property
    def rows(self) -> list[tuple[Language, list[int]]]:
        """Each language with the numbers for the columns."""
        return [
            (one, [len(one.here), *(len(one.by_status[status]) for status in self.statuses)])
            for one in self.languages
        ]

    @cached_property
    def here(self) -> BitMap:
        """Those of which the archive holds a text."""
        return BitMap.union(EMPTY, *(one.here for one in self.languages))

    @property
    def totals(self) -> dict[str, int]:
        """How many there are, have a text here, have none, or exist in several languages."""
        in_any, in_several = EMPTY, EMPTY
        for language in self.languages:
            in_several |= in_any & language.statements
            in_any |= language.statements
        return {
            "all": len(self.statements),
            "here": len(self.here),
            "elsewhere": len(self.statements) - len(self.here),
            "several": len(in_several),
            "unknown": len(self.statements - in_any),
        }

    def draw(self) -> list[int]:
        """Count the statements in each language by year, and give the years."""
        years = years_of(self.public)
        drawn = courses(years, (one.statements for one in self.languages))
        for language, course in zip(self.languages, drawn, strict=True):
            language.course = course
        return list(years)
