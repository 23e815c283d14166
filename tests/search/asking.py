"""Asking for words: the statements that have them, and the pages that show these."""

from urllib.parse import quote

from django.http import QueryDict
from lxml import html

from statements.filters import StatementFilter
from statements.models import Statement


def filtered(q: str, **others: str) -> StatementFilter:
    """Give the filter with words and other choices."""
    query = QueryDict(mutable=True)
    query.update({"q": q} | others)
    return StatementFilter(query)


def found(q: str, **others: str) -> list[Statement]:
    """Give what it finds, the best first."""
    return filtered(q, **others).listed()[:]


def page_of(client, q: str, address: str = "/search/", status: int = 200, more: str = ""):
    """Give the content of a page with words that are looked for."""
    response = client.get(f"{address}?q={quote(q)}{more}")
    assert response.status_code == status
    return html.fromstring(response.content.decode()).get_element_by_id("content")


def words_of(elements) -> list[str]:
    """Give the text of each element."""
    return [" ".join(one.text_content().split()) for one in elements]
