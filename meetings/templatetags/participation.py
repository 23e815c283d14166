"""Marks of parties at meetings, drawn with few bytes: a table has thousands of cells."""

from collections import defaultdict
from itertools import chain

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation import Cell, Mark, Participations, Row, as_participation, cell_of
from parties.models import Party

register = template.Library()


@register.simple_tag
def cells(table: Participations, row: Row) -> str:
    """Draw the cells of a party; each mark leads to the page that gives the source."""
    addresses = table.addresses
    drawn = (
        format_html("<td>{}", mark(cell, addresses[n])) if cell else EMPTY
        for n, cell in enumerate(row.cells)
    )
    return format_html_join("", "{}", ((one,) for one in drawn))


EMPTY = format_html("<td>{}", "")


def mark(cell: Cell, address: str) -> str:
    """Draw a mark as a link that says the roles; the stylesheet shows a sign instead."""
    words = cell.roles
    if cell.is_uncertain:
        words = _("%(roles)s, uncertain") % {"roles": words}
    return format_html(
        '<a class="{}{}" href="{}#{}">{}</a>',
        cell.mark.value,
        " unsure" if cell.is_uncertain else "",
        address,
        cell.anchor,
        words,
    )


@register.simple_tag
def strip_of(party: Party, by_role: list[tuple[str, list]]) -> list[tuple[Meeting, Cell | None]]:
    """Give the numbered meetings in order, each with what is said of the party there, if anything.

    Nothing where none of them names it. `by_role` is what the page of the party lists.
    """
    said = defaultdict(list)
    for _role, rows in by_role:
        for row in rows:
            said[row.meeting_id].append(row if hasattr(row, "role") else as_participation(row))
    for one in chain.from_iterable(said.values()):
        one.party = party
    numbered = Meeting.objects.filter(number__isnull=False).order_by("number")
    strip = [(one, cell_of(said[one.pk]) if one.pk in said else None) for one in numbered]
    return strip if any(cell for _meeting, cell in strip) else []


@register.simple_tag
def marks() -> type[Mark]:
    """Give the marks, for the key to them."""
    return Mark
