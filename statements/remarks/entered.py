"""What was typed so far: whatever is not understood is left to the form itself to complain of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from imcwp_site.dates import PartialDate
from imcwp_site.numbers import number_in
from imcwp_site.text import clean_html, plain_text, sound
from imcwp_site.written_dates import date_in
from statements.models import Statement, Text

# A form with more rows than this is not looked at to the end.
MOST_ROWS = 500
LONGEST_BODY = 200_000
TEXT_FIELDS = ("language", "status", "translated_from", "title", "summary", "body")


@dataclass
class Entered:
    """A statement as it stands in the form: parties, topics and meeting by their keys."""

    number: int | None = None
    title: str = ""
    source: str = ""
    issued: PartialDate | None = None
    meeting: int | None = None
    topics: list[int] = field(default_factory=list)
    signatures: list[dict[str, Any]] = field(default_factory=list)  # {"party", "printed_name"}
    texts: list[dict[str, str]] = field(default_factory=list)  # the fields of a Text

    @property
    def parties(self) -> list[int]:
        return [one["party"] for one in self.signatures if one["party"]]

    @property
    def titles(self) -> list[str]:
        """The title in the catalogue and those of the texts."""
        return [title for title in (self.title, *(text["title"] for text in self.texts)) if title]

    @property
    def as_content(self) -> dict[str, Any]:
        """What the rules of `statements.concerns` ask of a content."""
        return {
            "topics": self.topics,
            "source": self.source,
            "signatures": self.signatures,
            "texts": self.texts,
        }


def entered_in(data: Mapping[str, str], number: int | None) -> Entered:
    """Read the form of the statement `number` as it was sent."""
    entered = Entered(
        number=number,
        title=clean(data.get("title")),
        source=clean(data.get("source")),
        issued=date_in(clean(data.get("issued"))),
        meeting=number_in(data.get("meeting")),
    )
    for row in rows_in(data, "topic_links", ("topic",)):
        if topic := number_in(row["topic"]):
            entered.topics.append(topic)
    for row in rows_in(data, "signatures", ("party", "printed_name")):
        party = number_in(row["party"])
        if party or row["printed_name"]:
            entered.signatures.append({"party": party, "printed_name": row["printed_name"]})
    for row in rows_in(data, "texts", TEXT_FIELDS):
        if any(row.values()):
            entered.texts.append(row | {"body": clean_html(row["body"][:LONGEST_BODY])})
    return entered


def entered_as(statement: Statement) -> Entered:
    """Give a statement of the archive as if it had just been typed."""
    return Entered(
        number=statement.pk,
        title=statement.title,
        source=statement.source,
        issued=statement.issued,
        meeting=statement.meeting_id,
        topics=[link.topic_id for link in statement.topic_links.all()],
        signatures=[
            {"party": one.party_id, "printed_name": one.printed_name}
            for one in statement.signatures.all()
        ],
        texts=[said_by(text) for text in statement.texts.all()],
    )


def said_by(text: Text) -> dict[str, str]:
    return {name: getattr(text, name) for name in TEXT_FIELDS}


def rows_in(
    data: Mapping[str, str], prefix: str, names: tuple[str, ...]
) -> Iterator[dict[str, str]]:
    """Give the rows of a table of the form that are not marked to be deleted."""
    total = number_in(data.get(f"{prefix}-TOTAL_FORMS")) or 0
    for n in range(min(total, MOST_ROWS)):
        if not data.get(f"{prefix}-{n}-DELETE"):
            yield {name: clean(data.get(f"{prefix}-{n}-{name}")) for name in names}


def clean(text: str | None) -> str:
    return sound(text or "").strip()


def words_of(text: Mapping[str, str]) -> str:
    """Give title, summary and body of a text without markup."""
    return "\n".join((text["title"], text["summary"], plain_text(text["body"])))
