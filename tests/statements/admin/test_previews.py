"""Previews that editors open, and links that they make."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from statements.models import PreviewLink, Statement, Version
from tests.desk import PDF, address_of, form_data
from tests.factories import make_editor, make_party, make_statement, make_text

pytestmark = pytest.mark.django_db
ADD = "/admin/statements/statement/add/"


def preview(desk, address: str, **changes):
    """Send the form at `address` to its preview."""
    return desk.post(f"{address}preview/", form_data(desk.get(address), **changes))


def links_of(statement) -> str:
    return f"/admin/statements/statement/{statement.pk}/links/"


def test_preview_shows_what_is_in_the_form_and_saves_nothing(desk, editor):
    statement = make_statement(title="Kept", parties=[make_party()])
    make_text(statement, body="<p>Kept words</p>")

    response = preview(
        desk, address_of(statement), title="Typed", **{"texts-0-body": "Typed words"}
    )

    html = response.content.decode()
    assert "Typed words" in html
    assert "Kept words" not in html
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert Statement.objects.get().title == "Kept"
    assert not Version.objects.exists()
    assert not editor.logentry_set.exists()


def test_preview_of_a_new_statement_keeps_no_statement(desk):
    response = preview(desk, ADD, title="New", kind="statement")

    assert "New" in response.content.decode()
    assert not Statement.objects.exists()


def test_preview_of_a_draft_without_kind_says_nothing_of_a_kind(desk):
    response = preview(desk, ADD, title="New")

    html = response.content.decode()
    assert "<dt>Issued</dt>" in html
    assert "<dt>Kind</dt>" not in html


def test_preview_shows_another_language_of_the_form_when_asked(desk):
    statement = make_statement()
    make_text(statement, language="en", body="<p>English words</p>")
    make_text(statement, language="fr", body="<p>Mots</p>")

    response = preview(desk, address_of(statement), _language="fr")

    html = response.content.decode()
    assert "Mots" in html
    assert 'name="_language" value="en"' in html


def test_preview_lists_a_file_that_is_chosen(desk):
    address = address_of(make_statement())
    data = form_data(desk.get(address)) | {
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-file": SimpleUploadedFile("scan.pdf", PDF),
        "attachments-0-kind": "scan",
    }

    response = desk.post(f"{address}preview/", data)

    assert "scan.pdf" in response.content.decode()


def test_preview_says_all_that_keeps_the_form_from_being_saved(desk):
    statement = make_statement()
    make_text(statement)

    response = preview(
        desk, address_of(statement), issued="2019-13", title="", **{"texts-0-language": "xx"}
    )

    html = response.content.decode()
    assert "There is no preview yet" in html
    assert "Issued" in html
    assert "Text 1, Language" in html
    assert statement == Statement.objects.get()


def test_preview_is_refused_to_who_may_not_write_the_statement(client):
    client.force_login(make_editor("Contributor"))
    statement = make_statement()

    response = client.post(f"{address_of(statement)}preview/", {})

    assert response.status_code == 403


def test_preview_opened_without_a_form_leads_to_it(desk):
    assert desk.get(f"{ADD}preview/").headers["Location"] == ADD


def test_editor_makes_a_link_and_ends_it(desk, editor):
    statement = make_statement(published=False)

    desk.post(links_of(statement), {"make": "1", "days": "7"})

    link = PreviewLink.objects.get()
    assert link.made_by == editor
    assert datetime.timedelta(days=6) < link.expires_at - timezone.now()
    assert link.get_absolute_url() in desk.get(links_of(statement)).content.decode()
    desk.post(links_of(statement), {"end": link.key})
    link.refresh_from_db()
    assert not link.is_open
    assert link.get_absolute_url() not in desk.get(links_of(statement)).content.decode()


def test_a_key_that_cannot_be_one_ends_no_link(desk, editor):
    statement = make_statement(published=False)
    desk.post(links_of(statement), {"make": "1", "days": "7"})

    answer = desk.post(links_of(statement), {"end": "\x00"})

    assert answer.status_code == 302
    assert PreviewLink.objects.get().is_open


@pytest.mark.parametrize("days", ["", "365", "x"])
def test_link_is_made_for_offered_times_only(desk, days):
    statement = make_statement(published=False)

    response = desk.post(links_of(statement), {"make": "1", "days": days})

    assert response.context["form"].errors
    assert not PreviewLink.objects.exists()


def test_contributor_makes_links_for_own_drafts_only(client):
    contributor = make_editor("Contributor")
    client.force_login(contributor)
    own = make_statement(published=False, entered_by=contributor)
    other = make_statement(published=False)

    responses = [client.post(links_of(one), {"make": "1", "days": "1"}) for one in (own, other)]

    assert [response.status_code for response in responses] == [302, 404]
    assert PreviewLink.objects.get().statement == own


def test_public_statement_needs_no_link(desk):
    statement = make_statement()

    response = desk.post(links_of(statement), {"make": "1", "days": "1"})

    assert response.headers["Location"] == address_of(statement)
    assert not PreviewLink.objects.exists()
