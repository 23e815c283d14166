"""Numbers of statements that two parties signed, each the link to the page of both."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from imcwp_site.addresses import seen_from
from imcwp_site.counts import Count
from parties.models import Party
from statements.cosigning import Partner

register = template.Library()
EMPTY = mark_safe(">")
STEPS = (1, 2, 5, 10)  # numbers from which on a cell is darker, as many as pictures.css has


@register.simple_tag
def pairs(signer: Partner, together: list[Partner]) -> SafeString:
    """Draw the cells of a row of the matrix."""
    page = reverse("cosigning:matrix")
    cells = ((cell(page, signer.party, other),) for other in together)
    return format_html_join("", "<td{}", cells)


def cell(page: str, party: Party, other: Partner) -> SafeString:
    """Draw what follows the beginning of a cell; a party has no number with itself.

    There are hundreds: addresses are as seen from the page, and stand without quotes.
    """
    if not other.number:
        return EMPTY
    address, number = seen_from(page, address_of_pair(party, other)), Count(other.number)
    return format_html(" class=s{}><a href={}>{}</a>", shade(number), address, number)


def shade(number: int) -> int:
    """Count the steps that a number takes."""
    return sum(number >= step for step in STEPS)


@register.simple_tag
def pair_link(party: Party, other: Partner) -> SafeString:
    """Lead from the number of statements to the page of both parties."""
    return format_html('<a href="{}">{}</a>', address_of_pair(party, other), Count(other.number))


def address_of_pair(party: Party, other: Partner) -> str:
    """Give the address of the page of both parties."""
    return reverse("cosigning:pair", args=sorted((party.slug, other.party.slug)))
