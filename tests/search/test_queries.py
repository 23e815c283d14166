"""Queries find what `queries.csv` expects of them, in the archive's data and the made-up corpus."""

import re

import pytest

from statements.models import Attachment, Statement
from statements.search.leads import leads
from statements.search.records import records_found
from statements.search.suggesting import mended, suggestion
from tests.factories import index, make_party, make_statement, make_text
from tests.search.asking import filtered
from tests.search.expectations import Row, corpus, expectations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus_in_archive")]

PARTIES = {
    "example-peace": "Example Party of Peace Valley",
    "example-workers": "Example Workers' Party",
}
PAGES = {
    "statement": "/statements/",
    "date": "/statements/",
    "party": "/parties/",
    "meeting": "/meetings/",
    "topic": "/topics/",
}


@pytest.fixture
def corpus_in_archive(archive):
    """The real data, and the made-up texts of the corpus beside them."""
    parties = {slug: make_party(slug=slug, name=name) for slug, name in PARTIES.items()}
    statements: dict[str, Statement] = {}
    for one in corpus():
        reference = one["reference"]
        statement = statements.get(reference) or make_statement(
            reference=reference,
            title=f"Example {reference}",
            issued=one["date"],
            parties=[parties[one["party"]]],
        )
        statements[reference] = statement
        texts = {name: one[name] for name in ("language", "title", "summary")}
        make_text(statement, body=f"<p>{one['body']}</p>", **texts)
        if words := one.get("file"):
            annex = Attachment(statement=statement, name="annex.pdf", words=words)
            annex.size, annex.sha256 = 1, "0" * 64
            Attachment.objects.bulk_create([annex])  # there is no file to be read
            index(statement)


def found_by(row: Row, query: str) -> list[str]:
    """Give what a query finds of the kind that a row is about, the best match first."""
    statements = filtered(query)
    found = statements.matches
    match row.kind, row.how:
        case _, "lead":
            addresses = {address_of(row.kind, name): name for name in row.expected}
            return [
                addresses.get(lead.url, lead.url)
                for lead in leads(query, found.names, statements.public)
                if lead.url.startswith(PAGES[row.kind])
            ]
        case _, "suggests":
            every = statements.public.numbers
            other = suggestion(
                found, mended(statements.asked["q"], found, statements.public), every
            )
            return [str(other.query)] if other else []
        case "statement", _:
            return [one.reference for one in statements.listed()[:]]
    records = records_found(statements.asked["q"], query, found.names, statements.public)
    return [one.record.slug for one in records if one.kind == row.kind]


def address_of(kind: str, name: str) -> str:
    """Give the address of what `queries.csv` calls so."""
    if kind == "statement":
        return Statement.objects.get(reference=name).get_absolute_url()
    return f"{PAGES[kind]}{name.replace('-', '/') if kind == 'date' else name}/"


def is_as_expected(row: Row, found: list[str]) -> bool:
    """Tell whether what was found is what a row expects."""
    expected = set(row.expected)
    match row.how:
        case "among":
            return expected <= set(found)
        case "first":
            return set(found[: len(expected)]) == expected
        case "without":
            return expected.isdisjoint(found)
    return set(found) == expected


@pytest.mark.parametrize("kind", ["statement", "party", "meeting", "topic", "date", "words"])
def test_queries_find_what_is_expected(kind):
    numbers = dict(Statement.objects.values_list("reference", "number"))
    missed = {}

    for row in expectations():
        if row.kind == kind:
            query = re.sub(r"\{([^}]+)\}", lambda name: str(numbers[name[1]]), row.query)
            found = found_by(row, query)
            if not is_as_expected(row, found):
                missed[str(row)] = f"{row.expected} expected, {found[:8]} found"

    assert missed == {}
