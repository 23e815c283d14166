"""What a statement answers, replaces or corrects, as its form takes it."""

import pytest
from django.urls import reverse

from editors.roles import CONTRIBUTOR
from tests.desk import address_of, errors_of, queries_of_form, send_row
from tests.factories import make_editor, make_party, make_statement

pytestmark = pytest.mark.django_db


def test_form_keeps_what_a_statement_answers(desk):
    statement, other = make_statement(), make_statement()

    response = send_row(
        desk, statement, "relations", kind="answers", other=str(other.pk), source="Its first line"
    )

    assert response.status_code == 302
    relation = statement.relations.get()
    assert (relation.kind, relation.other, relation.source) == ("answers", other, "Its first line")


def test_form_refuses_a_relation_to_the_statement_itself(desk):
    statement = make_statement()

    response = send_row(desk, statement, "relations", kind="answers", other=str(statement.pk))

    assert errors_of(response, "relations") == [
        {"other": ["A statement has no relation to itself."]}
    ]


def test_form_refuses_a_circle_of_replacements(desk):
    old, new = make_statement(), make_statement()
    new.relations.create(kind="replaces", other=old)

    response = send_row(desk, old, "relations", kind="replaces", other=str(new.pk))

    assert errors_of(response, "relations") == [
        {"other": ["The other statement replaces this one already."]}
    ]


def test_form_refuses_the_same_relation_twice(desk):
    statement, other = make_statement(), make_statement()
    statement.relations.create(kind="answers", other=other)

    response = send_row(desk, statement, "relations", kind="answers", other=str(other.pk))

    assert response.status_code == 200
    assert statement.relations.count() == 1


def test_form_asks_as_many_queries_for_many_relations_as_for_one(desk):
    few, many = make_statement(), make_statement()
    for statement, rows in ((few, 2), (many, 12)):
        for _n in range(rows):
            statement.relations.create(kind="answers", other=make_statement())

    assert queries_of_form(desk, many) == queries_of_form(desk, few)


def test_contributor_is_not_told_of_drafts_of_others(client):
    party = make_party()
    statement = make_statement(parties=[party], published=False)
    draft = make_statement(published=False, title="A secret draft")
    statement.relations.create(kind="answers", other=draft)
    editor = make_editor(CONTRIBUTOR, party=party)
    statement.entered_by = editor
    statement.save()
    client.force_login(editor)

    page = client.get(address_of(statement)).content.decode()

    assert "relations-TOTAL_FORMS" in page
    assert "A secret draft" not in page


def test_draft_that_another_answers_is_not_deleted_and_the_page_says_why(desk):
    draft, answer = make_statement(published=False), make_statement()
    answer.relations.create(kind="answers", other=draft)
    address = reverse("admin:statements_statement_delete", args=[draft.pk])

    page = desk.get(address).content.decode()
    desk.post(address, {"post": "yes"})

    assert f"{answer.pk}: in answer to {draft}" in page
    draft.refresh_from_db()


def test_draft_that_answers_another_is_deleted(client):
    draft, other = make_statement(published=False), make_statement()
    draft.relations.create(kind="answers", other=other)
    editor = make_editor(CONTRIBUTOR, party=make_party())
    draft.entered_by = editor
    draft.save()
    client.force_login(editor)

    client.post(reverse("admin:statements_statement_delete", args=[draft.pk]), {"post": "yes"})

    assert not type(draft).objects.filter(pk=draft.pk).exists()
