"""One statement in other forms, by the suffix of its address: /statements/12.bib.

Each module has a `write`, a function of a `Described` statement.
"""

from collections.abc import Callable
from typing import NamedTuple

from statements.formats import bibtex, csl, data, markdown, plain, ris
from statements.formats.described import Described


class Format(NamedTuple):
    """A form, what browsers are told that it is, and how it is written."""

    name: str
    content_type: str
    write: Callable[[Described], str]


FORMATS = {
    "bib": Format("BibTeX", "application/x-bibtex", bibtex.write),
    "ris": Format("RIS", "application/x-research-info-systems", ris.write),
    "csl.json": Format("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
    "json": Format("JSON", "application/json", data.write),
    "txt": Format("TXT", "text/plain", plain.write),
    "md": Format("Markdown", "text/markdown", markdown.write),
}
