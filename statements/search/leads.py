"""What a query leads straight to: a statement by its number, a date, a record by its name."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from imcwp_site.dates import DAY_OF_YEAR, day_in_words
from imcwp_site.phrases import listed
from imcwp_site.written_dates import date_in, day_of_year_in
from meetings.models import Meeting
from statements.index.public import Public
from statements.models import Statement
from statements.search.grammar import MOST_CHARACTERS
from statements.search.names import Names
from statements.search.series import meeting_asked
from statements.search.spellings import Record

# 4711, #4711, no. 4711, № 4711, statement number 4711, /s/4711, the address of its page
NUMBER = re.compile(
    r"""
    (?: \# | statement\s+
      | (?:statement\s+)? (?:n[oº°r] | № | num(?:ber|ero|éro)? | número) [.\s-]* )?
    ([1-9][0-9]{0,17})
    | (?:.*/)? (?:s|statements) / ([1-9][0-9]{0,17}) (?:/\S*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)


class Lead(NamedTuple):
    """Where a query leads straight: what kind of thing it is, its name, its address."""

    kind: str
    title: str
    url: str


def leads(q: str, names: Names, public: Public) -> list[Lead]:
    """Give what `q` as a whole is the number, the date or a name of; one query.

    A number is rather that of a meeting than of a statement.
    """
    text = " ".join(q.split())
    if len(text) > MOST_CHARACTERS:
        return []
    meetings = meetings_numbered(text, names, public)
    found = [lead_to(one) for one in (*meetings, *statements_called(text))]
    if (date := date_in(text)) and not public.numbers.isdisjoint(public.issued(date, date)):
        url = reverse("statements:archive", args=[date])
        found.append(Lead(_("date"), _("Statements of %s") % date.in_words, url))
    if day := day_of_year_in(text):
        url = reverse("statements:day", args=[day])
        found.append(Lead(_("date"), day_in_words(day, DAY_OF_YEAR), url))
    records = records_of(names.called(text), public)
    return found + [lead_to(one) for one in records if one not in meetings]


def lead_to(record: Any) -> Lead:
    """Give the way to the page of a record; parties of several countries bear one name."""
    kind = str(record._meta.verbose_name)
    if isinstance(record, Statement):
        kind = f"{kind} {record.pk}"  # by which it was found, and which its title does not say
    kinds = [kind, getattr(record, "country_name", "")]
    return Lead(listed(filter(None, kinds)), str(record), record.get_absolute_url())


def meetings_numbered(text: str, names: Names, public: Public) -> list[Meeting]:
    """Give the meetings that a text names by number: "21st IMCWP", "21-я встреча", "22"."""
    if not (asked := meeting_asked(text)):
        return []
    return [
        one
        for one in public.meetings
        if one.number == asked.number and names.all_hold(Record("meeting", one.pk), asked.others)
    ]


def statements_called(text: str) -> Iterable[Statement]:
    """Give the statements that have a page and this number or this reference."""
    match = NUMBER.fullmatch(text)
    called = Q(reference=text)
    if match:
        called |= Q(pk=int(match[1] or match[2]))
    return Statement.objects.with_page().filter(called).order_by("pk")[:3]


def records_of(found: set[Record], public: Public) -> list[Any]:
    """Give the records themselves, parties first."""
    by_kind: dict[str, list[Any]] = {
        "party": public.parties,
        "meeting": public.meetings,
        "topic": public.topics,
    }
    return [one for kind, rows in by_kind.items() for one in rows if Record(kind, one.pk) in found]
