"""“Save and add another” keeps what statements of one meeting have in common."""

import pytest

from statements.models import Statement
from tests.desk import form_data, send
from tests.factories import make_editor, make_meeting, make_statement, make_text
from tests.keyboard import Keyboard
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ADD = "/admin/statements/statement/add/"


@pytest.fixture
def entered():
    """A speech at a meeting, of which there is a text."""
    statement = make_statement(
        published=False, kind="speech", meeting=make_meeting(), source="Papers", title="Its own"
    )
    make_text(statement, language="ar", title="Its own")
    return statement


def begins_with(response) -> dict:
    """Give what the boxes of an empty form say that are kept, and the title."""
    data = form_data(response)
    names = ["kind", "meeting", "source", "texts-0-language", "title", "texts-0-title"]
    return {name: data[name] for name in names}


def test_next_statement_begins_with_meeting_source_kind_and_language_of_the_last(desk, entered):
    data = form_data(desk.get(f"{ADD}?like={entered.pk}"), title="Next", _addanother="1")

    response = desk.post(ADD, data, follow=True)

    kept = Statement.objects.get(title="Next")
    assert response.redirect_chain == [(f"{ADD}?like={kept.pk}", 302)]
    assert begins_with(response) == {
        "kind": "speech",
        "meeting": str(entered.meeting_id),
        "source": "Papers",
        "texts-0-language": "ar",
        "title": "",
        "texts-0-title": "",
    }
    assert response.context["inline_admin_formsets"][0].formset[0].language == "ar"


def test_statement_corrected_before_the_next_leads_to_a_form_like_it(desk, entered):
    response = send(desk, entered, _addanother="1")

    assert response.url == f"{ADD}?like={entered.pk}"


def test_statement_saved_by_another_button_leads_to_no_form_like_it(desk, entered):
    assert "like" not in send(desk, entered, _continue="1").url


@pytest.mark.parametrize("like", ["", "0", "x", "99999", "9" * 30, "-1"])
def test_form_like_no_statement_is_empty(desk, like):
    response = desk.get(f"{ADD}?like={like}")

    assert begins_with(response)["meeting"] == ""


def test_form_like_a_statement_that_may_not_be_read_is_empty(client_of, entered):
    contributor = client_of(make_editor(role="Contributor"))

    response = contributor.get(f"{ADD}?like={entered.pk}")

    assert begins_with(response)["source"] == ""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_next_statement_is_begun_by_keyboard_from_the_box_one_writes_in(page, console_errors):
    before = make_statement(published=False, kind="speech", source="Papers")
    sign_in(page, make_editor())
    page.goto(f"{ADD}?like={before.pk}")
    keyboard = Keyboard(page)

    for title in ["First example", "Second example"]:
        assert keyboard.focused()[1] == "Title:"
        keyboard.write(title)
        with page.expect_navigation():
            keyboard.press("Control+Shift+Enter")

    kept = Statement.objects.exclude(pk=before.pk).order_by("pk")
    assert [(one.title, one.kind, one.source) for one in kept] == [
        ("First example", "speech", "Papers"),
        ("Second example", "speech", "Papers"),
    ]
    assert console_errors == []
