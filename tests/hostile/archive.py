"""An archive folder in which every free text is a vector, for the importer to take or refuse."""

from pathlib import Path
from typing import Any

from imcwp_site import languages
from imcwp_site.text import sound
from tests.statements.archives import write

LANGUAGES = [code for code in languages.codes() if len(code) == 2][:30]
MANY = 60  # rows of one kind that hang on a record
PUBLISHED = "2020-01-01T00:00:00Z"


def line(vector: str, length: int = 10_000) -> str:
    """Give a vector as one line that a field of that length can hold, and that says something."""
    return " ".join(sound(vector).split())[:length].strip() or "x"


def whole_archive(vectors: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Give the tables of an archive: a party, a meeting, a topic, a text … of each vector."""
    numbered = list(enumerate(vectors))
    return {
        "topics": [
            {"slug": f"t-{n}", "name": line(v, 100), "scope_note": line(v), "source": line(v)}
            for n, v in numbered
        ],
        "parties": [
            {
                "slug": f"p-{n}",
                "name_en": line(v, 200),
                "abbreviation": line(v, 30),
                "source": line(v),
                "working_group": "y",
                "working_group_period": line(v, 200),
            }
            for n, v in numbered
        ],
        **{name: make(numbered) for name, make in BELONGING.items()},
        "statements": [
            {
                "statement_id": f"s-{n}",
                "date": f"{2000 + n % 20}-0{1 + n % 9}",
                "title": line(v, 500),
                "kind": "statement",
                "note": sound(v),
                "source": line(v),
                "party_slugs": f"p-{n}",
                "topics": f"t-{n}",
                "meeting_id": f"m-{n}",
                "published_at": PUBLISHED,
            }
            for n, v in numbered
        ],
        # A text each, of which as many stand in one statement as a form can show.
        "texts": [
            {
                "statement_id": f"s-{n // len(LANGUAGES)}",
                "language": LANGUAGES[n % len(LANGUAGES)],
                "title": line(v, 500),
                "summary": sound(v),
                "body_html": f"<p>{n}</p>{sound(v)}",
            }
            for n, v in numbered
        ],
        "versions": [
            {
                "statement_id": f"s-{n}",
                "n": 1,
                "at": "2020-02-01T00:00:00Z",
                "by_name": line(vectors[n], 150),
                "note": line(vectors[n], 500),
                "content": past_of(vectors[n * len(LANGUAGES) : (n + 1) * len(LANGUAGES)]),
            }
            for n in range(len(vectors) // len(LANGUAGES))
        ],
    }


def past_of(vectors: list[str]) -> dict[str, Any]:
    """Give what a statement said once: its texts are vectors, as no form would have kept them."""
    first = line(vectors[0], 300)
    bodies = [sound(v) for v in vectors[1:] + vectors[:1]]
    signature = {
        "party": "", "printed_name": first, "role": "signatory", "position": 1,
        "group": first[:100], "source": first, "confidence": "", "added": "",
    }  # fmt: skip
    return {
        "format": 1, "kind": "statement", "title": first, "note": first, "source": first,
        "confidence": "", "state": "published", "withdrawal_reason": "", "issued": "2019",
        "posted": "", "published_at": PUBLISHED, "meeting": "m-0", "topics": ["t-0", "gone"],
        "signature_list": None, "signatures": [signature], "attachments": [],
        "texts": [
            {"language": language, "status": "", "translated_from": "", "title": line(body, 500),
             "summary": body, "body": f"<p>Once</p>{body}"}
            for language, body in zip(LANGUAGES, bodies, strict=True)
        ],
    }  # fmt: skip


def write_archive(folder: Path, vectors: list[str]) -> Path:
    return write(folder, **whole_archive(vectors))


BELONGING = {
    "party_names": lambda numbered: [
        {"party_slug": f"p-{n // MANY}", "kind": "former", "name": line(v, 200), "source": line(v),
         "abbreviation": line(v, 30), "since": f"{1900 + n % MANY}", "note": line(v, 200)}
        for n, v in numbered
    ],
    "party_notes": lambda numbered: [
        {"party_slug": f"p-{n // MANY}", "date": f"{1900 + n % MANY}", "note": line(v),
         "source": line(v)}
        for n, v in numbered
    ],
    "party_standings": lambda numbered: [
        {"party_slug": f"p-{n}", "status": "banned", "since": "1990", "note": line(v, 200)}
        for n, v in numbered
    ],
    "party_relations": lambda numbered: [
        {"party_slug": f"p-{n // MANY}", "relation": "split-from", "other_name": line(v, 200),
         "date": f"{1900 + n % MANY}", "note": line(v, 200), "source": line(v)}
        for n, v in numbered
    ],
    "meetings": lambda numbered: [
        {"meeting_id": f"m-{n}", "kind": "other", "status": "held", "city": line(v, 100),
         "theme": line(v), "note": line(v), "source": line(v), "start_date": "2001",
         "further_places": line(v, 200)}
        for n, v in numbered
    ],
    "meeting_themes": lambda numbered: [
        {"meeting_id": f"m-{n}", "language": "es", "theme": line(v), "source": line(v)}
        for n, v in numbered
    ],
    "hostings": lambda numbered: [
        {"meeting_id": f"m-{n // MANY}", "party_slug": f"p-{n}", "position": n % MANY + 1,
         "printed_name": line(v, 200)}
        for n, v in numbered
    ],
    "participation": lambda numbered: [
        {"meeting_id": f"m-{n // MANY}", "party_slug": f"p-{n}", "role": "participant",
         "printed_name": line(v, 200), "note": line(v, 200), "source": line(v)}
        for n, v in numbered
    ],
    "working_group": lambda numbered: [
        {"period": "2001", "party_slug": f"p-{n}", "note": line(v), "source": line(v)}
        for n, v in numbered
    ],
    "printed_counts": lambda numbered: [
        {"meeting_id": f"m-{n}", "counted": "parties", "stage": "counted", "number": 1,
         "note": line(v, 200)}
        for n, v in numbered
    ],
    "printed_dates": lambda numbered: [
        {"meeting_id": f"m-{n}", "start_date": "2001", "note": line(v, 200)} for n, v in numbered
    ],
    "signatures": lambda numbered: [
        {"statement_id": f"s-{n // MANY}", "role": "signatory", "position": n % MANY + 2,
         "printed_name": line(v, 300), "list_group": line(v, 100), "source": line(v)}
        for n, v in numbered
    ],
    "dossiers": lambda numbered: [
        {"slug": f"d-{n}", "title": line(v, 200), "introduction": sound(v), "state": "published",
         "published_at": PUBLISHED}
        for n, v in numbered
    ],
    "dossier_entries": lambda numbered: [
        {"dossier_slug": f"d-{n // MANY}", "statement_id": f"s-{n}", "note": line(v, 300)}
        for n, v in numbered
    ],
    "periodicals": lambda numbered: [
        {"slug": f"z-{n}", "title": line(v, 200), "note": line(v), "source": line(v)}
        for n, v in numbered
    ],
    "periodical_issues": lambda numbered: [
        {"periodical_slug": f"z-{n}", "number": 1, "theme": line(v, 500), "note": line(v),
         "source": line(v)}
        for n, v in numbered
    ],
}  # fmt: skip
