"""The desk of topics, dossiers, periodicals and versions."""

import pytest

from editors.roles import CONTRIBUTOR
from statements import versions
from statements.models import Periodical
from tests.desk import LANGUAGES, address_of, queries_of_form, queries_of_list, send
from tests.factories import (
    make_dossier,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_topic_form_offers_other_upper_topics_only(desk):
    upper, itself = make_topic(), make_topic()
    make_topic(parent=upper)

    response = desk.get(address_of(itself))

    choices = response.context["adminform"].form.fields["parent"].queryset
    assert list(choices) == [upper]


def test_dossier_form_puts_statements_in_order_and_publishes(desk):
    first, second = make_statement(), make_statement()
    dossier = make_dossier(published=False, statements=[first, second])

    send(desk, dossier, state="published", **{"entries-0-position": "3"})

    dossier.refresh_from_db()
    assert dossier.is_public
    assert [entry.statement for entry in dossier.entries.all()] == [second, first]


def test_dossier_form_asks_the_same_number_of_queries_for_many_rows(desk):
    short, long = (
        make_dossier(statements=[make_statement() for _n in range(rows)]) for rows in (2, 20)
    )

    few, many = queries_of_form(desk, short), queries_of_form(desk, long)

    assert many == few


def make_issues(rows: int) -> Periodical:
    periodical = Periodical.objects.create(slug=f"bulletin-{rows}", title="Bulletin")
    for number in range(1, rows + 1):
        issue = periodical.issues.create(
            number=number, meeting=make_meeting(), statement=make_statement()
        )
        for n in range(rows):
            issue.editions.create(language=LANGUAGES[n])
            issue.contributions.create(party=make_party(), position=n)
    return periodical


def test_periodical_forms_ask_the_same_number_of_queries_for_many_rows(desk):
    short, long = make_issues(2), make_issues(20)

    few = [queries_of_form(desk, record) for record in (short, short.issues.first())]
    many = [queries_of_form(desk, record) for record in (long, long.issues.first())]

    assert many == few


@pytest.mark.parametrize(("is_own", "is_shown"), [(True, True), (False, False)])
def test_issue_names_a_draft_only_to_who_may_read_it(client, is_own, is_shown):
    contributor = make_editor(CONTRIBUTOR)
    draft = make_statement(
        title="Not to be read yet", published=False, entered_by=contributor if is_own else None
    )
    periodical = Periodical.objects.create(slug="bulletin", title="Bulletin")
    issue = periodical.issues.create(number=1, theme="An example", statement=draft)
    client.force_login(contributor)

    page = client.get(address_of(issue)).content.decode()

    assert "An example" in page
    assert ("Not to be read yet" in page) == is_shown


@pytest.mark.parametrize("name", ["topic", "dossier", "periodical", "periodicalissue", "version"])
def test_list_asks_the_same_number_of_queries_for_many_rows(desk, name):
    def fill():
        make_topic(parent=make_topic())
        statement = make_statement()
        make_dossier(statements=[statement])
        versions.record(statement, by=make_editor())
        periodical = Periodical.objects.create(slug=f"p-{statement.pk}", title="Bulletin")
        periodical.issues.create(number=1, meeting=make_meeting())

    few, many = queries_of_list(lambda: desk.get(f"/admin/statements/{name}/"), fill)

    assert many == few


def test_version_is_shown_and_not_changed(desk):
    statement = make_statement(title="Kept")
    version = versions.record(statement)

    page = desk.get(address_of(version), follow=True)
    desk.post(address_of(version), {"note": "Changed"})

    assert "Kept" in page.content.decode()
    assert statement.versions.get().note == ""
