"""White space as a reader sees it, and nothing empty left."""

import re

from imcwp_site.markup import BLOCK_TAGS, Element, Node, is_inline

INVISIBLE = re.compile("[\u00ad\u200b\ufeff]")  # hints for breaking lines; joiners of letters stay
SPACES = re.compile("[ \t\r\n\f\u00a0]+")
MAY_BE_EMPTY = {"td", "th", "hr", "br", "pre"}
NOT_JOINED = {"a", "sup", "sub", "q", "abbr", "br", "code"}


def neaten(block: Element) -> None:
    """Leave one space where several stand, none at the edges of a line, and no empty element."""
    join(block)
    if block.tag == "pre":
        return
    for line in lines_in(block):
        trim(line)
    for child in block.elements():
        if not is_inline(child):
            neaten(child)
    drop_empty(block)


def join(element: Element) -> None:
    """Make one of strings, and of like marks, that stand side by side."""
    joined: list[Node] = []
    for child in element.children:
        last = joined[-1] if joined else None
        if isinstance(child, str) and isinstance(last, str):
            joined[-1] = last + child
        elif isinstance(child, Element) and isinstance(last, Element) and are_like(child, last):
            last.children += child.children
        else:
            joined.append(child)
    element.children = joined
    for child in element.elements():
        if is_inline(child):
            join(child)


def are_like(one: Element, other: Element) -> bool:
    """Tell whether two elements are marks of the same kind, such as strong."""
    same = one.tag == other.tag and one.attributes == other.attributes
    return same and one.tag not in BLOCK_TAGS | NOT_JOINED


def lines_in(block: Element) -> list[list[tuple[Element, int]]]:
    """Tell where the strings of each line stand; a line break or a block ends a line."""
    found: list[list[tuple[Element, int]]] = [[]]

    def collect(parent: Element) -> None:
        for n, child in enumerate(parent.children):
            if isinstance(child, str):
                found[-1].append((parent, n))
            elif child.tag == "br" or not is_inline(child):
                found.append([])
            else:
                collect(child)

    collect(block)
    return found


def trim(line: list[tuple[Element, int]]) -> None:
    """Write the strings of a line with single spaces between words."""
    at_space, last = True, None
    for place, n in line:
        text = SPACES.sub(one_space, INVISIBLE.sub("", str(place.children[n])))
        place.children[n] = text = text.removeprefix(" ") if at_space else text
        if text:
            at_space, last = text.endswith(" "), (place, n)
    if last:
        place, n = last
        place.children[n] = str(place.children[n]).removesuffix(" ")


def one_space(spaces: re.Match) -> str:
    """Keep a no-break space that stands alone between words, as in "12 %" or before "!"."""
    is_inside = spaces.start() > 0 and spaces.end() < len(spaces.string)
    return "\xa0" if spaces.group() == "\xa0" and is_inside else " "


def drop_empty(block: Element) -> None:
    """Leave out what says nothing, and line breaks at the edges."""
    block.children = [child for child in block.children if says_something(child)]
    for child in block.elements():
        if is_inline(child):
            drop_empty(child)
    while block.children and is_break(block.children[-1]):
        block.children.pop()
    while block.children and is_break(block.children[0]):
        block.children.pop(0)


def says_something(node: Node) -> bool:
    """Tell whether a node holds words, or shows something without them."""
    if isinstance(node, str):
        return bool(node)
    if node.tag in MAY_BE_EMPTY:
        return True
    inside = {element.tag for element in node.walk()}
    return bool(node.text().strip()) or "hr" in inside or (" " in node.text() and is_inline(node))


def is_break(node: Node) -> bool:
    """Tell whether a node is a line break."""
    return isinstance(node, Element) and node.tag == "br"
