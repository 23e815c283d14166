"""HTML as a small tree, for what has to be moved and not only removed.

nh3 reads as browsers do and gives well-formed tags, so the tree has one meaning. Nothing here makes
HTML safe: what is written from a tree passes `imcwp_site.text.clean_html` before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

import nh3

from imcwp_site.text import (
    HTML_ATTRIBUTES,
    HTML_REMOVED_WITH_CONTENT,
    HTML_TAGS,
    INLINE_TAGS,
    readable,
    sound,
)

# Containers that only group: for the archive a paragraph is a paragraph, whatever it stands in.
GROUPING_TAGS = {
    *("div", "section", "article", "main", "header", "footer", "address", "center", "form"),
    *("fieldset", "details", "summary", "hgroup", "legend", "label", "dialog"),
}
PRESENTATION_TAGS = {"font", "strike", "del", "ins", "big", "tt", "kbd", "samp", "var", "mark"}
REMOVED_WITH_CONTENT = HTML_REMOVED_WITH_CONTENT | {
    *("nav", "aside", "button", "select", "textarea", "svg", "math", "canvas", "video", "audio"),
    *("template", "xml", "map", "noembed", "noframes"),
}
BLOCK_TAGS = (HTML_TAGS - INLINE_TAGS) | GROUPING_TAGS - {"label"} | {"h1", "menu", "dir"}
VOID_TAGS = {"br", "hr"}
DEEPEST = 60  # tags nested deeper than any document of people dissolve in the one around them

_reader = nh3.Cleaner(
    tags=HTML_TAGS | GROUPING_TAGS | PRESENTATION_TAGS | {"h1", "menu", "dir"},
    attributes=HTML_ATTRIBUTES
    | {
        "*": {"lang", "dir", "id", "class", "style", "role", "hidden", "aria-hidden"},
        "a": {"href", "title", "hreflang", "name"},
    },
    clean_content_tags=REMOVED_WITH_CONTENT,
    url_schemes={"http", "https", "mailto", "file"},
    link_rel=None,
)


@dataclass(eq=False, slots=True)
class Element:
    """A tag with what stands in it: elements and strings of text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Give the elements inside, in the order of the document."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def text(self) -> str:
        """Give the words inside."""
        return "".join(c.text() if isinstance(c, Element) else c for c in self.children)

    def elements(self) -> list[Element]:
        """Give the elements that stand directly inside."""
        return [child for child in self.children if isinstance(child, Element)]

    def picked(self, *names: str) -> dict[str, str]:
        """Give those of the attributes that it has."""
        return {name: self.attributes[name] for name in names if name in self.attributes}


Node = Element | str


def is_inline(node: Node) -> bool:
    """Tell whether a node stands in a line, with nothing in it that does not."""
    if isinstance(node, str):
        return True
    return node.tag not in BLOCK_TAGS and all(map(is_inline, node.children))


def is_empty(nodes: Iterable[Node]) -> bool:
    """Tell whether there is nothing to read in nodes."""
    return not any((n if isinstance(n, str) else n.text()).strip() for n in nodes)


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        if tag in VOID_TAGS:
            self.open[-1].children.append(element)
        elif len(self.open) <= DEEPEST:
            self.open[-1].children.append(element)
            self.open.append(element)
        else:
            self.open.append(self.open[-1])

    def handle_endtag(self, tag):
        if tag not in VOID_TAGS and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """Give the tree of `html`, without what runs or loads; its root has no tag."""
    builder = _Builder()
    builder.feed(_reader.clean(readable(sound(html))))
    builder.close()
    return builder.root


def write(node: Node) -> str:
    """Give a tree as HTML."""
    if isinstance(node, str):
        return escape(node, quote=False)
    inside = "".join(map(write, node.children))
    if not node.tag:
        return inside
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    end = "" if node.tag in VOID_TAGS else f"</{node.tag}>"
    return f"<{node.tag}{attributes}>{inside}{end}"


def rewrite(element: Element, rule: Callable[[Element], list[Node]]) -> None:
    """Put in place of each element inside what `rule` gives for it, the innermost first."""
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, Element):
            rewrite(child, rule)
            children += rule(child)
        else:
            children.append(child)
    element.children = children


def unmark(element: Element, *tags: str) -> None:
    """Take tags away inside an element, and leave what they hold."""
    rewrite(element, lambda inside: inside.children if inside.tag in tags else [inside])


def styles(element: Element) -> dict[str, str]:
    """Give the declarations of a style attribute, in lower case."""
    declarations = element.attributes.get("style", "").lower().split(";")
    pairs = (declaration.partition(":") for declaration in declarations)
    return {name.strip(): value.strip() for name, _colon, value in pairs if value}
