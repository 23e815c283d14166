"""Two texts side by side: their rows, and the page that shows them."""

import re

import pytest
from django.urls import reverse

from imcwp_site.publishing import State
from imcwp_site.side_by_side import side_by_side
from imcwp_site.text import clean_html
from tests.factories import make_editor, make_statement, make_text


def paragraph(n: int, words: int) -> str:
    return f"<p>{n} {'word ' * words}</p>"


def numbers(rows) -> list[tuple[str, str]]:
    """Give the numbers that begin the paragraphs left and right."""
    return [tuple(" ".join(re.findall(r">(\d+)", side)) for side in row) for row in rows]


def test_paragraphs_stand_beside_those_in_the_same_place():
    left, right = ("".join(paragraph(n, 10 + 7 * n % 30) for n in range(9)) for _side in "lr")

    assert numbers(side_by_side(left, right)) == [(str(n), str(n)) for n in range(9)]


def test_paragraph_that_was_parted_stands_beside_both_parts():
    left = paragraph(1, 20) + paragraph(2, 80) + paragraph(3, 15)
    right = paragraph(1, 22) + paragraph(2, 38) + paragraph(2, 44) + paragraph(3, 16)

    assert numbers(side_by_side(left, right)) == [("1", "1"), ("2", "2 2"), ("3", "3")]


def test_paragraph_without_translation_stands_alone():
    left = paragraph(1, 20) + paragraph(2, 90) + paragraph(3, 15) + paragraph(4, 120)
    right = paragraph(1, 22) + paragraph(3, 16) + paragraph(4, 126)

    assert ("2", "") in numbers(side_by_side(left, right))


def test_headings_keep_what_follows_them_together():
    left = "<h2>1</h2>" + paragraph(11, 9) + paragraph(12, 9) + "<h2>2</h2>" + paragraph(21, 9)
    right = "<h3>1</h3>" + paragraph(11, 19) + "<h3>2</h3>" + paragraph(21, 9)

    rows = numbers(side_by_side(left, right))

    assert ("1", "1") in rows
    assert rows[-2:] == [("2", "2"), ("21", "21")]


def test_items_of_lists_stand_beside_each_other_and_keep_their_numbers():
    left = clean_html('<div lang="en"><ol start="3"><li>One</li><li>Two</li></ol></div>')
    right = clean_html("<ul><li>Uno</li><li>Dos</li></ul>")

    assert side_by_side(left, right) == [
        ('<div lang="en"><ol start="3"><li>One</li></ol></div>', "<ul><li>Uno</li></ul>"),
        ('<div lang="en"><ol start="4"><li>Two</li></ol></div>', "<ul><li>Dos</li></ul>"),
    ]


def test_loose_words_tables_and_footnotes_are_not_lost():
    notes = '<ol><li id="fn-1">Note <a href="#fnref-1">↩</a></li></ol>'
    body = f"Loose <b>words</b><table><tbody><tr><td>Cell</td></tr></tbody></table>{notes}"

    assert "".join(left for left, _right in side_by_side(clean_html(body), "")) == clean_html(body)


def test_very_long_runs_are_paired_in_their_order():
    left, right = paragraph(1, 3) * 3_000, paragraph(1, 3) * 1_000

    assert len(side_by_side(left, right)) == 3_000


def test_text_beside_nothing_is_given_whole():
    assert side_by_side("<p>Words</p>", "") == [("<p>Words</p>", "")]
    assert side_by_side("", "") == []


# The page


def make_pair(**fields):
    statement = make_statement(**fields)
    make_text(statement, language="en", title="In English", body="<p>Words.</p><p>More.</p>")
    make_text(
        statement, language="ar", title="عنوان", body="<p>نص</p><p>آخر</p>", status="original"
    )
    return statement


def address_of(statement) -> str:
    return reverse("statements:side-by-side", args=[statement.pk, statement.slug])


@pytest.mark.django_db
def test_page_shows_the_text_that_suits_beside_its_original(client, django_assert_num_queries):
    statement = make_pair()
    make_text(statement, language="fr", body="<p>Mots.</p>")
    address = address_of(statement)
    client.get(address)

    with django_assert_num_queries(5):  # the statement, signatures, texts, topics, files
        response = client.get(address)

    page = response.content.decode()
    assert [text.language for text in response.context["pair"]] == ["en", "ar"]
    assert '<div class="text" lang="ar" dir="rtl"><p>نص</p></div>' in page
    assert response.context["rows"][1] == ("<p>More.</p>", "<p>آخر</p>")


@pytest.mark.django_db
def test_page_shows_the_languages_that_are_asked_for(client):
    statement = make_pair()
    make_text(statement, language="fr", body="<p>Mots.</p>")

    response = client.get(f"{address_of(statement)}?left=ar&right=fr")

    assert [text.language for text in response.context["pair"]] == ["ar", "fr"]


@pytest.mark.django_db
def test_wrong_language_is_named_beside_the_form(client):
    response = client.get(f"{address_of(make_pair())}?left=xx&right=ar")

    assert response.status_code == 400
    assert "There is no text in “xx” here." in response.content.decode()


@pytest.mark.django_db
def test_page_is_reached_from_the_statement_and_keeps_its_query_under_an_old_slug(client):
    statement = make_pair(title="New title")

    page = client.get(statement.get_absolute_url()).content.decode()
    moved = client.get(f"/statements/{statement.pk}/old/compare/?left=ar")

    assert f'href="{address_of(statement)}?left=en"' in page
    assert moved["Location"] == f"{address_of(statement)}?left=ar"


@pytest.mark.django_db
def test_statement_with_one_text_has_no_such_page(client):
    statement = make_text(language="en").statement
    make_text(statement, language="fr", body="")

    assert client.get(address_of(statement)).status_code == 404
    assert "compare/" not in client.get(statement.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_page_is_for_those_who_may_read_the_statement(client):
    withdrawn = make_pair(state=State.WITHDRAWN, withdrawal_reason="Not authentic.")
    draft = make_pair(published=False)

    assert client.get(address_of(withdrawn)).status_code == 410
    assert client.get(address_of(draft)).status_code == 404
    client.force_login(make_editor())
    assert client.get(address_of(draft)).status_code == 200
