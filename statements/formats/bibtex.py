"""BibTeX, with the fields that biblatex knows beside the old ones."""

import re

from statements.formats.described import Described

# Braces are counted even where they are escaped.
ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{character: rf"\{character}" for character in "&%$#_"},
}  # fmt: skip
SPECIAL = re.compile(r"[\\{}~^&%$#_]")


def write(described: Described) -> str:
    issued = described.statement.issued
    fields = {
        # Braces within keep names and titles as they are written.
        "author": " and ".join(f"{{{escaped(name)}}}" for name in described.authors),
        "title": f"{{{escaped(described.title)}}}",
        "date": str(issued or ""),
        "year": str(issued.year) if issued else "",
        "type": escaped(described.kind),
        "eventtitle": escaped(str(described.statement.meeting or "")),
        "keywords": ", ".join(escaped(topic.replace(",", "")) for topic in described.topics),
        "publisher": escaped(described.publisher),
        "number": str(described.statement.pk),
        "howpublished": escaped(f"{described.publisher}, {described.number}"),
        "url": described.address,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@misc{{imcwp-{described.statement.pk},\n{''.join(lines)}}}\n"


def escaped(words: str) -> str:
    """Give words as BibTeX reads them, in one line."""
    return SPECIAL.sub(lambda found: ESCAPES[found[0]], " ".join(words.split()))
