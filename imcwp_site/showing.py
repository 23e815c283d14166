"""What the page of the design shows beside records: its colours, sizes and samples."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from imcwp_site.palette import Contrast, palette
from imcwp_site.reading import read
from imcwp_site.text import clean_html

USES = {
    "paper": _("the page"),
    "ink": _("text"),
    "faint": _("labels, and what is said beside"),
    "edge": _("edges of controls, lines under links, bars"),
    "hairline": _("lines between rows"),
    "accent": _("links under the pointer, the current choice, the one mark that matters"),
    "came": _("what a new version added"),
    "went": _("what it left out"),
}
PAINTED = ("paper", "came", "went", "hairline")  # nothing is written or drawn in them


def colours() -> Iterator[tuple[str, str, Contrast | None]]:
    """Give each colour with its use, and its contrasts to the paper if it is one of ink."""
    for name, use in USES.items():
        yield name, str(use), None if name in PAINTED else palette().contrast(name)


def sizes() -> list[tuple[str, float]]:
    """Give the sizes of type in pixels."""
    return list(palette().sizes.items())


def text_with_a_note() -> str:
    """Give a short text as every text of the archive comes to a page: cleaned, then read."""
    html = format_html(
        '<h2>{}</h2><p>{}<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>'
        "<blockquote><p>{}</p></blockquote><ul><li>{}</li><li>{}</li></ul>"
        '<ol><li id="fn-1">{} <a href="#fnref-1">↩</a></li></ol>',
        gettext("A heading within a text"),
        gettext(
            "A text is set in lines that the eye follows easily, and its words may have a note."
        ),
        gettext("What is quoted stands further in."),
        gettext("Lists have points;"),
        gettext("their lines stand close together."),
        gettext("Notes stand at the end, and each leads back."),
    )
    return read(clean_html(html)).html
