"""By which words people mean a meeting: compared in memory, alike on every database."""

import re

from imcwp_site.folding import holds
from meetings.models import Meeting, MeetingTheme

ORDINAL = re.compile(r"(\d+)(st|nd|rd|th)", re.ASCII | re.IGNORECASE)


def meetings_named(word: str) -> set[int]:
    """Give the keys of meetings with `word` in their place, theme or address name.

    "21st" is 21, so "21st IMCWP" finds imcwp-21. Two queries.
    """
    if ordinal := ORDINAL.fullmatch(word):
        word = ordinal[1]
    meetings = Meeting.objects.order_by()
    places = meetings.values_list("pk", "slug", "city", "further_places", "theme")
    themes = MeetingTheme.objects.order_by().values_list("meeting", "text")
    rows = [(row[0], map(str, row[1:])) for found in (places, themes) for row in found]
    return {pk for pk, texts in rows if any(holds(text, word) for text in texts)}
