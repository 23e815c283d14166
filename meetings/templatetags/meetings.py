"""What templates say of meetings."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from imcwp_site.phrases import separator
from meetings.models import Meeting

register = template.Library()


@register.simple_tag
def links_to_hosts(meeting: Meeting) -> str:
    """Name the hosts of a meeting by their abbreviations, each a link to its page."""
    parties = [hosting.party for hosting in meeting.hostings.all()]
    links = (
        format_html(
            '<a href="{}">{}</a>',
            party.get_absolute_url(),
            format_html('<abbr title="{}">{}</abbr>', party.name, party.abbreviation)
            if party.abbreviation
            else party.name,
        )
        for party in parties
    )
    return format_html_join(mark_safe(separator()), "{}", ((link,) for link in links))  # noqa: S308
