"""What stands within a line: looks become meaning, and the rest of the looks goes."""

import re
from urllib.parse import parse_qs, urlsplit

from imcwp_site.markup import PRESENTATION_TAGS, Element, Node, is_empty, styles, unmark

RENAMED = {"b": "strong", "i": "em", "strike": "s", "del": "s"}
UNWRAPPED = PRESENTATION_TAGS - set(RENAMED) | {"label"}
MEANING = {"strong", "em", "s", "sup", "sub", "u", "small", "code", "cite", "q"}
# Services that lead through their own address to the one that was meant.
REDIRECTS = {
    "www.google.com": "q",
    "safelinks.protection.outlook.com": "url",
    "l.facebook.com": "u",
}


def plain_inline(element: Element) -> list[Node]:
    """Give what the archive keeps of an element and its attributes, for `rewrite`."""
    if is_hidden(element):
        return []
    declared = styles(element)
    if "mso-spacerun" in declared:
        return [" "]
    if declared.get("mso-list") == "ignore":  # the printed mark of an item, for `lists` to read
        return [element]
    element.tag = RENAMED.get(element.tag, element.tag)
    if element.tag == "a":
        return link(element)
    if element.tag == "span" or element.tag in UNWRAPPED:
        return meant(element, declared)
    if element.tag in MEANING:
        return [] if not element.children else marked(element, declared)
    if re.fullmatch("h[1-6]", element.tag):
        unmark(element, "strong")
    return [element]


def is_hidden(element: Element) -> bool:
    """Tell whether readers of the source do not see the element as a part of the text."""
    attributes, declared = element.attributes, styles(element)
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or declared.get("display") == "none"
        or declared.get("visibility") == "hidden"
        or declared.get("mso-hide") == "all"
        or declared.get("mso-element", "").startswith("comment")
        or attributes.get("class", "") in ("MsoCommentReference", "mw-editsection")
    )


def marks_of(declared: dict[str, str]) -> list[str]:
    """Give the tags that say what a style shows."""
    weight, raised = declared.get("font-weight", ""), declared.get("vertical-align", "")
    lines = declared.get("text-decoration", "") + declared.get("text-decoration-line", "")
    tags = {
        "strong": weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600),
        "em": declared.get("font-style", "") in ("italic", "oblique"),
        "s": "line-through" in lines,
        "sup": raised == "super",
        "sub": raised == "sub",
    }
    return [tag for tag, shown in tags.items() if shown]


def meant(element: Element, declared: dict[str, str]) -> list[Node]:
    """Put in place of a span what its looks say, and its language if it has one."""
    said = element.picked("lang", "dir")
    children: list[Node] = element.children
    if is_empty(children):
        return children
    if said:
        children = [Element("span", said, children)]
    for tag in marks_of(declared):
        children = [Element(tag, {}, children)]
    return children


def marked(element: Element, declared: dict[str, str]) -> list[Node]:
    """Give a mark such as strong, unless its style says that it is not meant or it says nothing."""
    weight = declared.get("font-weight", "")
    unmeant = {
        "strong": weight in ("normal", "lighter") or (weight.isdigit() and int(weight) < 600),
        "em": declared.get("font-style") == "normal",
        "s": declared.get("text-decoration") == "none",
    }
    inside = [child for child in element.children if isinstance(child, Element)]
    underlines_link = element.tag == "u" and bool(inside) and all(e.tag == "a" for e in inside)
    if unmeant.get(element.tag) or underlines_link:
        return element.children
    unmark(element, element.tag)
    element.attributes = element.picked("lang", "dir")
    return [element]


def link(element: Element) -> list[Node]:
    """Give a link by the address that was meant; places in the source lead nowhere here."""
    address = real_address(element.attributes.get("href", "").strip())
    is_note = re.fullmatch(r"#fn(?:ref)?-\d+", address)
    leads_on = re.match(r"(?:https?|mailto):|/(?!/)", address) or is_note
    if not leads_on or not element.children:
        return element.children
    unmark(element, "u", "a")
    names = ("id",) if is_note else ("title", "hreflang")
    element.attributes = {"href": address} | element.picked(*names)
    return [element]


def real_address(address: str) -> str:
    """Give the address to which a redirecting service leads, or the same."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    for host, name in REDIRECTS.items():
        if (parts.hostname or "").endswith(host) and parts.path in ("/url", "/", "/l.php"):
            meant = parse_qs(parts.query).get(name, [""])[0]
            return meant if meant.startswith(("http://", "https://")) else address
    return address
