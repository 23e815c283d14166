"""The list of statements at the desk."""

import datetime

import pytest
from django.urls import reverse

from imcwp_site.dates import PartialDate
from tests.desk import fill_statement, found, queries_of_list
from tests.factories import make_party, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db
STATEMENTS = "/admin/statements/statement/"


def test_desk_is_closed_to_visitors(client):
    response = client.get(STATEMENTS)

    assert response.status_code == 302
    assert reverse("admin:login") in response.url


@pytest.mark.parametrize(
    "typed",
    ["On peace", "МИРЕ", "ref-1", "EPX", "former", "printed name", "peace EPX"],
)
def test_statement_list_finds_by_titles_reference_and_every_name_of_a_party(desk, typed):
    party = make_party(abbreviation="EPX")
    party.names.create(kind="former", text="Former Party")
    statement = make_statement(title="On peace", reference="ref-1", parties=[party])
    make_text(statement, language="ru", title="О мире")
    statement.signatures.create(printed_name="A Printed Name")
    make_statement(title="Other")

    response = desk.get(STATEMENTS, {"q": typed})

    assert found(response) == ["On peace"]


def test_statement_list_begins_with_what_was_entered_last_and_names_what_is_scheduled(desk):
    make_statement(title="Known day", issued=PartialDate(2024, 1, 1))
    make_statement(
        title="For later", published_at=datetime.datetime(2999, 1, 1, tzinfo=datetime.UTC)
    )
    make_statement(title="Just begun", published=False)

    response = desk.get(STATEMENTS)

    listed = [statement.title for statement in response.context["cl"].result_list]
    assert listed == ["Just begun", "For later", "Known day"]
    assert b'<td class="field-shown_state">scheduled</td>' in response.content


def test_statement_list_finds_by_number(desk):
    statement = make_statement(title="This")
    make_statement(title="Other")

    response = desk.get(STATEMENTS, {"q": str(statement.number)})

    assert "This" in found(response)


@pytest.mark.parametrize(
    "chosen",
    [
        {"state": "published"},
        {"kind__exact": "appeal"},
        {"language": "el"},
        {"topic": "upper"},
        {"country": "GR"},
        {"confidence__exact": "high"},
        {"issued_first_day__year": "2019", "issued_first_day__month": "10"},
    ],
    ids=str,
)
def test_statement_list_filters(desk, chosen):
    topic = make_topic(slug="lower", parent=make_topic(slug="upper"))
    party = make_party(country="GR")
    fields = {"kind": "appeal", "issued": "2019-10", "confidence": "high"}
    statement = make_statement(title="This", parties=[party], topics=[topic], **fields)
    make_text(statement, language="el")
    other = make_statement(title="Other", published=False, issued="2018-10")
    make_text(other, language="fr")

    response = desk.get(STATEMENTS, chosen)

    assert found(response) == ["This"]


def test_statement_list_shortens_a_long_list_of_parties(desk):
    make_statement(parties=[make_party(abbreviation=f"P{n}") for n in range(5)])

    response = desk.get(STATEMENTS)

    assert "P0, P1, P2 and 2 others" in response.content.decode()


def test_statement_list_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_list(
        lambda: desk.get(STATEMENTS, {"q": "statement"}),
        lambda: fill_statement(make_statement(issued="2019-10-18"), 2),
    )

    assert many == few
