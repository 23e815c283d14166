"""What a request says and a page says back; and the headers with which everything is answered."""

import datetime
import re
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone

from imcwp_site.publishing import State
from statements import versions
from statements.models import PreviewLink
from tests.desk import address_of
from tests.factories import make_party, make_statement, make_text

pytestmark = pytest.mark.django_db
OUR_SCRIPTS = re.compile(
    r'<script (type="module" )?src="/static/[a-z]+\.js"></script>'
    r'|<script type="application/ld\+json">[^<]*</script>'
)
SIGNS = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}`"
FILTERS = (
    "q", "topic", "party", "match", "country", "meeting", "kind", "language", "date_after",
    "date_before", "sort", "page", "against",
)  # fmt: skip
OF_DESK = (
    "q", "o", "p", "all", "e", "state__exact", "_popup", "_to_field", "unsaved", "throw_away",
    "next", "_changelist_filters", "gone", "stays", "from", "to", "language", "outcome", "file",
)  # fmt: skip
HEADERS = {
    "REFERER": f"http://localhost/{SIGNS}",
    "X_FORWARDED_HOST": f"evil.example{SIGNS}",
    "USER_AGENT": SIGNS,
    "ACCEPT_LANGUAGE": SIGNS,
}


@pytest.mark.parametrize("status", [200, 404])
def test_no_public_page_says_back_what_an_address_says(client, status):
    statement = make_statement(parties=[make_party(slug="a-b")])
    make_text(statement)
    versions.record(statement)
    addresses = ["/", "/statements/", "/statements/2019/", "/statements.rss", "/parties/"]
    addresses += [statement.get_absolute_url(), f"{statement.get_absolute_url()}versions/1/"]
    if status == 404:
        wrong = quote(SIGNS, safe="")
        addresses = [f"/{section}/{wrong}/" for section in ("parties", "topics", "preview", "x")]
        addresses += [f"/statements.{wrong}", f"/admin/{wrong}/"]

    for address in addresses:
        for name in FILTERS:
            response = client.get(address, {name: SIGNS, SIGNS: name}, headers=HEADERS)
            body = response.content.decode()
            if response["Content-Type"].startswith("text/plain"):
                continue  # which no browser reads as anything else: see the headers below
            assert "<img" not in body, (address, name)
            assert "<script" not in OUR_SCRIPTS.sub("", body), (address, name)
            assert "evil.example" not in body, (address, name)


def test_no_page_of_the_desk_says_back_what_an_address_says(desk):
    statement = make_statement()
    versions.record(statement)
    addresses = ["/admin/", "/admin/statements/statement/", "/admin/parties/party/"]
    addresses += ["/admin/parties/party/merge/", address_of(statement)]
    addresses += [address_of(statement, "history"), "/admin/statements/statement/add/"]
    addresses += ["/admin/statements/statement/import/", "/admin/login/", "/admin/jsi18n/"]
    addresses += [reverse("admin:statements_statement_compare", args=[statement.pk])]

    for address in addresses:
        for name in OF_DESK:
            response = desk.get(address, {name: SIGNS}, headers=HEADERS, follow=True)
            body = response.content.decode()
            assert "<img src=x" not in body, (address, name)
            assert "<script>alert" not in body, (address, name)
            assert "evil.example" not in body, (address, name)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_page_runs_what_its_address_says(windows, client_of, editor):
    client = client_of(editor)
    draft = make_statement(published=False, title=SIGNS)
    ended = PreviewLink.objects.create(
        statement=draft, made_by=editor, expires_at=timezone.now() - datetime.timedelta(1)
    )
    opened = PreviewLink.objects.create(
        statement=draft, made_by=editor, expires_at=timezone.now() + datetime.timedelta(1)
    )
    gone = make_statement(state=State.WITHDRAWN, title=SIGNS, withdrawal_reason=SIGNS)
    wrong = quote(SIGNS, safe="")
    query = "&".join(f"{name}={wrong}" for name in FILTERS)
    of_desk = "&".join(f"{name}={wrong}" for name in ("q", "unsaved", "throw_away", "p"))
    shown = {
        f"/statements/?{query}&{wrong}=1": 404,
        f"/statements/?{query.replace('page=', 'x=')}&{wrong}=1": 400,
        f"/statements.rss?{query}": 400,
        f"/statements.{wrong}": 404,
        f"/parties/{wrong}/": 404,
        f"/preview/{wrong}/": 404,
        f"/?q={wrong}%00": 400,
        ended.get_absolute_url(): 410,
        opened.get_absolute_url(): 200,
        gone.get_absolute_url(): 410,
        draft.get_absolute_url(): 200,
        address_of(draft): 200,
        f"{address_of(draft)}?{of_desk}": 200,
        f"/admin/statements/statement/?q={wrong}": 200,
        f"/admin/{wrong}/": 404,
        f"/admin/statements/statement/{draft.pk}/links/": 200,
    }

    for window in windows:
        window.sign_in(client)
        for address, status in shown.items():
            window.visit(address, status=status)

    faults = [fault for window in windows for fault in window.faults]
    assert [fault for fault in faults if "responded with a status of 4" not in fault] == []


# Headers


def kinds_of_answers(client, editor) -> dict[str, int]:
    """Give an address of every kind with its status."""
    statement = make_statement(parties=[make_party(slug="a-b")])
    make_text(statement)
    versions.record(statement)
    draft = make_statement(published=False)
    link = PreviewLink.objects.create(
        statement=draft, made_by=editor, expires_at=timezone.now() + datetime.timedelta(1)
    )
    page = statement.get_absolute_url()
    public = ("/", "/statements/", "/statements.rss", "/parties/", "/parties/a-b/", "/meetings/")
    public += ("/topics/", "/dossiers/", "/about/", "/about/data/", "/working-group/", page)
    public += (f"{page}en/", f"{page}versions/", f"{page}versions/1/", link.get_absolute_url())
    of_desk = ("/admin/", "/admin/statements/statement/", "/admin/statements/statement/import/")
    of_desk += (address_of(statement), address_of(statement, "history"), "/admin/parties/party/")
    of_desk += ("/admin/password_change/", "/admin/editors/editor/", "/admin/auth/group/add/")
    others = {"/nothing/": 404, "/?q=%00": 400, "/feed/": 301, "/statements.rss?x=1": 400}
    others |= {"/admin/nothing/": 404, "/admin/login/": 302, "/admin/autocomplete/": 403}
    return dict.fromkeys(public + of_desk, 200) | others


def test_everything_is_answered_with_the_headers_that_browsers_need(desk, editor):
    for address, status in kinds_of_answers(desk, editor).items():
        response = desk.get(address)
        policy = response.get("Content-Security-Policy", "")

        assert response.status_code == status, address
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["Referrer-Policy"] in ("same-origin", "no-referrer"), address
        assert response["X-Frame-Options"] == "DENY", address
        assert "default-src 'none'" in policy, address
        assert "'unsafe-inline'" not in policy, address
        assert "'unsafe-eval'" not in policy, address
        if address.startswith(("/admin/", "/preview/")) and status == 200:
            assert "no-store" in response.get("Cache-Control", ""), address
