"""One statement in other forms, by the suffix of its address."""

import json

import pytest

from imcwp_site.dates import PartialDate
from statements.formats import FORMATS
from statements.models import Signature, Statement
from tests.factories import (
    make_hidden,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement():
    """A statement of which all is known that a form may say."""
    statement = make_statement(
        pk=193,
        title="Speech at a congress",
        parties=[make_party(name="Example Party of Land & Sea"), make_party(name="Example Union")],
        topics=[make_topic(name="Peace")],
        issued=PartialDate(2019, 10, 18),
        source="https://example.org/a_b",
        note="First line.\nSecond line.",
    )
    make_text(
        statement,
        language="es",
        status="original",
        title="Título 100 % {nuevo}",
        summary="Resumen",
        body='<p>Palabras <strong>claras</strong>.</p><p><a href="/s/12">Otra</a></p>',
    )
    make_text(statement, language="en", title="New title", body="<p>Plain words.</p>")
    return statement


def get(client, suffix: str, number=193):
    return client.get(f"/statements/{number}.{suffix}")


def text_of(response) -> str:
    return response.content.decode()


def test_bibtex_keeps_names_whole_and_escapes_what_it_reads(client, statement):
    assert text_of(get(client, "bib")) == (
        "@misc{imcwp-193,\n"
        "  author = {{Example Party of Land \\& Sea} and {Example Union}},\n"
        "  title = {{Título 100 \\% \\textbraceleft{}nuevo\\textbraceright{}}},\n"
        "  date = {2019-10-18},\n"
        "  year = {2019},\n"
        "  type = {Statement},\n"
        "  keywords = {Peace},\n"
        "  publisher = {IMCWP Archive},\n"
        "  number = {193},\n"
        "  howpublished = {IMCWP Archive, Statement 193},\n"
        "  url = {http://testserver/s/193},\n"
        "}\n"
    )


def test_ris_says_a_partial_date_as_far_as_it_is_known(client, statement):
    statement.issued = PartialDate(2019, 10)
    statement.save()

    lines = text_of(get(client, "ris")).split("\r\n")

    assert lines[:6] == [
        "TY  - GEN",
        "AU  - Example Party of Land & Sea",
        "AU  - Example Union",
        "TI  - Título 100 % {nuevo}",
        "PY  - 2019",
        "DA  - 2019/10//",
    ]
    assert lines[-2:] == ["ER  - ", ""]
    assert "UR  - http://testserver/s/193" in lines


def test_csl_names_organisations_and_the_parts_of_a_date(client, statement):
    (item,) = json.loads(get(client, "csl.json").content)

    assert item["author"][1] == {"literal": "Example Union"}
    assert item["issued"] == {"date-parts": [[2019, 10, 18]]}
    assert (item["title"], item["language"]) == ("Título 100 % {nuevo}", "es")


def test_json_says_all_and_names_no_draft(client, statement):
    answered = make_statement()
    statement.relations.create(kind="answers", other=answered)
    statement.relations.create(kind="answers", other=make_statement(published=False))

    data = json.loads(get(client, "json").content)

    assert (data["number"], data["url"]) == (193, "http://testserver/s/193")
    assert [text["language"] for text in data["texts"]] == ["en", "es"]
    assert [one["other"] for one in data["relations"]] == [answered.pk]
    assert data["issued"] == "2019-10-18"


def test_plain_text_has_the_facts_and_every_text(client, statement):
    page = text_of(get(client, "txt"))

    assert page.startswith("Speech at a congress\n\nIssued: 18 October 2019\nBy: ")
    assert "Note: First line. Second line.\n" in page
    assert "Palabras claras.\n\nOtra\n" in page
    assert "New title\n\nPlain words.\n" in page


def test_markdown_keeps_emphasis_and_leads_to_the_site(client, statement):
    page = text_of(get(client, "md"))

    assert page.startswith("# Speech at a congress\n\n- **Issued**: 18 October 2019\n")
    assert "- **Source**: <https://example.org/a_b>\n" in page
    assert "## Título 100 % {nuevo} (es)\n\nResumen\n\nPalabras **claras**." in page
    assert "[Otra](<http://testserver/s/12>)" in page


def test_replaced_statement_says_so_with_the_address(client, statement):
    new = make_statement(title="New words")
    new.relations.create(kind="replaces", other=statement)

    assert f"Replaced by: New words (http://testserver/s/{new.pk})" in text_of(get(client, "txt"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_catalogue_record_without_anything_has_every_form(client, suffix):
    statement = make_statement()

    response = get(client, suffix, statement.pk)

    assert response.status_code == 200
    assert response["Content-Type"] == f"{FORMATS[suffix].content_type}; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Link"] == f'<http://testserver{statement.get_absolute_url()}>; rel="canonical"'
    assert f"/s/{statement.pk}" in text_of(response)


@pytest.mark.parametrize("suffix", FORMATS)
def test_only_what_is_public_has_forms_and_a_withdrawn_one_gives_the_reason(
    client, admin_client, suffix
):
    make_hidden()
    numbers = dict(Statement.objects.values_list("title", "pk"))
    withdrawn = numbers.pop("Taken back")

    answers = [get(admin_client, suffix, number).status_code for number in numbers.values()]
    response = get(client, suffix, withdrawn)

    assert answers == [404, 404, 404]
    assert (response.status_code, response["Content-Type"][:10]) == (410, "text/plain")
    assert "Not authentic." in text_of(response)


def test_unknown_form_and_unknown_number_are_404(client, statement):
    assert get(client, "docx").status_code == 404
    assert get(client, "json", 999).status_code == 404


@pytest.mark.parametrize("suffix", FORMATS)
def test_queries_of_a_form_do_not_grow(client, statement, django_assert_max_num_queries, suffix):
    for _n in range(20):
        Signature.objects.create(statement=statement, party=make_party(), role="signatory")
        statement.topic_links.create(topic=make_topic())

    with django_assert_max_num_queries(10):
        assert get(client, suffix).status_code == 200


def test_page_leads_to_every_form_and_a_preview_to_none(client, admin_client, statement):
    page = text_of(client.get(statement.get_absolute_url()))
    draft = make_statement(published=False, meeting=make_meeting())
    preview = text_of(admin_client.get(draft.get_absolute_url()))

    for suffix, form in FORMATS.items():
        address = f"/statements/193.{suffix}"
        assert f'<link rel="alternate" type="{form.content_type}" href="{address}">' in page
        assert f'<a href="{address}">{form.name}</a>' in page
        assert f".{suffix}" not in preview.partition("<article>")[2]


def test_forms_of_a_page_in_another_language_are_the_same(client, statement):
    page = text_of(client.get("/es" + statement.get_absolute_url()))

    assert 'href="/statements/193.bib"' in page
