"""The title of a statement in the language of the interface."""

import pytest

from tests.factories import make_statement, make_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    statement = make_statement(title="Joint statement on peace")
    make_text(statement, language="en", title="For peace", body="<p>Peace and bread.</p>")
    make_text(statement, language="es", title="Por la <paz>", body="<p>Paz y pan.</p>")
    make_text(statement, language="fr", title="", body="<p>La paix et le pain.</p>")
    return statement


def row(client, address: str) -> str:
    page = client.get(address).content.decode()
    return page.partition('<p class="title">')[2].partition("</p>")[0]


def test_row_has_the_title_of_the_text_in_the_language_of_the_interface(client, statement):
    assert ">Por la &lt;paz&gt;</a>" in row(client, "/es/statements/")


def test_english_row_has_the_title_that_the_archive_gave(client, statement):
    assert ">Joint statement on peace</a>" in row(client, "/statements/")


@pytest.mark.parametrize("interface", ["fr", "ru"])
def test_title_of_the_archive_is_marked_as_english_elsewhere(client, statement, interface):
    marked = '<span lang="en" dir="ltr">Joint statement on peace</span>'

    assert marked in row(client, f"/{interface}/statements/")


def test_words_are_marked_in_the_title_that_is_shown(client, statement):
    assert "Por la &lt;<mark>paz</mark>&gt;</a>" in row(client, "/es/statements/?q=paz")
    assert '<span lang="en" dir="ltr">Joint statement on <mark>peace</mark></span>' in row(
        client, "/ru/statements/?q=peace"
    )
