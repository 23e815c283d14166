"""Markdown: the facts as a list, then every text that is here."""

from imcwp_site.languages import language_name
from imcwp_site.markdown import as_markdown, escaped
from imcwp_site.sources import URL
from imcwp_site.text import absolute_links
from statements.formats.described import Described


def write(described: Described) -> str:
    facts = [f"- **{escaped(name)}**: {linked(value)}" for name, value in described.facts()]
    parts = [f"# {escaped(described.statement.title)}", "\n".join(facts)]
    for text in described.texts:
        if text.body:
            title = text.title or language_name(text.language)
            parts += [f"## {escaped(title)} ({text.language})", escaped(text.summary)]
            parts.append(as_markdown(absolute_links(text.body, described.site)))
    return "\n\n".join(filter(None, parts)) + "\n"


def linked(words: str) -> str:
    """Give words in which each address is a link."""
    between, addresses = URL.split(words), URL.findall(words)
    return "".join(
        escaped(part) + (f"<{address}>" if address else "")
        for part, address in zip(between, [*addresses, ""], strict=True)
    )
