"""Lists as Word writes them: paragraphs that bear a level and a printed mark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from imcwp_site.markup import Element, Node, rewrite, styles

LEVEL = re.compile(r"\bl\d+ level([1-9])")  # nine levels, as Word has
NUMBER = re.compile(r"[\s(]*(?:\w+[.)])*?(\d+|[a-zA-Z]+)[.)]")
ROMAN = re.compile(r"i|[ivxlc]{2,}", re.IGNORECASE)


@dataclass
class Item:
    """An item, with the level and kind of its list."""

    level: int
    tag: str
    attributes: dict[str, str]
    blocks: list[Element] = field(default_factory=list)


def item_in_word(paragraph: Element) -> Item | None:
    """Read a paragraph that Word shows as an item, and take its printed mark away."""
    level = LEVEL.search(styles(paragraph).get("mso-list", ""))
    if paragraph.tag not in ("p", "div") or not level:
        return None
    marks: list[str] = []

    def take(element: Element) -> list[Node]:
        if styles(element).get("mso-list") != "ignore":
            return [element]
        marks.append(element.text())
        return []

    rewrite(paragraph, take)
    return Item(int(level[1]), *kind_of("".join(marks)))


def kind_of(mark: str) -> tuple[str, dict[str, str]]:
    """Tell by the printed mark of a first item what kind of list begins, and where."""
    match = NUMBER.match(mark)
    sign = match[1] if match else ""
    if sign.isdigit():
        return "ol", {} if int(sign) == 1 else {"start": str(int(sign))}
    if ROMAN.fullmatch(sign):
        return "ol", {"type": "i" if sign.islower() else "I"}
    if len(sign) != 1:
        return "ul", {}
    start = ord(sign.lower()) - ord("a") + 1
    return "ol", {"type": "a" if sign.islower() else "A"} | (
        {"start": str(start)} if start > 1 else {}
    )


def nested(items: list[Item]) -> Iterator[Element]:
    """Give the lists that a row of items makes, each deeper one in the item above it."""
    open_lists: list[tuple[int, Element]] = []
    for item in items:
        while open_lists and open_lists[-1][0] > item.level:
            open_lists.pop()
        if open_lists and open_lists[-1][0] == item.level and open_lists[-1][1].tag != item.tag:
            open_lists.pop()  # another kind of mark begins another list
        if not open_lists or open_lists[-1][0] < item.level:
            made = Element(item.tag, dict(item.attributes))
            if open_lists:
                open_lists[-1][1].elements()[-1].children.append(made)
            else:
                yield made
            open_lists.append((item.level, made))
        open_lists[-1][1].children.append(li(item.blocks))


def li(blocks: list[Element]) -> Element:
    """Give an item, without the paragraph where it is one."""
    if len(blocks) == 1 and blocks[0].tag == "p":
        return Element("li", blocks[0].attributes, blocks[0].children)
    return Element("li", {}, list(blocks))
