"""Requests met at the edge: what cannot be text of a sound request is refused with a sentence."""

from urllib.parse import quote, unquote_to_bytes

from django.shortcuts import render
from django.utils.translation import gettext as _

from imcwp_site.text import find_unsound

# Longer than any address that the site's own forms can make, shorter than what servers refuse.
MAX_ADDRESS_LENGTH = 8_000


def fault_of_address(address: str) -> str:
    """Say what is wrong with a percent-encoded address (path or query string), or give "".

    Its characters stand for bytes, as WSGI hands them over (Latin-1).
    """
    if len(address) > MAX_ADDRESS_LENGTH:
        return _("The address is longer than %(number)s characters.") % {
            "number": MAX_ADDRESS_LENGTH
        }
    try:
        text = unquote_to_bytes(address.encode("latin-1")).decode()
    except UnicodeError:
        return _("The address is not valid UTF-8.")
    if character := find_unsound(text):
        return _("The address holds the character %(character)s, which no text may hold.") % {
            "character": character
        }
    return ""


class SoundRequestMiddleware:
    """Answer 400 with a sentence to an address that is too long or is not sound text."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Django has decoded the path and kept bytes that are no UTF-8 percent-encoded.
        path = quote(request.path_info)
        fault = fault_of_address(path) or fault_of_address(request.META.get("QUERY_STRING", ""))
        if fault:
            return render(request, "400.html", {"reason": fault}, status=400)
        return self.get_response(request)
