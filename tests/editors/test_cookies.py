import pytest
from django.urls import reverse

from tests.factories import PASSWORD, make_editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/statements/", "/no-such-page/", "/statements.rss"])
def test_visitor_is_given_no_cookie(client, address):
    response = client.get(address)

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_cookies_of_the_desk_are_kept_from_scripts_and_other_sites(client, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    editor = make_editor()

    response = client.post(
        reverse("admin:login"), {"username": editor.username, "password": PASSWORD}
    )

    session = response.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert session["secure"]


def test_desk_is_not_kept_by_caches(client):
    client.force_login(make_editor())

    response = client.get(reverse("admin:index"))

    assert "no-store" in response.headers["Cache-Control"]
