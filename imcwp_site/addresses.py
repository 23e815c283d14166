"""Addresses that several sections print: of the site, of a list of statements and of its feed."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def site_address(request: HttpRequest) -> str:
    """Give the address of the site without a slash: as set, else that of the request."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def with_query(path: str, query: str) -> str:
    """Put a query string, if there is one, behind a path."""
    return f"{path}?{query}" if query else path


def list_addresses(query: str) -> dict[str, str]:
    """Give the addresses of the list of statements for `query` and of its feed, for a template."""
    return {
        "list_url": with_query(reverse("statements:list"), query),
        "feed_url": with_query(reverse("statements:rendering", args=["rss"]), query),
    }
