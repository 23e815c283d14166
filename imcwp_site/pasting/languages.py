"""Languages in a pasted text: programs name one on every run, the archive only where it differs."""

from collections import Counter

from imcwp_site import languages
from imcwp_site.markup import Element, Node, is_empty, is_inline, rewrite

CHINESE = {"zh-tw", "zh-hk", "zh-mo", "zh-hant"}


def keep_foreign_languages(root: Element, language: str) -> None:
    """Leave `lang` and `dir` where they say what the text's own language does not."""
    rewrite(root, with_known_language)
    lift(root)
    own = language or most_used(root, "lang")
    direction = languages.direction(own) if own else most_used(root, "dir")
    leave_out(root, own, direction)
    rewrite(root, without_idle_span)


def with_known_language(element: Element) -> list[Node]:
    """Write a language as the archive does, without a region."""
    code = element.attributes.pop("lang", "").strip().lower().replace("_", "-")
    direction = element.attributes.pop("dir", "").strip().lower()
    base = code.partition("-")[0]
    if base == "zh":
        base = "zh-hant" if code in CHINESE else "zh-hans"
    if base in languages.codes():
        element.attributes["lang"] = base
    if direction in ("ltr", "rtl"):
        element.attributes["dir"] = direction
    inside = [child for child in element.children if not is_empty([child])]
    is_covered = (
        len(inside) == 1 and isinstance(inside[0], Element) and "lang" in inside[0].attributes
    )
    return element.children if element.tag == "span" and is_covered else [element]


def letters(element: Element, name: str, inherited: str = "") -> Counter[str]:
    """Count the letters in an element by the value of the attribute `name` that holds for them."""
    value = element.attributes.get(name, inherited)
    count: Counter[str] = Counter()
    for child in element.children:
        if isinstance(child, str):
            count[value] += sum(map(str.isalpha, child))
        else:
            count.update(letters(child, name, value))
    return count


def most_used(root: Element, name: str) -> str:
    """Give the value that holds for most letters; "" where none is named for as many."""
    count = letters(root, name)
    return max(sorted(count), key=count.__getitem__, default="")


def lift(element: Element) -> None:
    """Say a language once, of the block, and not on every run of words in it."""
    for child in element.elements():
        lift(child)
    if not element.tag or is_inline(element):
        return
    line = [child for child in element.children if is_inline(child)]
    count = letters(Element("", element.picked("lang"), line), "lang")
    # of figures alone the language is the one that is said of them
    language = max(sorted(count), key=lambda code: (count[code], bool(code)), default="")
    if language and (count[language] == count.total() or is_written_like(element, language)):
        element.attributes["lang"] = language
    for name in ("lang", "dir"):
        values = {child.attributes.get(name, "") for child in element.elements()}
        if is_empty(line) and len(values) == 1 and "" not in values:
            element.attributes[name] = values.pop()


def is_written_like(block: Element, language: str) -> bool:
    """Tell whether the block runs as the language does, and not as its stated language.

    So do Arabic paragraphs of documents that are called English, with untagged Latin names in them.
    """
    direction = block.attributes.get("dir", "")
    stated = languages.direction(block.attributes.get("lang", ""))
    return direction == languages.direction(language) != stated


def leave_out(element: Element, language: str, direction: str) -> None:
    """Take `lang` and `dir` from what stands in words of the same; add a missing `dir`."""
    for child in element.elements():
        said = child.attributes
        own = said.get("lang", language)
        natural = languages.direction(own)
        if own != language and not is_inline(child) and natural != (direction or "ltr"):
            said.setdefault("dir", natural)
        own_direction = said.get("dir", direction)
        if own == language:
            said.pop("lang", None)
        if own_direction == direction:
            said.pop("dir", None)
        leave_out(child, own, own_direction)


def without_idle_span(element: Element) -> list[Node]:
    """Take away a span that says nothing of its words, or has no words."""
    has_letters = any(map(str.isalpha, element.text()))
    is_idle = element.tag == "span" and not (element.attributes and has_letters)
    return element.children if is_idle else [element]
