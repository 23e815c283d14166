"""Lists of signatories that are stale, wrong or not for this person: refused, nothing lost."""

import pytest

from editors.roles import CONTRIBUTOR
from tests.factories import make_editor, make_statement
from tests.statements.admin.signing import as_sent, page_of, read, signed

pytestmark = pytest.mark.django_db


# Two at once, and what nobody should send


def test_statement_changed_meanwhile_is_said_and_no_decision_is_lost(desk, parties):
    statement = make_statement()
    sent = as_sent(read(desk, statement, "Example Party of Greece\nEP"))
    sent["lines-1-choice"] = str(parties["spanish"].pk)
    statement.signatures.create(party=parties["greek"], role="signatory")
    statement.save()

    response = desk.post(page_of(statement), sent)
    again = desk.post(page_of(statement), as_sent(response))

    assert "The statement was changed meanwhile" in response.content.decode()
    assert "there already as signatory" in response.content.decode()
    assert again.status_code == 302
    assert [party for party, _printed, _position in signed(statement)] == ["gr-ep", "es-ep"]


@pytest.mark.parametrize(
    "changes",
    [
        {"lines-0-choice": "999999"},
        {"lines-0-choice": "-1"},
        {"lines-0-choice": "x" * 50},
        {"lines-0-role": "king"},
        {"lines-0-position": "-1"},
        {"lines-0-position": "99999999"},
        {"lines-0-added": "31.2.2020"},
        {"lines-0-printed": ""},
        {"lines-0-printed": "x" * 301},
        {"lines-0-printed": "x\x07"},
        {"lines-0-group": "x" * 101},
        {"lines-TOTAL_FORMS": "9999"},
        {"lines-TOTAL_FORMS": "many"},
    ],
)
def test_bad_line_is_refused_and_nothing_is_written(desk, parties, changes):
    statement = make_statement()
    sent = as_sent(read(desk, statement, "Example Party of Greece"))

    response = desk.post(page_of(statement), sent | changes)

    assert response.status_code in (200, 400)
    assert not statement.signatures.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This field is required."),
        (" \n ", "This field is required."),
        ("…", "No name was found in this."),
        ("a\x00b", "U+0000"),
        ("Party\n" * 501, "These are 501 names."),
        ("x" * 60_001, "at most 60000 characters"),
    ],
)
def test_text_that_is_no_list_is_refused_and_kept(desk, text, said):
    response = read(desk, make_statement(), text)

    assert response.status_code in (200, 400)
    if response.status_code == 200:
        assert said in str(response.context["form"].errors)


def test_names_are_shown_as_text(desk):
    response = read(desk, make_statement(), '<script>alert("1")</script> & Party')

    assert "<script>alert" not in response.content.decode()


# Who may, and what it costs


def test_contributor_signs_own_drafts_only(client, parties):
    contributor = make_editor(CONTRIBUTOR)
    client.force_login(contributor)
    own = make_statement(published=False, entered_by=contributor)
    public = make_statement(entered_by=contributor)
    of_another = make_statement(published=False)

    assert client.get(page_of(own)).status_code == 200
    assert client.get(page_of(public)).status_code == 403
    assert client.get(page_of(of_another)).status_code == 404
    assert client.post(page_of(public), {"save": "1"}).status_code == 403


def test_unknown_statement_has_no_list(desk):
    assert desk.get("/admin/statements/statement/99/signatories/").status_code == 404
    assert desk.get("/admin/statements/statement/x/signatories/").status_code == 404


def test_visitor_is_led_to_the_door(client):
    response = client.get(page_of(make_statement()))

    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]
