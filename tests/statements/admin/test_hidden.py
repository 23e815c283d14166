"""What the desk says where an editor may not open a statement, or there is none."""

import pytest

from editors.roles import CONTRIBUTOR
from imcwp_site.publishing import State
from tests.factories import make_editor, make_statement

pytestmark = pytest.mark.django_db
STATEMENTS = "/admin/statements/statement/"


def answer(client, number) -> str:
    """Open the form of a statement that the editor may not see; give what the next page says."""
    response = client.get(f"{STATEMENTS}{number}/change/", follow=True)
    return " ".join(str(message) for message in response.context["messages"])


def test_contributor_is_told_that_a_draft_of_another_may_not_be_opened(client):
    client.force_login(make_editor(CONTRIBUTOR))
    draft = make_statement(published=False, title="A secret title")

    assert answer(client, draft.pk) == "You may not open this statement."


def test_contributor_is_led_to_the_page_of_what_was_withdrawn(client):
    client.force_login(make_editor(CONTRIBUTOR))
    statement = make_statement(state=State.WITHDRAWN, withdrawal_reason="A made-up reason.")

    sentence = answer(client, statement.pk)

    assert sentence.startswith("You may not open this statement.")
    assert f'<a href="{statement.get_absolute_url()}">' in sentence


@pytest.mark.parametrize("number", ["999", "none", "9" * 30])
def test_statement_that_is_not_there_is_said_not_to_exist(client, number):
    client.force_login(make_editor(CONTRIBUTOR))

    assert "doesn’t exist" in answer(client, number)
