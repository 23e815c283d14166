"""What comes by the clipboard, from whatever program, as the archive's own HTML.

Word, LibreOffice, mail and web pages each write paragraphs, lists, notes and languages in a way of
their own. One function knows them; what it gives is clean, and giving it again changes nothing.
"""

import re

from imcwp_site.footnotes import gather_notes
from imcwp_site.markup import Element, parse, rewrite, write
from imcwp_site.pasting.blocks import HEADINGS, blocks_of, loosen, said_of, set_head
from imcwp_site.pasting.inline import plain_inline
from imcwp_site.pasting.languages import keep_foreign_languages
from imcwp_site.pasting.spaces import neaten
from imcwp_site.text import clean_html

# The archive's own HTML has none of this, the HTML of other programs hardly ever lacks it.
FOREIGN = re.compile(
    r"<[^<>]*\s(?:class|style|align|bgcolor|face)\s*=|<(?:font|center|o:p|meta|img|h1)\b|<!|"
    r"&nbsp;\s*</p>|<div[^<>]*>(?!<(?:p|h[2-6]|ul|ol|table|blockquote)\b)",
    re.IGNORECASE,
)
MOST_PASSES = 5  # two do for documents; only tags nested against the rules take more
LOWEST_HEADING = 4
BODY = re.compile(r"<(/?)body\b", re.IGNORECASE)
# Where browsers of Windows hand over the whole clipboard: places, before the HTML itself.
CLIPBOARD_HEAD = re.compile(r"\AVersion:[^\r\n]*[\r\n]+(?:\w+:[^\r\n]*[\r\n]+)*")


def looks_foreign(html: str) -> bool:
    """Tell whether `html` shows signs of another program than the archive's own editor."""
    return bool(FOREIGN.search(html))


def from_clipboard(html: str, language: str = "") -> str:
    """Give clipboard HTML in the archive's markup, clean.

    `language` is that of the text it is pasted into; what is in another keeps its `lang` and `dir`.
    Without it, the language of most of the words counts as the text's own.
    """
    for _pass in range(MOST_PASSES):
        turned = _turn(html, language)
        if turned == html:
            break
        html = turned
    return html


def _turn(html: str, language: str) -> str:
    # The body may state the language and direction of all that stands in it.
    root = parse(BODY.sub(r"<\1div", CLIPBOARD_HEAD.sub("", html)))
    gather_notes(root)
    rewrite(root, plain_inline)
    root.children = list(blocks_of(root.children))
    rank_headings(root)
    keep_foreign_languages(root, language)
    neaten(root)
    return clean_html("\n".join(write(block) for block in root.children))


def rank_headings(root: Element) -> None:
    """Let headings begin below that of the page, and go as deep as an editor can choose."""
    headings = [element for element in root.walk() if element.tag in HEADINGS]
    deeper = any(heading.tag == "h1" for heading in headings)
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) + deeper, LOWEST_HEADING)}"


def settle(html: str) -> str:
    """Give HTML of the archive's own editor in the form in which it is kept.

    Notes are numbered in the order of their references, and a list item or a cell of one paragraph
    holds its words without one.
    """
    root = parse(clean_html(html))
    gather_notes(root)
    for element in root.walk():
        if element.tag in ("li", "td", "th"):
            element.attributes = said_of(element)
            loosen(element)
        elif element.tag == "table":
            set_head(element)
    return clean_html(write(root))
