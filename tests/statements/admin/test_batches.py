"""Many statements changed from their list: chosen, confirmed, continued, reported."""

import csv
import datetime
import io
from functools import partial

import pytest

from editors.roles import CONTRIBUTOR, EDITOR
from statements import batches
from statements.models import Batch, BatchRow, Statement
from tests.desk import address_of, found, queries, queries_of_list
from tests.factories import make_editor, make_meeting, make_statement, make_text, make_topic

pytestmark = pytest.mark.django_db

STATEMENTS = "/admin/statements/statement/"
BATCHES = "/admin/statements/batch/"
Kind = Batch.Kind
Outcome = BatchRow.Outcome


def choose(client, kind, statements=(), query="", **more):
    """Choose an action of the list for these statements; give the batch, None if there is none."""
    data = {
        "action": f"batch_{kind.name.lower()}",
        "_selected_action": [statement.pk for statement in statements],
    }
    client.post(STATEMENTS + query, data | more)
    return Batch.objects.first()


def press(client, batch, step, **fields):
    return client.post(address_of(batch), {"step": step} | fields, follow=True)


@pytest.fixture
def no_time(monkeypatch):
    """Let a request do nothing, as one does that is cut off."""
    monkeypatch.setattr("statements.admin.batches.SECONDS", 0)


def test_chosen_statements_are_changed_once_it_is_confirmed(desk):
    drafts = [make_statement(published=False) for _n in range(2)]
    make_statement(published=False)

    batch = choose(desk, Kind.PUBLISH, drafts)
    shown = desk.get(address_of(batch))
    before = Statement.objects.published().count()
    report = press(desk, batch, "confirm", note="Checked")

    assert shown.context["moves"] == [("draft", "published", 2)]
    assert before == 0
    assert set(Statement.objects.published()) == set(drafts)
    assert drafts[0].versions.get().note == "Checked"
    assert "Done: 2 changed." in report.content.decode()


def test_all_that_match_the_filter_are_chosen(desk):
    for n in range(45):
        make_statement(published=False, kind="appeal" if n else "speech")
    make_statement(kind="appeal")
    query = "?state=draft&kind__exact=appeal"

    batch = choose(desk, Kind.PUBLISH, query=query, select_across=["0", "1"])

    assert batch.rows.count() == 44


def test_nothing_chosen_makes_no_batch(desk):
    make_statement()

    assert choose(desk, Kind.PUBLISH) is None


def test_confirmation_names_what_is_refused_with_every_reason(desk):
    empty = make_statement(published=False, title="", kind="")
    public = make_statement()

    batch = choose(desk, Kind.PUBLISH, [empty, public])
    page = desk.get(address_of(batch))

    assert page.context["reasons"] == [
        ("Title: Only a draft may lack this.", 1),
        ("Kind: Only a draft may lack this.", 1),
    ]
    assert (page.context["unchanged"], page.context["refused"]) == (1, 1)
    assert [line.number for line in page.context["page"]] == [empty.pk]
    assert address_of(empty) in page.content.decode()
    assert 'value="confirm"' not in page.content.decode()


def test_confirmation_of_very_many_says_how_many_it_has_looked_at(desk, monkeypatch):
    monkeypatch.setattr("statements.admin.batches.TRIED", 2)
    drafts = [make_statement(published=False) for _n in range(5)]

    batch = choose(desk, Kind.PUBLISH, drafts)

    assert "Seen from the first 2 of 5" in desk.get(address_of(batch)).content.decode()


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        (Kind.SCHEDULE, {}, "time"),
        (Kind.SCHEDULE, {"time_0": "2020-01-01", "time_1": "10:00"}, "time"),
        (Kind.SCHEDULE, {"time_0": "soon", "time_1": "10:00"}, "time"),
        (Kind.WITHDRAW, {"reason": " "}, "reason"),
        (Kind.WITHDRAW, {"reason": "a\x01b"}, "reason"),
        (Kind.ADD_TOPIC, {"topic": "none"}, "topic"),
        (Kind.SET_MEETING, {}, "meeting"),
        (Kind.SET_KIND, {"kind": "novel"}, "kind"),
        (Kind.SET_LANGUAGE, {"language": "xx-none"}, "language"),
        (Kind.PUBLISH, {"note": "x" * 501}, "note"),
    ],
)
def test_wrong_word_is_named_beside_its_field_and_nothing_begins(desk, kind, fields, field):
    batch = choose(desk, kind, [make_statement()])

    page = press(desk, batch, "confirm", **fields)

    assert list(page.context["form"].errors) == [field]
    assert Batch.objects.get().confirmed_at is None


def test_what_the_change_sets_is_shown_before_it_is_confirmed(desk):
    statement = make_statement(kind="speech")
    batch = choose(desk, Kind.SET_KIND, [statement])

    unseen = press(desk, batch, "confirm", kind="appeal")
    other = press(desk, batch, "confirm", kind="report")
    statement.refresh_from_db()
    kept = statement.kind
    press(desk, batch, "confirm", kind="report")

    assert unseen.context["moves"] == [("speech", "appeal", 1)]
    assert other.context["moves"] == [("speech", "report", 1)]
    statement.refresh_from_db()
    assert (kept, statement.kind) == ("speech", "report")


def test_each_change_takes_its_words(desk):
    topic, meeting, text = make_topic(), make_meeting(), make_text(language="en")
    statement = text.statement
    words = {
        Kind.ADD_TOPIC: {"topic": topic.pk},
        Kind.SET_MEETING: {"meeting": meeting.pk},
        Kind.SET_KIND: {"kind": "appeal"},
        Kind.SET_LANGUAGE: {"language": "el"},
        Kind.WITHDRAW: {"reason": "Asked for by its authors."},
    }

    for kind, fields in words.items():
        batch = choose(desk, kind, [statement])
        press(desk, batch, "show", **fields)
        press(desk, batch, "confirm", **fields)

    statement.refresh_from_db()
    assert [statement.meeting, *statement.topics.all()] == [meeting, topic]
    assert (statement.kind, statement.texts.get().language) == ("appeal", "el")
    assert statement.is_withdrawn


def test_schedule_keeps_the_time_that_was_typed(desk):
    draft = make_statement(published=False)
    batch = choose(desk, Kind.SCHEDULE, [draft])
    time = {"time_0": "2999-01-01", "time_1": "10:30"}

    shown = press(desk, batch, "show", **time)
    press(desk, batch, "confirm", **time)

    assert shown.context["form"]["time"].value().hour == 10
    draft.refresh_from_db()
    assert draft.published_at == datetime.datetime(2999, 1, 1, 10, 30, tzinfo=datetime.UTC)


def test_cancelled_change_leaves_nothing(desk):
    draft = make_statement(published=False)
    batch = choose(desk, Kind.PUBLISH, [draft])

    page = press(desk, batch, "cancel")

    assert "Nothing was changed." in page.content.decode()
    assert not Batch.objects.exists()
    assert not Statement.objects.published().exists()


def test_interrupted_change_says_so_and_is_continued(desk, no_time, monkeypatch):
    batch = choose(desk, Kind.PUBLISH, [make_statement(published=False) for _n in range(3)])

    page = press(desk, batch, "confirm").content.decode()
    listed = desk.get(BATCHES).content.decode()
    monkeypatch.setattr("statements.admin.batches.SECONDS", 60)
    report = press(desk, batch, "continue").content.decode()

    assert "Interrupted: 3 of 3 not done yet." in page
    assert "interrupted: 3 of 3 not done yet" in listed
    assert "Done: 3 changed." in report


def test_stopped_change_leaves_the_rest_and_is_not_continued(desk, no_time, monkeypatch):
    batch = choose(desk, Kind.PUBLISH, [make_statement(published=False) for _n in range(3)])
    press(desk, batch, "confirm")

    press(desk, batch, "stop")
    monkeypatch.setattr("statements.admin.batches.SECONDS", 60)
    report = press(desk, batch, "continue").content.decode()

    assert "Stopped: 3 of 3 not done." in report
    assert not Statement.objects.published().exists()


def test_report_shows_each_outcome_and_leads_to_its_statements(desk):
    draft, empty = make_statement(published=False), make_statement(published=False, title="")
    batch = choose(desk, Kind.PUBLISH, [draft, empty])
    press(desk, batch, "confirm")

    refused = desk.get(address_of(batch))
    changed = desk.get(address_of(batch), {"outcome": "changed", "page": "99"})
    chosen = desk.get(STATEMENTS, {"batch": f"{batch.pk}:refused"})

    assert [line.number for line in refused.context["page"]] == [empty.pk]
    assert [line.number for line in changed.context["page"]] == [draft.pk]
    assert "List: changed" in changed.content.decode()
    assert found(chosen) == ["Untitled draft"]


@pytest.mark.parametrize("asked", ["", "x", "1:none", "²:refused", f"{10**20}:refused"])
def test_list_ignores_a_batch_that_cannot_be(desk, asked):
    make_statement(title="This")

    assert found(desk.get(STATEMENTS, {"batch": asked}, follow=True)) == ["This"]


def test_report_is_downloaded_whole(desk):
    make_statement(published=False, title="=1+1", kind="")
    for _n in range(3):
        make_statement(published=False)
    batch = choose(desk, Kind.PUBLISH, Statement.objects.all())
    press(desk, batch, "confirm")

    answer = desk.get(f"{BATCHES}{batch.pk}/report.csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    assert [row["outcome"] for row in rows] == ["refused", "changed", "changed", "changed"]
    assert rows[0]["title"] == "'=1+1"
    assert rows[0]["reason"] == "Kind: Only a draft may lack this."


# Who may


@pytest.fixture
def contributor(client):
    contributor = make_editor(CONTRIBUTOR)
    client.force_login(contributor)
    return contributor


def test_contributor_publishes_nothing(client, contributor):
    own = make_statement(published=False, entered_by=contributor)
    batch = batches.make(Kind.PUBLISH, Statement.objects.all(), by=contributor)

    offered = client.get(STATEMENTS).content.decode()
    refused = press(client, batch, "confirm")

    assert "batch_publish" not in offered
    assert "batch_set_kind" in offered
    assert refused.status_code == 403
    own.refresh_from_db()
    assert not own.is_public


def test_contributor_changes_only_own_drafts(client, contributor):
    own = make_statement(published=False, entered_by=contributor, kind="speech")
    public = make_statement(kind="speech")

    batch = choose(client, Kind.SET_KIND, [own, public])
    press(client, batch, "show", kind="appeal")
    report = press(client, batch, "confirm", kind="appeal").content.decode()

    assert "It is not yours to change." in report
    assert list(Statement.objects.filter(kind="appeal")) == [own]


def test_changes_of_others_are_read_by_editors_alone_and_run_by_none(client, contributor, no_time):
    make_statement()
    batch = batches.make(Kind.SET_KIND, Statement.objects.all(), by=make_editor(EDITOR))
    batches.settle(batch, {"kind": "appeal"}, "")
    batches.confirm(batch)

    hidden = client.get(address_of(batch))
    no_report = client.get(f"{BATCHES}{batch.pk}/report.csv")
    client.force_login(make_editor(EDITOR))
    read = client.get(address_of(batch)).content.decode()
    run = press(client, batch, "continue")
    stopped = press(client, batch, "stop")

    assert (hidden.status_code, no_report.status_code) == (302, 404)
    assert 'value="continue"' not in read
    assert 'value="stop"' in read
    assert (run.status_code, stopped.status_code) == (403, 200)


def test_unconfirmed_change_is_nobody_elses(desk):
    make_statement()
    batch = batches.make(Kind.PUBLISH, Statement.objects.all(), by=make_editor())

    assert desk.get(address_of(batch)).status_code == 302


def test_visitor_sees_no_report(client):
    make_statement()
    batch = batches.make(Kind.SET_KIND, Statement.objects.all(), by=make_editor())

    for address in (address_of(batch), f"{BATCHES}{batch.pk}/report.csv"):
        assert client.get(address).status_code == 302


# Queries


def test_list_of_batches_asks_the_same_number_of_queries_for_many(desk, editor):
    make_statement()

    def fill():
        batches.confirm(batches.make(Kind.PUBLISH, Statement.objects.all(), by=editor))

    few, many = queries_of_list(lambda: desk.get(BATCHES), fill)

    assert many == few
    assert many <= 12


@pytest.mark.parametrize("confirmed", [False, True])
def test_page_of_a_batch_asks_the_same_number_of_queries_for_many(desk, editor, confirmed):
    counts = []
    for n in (2, 30):
        for _n in range(n):
            make_statement(published=False)
        batch = batches.make(Kind.PUBLISH, Statement.objects.all(), by=editor)
        if confirmed:
            batches.confirm(batch)
        address = address_of(batch)
        counts.append(queries(partial(desk.get, address)))

    assert counts[0] == counts[1]
    assert counts[1] <= 12


def test_front_page_offers_a_contributor_changes_of_many_only_after_the_first(client):
    contributor = make_editor(CONTRIBUTOR)
    client.force_login(contributor)

    before = client.get("/admin/").content.decode()
    Batch.objects.create(kind=Kind.SET_KIND, by=contributor)
    after = client.get("/admin/").content.decode()

    assert f'href="{BATCHES}"' not in before
    assert f'href="{BATCHES}"' in after


def test_front_page_offers_an_editor_changes_of_many(client):
    client.force_login(make_editor(EDITOR))

    assert f'href="{BATCHES}"' in client.get("/admin/").content.decode()
