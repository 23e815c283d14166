"""The front page of the desk: what waits, and the lists that hold it."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from editors import roles
from imcwp_site.publishing import State
from statements import versions
from statements.admin.overview import COUNTED, Task, recent_changes
from statements.models import Concern, Statement
from tests.desk import found, queries
from tests.factories import make_editor, make_statement, make_text

pytestmark = pytest.mark.django_db
TOMORROW = timezone.now() + datetime.timedelta(days=1)


def waiting(client) -> dict[str, int]:
    """Give what the front page says is waiting."""
    return {task.label: task.number for task in client.get("/admin/").context["tasks"]}


def make_one_of_each(editor) -> None:
    """Keep statements that wait for something, each kind another number of times."""
    make_statement(published=False, entered_by=editor)
    for _n in range(2):
        make_statement(published=False, state=State.IN_REVIEW)
    make_statement(published_at=TOMORROW)
    for statement in Statement.objects.all():
        versions.record(statement)
    behind = make_statement(source="A book")
    make_text(behind, language="el")
    behind.signatures.create(printed_name="Example Party")
    behind.signatures.create(printed_name="Another Example Party")
    versions.record(behind)
    behind.concerns.create(kind=Concern.Kind.BEHIND, detail="el")


def test_front_page_counts_what_its_links_list(desk, editor):
    make_one_of_each(editor)

    tasks = desk.get("/admin/").context["tasks"]

    for task in tasks:
        assert len(found(desk.get(task.url))) == task.number, task.label
    assert [task.number for task in tasks] == [1, 2, 1, 1, 5, 1, 4, 0, 1]


def test_front_page_shows_a_contributor_what_is_his_to_do(client):
    contributor = make_editor(roles.CONTRIBUTOR)
    make_one_of_each(contributor)
    client.force_login(contributor)

    changes = recent_changes(contributor)

    assert waiting(client) == {"Drafts of mine": 1, "To review": 0, "Scheduled": 0}
    assert [version.statement.entered_by for version in changes] == [contributor]


def test_front_page_of_someone_without_the_statements_is_there(client):
    client.force_login(make_editor(is_superuser=False))

    front = client.get("/admin/")

    assert front.status_code == 200
    assert "tasks" not in front.context


def test_front_page_lists_changes_with_who_and_why(desk, editor):
    statement = make_statement(title="On an example")
    versions.record(statement, by=editor, note="A slip of the pen", is_minor=True)

    page = desk.get("/admin/").content.decode()

    for words in ("On an example", str(editor), "A slip of the pen", "(minor)"):
        assert words in page


def test_front_page_names_what_is_not_saved_yet(desk, editor):
    editor.unsaved.create(place="/admin/statements/statement/add/", title="On a draft", data="a=b")

    page = desk.get("/admin/").content.decode()

    assert "On a draft" in page


def test_front_page_asks_the_same_number_of_queries_for_many_rows(desk, editor):
    make_one_of_each(editor)
    few = queries(lambda: desk.get("/admin/"))
    for _n in range(5):
        make_one_of_each(editor)

    assert queries(lambda: desk.get("/admin/")) == few


def test_count_beyond_what_is_counted_says_so():
    assert Task("To review", COUNTED + 1, "").shown_number == "more than 1,000"
    assert Task("To review", COUNTED, "").shown_number == "1,000"


def test_notes_are_made_anew_by_a_command_that_says_what_differed(capsys):
    wrong, right = make_statement(), make_statement()
    versions.record(right)
    wrong.concerns.create(kind=Concern.Kind.UNTRANSLATED, detail="en")

    call_command("refresh_notes")
    first = capsys.readouterr().out
    call_command("refresh_notes")
    second = capsys.readouterr().out

    assert (first.strip()[-3:], second.strip()[-3:]) == (": 1", ": 0")
    assert set(wrong.concerns.values_list("kind", flat=True)) == {"no-topic", "no-source"}
