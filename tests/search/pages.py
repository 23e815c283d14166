"""The pages of a search, asked for and read."""

from urllib.parse import quote

from lxml import html


def page_of(client, q: str, address: str = "/search/", status: int = 200, more: str = ""):
    """Give the content of a page with words that are looked for."""
    response = client.get(f"{address}?q={quote(q)}{more}")
    assert response.status_code == status
    return html.fromstring(response.content.decode()).get_element_by_id("content")


def words_of(elements) -> list[str]:
    """Give the text of each element."""
    return [" ".join(one.text_content().split()) for one in elements]
