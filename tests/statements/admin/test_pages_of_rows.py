"""Signatures page by page: those of other pages stay as they are, whatever is saved here."""

import pytest

from editors.roles import CONTRIBUTOR
from imcwp_site.paged import ROWS_SHOWN
from tests.desk import address_of, errors_of, form_data, queries_of_form
from tests.factories import make_editor, make_party, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    """A statement with two pages of signatures and a bit."""
    statement = make_statement()
    for n in range(2 * ROWS_SHOWN + 3):
        statement.signatures.create(party=make_party(), role="signatory", position=n + 1)
    return statement


def rows_of(response):
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset for formset in formsets if formset.prefix == "signatures")


def page(desk, statement, number: object):
    return desk.get(address_of(statement), {"signatures-page": number})


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [(1, 1, 50), (2, 51, 100), (3, 101, 103), (99, 101, 103), ("x", 1, 50), ("-1", 101, 103)],
)
def test_page_shows_its_rows(desk, statement, number, first, last):
    rows = rows_of(page(desk, statement, number))

    positions = [form.instance.position for form in rows.initial_forms]
    assert (positions[0], positions[-1], len(positions)) == (first, last, last - first + 1)


def test_saving_a_page_changes_its_rows_only(desk, statement):
    form = form_data(page(desk, statement, 2), **{"signatures-0-printed_name": "As printed"})
    address = f"{address_of(statement)}?signatures-page=2"

    response = desk.post(address, form | {"signatures-1-DELETE": "on"})

    positions = list(statement.signatures.order_by("position").values_list("position", flat=True))
    assert response.status_code == 302
    assert statement.signatures.get(printed_name="As printed").position == 51
    assert positions == [n for n in range(1, 104) if n != 52]


def test_saving_to_an_address_without_the_page_keeps_the_rows_that_were_sent(desk, statement):
    form = form_data(page(desk, statement, 2), **{"signatures-0-printed_name": "As printed"})

    desk.post(address_of(statement), form)

    assert statement.signatures.get(printed_name="As printed").position == 51
    assert statement.signatures.count() == 103


def test_row_that_another_page_has_already_is_refused(desk, statement):
    party = statement.signatures.first().party
    form = form_data(page(desk, statement, 3))
    row = {"signatures-3-party": str(party.pk), "signatures-3-role": "signatory"}

    response = desk.post(address_of(statement), form | row | {"signatures-TOTAL_FORMS": "4"})

    assert "on another page" in str(errors_of(response, "signatures"))
    assert statement.signatures.count() == 103


def test_contributor_saves_a_page_without_the_own_party_which_speaks_on_another(client):
    party = make_party()
    contributor = make_editor(CONTRIBUTOR, party=party)
    statement = make_statement(published=False, parties=[party], entered_by=contributor)
    for n in range(ROWS_SHOWN):
        statement.signatures.create(party=make_party(), role="signatory", position=n + 2)
    client.force_login(contributor)
    form = form_data(page(client, statement, 2), **{"signatures-0-printed_name": "As printed"})

    response = client.post(address_of(statement), form)

    assert response.status_code == 302
    assert statement.signatures.get(printed_name="As printed").position == ROWS_SHOWN + 1


def test_pages_are_linked_only_where_there_are_several(desk, statement):
    few = make_statement(parties=[make_party()])

    many = page(desk, statement, 2).content.decode()

    assert "51 to 100 of 103 signatures." in many
    assert 'aria-current="page">2</a>' in many
    assert "row-pages" not in desk.get(address_of(few)).content.decode()


def test_page_asks_no_more_queries_than_a_short_list_by_two(desk, statement):
    few = queries_of_form(desk, make_statement(parties=[make_party()]))

    many = queries_of_form(desk, statement)

    assert [after - before for before, after in zip(few, many, strict=True)] <= [1, 2]
