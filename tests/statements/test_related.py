"""What a statement answers, replaces or corrects: kept once, read from both sides."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from statements.metadata import Metadata
from statements.models import Statement, StatementRelation
from statements.related import Related
from tests.factories import LATER, make_hidden, make_statement, make_text

pytestmark = pytest.mark.django_db

Kind = StatementRelation.Kind
SITE = "https://archive.example"


def relate(statement, kind: str, other, **fields) -> StatementRelation:
    return StatementRelation.objects.create(statement=statement, kind=kind, other=other, **fields)


def page_of(client, statement) -> str:
    return client.get(statement.get_absolute_url()).content.decode()


def named(statement) -> dict[str, list]:
    """Give the others by what they are to it."""
    return {label: [one for one, _note in others] for label, others in Related(statement).named}


# The record


def test_other_that_replaces_the_statement_already_is_refused():
    first, second, third = (make_statement() for _n in range(3))
    relate(second, "replaces", first)
    relate(third, "replaces", second)

    with pytest.raises(ValidationError) as refused:
        StatementRelation(statement=first, kind="replaces", other=third).full_clean()

    assert refused.value.message_dict == {
        "other": ["The other statement replaces this one already."]
    }


def test_two_statements_may_answer_each_other():
    first, second = make_statement(), make_statement()
    relate(second, "answers", first)

    StatementRelation(statement=first, kind="answers", other=second).full_clean()

    assert named(first) == {"answered by": [second]}


def test_circle_that_a_database_holds_ends():
    first, second = make_statement(), make_statement()
    relate(second, "replaces", first)
    relate(first, "replaces", second)

    replacing = Statement.objects.replacing(first.pk)

    assert set(replacing) == {first, second}


def test_draft_that_another_statement_answers_is_not_deleted():
    draft = make_statement(published=False)
    relate(make_statement(), "answers", draft)

    with pytest.raises(ProtectedError):
        draft.delete()


# Both sides


def test_both_sides_name_each_other_in_the_order_of_time():
    statement = make_statement()
    undated, last = make_statement(), make_statement(issued=PartialDate(2020, 5, 3))
    first = make_statement(issued=PartialDate(2020, 5))
    for other in (undated, last, first):
        relate(other, "answers", statement)
    relate(statement, "corrects", undated)

    assert named(statement) == {"corrects": [undated], "answered by": [first, last, undated]}
    assert named(first) == {"in answer to": [statement]}
    assert named(undated) == {"in answer to": [statement], "corrected by": [statement]}


def test_replaced_statement_leads_to_the_last_of_a_chain():
    first, second, third = (make_statement(issued=PartialDate(2020 + n)) for n in range(3))
    relate(second, "replaces", first, note="Corrected reissue")
    relate(third, "replaces", second)

    assert Related(first).replacing == [(second, "Corrected reissue"), (third, "")]
    assert Related(second).replacing == [(third, "")]
    assert named(third) == {"replaces": [second]}


@pytest.mark.parametrize("kind", Kind)
def test_what_is_not_public_is_named_on_no_side(client, kind):
    statement = make_statement()
    titles = make_hidden()
    for hidden in Statement.objects.exclude(pk=statement.pk):
        relate(hidden, kind, statement)
        relate(statement, kind, hidden)

    page = page_of(client, statement)

    assert Related(statement).public == []
    for title in titles:
        assert title not in page
    assert "replaced" not in page


# The pages


def test_notice_of_a_replaced_statement_leads_to_what_replaced_it(client):
    old = make_statement(title="Old words")
    new = make_statement(title="New words", issued=PartialDate(2021, 3, 4))
    relate(new, "replaces", old, note="Corrected reissue")

    page = page_of(client, old)

    assert "This statement has been replaced by:" in page
    assert f'<a href="{new.get_absolute_url()}">' in page
    assert '<time datetime="2021-03-04">4 March 2021</time>' in page
    assert "Corrected reissue" in page
    assert page.count("New words") == 1
    assert "has been replaced" not in page_of(client, new)
    assert "Old words" in page_of(client, new)


def test_withdrawn_statement_leads_to_what_replaced_it(client):
    gone = make_statement(state=State.WITHDRAWN, withdrawal_reason="Not authentic.")
    new = make_statement(title="New words")
    relate(new, "replaces", gone)

    response = client.get(gone.get_absolute_url())

    assert response.status_code == 410
    assert list(response.context["instead"]) == [new]


def test_page_names_answers_by_the_titles_in_the_language_of_the_reader(client):
    statement, answer = make_statement(), make_statement(title="An answer")
    make_text(answer, language="es", title="Una respuesta")
    relate(answer, "answers", statement)

    page = client.get("/es" + statement.get_absolute_url()).content.decode()

    assert "Una respuesta" in page
    assert "An answer" not in page


def test_queries_do_not_grow_with_relations(client, django_assert_num_queries):
    statement = make_statement()
    for n in range(6):
        relate(make_text(make_statement()).statement, list(Kind)[n % 3], statement)
    client.get(statement.get_absolute_url())

    # As without relations, and the chain of what replaced it, the others, their titles.
    with django_assert_num_queries(14):
        client.get(statement.get_absolute_url())


def test_row_of_a_list_says_that_a_statement_is_replaced(client, django_assert_num_queries):
    old, new = make_statement(title="Old words"), make_statement(title="New words")
    address = reverse("statements:list")
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    relate(new, "replaces", old)

    with django_assert_num_queries(len(before)):
        page = client.get(address).content.decode()

    assert page.count(" · replaced") == 1


def test_draft_replaces_nothing_in_a_list(client):
    old = make_statement()
    relate(make_statement(published=False), "replaces", old)

    page = client.get(reverse("statements:list")).content.decode()

    assert " · replaced" not in page


@pytest.mark.parametrize(
    "between",
    [
        {},
        {"published": False},
        {"published_at": LATER},
        {"state": State.WITHDRAWN, "withdrawal_reason": "Not authentic."},
    ],
)
def test_statement_is_replaced_by_the_last_of_a_chain_whatever_stands_between(client, between):
    old, middle, new = make_statement(), make_statement(**between), make_statement()
    relate(middle, "replaces", old)
    relate(new, "replaces", middle)

    rows = Statement.objects.published().for_list()

    assert new in dict(Related(old).replacing)
    assert "This statement has been replaced by:" in page_of(client, old)
    assert {row.pk for row in rows if row.is_replaced} - {middle.pk} == {old.pk}


def test_row_after_a_chain_in_which_nothing_is_public_is_not_replaced():
    old, *drafts = (
        make_statement(),
        make_statement(published=False),
        make_statement(published=False),
    )
    relate(drafts[0], "replaces", old)
    relate(drafts[1], "replaces", drafts[0])

    rows = Statement.objects.published().for_list()

    assert [row.is_replaced for row in rows] == [False]
    assert Related(old).replacing == []


def test_machines_are_told_of_relations():
    old, statement, new = (make_statement() for _n in range(3))
    relate(statement, "replaces", old)
    relate(new, "replaces", statement)
    relate(statement, "answers", new)
    relate(new, "corrects", statement)

    metadata = Metadata(statement, None, SITE, Related(statement))

    said = list(metadata.for_references())
    addresses = {one.pk: SITE + one.get_absolute_url() for one in (old, new)}
    assert ("DCTERMS.replaces", addresses[old.pk]) in said
    assert ("DCTERMS.isReplacedBy", addresses[new.pk]) in said
    data = metadata.data()
    assert data["isBasedOn"] == [addresses[old.pk]]
    assert data["citation"] == data["correction"] == [addresses[new.pk]]
