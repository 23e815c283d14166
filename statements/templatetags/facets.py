"""The facets of a list, drawn with few bytes: a long one has more than a hundred values."""

import re
from html import escape

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from imcwp_site.addresses import is_long, with_query
from imcwp_site.counts import Count
from imcwp_site.directions import isolated
from statements.choosing import LEAVE_OUT
from statements.facets import Facet, Option
from statements.filter_fields import LEFT_OUT
from statements.filter_forms import MOST_VALUES
from statements.steps import TO

register = template.Library()

NEEDS_NO_QUOTES = re.compile(r"[\w:-]+", re.ASCII)


@register.simple_tag(takes_context=True)
def rows(
    context: RequestContext, name: str, options: list[Option], *, leaving_out: object = False
) -> str:
    """Draw values as checkboxes, a topic under the one above it, each with its number.

    The number leads to the list that it counts. With `leaving_out` the boxes leave values out.
    """
    lines, above, page = [], "", reverse("statements:list")
    step = f"{name}:{LEFT_OUT}" if leaving_out else f"{name}:"
    if context.request.path == page:
        page = "./"  # as seen from the list, on which most of them stand
    for one in options:
        is_under = bool(one.above) and one.above == above
        above = above if is_under else one.value
        label = isolated(one.label)
        is_left_out = one.is_left_out or (leaving_out and not one.is_chosen)
        value = LEFT_OUT + one.value if is_left_out else one.value
        state = " checked" if one.is_marked else " disabled" if one.is_idle else ""
        shown = escape(_("not %(value)s") % {"value": label} if is_left_out else label)
        lines.append(
            f"<li{' class=under' if is_under else ''}><label><input type=checkbox name={name}"
            f" value={unquoted(value)}{state}>{shown}</label>{number(one, page, step + one.value)}"
        )
    return mark_safe("\n".join(lines))  # noqa: S308 - all that anyone wrote is escaped


@register.simple_tag
def way(facet: Facet, query: str, kind: str, label: str) -> str:
    """Draw the way to the page of all values of a facet: to ask for them or to leave them out.

    By a link, or by a button under a long query; `kind` is "ask" or "leave-out", for the script.
    """
    page, leaves_out = reverse("statements:choose", args=[facet.name]), kind == "leave-out"
    if is_long(query):
        tag, address = "button", f"form=ask formaction={page}"
        address += f" name={LEAVE_OUT} value=1" if leaves_out else ""
    else:
        flag = f"{LEAVE_OUT}=1" if leaves_out else ""
        whole = with_query(page, "&".join(filter(None, (query, flag))))
        tag, address = "a", f'rel=nofollow href="{escape(whole)}"'
    drawn = f"<{tag} {address} data-way={kind}>{escape(label)}</{tag}>"
    return mark_safe(drawn)  # noqa: S308 - all that anyone wrote is escaped


def number(option: Option, page: str, step: str) -> str:
    """Draw the number of a value so that it leads to the list that it counts, unless that is shown.

    By a link, or where the list is asked for by much by a button that names the `step` to it. By
    nothing where it would be asked for by more than may be.
    """
    if not option.count and option.is_marked:
        return ""
    count = Count(option.count)
    query = "" if not option.count or option.is_here else option.query
    if not query or query.count("=") > MOST_VALUES:
        return f" <b>{count}</b>"
    if is_long(query):
        return f" <button form=ask name={TO} value={unquoted(step)}>{count}</button>"
    return f' <a rel=nofollow href="{escape(with_query(page, query))}">{count}</a>'


def unquoted(value: str) -> str:
    """Write a value of an attribute: slugs and codes need no quotation marks, others may."""
    return value if NEEDS_NO_QUOTES.fullmatch(value) else f'"{escape(value)}"'
