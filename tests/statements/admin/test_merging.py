"""Two editors who save the same statement."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from imcwp_site import paged
from statements import versions
from statements.models import Statement
from tests.desk import PDF, address_of, errors_of, form_data, queries
from tests.factories import (
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(client_of):
    """The client of another editor."""
    return client_of(make_editor(username="the-other"))


@pytest.fixture
def statement():
    """A statement with a text, a signature and a topic, as its first version says."""
    statement = make_statement(
        title="First title", parties=[make_party(slug="xx-first")], topics=[make_topic()]
    )
    make_text(statement, language="en", title="Text", body="<p>One two three.</p>")
    versions.record(statement)
    return statement


def opened(desk, statement) -> dict:
    """Open the form; give what it would send."""
    return form_data(desk.get(address_of(statement)))


def save(desk, statement, **changes):
    return desk.post(address_of(statement), opened(desk, statement) | changes)


def send(desk, statement, data, **changes):
    return desk.post(address_of(statement), data | changes)


def choose(desk, response, **choices):
    """Send the page that asks about what both changed."""
    html_fields = {
        "seen": response.context["seen"],
        "newest": response.context["newest"],
        "mine": response.context["mine"],
    }
    places = {choice.name: "mine" for choice in response.context["choices"]}
    address = f"/admin/statements/statement/{response.context['original'].pk}/merge/"
    return desk.post(address, html_fields | dict(response.context["typed"]) | places | choices)


def test_changes_of_different_places_are_saved_together_as_one_version(desk, other, statement):
    mine = opened(desk, statement)
    save(other, statement, title="Their title")

    response = send(desk, statement, mine, note="My note", change_note="Why")

    assert response.status_code == 302
    statement.refresh_from_db()
    assert (statement.title, statement.note) == ("Their title", "My note")
    newest = statement.versions.first()
    assert (newest.n, newest.note) == (3, "Why")
    told = [str(message) for message in desk.get("/admin/").context["messages"]]
    assert any("the-other" in sentence and "Title" in sentence for sentence in told)


def test_changes_of_different_rows_are_saved_together(desk, other, statement):
    second, third = make_party(slug="xx-second"), make_party(slug="xx-third")
    mine = opened(desk, statement)
    their_rows = {
        "signatures-TOTAL_FORMS": "2",
        "signatures-1-party": str(second.pk),
        "signatures-1-role": "signatory",
        "texts-0-title": "Their heading",
    }
    save(other, statement, **their_rows)

    my_rows = {
        "signatures-TOTAL_FORMS": "2",
        "signatures-1-party": str(third.pk),
        "signatures-1-role": "signatory",
        "texts-TOTAL_FORMS": "2",
        "texts-1-language": "fr",
        "texts-1-title": "Mon titre",
    }
    response = send(desk, statement, mine, **my_rows)

    assert response.status_code == 302
    slugs = {signature.party.slug for signature in statement.signatures.all()}
    assert slugs == {"xx-first", "xx-second", "xx-third"}
    assert {text.title for text in statement.texts.all()} == {"Their heading", "Mon titre"}
    assert statement.versions.count() == 3


def test_row_that_both_added_is_one(desk, other, statement):
    party = make_party(slug="xx-both")
    row = {
        "signatures-TOTAL_FORMS": "2",
        "signatures-1-party": str(party.pk),
        "signatures-1-role": "signatory",
    }
    mine = opened(desk, statement)
    save(other, statement, **row)

    response = send(desk, statement, mine, **row)

    assert response.status_code == 302
    assert statement.signatures.filter(party=party).count() == 1


def test_row_that_the_other_deleted_stays_deleted(desk, other, statement):
    mine = opened(desk, statement)
    save(other, statement, **{"signatures-0-DELETE": "on"})

    response = send(desk, statement, mine, title="My title")

    assert response.status_code == 302
    assert not statement.signatures.exists()
    assert Statement.objects.get().title == "My title"


def test_place_that_both_changed_is_asked_and_nothing_is_saved(desk, other, statement, editor):
    mine = opened(desk, statement)
    save(other, statement, **{"texts-0-body": "<p>One two four.</p>", "note": "Their note"})

    response = send(
        desk, statement, mine, **{"texts-0-body": "<p>One two five.</p>", "title": "My title"}
    )

    page = response.content.decode()
    assert len(response.context["choices"]) == 1
    assert "the-other changed this statement" in page
    assert re.search("<ins>[^<]*four", page)
    assert re.search("<ins>[^<]*five", page)
    assert Statement.objects.get().title == "First title"
    assert statement.versions.count() == 2
    assert editor.unsaved.exists()


@pytest.mark.parametrize(("chosen", "word"), [("mine", "five"), ("theirs", "four")])
def test_choice_of_a_place_is_saved_with_all_the_rest(desk, other, statement, editor, chosen, word):
    mine = opened(desk, statement)
    save(other, statement, **{"texts-0-body": "<p>One two four.</p>", "note": "Their note"})
    asked = send(
        desk, statement, mine, **{"texts-0-body": "<p>One two five.</p>", "title": "My title"}
    )

    response = choose(desk, asked, **{"place-0": chosen})

    assert response.status_code == 302
    statement.refresh_from_db()
    assert (statement.title, statement.note) == ("My title", "Their note")
    assert word in statement.texts.get().body
    assert statement.versions.count() == 3
    assert not editor.unsaved.exists()
    assert mine["writing"] in response.cookies["desk-saved"].value  # the browser forgets it too


@pytest.mark.parametrize(("chosen", "count"), [("mine", 0), ("theirs", 1)])
def test_text_that_one_removed_and_the_other_changed_is_asked(
    desk, other, statement, chosen, count
):
    mine = opened(desk, statement)
    save(other, statement, **{"texts-0-title": "Their heading"})
    asked = send(desk, statement, mine, **{"texts-0-DELETE": "on"})

    choose(desk, asked, **{"place-0": chosen})

    assert statement.texts.count() == count


def test_third_change_in_between_is_asked_again(desk, other, statement):
    mine = opened(desk, statement)
    save(other, statement, title="Their title")
    asked = send(desk, statement, mine, title="My title")
    save(other, statement, title="Their title again")

    again = choose(desk, asked, **{"place-0": "theirs"})
    response = choose(desk, again, **{"place-0": "theirs"})

    assert "changed once more" in again.content.decode()
    assert response.status_code == 302
    assert Statement.objects.get().title == "Their title again"


def test_refused_form_tells_what_the_other_changed(desk, other, statement):
    mine = opened(desk, statement)
    save(other, statement, title="Their title")

    refused = send(desk, statement, mine, issued="2019-13", note="My note")
    response = send(desk, statement, form_data(refused), issued="2019-12")

    assert "issued" in errors_of(refused)
    assert "the-other changed this statement" in refused.content.decode()
    assert response.status_code == 302
    statement.refresh_from_db()
    assert (statement.title, statement.note) == ("Their title", "My note")


def test_text_in_a_language_that_both_added_is_asked(desk, other, statement):
    mine = opened(desk, statement)
    row = {"texts-TOTAL_FORMS": "2", "texts-1-language": "fr"}
    save(other, statement, **row, **{"texts-1-title": "Leur titre"})

    asked = send(desk, statement, mine, **row, **{"texts-1-title": "Mon titre"})
    choose(desk, asked)

    assert statement.texts.get(language="fr").title == "Mon titre"


def test_file_of_a_change_that_was_asked_about_is_kept(desk, other, statement):
    mine = opened(desk, statement)
    save(other, statement, title="Their title")
    file = SimpleUploadedFile("scan.pdf", PDF)
    row = {
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-file": file,
        "attachments-0-kind": "scan",
    }

    asked = send(desk, statement, mine, title="My title", **row)
    choose(desk, asked)

    kept = statement.attachments.get()
    with kept.file.open() as opened_file:
        assert opened_file.read() == PDF
    assert (kept.name, kept.kind) == ("scan.pdf", "scan")


def test_meeting_of_one_and_topics_of_the_other_are_saved_together(desk, other, statement):
    meeting, topic = make_meeting(), make_topic(slug="other-topic")
    mine = opened(desk, statement)
    save(other, statement, meeting=str(meeting.pk))

    send(
        desk,
        statement,
        mine,
        **{"topic_links-TOTAL_FORMS": "2", "topic_links-1-topic": str(topic.pk)},
    )

    statement.refresh_from_db()
    assert statement.meeting == meeting
    assert statement.topics.count() == 2


def test_choice_that_was_tampered_with_is_refused(desk, other, statement):
    mine = opened(desk, statement)
    save(other, statement, title="Their title")
    asked = send(desk, statement, mine, title="My title")

    response = choose(desk, asked, mine="made:up")

    assert response.headers["Location"] == address_of(statement)
    assert Statement.objects.get().title == "Their title"


def test_unsound_words_of_a_choice_are_left_out(desk, other, statement):
    mine = opened(desk, statement)
    save(other, statement, title="Their title")
    asked = send(desk, statement, mine, title="My title")

    response = choose(desk, asked, change_note="W\x00hy", writing="1-\x00")

    assert response.status_code == 302
    assert statement.versions.first().note == "Why"


def test_choice_is_refused_to_who_may_not_change_the_statement(client_of, desk, other, statement):
    mine = opened(desk, statement)
    save(other, statement, title="Their title")
    asked = send(desk, statement, mine, title="My title")

    response = choose(client_of(make_editor("Contributor")), asked)

    assert response.status_code == 403
    assert Statement.objects.get().title == "Their title"


def test_page_that_asks_has_the_same_number_of_queries_for_many_places(desk, other):
    counts = []
    for rows in (1, 8):
        statement = make_statement()
        for n in range(rows):
            statement.signatures.create(party=make_party(), position=n)
        versions.record(statement)
        mine = opened(desk, statement)
        save(other, statement, **{f"signatures-{n}-group": "Theirs" for n in range(rows)})
        asked = send(
            desk, statement, mine, **{f"signatures-{n}-group": "Mine" for n in range(rows)}
        )
        assert len(asked.context["choices"]) == rows
        counts.append(queries(lambda page=asked: choose(desk, page, newest="0")))

    assert counts[0] == counts[1]


def test_rows_of_other_pages_stay_when_two_save_together(desk, other, statement, monkeypatch):
    monkeypatch.setattr(paged, "ROWS_SHOWN", 2)
    for n in range(5):
        statement.signatures.create(party=make_party(), role="signatory", position=n)
    versions.record(statement)
    mine = opened(desk, statement)
    save(other, statement, note="Their note")

    response = send(desk, statement, mine, title="My title")

    assert response.status_code == 302
    assert statement.signatures.count() == 6
    statement.refresh_from_db()
    assert (statement.title, statement.note) == ("My title", "Their note")


def test_party_that_was_renamed_meanwhile_is_the_same(desk, other, statement):
    mine = opened(desk, statement)
    party = statement.signatures.get().party
    party.slug = "xx-renamed"
    party.save()
    save(other, statement, note="Their note")

    send(desk, statement, mine, title="My title")

    assert [signature.party for signature in statement.signatures.all()] == [party]
