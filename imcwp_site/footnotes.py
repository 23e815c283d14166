"""Footnotes: one markup in the archive, whatever program a text comes from.

A reference is `<sup><a href="#fn-1" id="fnref-1">1</a></sup>`; the notes stand last, as items of
one ordered list: `<li id="fn-1">Words. <a href="#fnref-1">↩</a></li>`.
"""

import re

from imcwp_site.markup import Element, Node, is_empty, rewrite, styles
from imcwp_site.text import NOTE_NAMES

BACK = "↩"
LINK_OR_ITEM = re.compile(r"<(?:a|li) [^<>]*>")
NAME = re.compile(r'\b((?:id="|href="#)fn(?:ref)?-)(?=\d)')
# Names that programs give to notes, where the note itself is not at hand.
FOREIGN_NOTE = re.compile(r"#(?:_ftn|_edn|sdfootnote|sdendnote|ftnt|fn-)\d+(?:sym)?")
REST_OF_MARK = re.compile(r"^\s*(?:\[\s*\]|[.)\]])?\s*")
BLOCKS = {"p", "li", "dd", "td", "div"}


def with_place(html: str, place: str) -> str:
    """Give cleaned `html` with the names of its notes led by `place`.

    So that texts on one page do not share them: "fn-ar-1".
    """
    if "fn-" not in html:
        return html
    return LINK_OR_ITEM.sub(lambda tag: NAME.sub(rf"\g<1>{place}-", tag[0]), html)


def gather_notes(root: Element) -> None:
    """Bring references and notes of a tree, of any origin, into the archive's markup.

    Notes are numbered in the order of their references; what nothing refers to is kept after them.
    """
    parents = {id(child): parent for parent in [root, *root.walk()] for child in parent.children}
    order = {id(element): n for n, element in enumerate(root.walk())}
    named = {name: element for element in root.walk() for name in names_of(element)}
    notes: dict[int, Element] = {}  # by identity, in the order of their references
    references: list[tuple[Element, Element | None]] = []
    for link in [element for element in root.walk() if element.tag == "a"]:
        address = link.attributes.get("href", "")
        target = named.get(address[1:]) if address.startswith("#") else None
        if target is None or order[id(target)] < order[id(link)]:
            if FOREIGN_NOTE.fullmatch(address):
                references.append((link, None))
            continue
        note = note_around(target, parents)
        if note is not None and (is_own(note) or leads_back(note, link, parents)):
            notes[id(note)] = note
            references.append((link, note))
    for element in root.walk():
        if is_own(element):
            notes.setdefault(id(element), element)
    if references or notes:
        put(root, references, list(notes.values()), parents)


def names_of(element: Element) -> list[str]:
    """Give the names that a link may lead to."""
    names = (element.attributes.get("id"), element.attributes.get("name"))
    return [name for name in names if name]


def is_own(element: Element) -> bool:
    """Tell whether the element is a note in the archive's markup."""
    return element.tag == "li" and bool(
        NOTE_NAMES["li"].fullmatch(element.attributes.get("id", ""))
    )


def note_around(target: Element, parents: dict[int, Element]) -> Element | None:
    """Give the block of the note whose mark or block is `target`."""
    block: Element | None = target
    while block is not None and block.tag not in BLOCKS:
        block = parents.get(id(block))
    if block is None:
        return None
    around = parents.get(id(block), block)
    is_whole = around.tag == "li" or (
        around.tag == "div"
        and (
            styles(around).get("mso-element", "") in ("footnote", "endnote")
            or re.match(r"sd(foot|end)note\d+$", around.attributes.get("id", ""))
        )
    )
    return around if is_whole else block


def leads_back(note: Element, link: Element, parents: dict[int, Element]) -> bool:
    """Tell whether the note has a link to the place of its reference."""
    places = set(names_of(link))
    around = parents.get(id(link))
    while around is not None and around.tag in ("sup", "span"):
        places.update(names_of(around))
        around = parents.get(id(around))
    addresses = {e.attributes.get("href", "") for e in note.walk() if e.tag == "a"}
    return any(f"#{place}" in addresses for place in places)


def put(root: Element, references: list, notes: list[Element], parents: dict) -> None:
    """Write references and notes anew, and the notes last."""
    numbers = {id(note): n for n, note in enumerate(notes, start=1)}
    marks: dict[int, list[Node]] = {}
    places: dict[int, set[str]] = {id(note): set() for note in notes}
    for link, note in references:
        around = parents.get(id(link), root)
        mark = around if around.tag == "sup" and holds_only(around, link) else link
        if note is None:
            marks[id(mark)] = [Element("sup", {}, [link.text().strip(" \xa0[]")])]
            continue
        n = numbers[id(note)]
        name = {} if places[id(note)] else {"id": f"fnref-{n}"}
        marks[id(mark)] = [
            Element("sup", {}, [Element("a", {"href": f"#fn-{n}"} | name, [str(n)])])
        ]
        places[id(note)].update(f"#{name}" for e in (link, mark, around) for name in names_of(e))
    items = [item_of(note, numbers[id(note)], places[id(note)]) for note in notes]
    lists = {id(parents.get(id(note), root)) for note in notes} - {id(root)}

    def replace(element: Element) -> list[Node]:
        if id(element) in numbers or (id(element) in lists and not element.text().strip()):
            return []
        return marks.get(id(element), [element])

    for part in [*items, root]:
        rewrite(part, replace)
    while len(root.elements()) == 1 and root.elements()[0].tag == "div":
        root = root.elements()[0]  # the body, which may state a language
    if items:
        root.children.append(Element("ol", {}, list(items)))


def holds_only(place: Element, link: Element) -> bool:
    """Tell whether `place` holds nothing but the link, and brackets around it."""
    others = (c for c in place.children if c is not link)
    return all(isinstance(other, str) and not other.strip(" \xa0[]") for other in others)


def item_of(note: Element, n: int, places: set[str]) -> Element:
    """Write one note: its words without the printed mark, and the link back to the first place."""
    said = note.picked("lang", "dir")
    item = Element("li", {"id": f"fn-{n}"} | said, list(note.children))

    def without_mark(element: Element) -> list[Node]:
        is_mark = element.tag == "a" and (
            element.attributes.get("href") in places or element.text().strip() == BACK
        )
        return [] if is_mark or (element.tag == "sup" and not element.children) else [element]

    rewrite(item, without_mark)
    if not is_own(note):
        strip_start(item)
    if places:
        blocks = [child for child in item.children if not is_empty([child])]
        last = blocks[-1] if blocks else ""
        place = last if isinstance(last, Element) and last.tag == "p" else item
        while place.children and is_empty(place.children[-1:]):
            place.children.pop()
        if place.children and isinstance(place.children[-1], str):
            place.children[-1] = place.children[-1].rstrip()
        place.children += [" ", Element("a", {"href": f"#fnref-{n}"}, [BACK])]
    return item


def strip_start(element: Element) -> bool:
    """Take what is left of the printed mark from the first words; tell whether there were words."""
    for n, child in enumerate(element.children):
        if isinstance(child, Element):
            if strip_start(child):
                return True
        elif child.strip():
            element.children[n] = REST_OF_MARK.sub("", child)
            return True
    return False
