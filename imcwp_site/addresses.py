"""Addresses that several sections print or lead on: of the site, lists, feeds, renamed records."""

import posixpath
from functools import lru_cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from imcwp_site.slugs import names_today

LONGEST_REPEATED = 60  # characters of a query


def site_address(request: HttpRequest) -> str:
    """Give the address of the site without a slash: as set, else that of the request."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def path_to(view: str, *args: str | int) -> str:
    """Give the path of a page as `reverse` does, remembered: lists have some on each row."""
    return _path_to(view, args, get_language(), get_urlconf(), get_script_prefix())


@lru_cache(maxsize=10_000)
def _path_to(view, args, _language, urlconf, _prefix) -> str:
    return reverse(view, urlconf, args)


def with_query(path: str, query: str) -> str:
    """Put a query string, if there is one, behind a path."""
    return f"{path}?{query}" if query else path


def is_long(query: str) -> bool:
    """Say whether a hundred links that repeat a query would swell a page: buttons of one do not."""
    return len(query) > LONGEST_REPEATED


def seen_from(page: str, address: str) -> str:
    """Give an address relative to a page, for a page on which thousands of links stand."""
    return posixpath.relpath(address, page) + "/"


def list_addresses(query: str) -> dict[str, str]:
    """Give the addresses of the list of statements for `query` and of its feed, for a template."""
    return {
        "list_url": with_query(reverse("statements:list"), query),
        "feed_url": with_query(reverse("statements:rendering", args=["rss"]), query),
    }


def moved(address) -> HttpResponse:
    """Lead to the present address of a record.

    For ever, but remembered only for minutes: a title may change back.
    """
    response = redirect(address, permanent=True)
    patch_cache_control(response, max_age=300)
    return response


class FormerAddressMixin:
    """A page of one record, and what stands below it, under every address name it ever had."""

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            asked = self.kwargs["slug"]
            slug = names_today(self.get_queryset().model, [asked]).get(asked)
            if slug is None:
                raise
        self.kwargs["slug"] = slug
        self.get_object()  # what is not public does not tell its present name either
        path = reverse(request.resolver_match.view_name, kwargs=self.kwargs)
        return moved(with_query(path, request.META["QUERY_STRING"]))
