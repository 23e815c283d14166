"""The desk of editors."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from editors import roles
from editors.models import Editor
from tests.desk import address_of, form_data, queries_of_form, queries_of_list
from tests.factories import PASSWORD, make_editor

pytestmark = pytest.mark.django_db
EDITORS = "/admin/editors/editor/"
ADD = f"{EDITORS}add/"
ACCOUNT = {
    "username": "newcomer",
    "usable_password": "true",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def make_member(groups: int = 1) -> Editor:
    editor = make_editor()
    editor.groups.set([Group.objects.create(name=f"{editor} {n}") for n in range(groups)])
    return editor


def test_editor_list_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_list(lambda: desk.get(EDITORS, {"q": "editor"}), make_member)

    assert many == few


def test_editor_form_asks_the_same_number_of_queries_for_many_groups(desk):
    few, many = (queries_of_form(desk, make_member(groups)) for groups in (2, 20))

    assert many == few


def test_new_account_has_a_password_that_serves_once_unless_unticked(desk):
    offered = desk.get(ADD).context["adminform"].form["must_change_password"].value()

    ticked = desk.post(ADD, ACCOUNT | {"must_change_password": "on"})
    unticked = desk.post(ADD, ACCOUNT | {"username": "other"})

    assert offered is True
    assert (ticked.status_code, unticked.status_code) == (302, 302)
    newcomer = Editor.objects.get(username="newcomer")
    assert newcomer.check_password(PASSWORD)
    assert newcomer.must_change_password
    assert not Editor.objects.get(username="other").must_change_password


def test_new_account_leads_its_editor_to_choose_a_password(client, desk):
    desk.post(ADD, ACCOUNT | {"must_change_password": "on"})
    Editor.objects.filter(username="newcomer").update(is_staff=True)
    client.logout()

    client.post(reverse("admin:login"), {"username": "newcomer", "password": PASSWORD})

    assert client.get(reverse("admin:index")).url == reverse("admin:password_change")


def test_editor_form_lets_an_administrator_ask_for_another_password(desk):
    editor = make_editor()
    address = f"{EDITORS}{editor.pk}/change/"
    data = {"username": editor.username, "date_joined_0": "2020-01-01", "date_joined_1": "12:00"}

    response = desk.post(address, data | {"must_change_password": "on"})

    assert response.status_code == 302
    editor.refresh_from_db()
    assert editor.must_change_password


# Administrators, who have no power that they were not given


@pytest.fixture
def administrator(client):
    """An administrator who has signed in."""
    administrator = make_editor(roles.ADMINISTRATOR)
    client.force_login(administrator)
    return administrator


def test_administrator_makes_nobody_a_superuser(client, administrator):
    response = client.get(address_of(administrator))

    client.post(address_of(administrator), form_data(response, is_superuser="on"))

    administrator.refresh_from_db()
    assert not administrator.is_superuser


@pytest.mark.parametrize("page", ["change", "password", "delete"])
def test_administrator_does_not_touch_a_superuser(client, administrator, page):
    superuser = make_editor()
    address = f"{EDITORS}{superuser.pk}/{page}/"

    response = client.post(address, {"password1": "taken over", "password2": "taken over"})

    superuser.refresh_from_db()
    assert response.status_code == 403
    assert superuser.check_password(PASSWORD)


def test_password_that_an_administrator_sets_serves_once(client, administrator):
    contributor = make_editor(roles.CONTRIBUTOR)
    address = f"{EDITORS}{contributor.pk}/password/"

    client.post(
        address,
        {"usable_password": "true", "password1": "wren-sparrow-4", "password2": "wren-sparrow-4"},
    )

    contributor.refresh_from_db()
    assert contributor.check_password("wren-sparrow-4")
    assert contributor.must_change_password
