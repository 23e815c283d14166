"""Marks of parties at meetings, drawn with few bytes: a table has thousands of cells."""

from collections import defaultdict
from itertools import islice

from django import template
from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.participation import Cell, Mark, Participations, Row, as_participation, cell_of
from parties.models import Party

register = template.Library()


@register.simple_tag
def cells(table: Participations, row: Row) -> str:
    """Draw the cells of a party: only one over a group of meetings none of which names it."""
    beside = zip(row.cells, table.addresses, strict=True)
    groups = (list(islice(beside, width)) for _name, width in table.column_groups)
    return format_html_join("", "{}", ((group_of_cells(row.party, some),) for some in groups))


def group_of_cells(party: Party, group: list[tuple[Cell | None, tuple]]) -> SafeString:
    """Draw the cells of a group of meetings; each mark leads to the page that gives the source."""
    if not any(cell for cell, _addresses in group):
        return format_html("<td colspan={}>", len(group))
    marks = ((mark(party, cell, addresses) if cell else "",) for cell, addresses in group)
    return format_html_join("", "<td>{}", marks)


def mark(party: Party, cell: Cell, addresses: tuple[str, str]) -> SafeString:
    """Draw a mark as a link that says the roles; the stylesheet shows a sign instead.

    Values go without quotes: these are classes and slugs.
    """
    words, address = cell.roles, addresses[cell.is_listed]
    if not cell.is_uncertain:
        return format_html("<a class={} href={}#{}>{}</a>", cell.mark, address, party.slug, words)
    return format_html(
        '<a class="{} unsure" href={}#{}>{}</a>',
        cell.mark,
        address,
        party.slug,
        _("%(roles)s, uncertain") % {"roles": words},
    )


@register.simple_tag
def strip_of(
    party: Party, by_role: list[tuple[str, list]]
) -> list[tuple[Meeting, Cell | None, str]]:
    """Give the numbered meetings in order, each with what is said of the party there, and where.

    Nothing where none of them names it. `by_role` is what the page of the party lists.
    """
    said = defaultdict(list)
    for _role, rows in by_role:
        for row in rows:
            said[row.meeting_id].append(row if hasattr(row, "role") else as_participation(row))
    cells = {meeting: cell_of(some) for meeting, some in said.items()}
    numbered = Meeting.objects.filter(number__isnull=False).annotate(names=Count("participations"))
    strip = [(one, cells.get(one.pk)) for one in numbered.order_by("number")]
    if not any(cell for _meeting, cell in strip):
        return []
    return [(one, cell, address_of(one, one.names, party, cell)) for one, cell in strip]


def address_of(meeting: Meeting, number: int, party: Party, cell: Cell | None) -> str:
    """Give the place of a party on the page that lists so many of a meeting, or else its page."""
    if not cell:
        return meeting.get_absolute_url()
    page = meeting.address_of_names(number if cell.is_listed else 0)
    return f"{page}#{party.slug}"


@register.simple_tag
def marks() -> type[Mark]:
    """Give the marks, for the key to them."""
    return Mark
