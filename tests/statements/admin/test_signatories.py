"""Signatures from a pasted list: read, decided line by line, written as one version."""

import pytest

from statements import versions
from statements.models import Signature, Statement
from tests.desk import address_of, form_data, queries
from tests.factories import make_party, make_statement
from tests.statements.admin.signing import as_sent, certainties, page_of, read, signed

pytestmark = pytest.mark.django_db


# Reading and deciding


def test_list_shows_what_was_found_and_why(desk, parties):
    statement = make_statement(issued="1985")

    response = read(desk, statement, "1. Example League of Greece\n2. EP\n3. Unheard Party")

    assert certainties(response) == {
        "Example League of Greece": "certain",
        "EP": "ask",
        "Unheard Party": "none",
    }
    page = response.content.decode()
    assert "former name until 1990" in page
    assert "abbreviation, shared by 2 parties" in page


def test_lines_that_need_an_editor_come_first(desk, parties):
    response = read(desk, make_statement(), "Example Party of Greece\nUnheard Party\nEP")

    sections = [
        [line.printed for line in lines] for _heading, lines in response.context["sections"]
    ]
    assert sections == [["EP"], ["Unheard Party"], ["Example Party of Greece"]]


def test_list_is_written_as_one_version(desk, editor, parties):
    statement = make_statement(published=False)
    versions.record(statement)
    response = read(
        desk, statement, "SolidNet Parties\n1. Example League of Greece\n2. Unheard\n3. EP"
    )
    choice = {"lines-2-choice": str(parties["spanish"].pk)}

    response = desk.post(page_of(statement), as_sent(response, **choice), follow=True)

    assert signed(statement) == [
        ("gr-ep", "Example League of Greece", 1),
        ("", "Unheard", 2),
        ("es-ep", "EP", 3),
    ]
    assert {signature.group for signature in statement.signatures.all()} == {"SolidNet Parties"}
    version = statement.versions.get(n=2)
    assert (version.by, version.note) == (editor, "3 signatures from a list")
    assert "3 signatures from a list." in response.content.decode()


def test_printed_name_is_kept_only_where_it_differs(desk, parties):
    statement = make_statement()
    response = read(desk, statement, "Example Party of Greece\nExample Party, Italy")

    desk.post(page_of(statement), as_sent(response))

    assert signed(statement) == [("gr-ep", "", 1), ("it-ep", "Example Party, Italy", 2)]


def test_same_list_again_adds_nothing(desk, parties):
    statement = make_statement()
    text = "Example Party of Greece\nUnheard Party"
    desk.post(page_of(statement), as_sent(read(desk, statement, text)))
    before = signed(statement)

    response = read(desk, statement, text)
    desk.post(page_of(statement), as_sent(response))

    assert "there already as signatory" in response.content.decode()
    assert signed(statement) == before
    assert statement.versions.count() == 1


def test_what_was_asked_once_is_not_asked_again(desk, parties):
    statement = make_statement()
    sent = as_sent(read(desk, statement, "EP\nEP"))
    sent |= {f"lines-{n}-choice": str(parties[p].pk) for n, p in enumerate(["italian", "spanish"])}
    desk.post(page_of(statement), sent)

    response = read(desk, statement, "EP\nEP")
    again = desk.post(page_of(statement), as_sent(response), follow=True)

    assert [line.section for line in response.context["lines"]] == ["present", "present"]
    assert "Nothing was added. 2 were there already." in again.content.decode()
    assert signed(statement) == [("it-ep", "EP", 1), ("es-ep", "EP", 2)]


def test_line_that_is_asked_must_be_decided(desk, parties):
    statement = make_statement()
    response = read(desk, statement, "EP\nExample Party of Greece")

    response = desk.post(page_of(statement), as_sent(response))

    assert "Choose a party, keep the name as printed, or leave it out." in response.content.decode()
    assert not statement.signatures.exists()


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Example Party of Spain (EP) · es-ep", "es-ep"),
        ("es-ep", "es-ep"),
        ("example league of greece", "gr-ep"),
        ("EP, Italy", "it-ep"),
    ],
)
def test_another_party_is_typed(desk, parties, typed, slug):
    statement = make_statement()
    response = read(desk, statement, "Unheard Party")

    desk.post(page_of(statement), as_sent(response, **{"lines-0-other": typed}))

    assert signed(statement) == [(slug, "Unheard Party", 1)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("EP", "may mean several parties"), ("Nobody", "No party is known as"), ("\x07", "U+0007")],
)
def test_another_party_that_is_not_clear_is_asked_beside_it(desk, parties, typed, said):
    statement = make_statement()
    response = read(desk, statement, "Unheard Party")

    response = desk.post(page_of(statement), as_sent(response, **{"lines-0-other": typed}))

    assert said in str(response.context["lines"].formset.errors)
    assert not statement.signatures.exists()


def test_two_lines_of_one_party_are_asked(desk, parties):
    statement = make_statement()
    response = read(desk, statement, "Example Party of Greece\nExample League of Greece")
    twice = {"lines-1-choice": str(parties["greek"].pk)}

    refused = desk.post(page_of(statement), as_sent(response, **twice))

    assert [line.choice for line in response.context["lines"]] == [str(parties["greek"].pk), ""]
    assert "is the same party already" in refused.content.decode()
    assert not statement.signatures.exists()


def test_later_signatories_get_their_date(desk, parties):
    statement = make_statement(issued="2020-03")
    text = "Example Party of Greece\nExample Party of Italy (signed on 3.4.2020)"

    desk.post(page_of(statement), as_sent(read(desk, statement, text)))

    assert [
        (signature.role, str(signature.added or "")) for signature in statement.signatures.all()
    ] == [("signatory", ""), ("later-signatory", "2020-04-03")]


def test_date_of_the_list_makes_all_of_it_later_signatories(desk, parties):
    statement = make_statement()

    response = read(desk, statement, "Example Party of Greece", added="May 2020")
    desk.post(page_of(statement), as_sent(response))

    signature = statement.signatures.get()
    assert (signature.role, str(signature.added)) == ("later-signatory", "2020-05")


def test_initiators_are_not_taken_for_signatories_again(desk, parties):
    statement = make_statement()
    statement.signatures.create(party=parties["greek"], role="initiator")

    response = read(desk, statement, "Example Party of Greece\nExample Party of Italy")
    desk.post(page_of(statement), as_sent(response))

    assert "there already as initiator" in response.content.decode()
    assert [signature.party.slug for signature in statement.signatures.order_by("id")] == [
        "gr-ep",
        "it-ep",
    ]


# What stands unresolved


def test_unresolved_names_are_looked_for_again(desk, parties):
    statement = make_statement()
    kept = statement.signatures.create(
        printed_name="New Example Party", role="signatory", position=7, group="Others"
    )
    make_party(slug="xx-nep", name="New Example Party")

    response = desk.get(page_of(statement), {"unresolved": "1"})
    desk.post(f"{page_of(statement)}?unresolved=1", as_sent(response))

    kept.refresh_from_db()
    assert (kept.party.slug, kept.printed_name, kept.position) == ("xx-nep", "", 7)
    assert statement.versions.get().note == "1 printed name resolved"


def test_list_that_names_an_unresolved_name_resolves_it(desk, parties):
    statement = make_statement()
    statement.signatures.create(printed_name="Example League of Greece", role="signatory")

    response = read(desk, statement, "Example League of Greece")
    desk.post(page_of(statement), as_sent(response))

    assert signed(statement) == [("gr-ep", "Example League of Greece", 0)]


def test_page_says_when_nothing_is_unresolved(desk):
    response = desk.get(page_of(make_statement()), {"unresolved": "1"})

    assert "Every printed name of this statement has its party." in response.content.decode()


# From the form of the statement


def test_new_statement_is_saved_and_leads_to_its_list(desk):
    add = "/admin/statements/statement/add/"
    data = form_data(desk.get(add), title="A joint statement", kind="joint-statement")

    response = desk.post(add, data | {"_signatories": "1"})

    statement = Statement.objects.get(title="A joint statement")
    assert response["Location"] == page_of(statement)


def test_new_statement_with_an_error_keeps_what_was_typed(desk):
    add = "/admin/statements/statement/add/"
    data = form_data(desk.get(add), title="A joint statement", issued="May")

    response = desk.post(add, data | {"_signatories": "1"})

    assert response.status_code == 200
    assert "A joint statement" in response.content.decode()
    assert not Statement.objects.exists()


def test_statement_form_leads_to_the_list(desk):
    statement = make_statement()

    response = desk.get(address_of(statement))

    assert page_of(statement) in response.content.decode()


# What it costs


def queries_of_list_of(desk, names: list[str]) -> tuple[int, int]:
    """Count the queries of reading a list of parties, and of writing it."""
    statement, text = make_statement(), "\n".join(names)
    sent = as_sent(read(desk, statement, text))
    return (
        queries(lambda: read(desk, statement, text)),
        queries(lambda: desk.post(page_of(statement), sent), 302),
    )


def test_long_list_asks_no_more_queries_than_a_short_one(desk):
    names = [make_party().name for _n in range(80)]  # SQLite writes more in several queries

    assert queries_of_list_of(desk, names) == queries_of_list_of(desk, names[:2])
    assert Signature.objects.count() == 82
