"""CSL-JSON: a list of one item, as citation processors take it."""

import json

from statements.formats.described import Described


def write(described: Described) -> str:
    issued = described.statement.issued
    item = {
        "id": f"imcwp-{described.statement.pk}",
        "type": "document",
        "title": described.title,
        "author": [{"literal": name} for name in described.authors],
        "issued": {"date-parts": [[int(part) for part in str(issued).split("-")]]}
        if issued
        else None,
        "genre": described.kind,
        "event-title": str(described.statement.meeting or ""),
        "keyword": ", ".join(described.topics),
        "language": described.language,
        "abstract": described.text.summary if described.text else "",
        "publisher": described.publisher,
        "number": str(described.statement.pk),
        "URL": described.address,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=1) + "\n"
