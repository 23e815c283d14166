"""Cleaned HTML as Markdown (CommonMark, with footnotes and tables as most readers know them)."""

import re
from collections.abc import Iterable, Iterator

from imcwp_site.markup import Element, Node, is_inline, parse

SPECIAL = re.compile(r"([\\`*_\[\]<])")
# What would begin a heading, a list or a quotation at the beginning of a paragraph.
BEGINNING = re.compile(r"^(?=[#>+\-])|^(\d+)(?=[.)](?:\s|$))")
REFERENCE = re.compile(r"#fn-(\d+)$")
BACK = re.compile(r"#fnref-\d+$")
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"}


def as_markdown(html: str) -> str:
    """Give cleaned `html` as Markdown, blocks apart by empty lines."""
    return "\n\n".join(blocks(parse(html)))


def blocks(element: Element) -> Iterator[str]:
    """Give the blocks inside an element; words between them are a paragraph."""
    line: list[Node] = []
    for child in [*element.children, None]:
        if child is not None and is_inline(child):
            line.append(child)
            continue
        if words := inline(line).strip():
            yield BEGINNING.sub(lambda found: f"{found[1] or ''}\\", words)
        line = []
        if isinstance(child, Element):
            yield from block(child)


def block(element: Element) -> Iterator[str]:
    """Give a block; one of which Markdown knows nothing as those inside it."""
    tag = element.tag
    if re.fullmatch("h[1-6]", tag):
        if words := " ".join(inline(element.children).split()):
            yield "#" * int(tag[1]) + " " + words
    elif tag == "hr":
        yield "---"
    elif tag == "blockquote":
        yield prefixed("\n\n".join(blocks(element)), "> ", "> ")
    elif tag in ("ul", "ol"):
        yield "\n".join(items(element))
    elif tag == "table":
        yield "\n".join(rows(element))
    elif tag == "pre":
        words = element.text().strip()
        fence = fence_of(words, 3)
        yield f"{fence}\n{words}\n{fence}"
    else:
        yield from blocks(element)


def items(element: Element) -> Iterator[str]:
    """Give the items of a list; a note of the text is named as its references are."""
    number = int(start) if (start := element.attributes.get("start", "")).isdecimal() else 1
    for place, item in enumerate(element.elements(), number):
        mark = f"{place}. " if element.tag == "ol" else "- "
        if note := re.fullmatch(r"fn-(\d+)", item.attributes.get("id", "")):
            mark = f"[^{note[1]}]: "
        yield prefixed("\n\n".join(blocks(item)), mark, " " * min(len(mark), 4))


def rows(table: Element) -> Iterator[str]:
    """Give the rows of a table, the first as its head."""
    found = [
        [" ".join(inline(cell.children).replace("|", r"\|").split()) for cell in row.elements()]
        for row in table.walk()
        if row.tag == "tr"
    ]
    width = max(map(len, found), default=0)
    for place, cells in enumerate(found):
        yield f"| {' | '.join(cells + [''] * (width - len(cells)))} |"
        if not place:
            yield "|" + " --- |" * width


def inline(nodes: Iterable[Node]) -> str:
    """Give what stands in a line."""
    return "".join(map(inline_node, nodes))


def inline_node(node: Node) -> str:
    if isinstance(node, str):
        return escaped(re.sub(r"\s+", " ", node))
    if node.tag == "br":
        return "\\\n"
    href = node.attributes.get("href", "")
    if note := REFERENCE.match(href):
        return f"[^{note[1]}]"
    if BACK.match(href):
        return ""
    if node.tag == "code":
        return as_code(node.text())
    words = inline(node.children)
    if not words.strip():
        return words
    before, after = " " * (words[0] == " "), " " * (words[-1] == " ")
    if mark := MARKS.get(node.tag):
        return f"{before}{mark}{words.strip()}{mark}{after}"
    if node.tag == "a" and href:
        return f"{before}[{words.strip()}](<{href}>){after}"
    return words


def as_code(words: str) -> str:
    """Give words as code, in which every character stands for itself."""
    fence = fence_of(words, 1)
    space = " " * (words.startswith("`") or words.endswith("`"))
    return f"{fence}{space}{words}{space}{fence}" if words.strip() else words


def fence_of(words: str, least: int) -> str:
    """Give more backticks than stand together in some code."""
    longest = max(map(len, re.findall("`+", words)), default=0)
    return "`" * max(longest + 1, least)


def escaped(words: str) -> str:
    """Give words so that none of their characters marks anything."""
    return SPECIAL.sub(r"\\\1", words)


def prefixed(text: str, first: str, others: str) -> str:
    """Put `first` before the first line, `others` before the others, nothing before empty ones."""
    lines = text.split("\n")
    return "\n".join(
        f"{others if place else first}{line}".rstrip() for place, line in enumerate(lines)
    )
