"""Statements that notes and reasons name by their short addresses: “replaced by /s/12”."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def parted(words: str) -> list[str]:
    """Part words at short addresses of this site; every other part is such an address."""
    site = re.escape(settings.SITE_URL)
    return re.split(rf"(?<![\w/.:-])((?:{site})?/s/[1-9][0-9]{{0,17}})(?![\w/])", words)


def number_of(address: str) -> int:
    return int(address.rpartition("/")[2])


def mentioned(words: str) -> list[int]:
    """Give the numbers of the statements that are named, in order."""
    return [number_of(address) for address in parted(words)[1::2]]


def linked(words: str) -> SafeString:
    """Give words as HTML in which each short address is a link."""
    parts = parted(words)
    for n in range(1, len(parts), 2):
        address = reverse("lasting:short", args=[number_of(parts[n])])
        parts[n] = format_html('<a href="{}">{}</a>', address, parts[n])
    return format_html_join("", "{}", ((part,) for part in parts))
