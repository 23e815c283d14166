"""Topics in the languages of the interface."""

import csv

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from statements.models import Topic
from tests.desk import address_of, send
from tests.factories import make_statement, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def peace():
    return make_topic(
        name="Peace",
        slug="peace",
        scope_note="Truces and treaties",
        name_es="Paz",
        scope_note_es="Treguas y tratados",
        name_ar="السلام",
    )


def test_topic_is_named_in_the_language_of_the_address(client, peace):
    make_statement(topics=[peace])

    page = client.get("/es/topics/peace/").content.decode()
    listed = client.get("/es/statements/?topic=peace").content.decode()
    feed = client.get("/es/statements.rss?topic=peace").content.decode()

    assert "<h1>Paz</h1>" in page
    assert "Treguas y tratados" in page
    assert ">Peace<" not in listed
    assert "sobre Paz</h1>" in listed
    assert "<category domain" in feed
    assert ">Paz</category>" in feed


def test_topic_that_is_not_translated_is_english_and_marked(client, peace):
    page = client.get("/tr/topics/peace/").content.decode()
    arabic = client.get("/ar/topics/peace/").content.decode()

    assert '<h1><span lang="en" dir="ltr">Peace</span></h1>' in page
    assert "<h1>السلام</h1>" in arabic
    assert '<span lang="en" dir="ltr">Truces and treaties</span>' in arabic


def test_topics_are_filed_by_their_names_in_the_language(peace):
    make_topic(name="Workers", name_es="Obreros")

    english = [str(topic) for topic in Topic.objects.in_tree_order()]
    with override("es"):
        spanish = [str(topic) for topic in Topic.objects.in_tree_order()]

    assert english == ["Peace", "Workers"]
    assert spanish == ["Obreros", "Paz"]


@pytest.mark.parametrize("words", ["Peace", "paz", "السلام"])
def test_statements_are_found_by_any_name_of_their_topic(client, peace, words):
    about_it, _other = make_statement(topics=[peace]), make_statement()

    found = client.get("/statements/", {"q": words}).context["page_obj"].object_list

    assert found == [about_it]


def test_languages_of_the_page_take_no_query_of_their_own(client, peace, django_assert_num_queries):
    make_statement(topics=[peace, make_topic(name_es="Uno"), make_topic()])
    client.get("/statements/")  # which reads the index

    for address in ("/statements/?topic=peace", "/es/statements/?topic=peace"):
        with django_assert_num_queries(10):
            client.get(address)


def test_editor_translates_a_topic_on_its_form(desk, peace):
    form = desk.get(address_of(peace)).content.decode()

    send(desk, peace, name_el="Ειρήνη", name_es="")

    peace.refresh_from_db()
    assert 'lang="ar" dir="rtl"' in form
    assert (peace.name_el, peace.name_es, peace.name_ar) == ("Ειρήνη", "", "السلام")


def test_too_long_a_translation_is_named_beside_its_box(desk, peace):
    answer = send(desk, peace, name_tr="b" * 101)

    assert answer.context["errors"]
    assert "name_tr" in answer.context["adminform"].form.errors


def test_translations_are_exported_and_imported(peace, tmp_path):
    call_command("export_archive", tmp_path / "first", verbosity=0)
    with (tmp_path / "first" / "topics.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    Topic.objects.update(name_es="", scope_note_es="", name_ar="سلام")

    call_command("import_archive", tmp_path / "first", verbosity=0)

    peace.refresh_from_db()
    assert (row["name_es"], row["name_ar"]) == ("Paz", "السلام")
    assert (peace.name_es, peace.scope_note_es, peace.name_ar) == (
        "Paz",
        "Treguas y tratados",
        "السلام",
    )


def test_topic_can_be_sought_at_the_desk_by_any_name(desk, peace):
    found = desk.get(reverse("admin:statements_topic_changelist"), {"q": "paz"})

    assert list(found.context["cl"].queryset) == [peace]
