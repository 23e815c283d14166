"""Numbers of statements that two parties signed, each the link to the page of both."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from parties.models import Party
from statements.cosigning import Partner

register = template.Library()
STEPS = (1, 2, 5, 10)  # numbers from which on a cell is darker, as many as site.css has


@register.simple_tag
def pairs(signer: Partner, together: list[Partner]) -> str:
    """Draw the cells of a row of the matrix; a party has no number with itself."""
    return format_html_join(
        "",
        "<td{}>{}",
        (
            (shade(other.number), pair_link(signer.party, other)) if other.number else ("", "")
            for other in together
        ),
    )


def shade(number: int) -> str:
    """Give the class of a cell by how much it holds."""
    return format_html(" class=s{}", sum(number >= step for step in STEPS))


@register.simple_tag
def pair_link(party: Party, other: Partner) -> str:
    """Lead from the number of statements to the page of both parties."""
    slugs = sorted((party.slug, other.party.slug))
    return format_html('<a href="{}">{}</a>', reverse("cosigning:pair", args=slugs), other.number)
