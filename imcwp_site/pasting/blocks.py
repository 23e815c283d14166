"""Paragraphs, headings, lists and tables out of whatever a program makes of them.

Mail programs write a line a box, web pages nest boxes in boxes, Word marks list items on
paragraphs: here they become one row of blocks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imcwp_site.markup import Element, Node, is_empty, is_inline, styles, unmark
from imcwp_site.pasting.lists import Item, item_in_word, nested

HEADINGS = {f"h{level}" for level in range(1, 7)}
LISTS = {"ul", "ol", "menu", "dir"}
CELLS = {"td", "th"}
KEPT = {
    "ol": ("start", "type", "reversed"),
    "li": ("id",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
Said = dict[str, str]  # `lang` and `dir`, as a box hands them down


@dataclass
class Line:
    """Words of one line, which a block or a blank line ends."""

    nodes: list[Node]
    said: Said
    follows: bool = False  # after a line break, so on the next line of the same paragraph


class Blank:
    """An empty line: where a source writes lines, it ends a paragraph."""


Piece = Line | Blank | Item | Element


def blocks_of(nodes: list[Node], said: Said | None = None) -> list[Element]:
    """Give the blocks that nodes make, without empty ones."""
    return list(together(list(pieces(nodes, said or {}))))


def pieces(nodes: list[Node], said: Said) -> Iterator[Piece]:
    """Read nodes as lines and blocks."""
    run: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or is_inline(node):
            run.append(node)
        else:
            yield from lines(run, said)
            run = []
            yield from read(node, said | node.picked("lang", "dir"))
    yield from lines(run, said)


def lines(run: list[Node], said: Said) -> Iterator[Piece]:
    """Break a run at its line breaks; two of them leave a blank line."""
    parts: list[list[Node]] = [[]]
    for node in run:
        if isinstance(node, Element) and node.tag == "br":
            parts.append([])
        else:
            parts[-1].append(node)
    if len(parts) > 1 and is_empty(parts[-1]):
        parts.pop()  # a break at the end of a box shows nothing
    follows = False
    for part in parts:
        if not is_empty(part):
            yield Line(part, said, follows)
        elif len(run) > len(part) or any(isinstance(n, str) and "\xa0" in n for n in part):
            yield Blank()
        follows = not is_empty(part)


def together(read: list[Piece]) -> Iterator[Element]:
    """Make paragraphs of lines, and lists of Word's items.

    Where a source leaves blank lines, they end paragraphs and other lines are lines of one;
    where it leaves none, each line is a paragraph.
    """
    has_blanks = any(isinstance(piece, Blank) for piece in read)
    paragraph: Element | None = None
    items: list[Item] = []
    for piece in read:
        if paragraph and isinstance(piece, Line) and goes_on(paragraph, piece, has_blanks):
            paragraph.children += [Element("br"), *piece.nodes]
            continue
        if paragraph:
            yield paragraph
            paragraph = None
        if isinstance(piece, Item):
            items.append(piece)
            continue
        yield from nested(items)
        items = []
        if isinstance(piece, Line):
            paragraph = Element("p", dict(piece.said), list(piece.nodes))
        elif isinstance(piece, Element):
            yield piece
    yield from [paragraph] if paragraph else nested(items)


def goes_on(paragraph: Element, line: Line, has_blanks: bool) -> bool:
    """Tell whether a line belongs to the paragraph before it."""
    return (line.follows or has_blanks) and paragraph.attributes == line.said


def read(element: Element, said: Said) -> Iterator[Piece]:
    """Read one element that is no part of a line."""
    tag, inside = element.tag, element.children
    if item := item_in_word(element):
        item.blocks = blocks_of(element.children, said)
        yield item
    elif level := heading_level(element):
        plain = is_inline(Element("", {}, inside))
        yield from whole(f"h{level}", said, inside) if plain else blocks_of(inside, said)
    elif tag == "p":
        blocks = blocks_of(inside, said)
        is_quotation = re.match(r"Mso(?:Intense)?Quote", element.attributes.get("class", ""))
        yield from whole("blockquote", {}, blocks) if is_quotation else blocks
    elif tag in LISTS:
        yield from listed(element, said)
    elif tag == "table":
        yield from table(element, said)
    elif tag in ("hr", "pre"):
        yield Element(tag, said if inside else {}, inside)
    elif tag == "blockquote":
        yield from whole(tag, said, blocks_of(inside))
    elif tag == "dl":
        yield from whole(tag, said, described(element))
    else:  # a box, or a part of a list or table without the whole
        yield from pieces(inside, said)


def whole(tag: str, said: Said, inside: list) -> Iterator[Element]:
    """Give a block with what stands in it, unless nothing does."""
    if not is_empty(inside):
        yield Element(tag, dict(said), list(inside))


def heading_level(element: Element) -> int:
    """Give the level of what is a heading by its tag or, in Word, by its looks; 0 for others."""
    if element.tag in HEADINGS:
        return int(element.tag[1])
    if element.tag != "p":
        return 0
    name = element.attributes.get("class", "")
    level = styles(element).get("mso-outline-level", "")
    if re.fullmatch("[1-6]", level):
        return int(level)
    match = re.fullmatch(r"(?:Mso)?Heading([1-6])\w*", name)
    return int(match[1]) if match else int(name.startswith("MsoTitle"))


def listed(element: Element, said: Said) -> Iterator[Element]:
    """Give a list; one that holds only headings, as LibreOffice writes them, is none."""
    items: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag in LISTS and items:
            # A list directly in a list belongs to the item before.
            items[-1].children += listed(child, child.picked("lang", "dir"))
        elif isinstance(child, Element) and child.tag == "li":
            items.append(held(child))
        elif not is_empty([child]):
            items.append(Element("li", {}, list(blocks_of([child]))))
    items = [item for item in items if item.children]
    blocks = [block for item in items for block in item.children]
    if blocks and all(isinstance(block, Element) and block.tag in HEADINGS for block in blocks):
        yield from (block for block in blocks if isinstance(block, Element))
        return
    for item in items:
        loosen(item)
    tag = "ol" if element.tag == "ol" else "ul"
    yield from whole(tag, said | said_of(element), items)


def held(element: Element) -> Element:
    """Give an item or cell with its blocks."""
    return Element(element.tag, said_of(element), list(blocks_of(element.children)))


def said_of(element: Element) -> Said:
    """Give the attributes of a list, item or cell that say something."""
    said = element.picked("lang", "dir", *KEPT.get(element.tag, ()))
    return {name: value for name, value in said.items() if value != "1"}


def loosen(element: Element) -> None:
    """Let an item or cell that begins with its only paragraph hold the words without it."""
    first, *others = element.elements() or [Element("")]
    is_only = all(other.tag in ("ul", "ol") for other in others)
    if first.tag == "p" and first is element.children[0] and is_only:
        element.attributes |= first.attributes
        element.children[:1] = first.children


def described(element: Element) -> list[Element]:
    """Give the terms and descriptions of a list of them."""
    parts = [held(part) for part in element.walk() if part.tag in ("dt", "dd")]
    for part in parts:
        loosen(part)
    return parts


def table(element: Element, said: Said) -> Iterator[Element]:
    """Give a table; one that only places things on a page dissolves."""
    cells = [part for part in element.walk() if part.tag in CELLS]
    holds_table = any(part.tag == "table" for part in element.walk())
    if element.attributes.get("role") == "presentation" or holds_table or len(cells) == 1:
        for cell in cells:
            yield from blocks_of(cell.children, said)
            cell.children = []  # lest what stands in a table in this one comes twice
        return
    for part in element.walk():
        if part.tag == "thead":
            for cell in part.walk():
                cell.tag = "th" if cell.tag == "td" else cell.tag
        if part.tag == "th":
            unmark(part, "strong")
    for cell in cells:
        inside = held(cell)
        loosen(inside)
        cell.attributes, cell.children = inside.attributes, inside.children
    for part in element.walk():
        if part.tag in ("thead", "tbody", "tfoot", "tr", "caption"):
            part.attributes = part.picked("lang", "dir")
            if part.tag != "caption":
                part.children = list(part.elements())
    made = Element("table", said, list(element.elements()))
    set_head(made)
    yield from whole("table", said, made.children)


def set_head(element: Element) -> None:
    """Put the first rows of a table in its head, where they hold nothing but headings."""
    body = next((part for part in element.elements() if part.tag == "tbody"), None)
    if body is None or any(part.tag == "thead" for part in element.elements()):
        return
    head = Element("thead")
    while body.children and all(cell.tag == "th" for cell in body.elements()[0].elements()):
        head.children.append(body.children.pop(0))
    if head.children and body.children:
        element.children.insert(element.children.index(body), head)
    else:
        body.children[:0] = head.children
