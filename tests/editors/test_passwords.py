import pytest
from django.test.utils import override_script_prefix
from django.urls import reverse

from editors.models import Editor
from tests.factories import PASSWORD, make_editor

ONE_TIME = "abcd-efgh-jkmn-pqrs"
DESK = reverse("admin:index")
CHANGE = reverse("admin:password_change")


@pytest.fixture
def newcomer(db):
    """An editor who was given a password that serves once."""
    editor = make_editor()
    editor.set_one_time_password(ONE_TIME)
    editor.save()
    return editor


def sign_in(client, editor, password):
    """Fill in the form of the desk; tell whether it let the editor in."""
    response = client.post(
        reverse("admin:login"),
        {"username": editor.username, "password": password, "next": DESK},
    )
    return response.status_code == 302


def change(client, old, new):
    """Fill in the form that replaces a password."""
    return client.post(CHANGE, {"old_password": old, "new_password1": new, "new_password2": new})


def test_one_time_password_opens_only_the_page_that_replaces_it(client, newcomer):
    assert sign_in(client, newcomer, ONE_TIME)

    for address in (DESK, reverse("admin:editors_editor_changelist")):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url == CHANGE
    assert client.get(CHANGE).status_code == 200


def test_one_time_password_opens_nothing_else_where_the_site_lives_under_a_path(client, newcomer):
    client.force_login(newcomer)

    with override_script_prefix("/archive/"):
        index = client.get("/admin/", SCRIPT_NAME="/archive")
        change = client.get("/admin/password_change/", SCRIPT_NAME="/archive")

    assert (index.status_code, index.url) == (302, "/archive/admin/password_change/")
    assert change.status_code == 200


def test_desk_opens_after_another_password_is_chosen(client, newcomer):
    sign_in(client, newcomer, ONE_TIME)

    response = change(client, ONE_TIME, PASSWORD)

    assert response.status_code == 302
    assert client.get(DESK).status_code == 200
    assert not Editor.objects.get(pk=newcomer.pk).must_change_password


def test_one_time_password_no_longer_serves_once_it_is_replaced(client, newcomer):
    sign_in(client, newcomer, ONE_TIME)
    change(client, ONE_TIME, PASSWORD)
    client.logout()

    assert not sign_in(client, newcomer, ONE_TIME)
    assert sign_in(client, newcomer, PASSWORD)


def test_one_time_password_cannot_be_chosen_again(client, newcomer):
    sign_in(client, newcomer, ONE_TIME)

    response = change(client, ONE_TIME, ONE_TIME)

    assert response.status_code == 200
    assert "served once" in response.content.decode()
    assert Editor.objects.get(pk=newcomer.pk).must_change_password


def test_signing_out_is_open_to_who_must_choose_a_password(client, newcomer):
    sign_in(client, newcomer, ONE_TIME)

    client.post(reverse("admin:logout"))

    assert "_auth_user_id" not in client.session


def test_chosen_password_opens_the_desk_at_once(client, db):
    assert sign_in(client, make_editor(), PASSWORD)

    assert client.get(DESK).status_code == 200


@pytest.mark.browser
def test_newcomer_signs_in_and_chooses_a_password(page, transactional_db):
    editor = make_editor()
    editor.set_one_time_password(ONE_TIME)
    editor.save()

    page.goto(DESK)
    page.fill("input[name=username]", editor.username)
    page.fill("input[name=password]", ONE_TIME)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(f"**{CHANGE}")
    page.fill("input[name=old_password]", ONE_TIME)
    page.fill("input[name=new_password1]", PASSWORD)
    page.fill("input[name=new_password2]", PASSWORD)
    page.press("input[name=new_password2]", "Enter")
    page.wait_for_url("**/password_change/done/")
    page.goto(DESK)

    assert page.url.endswith(DESK)
    assert not Editor.objects.get(pk=editor.pk).must_change_password
