"""Two editors at one record of the desk."""

import pytest

from editors.models import UnsavedWork
from imcwp_site import paged
from statements.models import Topic
from tests.desk import address_of, form_data, queries_of_form
from tests.factories import (
    make_dossier,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(client_of):
    """The client of another editor."""
    return client_of(make_editor(username="the-other"))


def save(desk, record, data=None, **changes):
    data = data or form_data(desk.get(address_of(record)))
    return desk.post(address_of(record), data | changes)


@pytest.mark.parametrize("make", [make_party, make_meeting, make_topic, make_dossier])
def test_second_editor_to_save_is_told_who_changed_what(desk, other, make):
    record = make(source="Once") if make is not make_dossier else make(introduction="Once")
    name = "introduction" if make is make_dossier else "source"
    typed = form_data(desk.get(address_of(record)), **{name: "Mine"})
    save(other, record, **{name: "Theirs"})

    response = desk.post(address_of(record), typed)

    page = response.content.decode()
    assert "the-other changed it on" in page
    assert [place.now for place in response.context["differing"]] == ["Theirs"]
    assert form_data(response)[name] == "Mine"
    record.refresh_from_db()
    assert getattr(record, name) == "Theirs"


def test_saving_again_saves_what_the_form_says(desk, other):
    topic = make_topic(name="Once")
    typed = form_data(desk.get(address_of(topic)), name="Mine")
    save(other, topic, name="Theirs")

    again = form_data(desk.post(address_of(topic), typed))
    response = desk.post(address_of(topic), again)

    assert response.status_code == 302
    assert Topic.objects.get().name == "Mine"


def test_change_by_a_third_editor_in_between_is_told_too(desk, other):
    topic = make_topic(name="Once")
    typed = form_data(desk.get(address_of(topic)), name="Mine")
    save(other, topic, name="Theirs")
    again = form_data(desk.post(address_of(topic), typed))
    save(other, topic, name="Theirs again")

    response = desk.post(address_of(topic), again)

    assert [place.now for place in response.context["differing"]] == ["Theirs again"]


def test_rows_that_others_added_changed_and_deleted_are_told(desk, other):
    party = make_party()
    changed = party.names.create(kind="former", text="Changed")
    gone = party.names.create(kind="former", text="Gone")
    data = form_data(desk.get(address_of(party)))
    changed.text = "Changed by them"
    changed.save()
    gone.delete()
    party.names.create(kind="former", text="Added by them")

    response = desk.post(address_of(party), data)

    told = {place.label: place.now for place in response.context["differing"]}
    assert "Changed by them" in told.values()
    assert "added meanwhile, and stays" in told.values()
    assert any("deleted meanwhile" in now for now in told.values())
    again = desk.post(address_of(party), form_data(response))
    assert again.status_code == 302
    texts = set(party.names.values_list("text", flat=True))
    assert texts == {"Changed", "Gone", "Added by them"}


def test_numbered_rows_that_others_added_come_last(desk):
    dossier = make_dossier(statements=[make_statement()])
    data = form_data(desk.get(address_of(dossier)))
    data.pop("seen")
    dossier.entries.create(statement=make_statement(), position=1_000)

    desk.post(address_of(dossier), data | {"entries-0-note": "Changed"})

    assert list(dossier.entries.values_list("position", flat=True)) == [1, 2]


def test_unsaved_work_on_a_record_that_others_changed_is_told_when_it_is_saved(desk, other):
    topic = make_topic(name="Once")
    address = address_of(topic)
    desk.post(f"{address}unsaved/", form_data(desk.get(address), name="Mine"))
    save(other, topic, name="Theirs")

    taken = desk.get(address, {"unsaved": UnsavedWork.objects.get().pk})
    response = desk.post(address, form_data(taken))

    assert "the-other changed it on" in response.content.decode()
    assert Topic.objects.get().name == "Theirs"


def test_form_of_a_record_that_was_deleted_is_offered_to_be_entered_anew(desk, other):
    topic = make_topic(name="Once")
    typed = form_data(desk.get(address_of(topic)), name="Mine", scope_note="Long words")
    other.post(address_of(topic, "delete"), {"post": "yes"})

    response = desk.post(address_of(topic), typed)

    work = UnsavedWork.objects.get()
    page = response.content.decode()
    assert response.status_code == 409
    assert "the-other deleted" in page
    anew = desk.get("/admin/statements/topic/add/", {"unsaved": work.pk})
    saved = desk.post("/admin/statements/topic/add/", form_data(anew, slug="mine"))
    assert saved.status_code == 302
    assert Topic.objects.get().scope_note == "Long words"
    assert not UnsavedWork.objects.exists()


def test_draft_that_was_published_meanwhile_keeps_what_its_contributor_typed(client_of):
    contributor = make_editor("Contributor")
    client = client_of(contributor)
    draft = make_statement(published=False, entered_by=contributor)
    typed = form_data(client.get(address_of(draft)), note="Mine")
    type(draft).objects.update(state="published", published_at="2020-01-01T00:00Z")

    response = client.post(address_of(draft), typed)

    assert response.status_code == 403
    assert contributor.unsaved.exists()


def test_saving_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = make_party(), make_party()
    for party, rows in ((few, 2), (many, 20)):
        for n in range(rows):
            party.names.create(kind="former", text=f"Name {n}")

    assert queries_of_form(desk, few) == queries_of_form(desk, many)


def test_rows_of_other_pages_are_not_told_as_added(desk, other, monkeypatch):
    monkeypatch.setattr(paged, "ROWS_SHOWN", 2)
    meeting = make_meeting(theme="Once")
    for _n in range(5):
        meeting.participations.create(party=make_party(), role="delegation")
    address = f"{address_of(meeting)}?participations-page=2"
    typed = form_data(desk.get(address), theme="Mine")
    save(other, meeting, theme="Theirs")

    response = desk.post(address, typed)
    saved = desk.post(address, form_data(response))

    assert [place.now for place in response.context["differing"]] == ["Theirs"]
    assert saved.status_code == 302
    assert meeting.participations.count() == 5
