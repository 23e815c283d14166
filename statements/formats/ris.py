"""RIS, a tag a line, as reference managers exchange it."""

from collections.abc import Iterator

from statements.formats.described import Described


def write(described: Described) -> str:
    lines = (f"{tag}  - {' '.join(value.split())}" for tag, value in tags(described) if value)
    return "\r\n".join([*lines, "ER  - ", ""])


def tags(described: Described) -> Iterator[tuple[str, str]]:
    issued = described.statement.issued
    yield "TY", "GEN"
    yield from (("AU", name) for name in described.authors)
    yield "TI", described.title
    if issued:
        year, month, day = (*str(issued).split("-"), "", "")[:3]
        yield "PY", year
        yield "DA", f"{year}/{month}/{day}/"
    yield "M3", described.kind
    yield "T2", str(described.statement.meeting or "")
    yield from (("KW", topic) for topic in described.topics)
    yield "LA", described.language
    yield "AB", described.text.summary if described.text else ""
    yield "PB", described.publisher
    yield "M1", described.number
    yield "UR", described.address
