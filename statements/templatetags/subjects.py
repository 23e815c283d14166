"""What a party speaks of when, each number the link to these statements."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from imcwp_site.addresses import path_to, with_query
from imcwp_site.counts import Count
from parties.models import Party
from statements.index.public import Public
from statements.subjects import Subject, Subjects
from statements.templatetags.cosigning import EMPTY, shade

register = template.Library()


@register.simple_tag
def subjects_of(party: Party, public: Public, listed: int) -> list[Subject]:
    """Give the topics of a party by year, if it has more statements than are listed."""
    return Subjects(party, public, listed).rows


@register.simple_tag
def years_of_subject(subject: Subject, party: Party) -> SafeString:
    """Draw the cells of a topic."""
    query = f"party={party.slug}&topic={subject.topic.slug}"
    cells = ((cell(year, number, query),) for year, number in subject.by_year)
    return format_html_join("", "<td{}", cells)


def cell(year: int, number: int, query: str) -> SafeString:
    """Draw what follows the beginning of a cell: a number leads to the list of its year."""
    if not number:
        return EMPTY
    address = with_query(path_to("statements:archive", year), query)
    return format_html(
        ' class=s{}><a rel=nofollow href="{}">{}</a>', shade(number), address, Count(number)
    )
