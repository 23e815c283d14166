"""What a query leads straight to: a statement by its number, a date, a record by its name."""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from imcwp_site.written_dates import date_in
from statements.index.public import Public
from statements.models import Statement
from statements.search.names import Names, Record

# 4711, #4711, /s/4711, the address of its page
NUMBER = re.compile(
    r"#?([1-9][0-9]{0,17})|(?:.*/)?(?:s|statements)/([1-9][0-9]{0,17})(?:/\S*)?", re.ASCII
)


class Lead(NamedTuple):
    """Where a query leads straight: what kind of thing it is, its name, its address."""

    kind: str
    title: str
    url: str


def leads(q: str, names: Names, public: Public) -> list[Lead]:
    """Give what `q` as a whole is the number, the date or a name of; one query."""
    text = " ".join(q.split())
    found = [
        Lead(kind_of(one), str(one), one.get_absolute_url()) for one in statements_called(text)
    ]
    if (date := date_in(text)) and not public.numbers.isdisjoint(public.issued(date, date)):
        url = reverse("statements:archive", args=[date])
        found.append(Lead(_("date"), _("Statements of %s") % date.in_words, url))
    for record in records_of(names.called(text), public):
        found.append(Lead(kind_of(record), str(record), record.get_absolute_url()))
    return found


def statements_called(text: str) -> Iterable[Statement]:
    """Give the statements that have a page and this number or this reference."""
    match = NUMBER.fullmatch(text)
    called = Q(reference=text)
    if match:
        called |= Q(pk=int(match[1] or match[2]))
    return Statement.objects.with_page().filter(called).order_by("pk")[:3]


def kind_of(record) -> str:
    """Say what a record is, in the interface language."""
    return str(record._meta.verbose_name)


def records_of(found: set[Record], public: Public) -> list[Any]:
    """Give the records themselves, parties first."""
    by_kind: dict[str, list[Any]] = {
        "party": public.parties,
        "meeting": public.meetings,
        "topic": public.topics,
    }
    return [one for kind, rows in by_kind.items() for one in rows if Record(kind, one.pk) in found]
