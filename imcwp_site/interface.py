"""The language that the site speaks, which its address says: /es/…, and English without.

Neither a cookie nor the browser decides, so that an address shows everybody the same page. Only at
the desk, which is the same address for all editors and kept by no cache, the browser is asked.
"""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import activate, get_language_from_request

from imcwp_site.addresses import with_query
from imcwp_site.languages import INTERFACE, direction

DESK = "/admin/"


class InInterface(NamedTuple):
    """A page in one of the languages of the interface."""

    code: str
    name: str  # of the language, in itself
    dir: str
    path: str
    url: str  # the path with the query
    is_current: bool


class InterfaceLanguageMiddleware:
    """Speak the language of the address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        is_desk = request.path_info.startswith(DESK)
        language = get_language_from_request(request) if is_desk else parted(request.path_info)[0]
        activate(language)  # till the next request: a long answer is written after this one
        response = self.get_response(request)
        if is_desk:
            patch_vary_headers(response, ["Accept-Language"])
        return response


def parted(path: str) -> tuple[str, str]:
    """Part a path within the site into its language and what comes behind the prefix."""
    first, _slash, rest = path[1:].partition("/")
    return (first, f"/{rest}") if first in INTERFACE else (settings.LANGUAGE_CODE, path)


def path_in(request: HttpRequest, language: str) -> str:
    """Give the path of what is asked for in another language of the interface."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    path = get_script_prefix().rstrip("/") + prefix + parted(request.path_info)[1]
    return escape_leading_slashes(escape_uri_path(path))


def in_all_languages(request: HttpRequest) -> list[InInterface]:
    """Give the page that is asked for in each language of the interface, English first."""
    current, query = parted(request.path_info)[0], request.META["QUERY_STRING"]
    pages = []
    for code, name in settings.LANGUAGES:
        path = path_in(request, code)
        url = with_query(path, query)
        pages.append(InInterface(code, name, direction(code), path, url, code == current))
    return pages
