"""A text made ready to be read: paragraphs that can be linked to, a list of contents, blocks.

All of it works on bodies that `imcwp_site.text.clean_html` has cleaned, and only adds names and
links of its own making between their tags.
"""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from imcwp_site.text import HTML_TAGS, INLINE_TAGS, TAG, words_in

BLOCK_TAGS = HTML_TAGS - INLINE_TAGS
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
# What can be linked to, where words stand in it directly.
NAMED_TAGS = HEADINGS | {"p", "li", "dt", "dd", "blockquote", "pre", "div"}
OPENING = 48  # letters and figures by which a paragraph is known
FEWEST_HEADINGS = 4  # for which a list of contents is worth its place


class Tag(NamedTuple):
    """A tag of a cleaned body, and where it stands."""

    name: str
    is_end: bool
    start: int
    end: int


@dataclass(frozen=True)
class Heading:
    """A heading in a list of contents, with those under it."""

    name: str
    words: str
    level: int
    under: list["Heading"] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """A body with names and links on its paragraphs, and its contents if it has enough headings."""

    html: str
    contents: list[Heading]


def tags_of(html: str) -> Iterator[Tag]:
    """Give the tags of a cleaned body in order."""
    for match in TAG.finditer(html):
        words = match[0].strip("</>").split(maxsplit=1)
        yield Tag(words[0] if words else "", match[0][1] == "/", match.start(), match.end())


def words_of(html: str) -> str:
    """Give the words of a paragraph in a line, without the marks of footnotes."""
    return " ".join(words_in(html).split())


def opening_of(words: str) -> str:
    """Give the first letters and figures of a paragraph, however they are set."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(letter for letter in folded if letter.isalnum())[:OPENING]


def name_of(words: str, seen: Counter[str]) -> str:
    """Name a paragraph by how it begins, so that no change elsewhere takes the name away.

    Paragraphs that begin alike are numbered.
    """
    digest = hashlib.sha256(opening_of(words).encode()).hexdigest()[:8]
    seen[digest] += 1
    return f"p-{digest}" if seen[digest] == 1 else f"p-{digest}-{seen[digest]}"


def paragraphs_of(html: str) -> Iterator[tuple[Tag, int, str]]:
    """Give the paragraphs: the tag that opens each, where its own words end, and these words.

    Cells of tables, what is a link as a whole, and the footnotes at the end have no links of
    their own.
    """
    opened, within = None, Counter[str]()
    for tag in tags_of(html):
        if tag.name in ("table", "a"):
            within[tag.name] += -1 if tag.is_end else 1
        if tag.name not in BLOCK_TAGS:
            continue
        if opened and not within["a"] and (words := words_of(html[opened.end : tag.start])):
            yield opened, tag.start, words
        opened = None
        if html.startswith('<li id="fn-', tag.start):
            return
        if tag.name in NAMED_TAGS and not tag.is_end and not within["table"]:
            opened = tag


def read(body: str) -> Reading:
    """Make a cleaned body ready to be read."""
    label, language = escape(_("Paragraph %(number)s")), get_language()
    parts, place, seen, headings = [], 0, Counter[str](), []
    for number, (tag, end, words) in enumerate(paragraphs_of(body), start=1):
        name, begin = name_of(words, seen), tag.start + 1 + len(tag.name)
        called = f'aria-label="{label % {"number": number}}" lang="{language}"'
        parts += [
            body[place:begin],
            f' id="{name}"',
            body[begin:end],
            f'<a href="#{name}" {called}></a>',
        ]
        place = end
        if tag.name in HEADINGS:
            headings.append(Heading(name, words, int(tag.name[1])))
    html = "".join([*parts, body[place:]])
    return Reading(html, in_tree(headings) if len(headings) >= FEWEST_HEADINGS else [])


def in_tree(headings: list[Heading]) -> list[Heading]:
    """Put headings of lower levels under the one of the upper level before them."""
    upper = min(heading.level for heading in headings)
    tree: list[Heading] = []
    for heading in headings:
        if heading.level > upper and tree:
            tree[-1].under.append(heading)
        else:
            tree.append(heading)
    return tree
