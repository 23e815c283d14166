"""How names and values are put together in the interface language: lists, quotations, capitals."""

from collections.abc import Iterable
from typing import Any

from django.utils import text
from django.utils.functional import keep_lazy_text
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from imcwp_site.directions import isolated


def listed(names: Iterable[object], most: int = 0) -> str:
    """Join names as in a list: "A, B, C"; those that are more than `most` as "…"."""
    shown = list(map(str, names))
    if 0 < most < len(shown):
        shown[most:] = ["…"]
    return separator().join(shown)


def separator() -> str:
    """Give what stands between the names of a list."""
    return pgettext("between names in a list", ", ")


def quoted(words: object) -> str:
    """Put words into the quotation marks of the interface language."""
    return _("“%s”") % isolated(words)


@keep_lazy_text
def capfirst(words: Any) -> str:
    """Begin with a capital letter, as Django does; in Turkish that of i is İ."""
    if words[:1] == "i" and get_language() == "tr":
        return f"İ{words[1:]}"
    return text.capfirst(words)
