"""The dates of issue that a query says: 2019, October 2019, 18.10.2019, 20-22 October 2023."""

import re
from itertools import chain

from imcwp_site.dates import PartialDate
from imcwp_site.written_dates import date_in
from statements.search.grammar import Part, Query

LONGEST = 4  # words
DAYS = re.compile(r"(?<!\d)(\d{1,2})[-‐‑–](\d{1,2})(?!\d)")

Span = tuple[PartialDate, PartialDate]


def dates_in(query: Query) -> dict[Part, Span]:
    """Give from when to when words of a query say, by themselves or with those beside them.

    In "October 2019" both words stand for the month.
    """
    dates: dict[Part, Span] = {}
    groups, start = query.wanted, 0
    while start < len(groups):
        for length in range(min(LONGEST, len(groups) - start), 0, -1):
            run = groups[start : start + length]
            parts = [group[0] for group in run if len(group) == 1 and can_be_dated(group[0])]
            if length > 1 and any(part.quoted for part in parts):
                continue
            if len(parts) == length and (span := span_in(" ".join(one.typed for one in parts))):
                dates |= dict.fromkeys(parts, span)
                break
        else:
            length = 1
        start += length
    for part in [*chain.from_iterable(groups), *query.unwanted]:
        if part not in dates and can_be_dated(part) and (span := span_in(part.typed)):
            dates[part] = span
    return dates


def can_be_dated(part: Part) -> bool:
    """Tell whether a part may be a date, or a word of one."""
    return not part.field and not part.is_beginning


def span_in(text: str) -> Span | None:
    """Give from when to when a text says; None if it is no date, and no days of one month."""
    if date := date_in(text):
        return date, date
    if not DAYS.search(text):
        return None
    first, last = (date_in(DAYS.sub(end, text, count=1)) for end in (r"\1", r"\2"))
    return (first, last) if first and last and first.day and last.day else None
