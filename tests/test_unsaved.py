"""What is typed at the desk and not saved."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import timezone

from editors.models import UnsavedWork
from imcwp_site import unsaved
from statements.models import Statement
from tests.desk import address_of, errors_of, form_data, queries
from tests.factories import (
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/statements/statement/add/"
FORMS = [make_statement, make_party, make_meeting, make_topic]


def keep(desk, address: str, **typed):
    """Type into the form at `address` and leave; give what is kept."""
    data = form_data(desk.get(address), **typed)
    response = desk.post(f"{address}unsaved/", data)
    assert response.status_code == 204
    return UnsavedWork.objects.get(place__endswith=data["writing"])


def take_up(desk, address: str, work):
    return desk.get(address, {"unsaved": work.pk})


def test_unsaved_works_of_one_minute_are_told_apart(desk):
    minute = timezone.now().replace(second=0)
    for n in range(2):
        work = keep(desk, ADD, title=f"Example {n}")
        saved_at = minute + datetime.timedelta(seconds=n)
        UnsavedWork.objects.filter(pk=work.pk).update(saved_at=saved_at)

    page = desk.get(ADD).content.decode()

    for told in [":00 and did", ":01 and did", "<bdi>Example 0</bdi>", "<bdi>Example 1</bdi>"]:
        assert told in page


@pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)
def test_unsaved_work_is_offered_when_the_form_is_opened_again(desk, make):
    address = address_of(make())

    work = keep(desk, address, source="Typed and not saved")

    assert f"?unsaved={work.pk}" in desk.get(address).content.decode()


def test_unsaved_work_is_taken_up_with_rows_that_were_added_changed_and_marked(desk):
    statement = make_statement(parties=[make_party()], title="Kept")
    make_text(statement, title="Old title")
    second = make_party(name="Second Party")
    address = address_of(statement)
    typed = {
        "title": "Typed",
        "texts-0-title": "New title",
        "signatures-0-DELETE": "on",
        "signatures-TOTAL_FORMS": "2",
        "signatures-1-party": str(second.pk),
        "signatures-1-role": "signatory",
    }
    work = keep(desk, address, **typed)

    taken = take_up(desk, address, work)

    assert typed.items() <= form_data(taken).items()
    assert "Second Party" in taken.content.decode()
    statement.refresh_from_db()
    assert statement.title == "Kept"


@pytest.mark.parametrize(
    ("address", "typed", "status"),
    [
        (ADD, {"title": "Ty\x00ped"}, 204),
        (ADD, {"writing": "1-\x00"}, 409),
        (f"/admin/statements/statement/{'9' * 300}/change/", {"title": "Typed"}, 409),
    ],
    ids=["title", "writing", "address"],
)
def test_what_no_form_sends_is_met_without_a_failure(desk, address, typed, status):
    assert desk.post(f"{address}unsaved/", typed).status_code == status
    assert set(UnsavedWork.objects.values_list("title", flat=True)) <= {"Typed"}


def test_a_writing_that_cannot_be_one_does_not_keep_a_form_from_being_saved(desk):
    party = make_party()
    data = form_data(desk.get(address_of(party)))

    saved = desk.post(address_of(party), data | {"writing": "1-\x00"})

    assert saved.status_code == 302
    assert unsaved.SAVED_COOKIE not in saved.cookies


def test_unsaved_work_is_taken_up_without_a_complaint(desk):
    work = keep(desk, ADD, title="", kind="", issued="2019-13", **{"texts-0-language": "xx"})

    taken = take_up(desk, ADD, work)

    assert '<p class="errornote">' not in taken.content.decode()
    assert "errorlist" not in taken.content.decode()
    assert form_data(taken)["issued"] == "2019-13"


def test_unsaved_work_is_gone_once_it_is_saved_and_leaves_no_trace(desk):
    statement = make_statement()
    address = address_of(statement)
    work = keep(desk, address, title="Typed")

    response = desk.post(address, form_data(take_up(desk, address, work)))

    assert response.status_code == 302
    assert not UnsavedWork.objects.exists()
    assert statement.versions.count() == 1
    assert statement.versions.get().content["title"] == "Typed"


def test_keeping_unsaved_work_leaves_nothing_in_the_history(desk, editor):
    statement = make_statement()

    keep(desk, address_of(statement), title="Typed")

    assert not statement.versions.exists()
    assert not editor.logentry_set.exists()


def test_unsaved_work_stays_when_the_form_is_refused(desk):
    work = keep(desk, ADD, title="Typed", issued="2019-13")

    response = desk.post(ADD, form_data(take_up(desk, ADD, work)))

    assert "issued" in errors_of(response)
    assert UnsavedWork.objects.get() == work
    assert response.context["unsaved"]["writing"] in work.place


def test_unsaved_work_of_one_writing_is_written_over_and_of_another_is_not(desk):
    data = form_data(desk.get(ADD), title="First words")
    desk.post(f"{ADD}unsaved/", data)
    desk.post(f"{ADD}unsaved/", data | {"title": "First words and more"})

    keep(desk, ADD, title="Another")

    titles = UnsavedWork.objects.values_list("title", flat=True)
    assert sorted(titles) == ["Another", "First words and more"]


def test_saving_leaves_other_unsaved_work_of_the_same_form(desk):
    statement = make_statement()
    work = keep(desk, address_of(statement), title="Typed before")

    desk.post(address_of(statement), form_data(desk.get(address_of(statement))))

    assert UnsavedWork.objects.get() == work


def test_unsaved_work_holds_no_token_button_or_password(desk):
    work = keep(desk, ADD, _save="Save", csrfmiddlewaretoken="x" * 64, password1="secret")

    assert not {"_save", "csrfmiddlewaretoken", "password1"} & set(QueryDict(work.data))


def test_unsaved_work_that_is_too_long_is_refused_with_a_sentence(desk, monkeypatch):
    monkeypatch.setattr(unsaved, "MAX_LENGTH", 1000)
    data = form_data(desk.get(ADD), note="long " * 500)

    response = desk.post(f"{ADD}unsaved/", data)

    assert response.status_code == 413
    assert "only saving keeps that" in response.content.decode()
    assert not UnsavedWork.objects.exists()


def test_unsaved_work_is_not_kept_for_an_editor_who_did_not_write_it(desk, client):
    data = form_data(desk.get(ADD), title="Typed")
    client.force_login(make_editor())

    response = client.post(f"{ADD}unsaved/", data)

    assert response.status_code == 409
    assert not UnsavedWork.objects.exists()


def test_unsaved_work_of_another_editor_is_neither_offered_nor_given(desk, client):
    work = keep(desk, ADD, title="Typed by the first")
    client.force_login(make_editor())

    pages = [client.get(ADD), take_up(client, ADD, work)]

    assert all("Typed by the first" not in page.content.decode() for page in pages)


def test_unsaved_work_is_kept_only_for_who_may_write_the_record(client):
    contributor = make_editor("Contributor")
    client.force_login(contributor)
    statement = make_statement()
    data = {"title": "Typed", "writing": unsaved.new_writing(contributor)}

    responses = [
        client.post(f"{address_of(statement)}unsaved/", data),
        client.post(f"{address_of(make_party())}unsaved/", data),
    ]

    assert [response.status_code for response in responses] == [403, 403]
    assert not UnsavedWork.objects.exists()


def test_unsaved_work_is_thrown_away_after_one_question(desk):
    work = keep(desk, ADD, title="Typed")
    address = f"{ADD}unsaved/?throw_away={work.pk}"

    question = desk.get(address)
    assert UnsavedWork.objects.exists()
    answer = desk.post(address)

    assert question.status_code == 200
    assert answer.headers["Location"] == ADD
    assert not UnsavedWork.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "٣", "9" * 30, "1"])
def test_unsaved_work_that_is_not_there_is_not_offered(desk, key):
    responses = [
        desk.get(ADD, {"unsaved": key}),
        desk.get(f"{ADD}unsaved/", {"throw_away": key}, follow=True),
    ]

    assert [response.status_code for response in responses] == [200, 200]


def test_unsaved_work_goes_after_ninety_days_when_other_work_is_kept(desk, editor):
    old = editor.unsaved.create(place=f"{ADD}#1-{'0' * 16}", data="title=Old")
    UnsavedWork.objects.update(saved_at=timezone.now() - datetime.timedelta(days=91))

    keep(desk, ADD, title="New")

    assert not UnsavedWork.objects.filter(pk=old.pk).exists()


def test_oldest_unsaved_work_of_an_editor_makes_room_and_that_of_others_stays(desk, editor):
    other = make_editor().unsaved.create(place=f"{ADD}#2-{'0' * 16}", data="title=Other")
    for n in range(unsaved.MOST_KEPT):
        editor.unsaved.create(place=f"{ADD}#1-{n:016}", data=f"title={n}")

    keep(desk, ADD, title="New")

    titles = [QueryDict(work.data)["title"] for work in editor.unsaved.order_by("pk")]
    assert titles == [*map(str, range(1, unsaved.MOST_KEPT)), "New"]
    assert UnsavedWork.objects.filter(pk=other.pk).exists()


def test_row_that_someone_else_deleted_meanwhile_is_entered_anew(desk):
    statement = make_statement(parties=[make_party(), make_party()])
    data = form_data(desk.get(address_of(statement)))
    statement.signatures.first().delete()

    response = desk.post(address_of(statement), data)

    assert response.status_code == 302
    assert statement.signatures.count() == 2


def test_row_without_a_number_is_a_new_one(desk):
    statement = make_statement(parties=[make_party()])
    data = form_data(desk.get(address_of(statement)), **{"signatures-0-id": ""})
    statement.signatures.all().delete()

    response = desk.post(address_of(statement), data)

    assert response.status_code == 302
    assert statement.signatures.count() == 1


def test_keeping_asks_few_queries(desk):
    statement = make_statement()
    data = form_data(desk.get(address_of(statement)), title="Typed")
    address = f"{address_of(statement)}unsaved/"

    first = queries(lambda: desk.post(address, data), 204)
    later = queries(lambda: desk.post(address, data), 204)

    assert first <= 12
    assert later <= 8
    assert Statement.objects.get().title != "Typed"
