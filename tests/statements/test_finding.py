"""How the desk finds statements, and what it says where it does not look for everything."""

import pytest

from statements.finding import find
from statements.models import Statement
from statements.search import beginnings
from tests.factories import make_statement
from tests.search.texts import saying

pytestmark = pytest.mark.django_db
LIST = "/admin/statements/statement/"


def found(*searched: str) -> tuple[set[int], list[str]]:
    numbers, notices = find(Statement.objects.all(), list(searched), 100)
    return set(numbers), notices


def test_words_that_begin_like_what_was_typed_are_found_in_drafts_too():
    statements = [make_statement(title=f"On {word}") for word in ("disarming", "disarmament")]
    make_statement(title="On disasters", published=False)

    assert found("disarm") == ({one.pk for one in statements}, [])


def test_of_too_many_words_that_begin_alike_the_shortest_are_found_and_it_is_said(monkeypatch):
    monkeypatch.setattr(beginnings, "MOST", 1)
    shortest = make_statement(title="On disarming")
    make_statement(title="On disarmament")

    numbers, notices = found("disarm")

    assert numbers == {shortest.pk}
    assert notices[0].startswith("Very many words begin like what you typed")


def test_of_a_very_long_phrase_the_first_words_are_found_and_the_others_named():
    words = [f"word{n}" for n in range(2_000)]
    statement = make_statement(title=" ".join(words[:40]))

    numbers, notices = found(" ".join(words))

    assert numbers == {statement.pk}
    assert notices[0].startswith("Of a phrase the first 15 words are looked for. Left out: word15 ")


def test_list_says_what_of_a_long_search_is_left_out(desk):
    saying("peace", title="a b c d e f g h i j")

    page = desk.get(LIST, {"q": "a b c d e f g h i j k l"}).content.decode()

    assert "A search has at most 10 words or phrases. Left out: k l." in page
    assert "a b c d e f g h i j</a>" in page


def test_box_that_asks_for_statements_leaves_no_remark_for_the_next_page(desk):
    asked = {"app_label": "statements", "model_name": "dossierentry", "field_name": "statement"}
    words = {"term": "a b c d e f g h i j k l"}

    assert desk.get("/admin/autocomplete/", asked | words).status_code == 200

    assert "Left out" not in desk.get(LIST).content.decode()
