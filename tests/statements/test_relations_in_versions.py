"""What versions keep of relations: read, compared, brought back and saved together."""

import pytest
from django.urls import reverse

from statements import versions
from statements.merging import Conflict, merge, put
from statements.models import Statement
from statements.restoring import brought_back, plan, write_content
from tests.desk import address_of, form_data, send_row
from tests.factories import make_editor, make_statement

pytestmark = pytest.mark.django_db


def said(statement) -> dict:
    """Give what the statement says now."""
    return versions.content_of(versions.with_content(Statement.objects).get(pk=statement.pk))


def relation(other, kind="answers", **fields) -> dict:
    """Give the content of a relation."""
    return {"other": other, "kind": kind, "note": "", "source": "", "confidence": "", **fields}


@pytest.fixture
def other():
    return make_statement(title="An open letter")


@pytest.fixture
def statement(other):
    """A statement that answers another one since its second version."""
    statement = make_statement()
    versions.record(statement, note="Entered")
    statement.relations.create(kind="answers", other=other, source="Its first line")
    versions.record(statement, note="Found in the text")
    return statement


def test_content_names_relations_where_there_are_any(statement, other):
    assert said(statement)["relations"] == [relation(other.pk, source="Its first line")]
    assert "relations" not in said(other)


def test_form_keeps_a_version_of_a_relation_alone(desk, other):
    statement = make_statement()
    versions.record(statement)

    send_row(desk, statement, "relations", kind="corrects", other=str(other.pk))

    assert statement.versions.first().content["relations"] == [relation(other.pk, "corrects")]


def test_readers_see_that_a_relation_came(client, statement, other):
    address = reverse("statements:version", args=[statement.pk, statement.slug, 2])

    compared = client.get(address, {"against": "1"}).content.decode()
    stood = client.get(address).content.decode()

    assert "<ins>in answer to: An open letter</ins>" in compared
    assert f'href="{other.get_absolute_url()}"' in stood


def test_readers_of_versions_are_told_of_no_draft(client, statement, other):
    Statement.objects.filter(pk=other.pk).update(state="draft", published_at=None)
    address = reverse("statements:version", args=[statement.pk, statement.slug, 2])

    compared = client.get(address, {"against": "1"}).content.decode()
    stood = client.get(address).content.decode()
    listed = client.get(reverse("statements:versions", args=[statement.pk, statement.slug]))

    for page in (compared, stood, listed.content.decode()):
        assert "An open letter" not in page
        assert "elations to other" not in page


def test_history_of_the_desk_names_relations(desk, statement):
    page = desk.get(address_of(statement, "history")).content.decode()

    assert "Relations to other statements" in page


def test_version_of_the_desk_names_what_was_answered(desk, statement, other):
    address = reverse("admin:statements_statement_version", args=[statement.pk, 2])

    page = desk.get(address).content.decode()

    assert "An open letter" in page


def test_version_before_a_relation_brings_back_that_there_was_none(statement):
    before = statement.versions.get(n=1).content

    write_content(statement, brought_back(said(statement), before))

    assert said(statement) == before


def test_version_with_a_relation_brings_it_back(statement, other):
    kept = said(statement)
    statement.relations.update(note="Changed")
    statement.relations.create(kind="corrects", other=other)

    assert write_content(statement, kept) == []

    assert said(statement) == kept


def test_one_text_brought_back_leaves_relations_alone(statement):
    before = statement.versions.get(n=1).content | {"texts": []}

    target = brought_back(said(statement), before, "en")

    assert target["relations"] == said(statement)["relations"]


def test_relation_that_cannot_come_back_is_named(statement, other):
    old = make_statement()
    content = said(statement) | {"relations": [relation(404), relation(old.pk, "replaces")]}
    old.relations.create(kind="replaces", other=statement)

    faults = plan(statement, content).faults

    assert faults == [
        "Statement 404 is not in the archive any more.",
        f"Statement {old.pk} replaces this one now.",
    ]


def test_relations_that_two_editors_add_both_stand():
    merged, conflicts = merge({}, {"relations": [relation(2)]}, {"relations": [relation(1)]})

    assert (merged, conflicts) == ({"relations": [relation(1), relation(2)]}, [])


def test_relation_that_one_removes_and_the_other_changes_is_asked():
    base, theirs = {"relations": [relation(1)]}, {"relations": [relation(1, note="In reply")]}

    merged, conflicts = merge(base, {}, theirs)

    place = ("relations", "answers", 1)
    assert conflicts == [Conflict(place, relation(1), None, relation(1, note="In reply"))]
    assert merged == theirs
    assert put(merged, place, None) == {"relations": []}


def test_relation_that_another_editor_added_meanwhile_stays(desk, client_of, statement):
    mine = form_data(desk.get(address_of(statement)))
    later = make_statement()
    send_row(client_of(make_editor()), statement, "relations", kind="corrects", other=str(later.pk))

    response = desk.post(address_of(statement), mine | {"note": "My note"})

    assert response.status_code == 302
    assert statement.relations.count() == 2
    statement.refresh_from_db()
    assert statement.note == "My note"
