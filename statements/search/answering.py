"""What a page shows of a search beside the list itself."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from imcwp_site.addresses import with_query
from statements.filters import StatementFilter
from statements.models import Statement
from statements.search.leads import leads
from statements.search.showing import show
from statements.search.suggesting import mended, nearest, suggestion


def answer(statements: StatementFilter, rows: Iterable[Statement]) -> dict[str, Any]:
    """Mark what was found in the rows; give where the words lead, and what may be meant."""
    query, found = statements.asked.get("q"), statements.matches
    if not query or not found:
        return {}
    show(rows, query, found.in_files)
    within = statements.within(but="q")
    mended_query = mended(query, found, statements.public)
    other = suggestion(found, mended_query, within)
    ways = [] if other else nearest(query, found, mended_query, statements.public, within)
    return {
        "leads": leads(statements.data["q"], found.names, statements.public),
        "suggestion": other,
        "suggestion_url": other and list_with(statements, str(other.query)),
        "shorter": [{"way": way, "url": list_with(statements, str(way.query))} for way in ways],
    }


def list_with(statements: StatementFilter, q: str) -> str:
    """Give the address of the list with other words and the same filters."""
    return with_query(reverse("statements:list"), statements.query_with(q=[q]))
