"""Public pages of topics and dossiers."""

import pytest
from django.core.cache import cache

from imcwp_site.publishing import State
from statements.context_processors import HAS_DOSSIERS
from tests.factories import (
    make_dossier,
    make_editor,
    make_party,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


# Topics


def test_topics_count_public_statements_once_with_those_under_them(client):
    parent = make_topic(slug="parent")
    child = make_topic(slug="child", parent=parent)
    make_statement(topics=[parent, child])
    make_statement(topics=[child])
    make_statement(topics=[child], published=False)

    topics = client.get("/topics/").context["topics"]

    assert [(topic.slug, topic.statement_count) for topic in topics] == [("parent", 2)]
    assert [topic.statement_count for topic in topics[0].branches] == [2]


def test_topic_shows_its_children_its_public_statements_and_its_feed(client):
    parent = make_topic(slug="parent", scope_note="What belongs here.")
    child = make_topic(name="Child", parent=parent)
    shown = make_statement(topics=[child])
    make_statement(title="A draft", topics=[child], published=False)

    page = text_of(client.get("/topics/parent/"))

    for words in ("What belongs here.", "Child", shown.title, "/statements.rss?topic=parent"):
        assert words in page, words
    assert "A draft" not in page


def test_topic_pages_take_a_fixed_number_of_queries(client, django_assert_num_queries):
    parent = make_topic(slug="parent")
    for _n in range(4):
        topics = [make_topic(parent=parent), make_topic()]
        make_statement(topics=topics, parties=[make_party()], issued="2019-10")

    client.get("/topics/")  # the index is read once

    with django_assert_num_queries(3):
        client.get("/topics/")
    with django_assert_num_queries(11):
        client.get("/topics/parent/")


# Dossiers


def test_dossier_shows_its_public_statements_in_its_order(client):
    first, second = make_statement(title="First"), make_statement(title="Second")
    draft = make_statement(title="A draft", published=False)
    dossier = make_dossier(statements=[second, draft, first], introduction="What this is.")

    page = text_of(client.get(dossier.get_absolute_url()))

    assert page.index("Second") < page.index("First")
    assert "What this is." in page
    assert "A draft" not in page


def test_introduction_of_a_dossier_runs_in_its_own_direction_on_a_page_in_arabic(client):
    dossier = make_dossier(introduction="What this is.")

    page = client.get("/ar" + dossier.get_absolute_url()).content.decode()

    assert '<div class="lede" lang="en" dir="auto"><p>What this is.</p></div>' in page


def test_dossiers_lists_public_ones_with_counts(client):
    make_dossier(title="Open", statements=[make_statement(), make_statement(published=False)])
    make_dossier(title="A draft", published=False)

    response = client.get("/dossiers/")

    assert [(d.title, d.statement_count) for d in response.context["dossiers"]] == [("Open", 1)]
    assert client.get("/dossiers/nothing/").status_code == 404


def test_where_no_dossier_is_public_the_page_says_what_one_is_and_where_to_look(client):
    make_statement(kind="dossier")
    make_dossier(title="A draft", published=False)

    page = text_of(client.get("/dossiers/"))

    assert "A dossier holds statements on one subject" in page
    assert "The editors have published no dossier yet." in page
    assert '<a href="/statements/?kind=dossier">1 statement of the kind “dossier”</a>' in page


def test_foot_of_a_page_names_dossiers_once_one_is_public_and_asks_rarely(
    client, django_assert_num_queries
):
    link = '<a href="/dossiers/">Dossiers</a>'
    make_dossier(published=False)
    cache.delete(HAS_DOSSIERS)
    without = text_of(client.get("/pictures/"))
    make_dossier()

    cache.delete(HAS_DOSSIERS)  # the minute is over
    with django_assert_num_queries(1):
        pages = [text_of(client.get("/pictures/")) for _n in range(2)]

    assert link not in without
    assert all(link in page for page in pages)


def test_hidden_dossier_is_404_and_not_named_by_its_statements(client):
    statement = make_statement()
    dossier = make_dossier(title="Hidden dossier", published=False, statements=[statement])

    assert client.get(dossier.get_absolute_url()).status_code == 404
    assert "Hidden dossier" not in text_of(client.get(statement.get_absolute_url()))


def test_withdrawn_dossier_keeps_its_page_with_the_reason(client):
    dossier = make_dossier(
        statements=[make_statement(title="Inside")],
        state=State.WITHDRAWN,
        withdrawal_reason="Merged with another.",
    )

    response = client.get(dossier.get_absolute_url())

    assert response.status_code == 410
    assert "Merged with another." in text_of(response)
    assert "Inside" not in text_of(response)
    assert not client.get("/dossiers/").context["dossiers"]


def test_editor_previews_a_dossier_that_is_not_public(client):
    dossier = make_dossier(published=False)
    client.force_login(make_editor())

    response = client.get(dossier.get_absolute_url())

    assert response.context["is_preview"]
    assert "no-store" in response["Cache-Control"]


def test_dossier_pages_take_a_fixed_number_of_queries(client, django_assert_num_queries):
    dossier = make_dossier(statements=[make_statement(parties=[make_party()]) for _n in range(4)])
    make_dossier()

    with django_assert_num_queries(1):
        client.get("/dossiers/")
    with django_assert_num_queries(7):
        client.get(dossier.get_absolute_url())
