"""What people ask for is found, in every script, on both databases: `queries.csv`."""

import re

import pytest
from django.urls import reverse

from imcwp_site.dates import PartialDate
from statements.filters import StatementFilter
from statements.index.terms import Level
from statements.models import Statement, Text
from statements.search.answering import answer
from statements.search.records import records_found
from tests.factories import make_party, make_statement, make_text
from tests.search.expectations import Row, corpus, expectations
from tests.search.texts import add


@pytest.fixture
def _archive_with_corpus(archive):
    """The archive's data and the made-up statements."""
    parties = {
        slug: make_party(slug=slug, name="Example Party", abbreviation="")
        for slug in sorted({one["party"] for one in corpus()})
    }
    for one in corpus():
        statement = Statement.objects.filter(reference=one["reference"]).first()
        statement = statement or make_statement(
            reference=one["reference"],
            title="Untold",
            issued=PartialDate.parse(one["date"]),
            parties=[parties[one["party"]]],
        )
        words = {name: one[name] for name in ("language", "title", "summary", "body")}
        make_text(statement, **words)
        if one.get("file"):
            add(statement, one["file"], one["language"], Level.FILE)


class Answer:
    """What is found by a query, as names."""

    def __init__(self, row: Row) -> None:
        q = re.sub(
            r"\{(.+?)\}", lambda name: str(Statement.objects.get(reference=name[1]).pk), row.query
        )
        self.filter = StatementFilter({"q": q})
        self.kind = row.kind
        self.listed = self.filter.listed(texts=Text.objects.all())
        self.beside = answer(self.filter, [])

    @property
    def names(self) -> list[str]:
        """What is found, in order."""
        if self.kind == "statement":
            return [one.reference for one in self.listed[:]]
        query, found = self.filter.asked["q"], self.filter.matches
        rows = records_found(query, self.filter.data["q"], found.names, self.filter.public)
        return [one.record.slug for one in rows if one.kind == self.kind]

    @property
    def leads(self) -> list[str]:
        """The addresses that the query leads straight to."""
        return [lead.url for lead in self.beside["leads"]]

    def is_as(self, row: Row) -> bool:
        """Tell whether the expectation of a row is met."""
        expected = set(row.expected)
        match row.how:
            case "exactly":
                return set(self.names) == expected
            case "among":
                return expected <= set(self.names)
            case "first":
                return set(self.names[: len(expected)]) == expected
            case "without":
                return expected.isdisjoint(self.names)
            case "lead":
                return {address(row.kind, one) for one in row.expected} <= set(self.leads)
            case "suggests":
                other = self.beside["suggestion"]
                return bool(other) and str(other.query) == row.expected[0]
        return False


def address(kind: str, name: str) -> str:
    if kind == "statement":
        return Statement.objects.get(reference=name).get_absolute_url()
    if kind == "date":
        return reverse("statements:archive", args=[PartialDate.parse(name)])
    names = {"party": "parties:party", "meeting": "meetings:meeting", "topic": "topics:topic"}
    return reverse(names[kind], args=[name])


@pytest.mark.usefixtures("_archive_with_corpus")
def test_queries_find_what_was_written_down_before():
    misses = []
    for row in expectations():
        found = Answer(row._replace(kind="statement") if row.kind in ("words", "date") else row)
        if not found.is_as(row):
            other = found.beside["suggestion"] and str(found.beside["suggestion"].query)
            misses.append((str(row), row.expected, found.names[:8], found.leads, other))

    assert misses == []
