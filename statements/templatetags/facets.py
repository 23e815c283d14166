"""The facets of a list, drawn with few bytes: a long one has more than a hundred values."""

import re

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from imcwp_site.addresses import with_query
from statements.facets import Facet, Option

register = template.Library()

CHECKED, DISABLED = mark_safe(" checked"), mark_safe(" disabled")
NEEDS_NO_QUOTES = re.compile(r"[\w-]+", re.ASCII)


@register.simple_tag
def options(facet: Facet, field) -> str:
    """Draw the values of a facet as checkboxes: the chosen first, those that give none disabled.

    The number of each leads to the list that it counts. A wrong value from the address is kept as
    one more choice, so that the visitor sees it and can undo it.
    """
    known = {one.value for one in facet.options}
    wrong = (
        [
            Option(value=value, label=value, count=0, query="", is_chosen=True)
            for value in field.value() or ()
            if value and value.removeprefix("-") not in known
        ]
        if field.errors
        else []
    )
    return format_html_join(
        "\n",
        "<li{}><label><input type=checkbox name={} value={}{}>{}</label>{}",
        (
            (
                mark_safe(" class=under") if one.is_under else "",
                facet.name,
                unquoted(f"-{one.value}" if one.is_left_out else one.value),
                CHECKED if one.is_chosen or one.is_left_out else "" if one.count else DISABLED,
                _("not %(value)s") % {"value": one.label} if one.is_left_out else one.label,
                number(one),
            )
            for one in [*wrong, *facet.shown]
        ),
    )


def number(option: Option) -> str:
    """Draw the number of a value as the link to the list that it counts; nothing for none."""
    if not option.count:
        return mark_safe(" <b>0</b>") if not option.is_chosen else ""
    url = with_query(reverse("statements:list"), option.query)
    return format_html(' <a rel=nofollow href="{}">{}</a>', url, option.count)


def unquoted(value: str) -> str:
    """Write a value of an attribute: slugs and codes need no quotation marks, others may."""
    return value if NEEDS_NO_QUOTES.fullmatch(value) else format_html('"{}"', value)
