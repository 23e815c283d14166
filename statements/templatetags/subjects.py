"""What a party speaks of when, each number the link to these statements."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from parties.models import Party
from statements.index.public import Public
from statements.subjects import Subject, Subjects
from statements.templatetags.cosigning import shade

register = template.Library()


@register.simple_tag
def subjects_of(party: Party, public: Public, listed: int) -> list[Subject]:
    """Give the topics of a party by year, if it has more statements than are listed."""
    return Subjects(party, public, listed).rows


@register.simple_tag
def years_of_subject(subject: Subject, party: Party) -> str:
    """Draw the cells of a topic."""
    query = f"party={party.slug}&topic={subject.topic.slug}"
    return format_html_join(
        "",
        "<td{}>{}",
        (
            (shade(number), format_html('<a href="{}?{}">{}</a>', address(year), query, number))
            if number
            else ("", "")
            for year, number in subject.by_year
        ),
    )


def address(year: int) -> str:
    """Give the address of the list of a year."""
    return reverse("statements:archive", args=[year])
