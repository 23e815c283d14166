"""A form that is sent after the session ended or began anew."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from editors.models import UnsavedWork
from tests.desk import address_of, form_data
from tests.factories import PASSWORD, make_editor, make_statement

pytestmark = pytest.mark.django_db
ADD = "/admin/statements/statement/add/"


def end_session(client) -> None:
    """Let the session of `client` end by itself, as after two weeks."""
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(days=1))


def test_form_sent_after_the_session_ended_is_offered_after_signing_in(desk, editor):
    address = address_of(make_statement(title="Kept"))
    data = form_data(desk.get(address), title="Typed in time")
    end_session(desk)

    sent = desk.post(address, data)
    signed_in = desk.post(
        sent.headers["Location"],
        {"username": editor.username, "password": PASSWORD, "next": address},
    )

    assert sent.headers["Location"] == f"/admin/login/?next={address}"
    assert signed_in.headers["Location"] == address
    page = desk.get(address).content.decode()
    assert f"?unsaved={editor.unsaved.get().pk}" in page


def test_form_sent_after_signing_out_comes_back_to_be_sent_again(desk):
    data = form_data(desk.get(ADD), title="Typed <b>in</b> time", note="\nTwo\nlines")
    Session.objects.all().delete()

    response = desk.post(ADD, data)

    assert response.status_code == 403
    assert "Typed &lt;b&gt;in&lt;/b&gt; time" in response.content.decode()
    assert not UnsavedWork.objects.exists()


@pytest.mark.parametrize("change", ["password", "inactive", "no staff"])
def test_form_sent_with_a_session_that_proves_nothing_is_not_kept(desk, editor, change):
    data = form_data(desk.get(ADD), title="Typed")
    end_session(desk)
    editor.is_active, editor.is_staff = change != "inactive", change != "no staff"
    if change == "password":
        editor.set_password("another password for tests")
    editor.save()

    response = desk.post(ADD, data)

    assert response.status_code == 403
    assert not UnsavedWork.objects.exists()


def test_form_sent_by_a_stranger_is_not_kept(client):
    response = client.post(ADD, {"title": "Typed by a stranger"})

    assert response.status_code == 403
    assert not UnsavedWork.objects.exists()


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/password_change/"])
def test_password_is_never_given_back(client, address):
    response = client.post(address, {"username": "x", "password": "secret words"})

    assert "secret words" not in response.content.decode()


def test_account_form_sent_after_the_session_ended_is_not_kept(desk):
    end_session(desk)

    response = desk.post("/admin/editors/editor/add/", {"username": "newcomer"})

    assert response.status_code == 302
    assert not UnsavedWork.objects.exists()


@pytest.fixture
def strict(editor):
    """A client that is asked for tokens, of an editor who has signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    return client


def test_form_opened_before_signing_in_anew_is_kept_and_offered(strict, editor):
    data = form_data(strict.get(ADD), title="Typed")

    response = strict.post(ADD, data | {"csrfmiddlewaretoken": "x" * 64})

    assert response.status_code == 403
    assert editor.unsaved.get().title == "Typed"
    assert f'href="{ADD}"' in response.content.decode()


def test_form_opened_by_another_editor_comes_back_to_be_sent_again(strict):
    data = form_data(strict.get(ADD), title="Typed by the first")
    strict.force_login(make_editor())

    response = strict.post(ADD, data)

    assert "Typed by the first" in response.content.decode()
    assert not UnsavedWork.objects.exists()


def test_form_sent_by_another_site_is_neither_kept_nor_given_back(strict):
    response = strict.post(
        ADD, {"title": "Made elsewhere"}, headers={"Origin": "https://elsewhere.example"}
    )

    assert response.status_code == 403
    assert "Made elsewhere" not in response.content.decode()
    assert not UnsavedWork.objects.exists()
