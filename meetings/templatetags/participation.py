"""Marks of parties at meetings, drawn with few bytes: a table has thousands of cells."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from meetings.participation import Cell, Participations, Row

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
