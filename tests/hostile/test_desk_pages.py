"""Every vector as every free text of the archive: no page of the desk runs or loads any of it."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.http import QueryDict
from django.urls import reverse
from playwright.sync_api import expect

from imcwp_site.unsaved import keep
from meetings.models import Meeting, WorkingGroupTerm
from parties.models import Party
from statements.models import (
    Batch,
    Dossier,
    Periodical,
    PeriodicalIssue,
    SourceCheck,
    Statement,
    Topic,
    Version,
)
from tests.desk import address_of, form_data
from tests.factories import make_editor, make_statement
from tests.statements.admin.test_batches import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTIONS = (Statement, Party, Meeting, Topic, Dossier, Periodical, PeriodicalIssue)
POLYGLOT = (
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(alert(1))//</stYle/</titLe/</teXtarEa/</scRipt/--!>"
    "<sVg/oNloAd=alert(1)//>"
)
NAME = "\"><img src=x onerror=alert(1)>'{{7*7}}\u202e"


@pytest.fixture
def someone(filled):
    """An editor called by vectors, who has left work unsaved."""
    editor = make_editor(username=NAME, first_name=NAME, last_name="<script>alert(1)</script>")
    editor.groups.add(Group.objects.create(name=NAME))
    return editor


def title_of(n: int) -> Statement:
    return Statement.objects.get(reference=f"s-{n}")


def lists() -> list[str]:
    """Give the addresses of lists, searched for vectors and filtered by what no filter knows."""
    sections = [model._meta for model in (*SECTIONS, WorkingGroupTerm, Version, Batch, SourceCheck)]
    plain = [reverse(f"admin:{one.app_label}_{one.model_name}_changelist") for one in sections]
    editors = ["/admin/editors/editor/", "/admin/auth/group/"]
    searched = [f"{address}?{urlencode({'q': POLYGLOT})}" for address in (*plain[:2], *editors)]
    return ["/admin/", "/admin/statements/", *plain, *editors, *searched]


def test_no_list_or_page_about_a_record_runs_a_vector(windows, client_of, someone, filled):
    client = client_of(someone)
    first = title_of(0)
    keep(someone, address_of(first), QueryDict(urlencode({"title": NAME})))
    batch = choose(client, Batch.Kind.PUBLISH, [first, title_of(1)])
    client.post(address_of(batch), {"step": "confirm", "note": NAME})
    shown = [
        *lists(),
        address_of(first, "history"),
        address_of(make_statement(title=NAME, note=POLYGLOT, published=False), "delete"),
        reverse("admin:statements_statement_compare", args=[first.pk]) + "?from=1&to=2",
        reverse("admin:statements_statement_version", args=[first.pk, 1]),
        reverse("admin:statements_statement_bring_back", args=[first.pk, 1]),
        reverse("admin:statements_statement_signatories", args=[first.pk]),
        reverse("admin:statements_statement_signatories", args=[first.pk]) + "?unresolved=1",
        address_of(batch),
        address_of(someone),
        address_of(someone, "history"),
        address_of(someone, "delete"),
        address_of(someone.groups.get()),
        "/admin/auth/group/add/",
        "/admin/password_change/",
        "/admin/statements/statement/import/",
    ]
    for model in SECTIONS[1:]:
        record = model.objects.order_by("pk")[3]
        shown += [address_of(record, page) for page in ("change", "history")]
        shown += [] if model in (Meeting, Dossier) else [address_of(record, "delete")]
    for model in (Party, Topic):
        gone, stays = model.objects.order_by("pk")[:2]
        merge = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_merge")
        shown += [f"{merge}?gone={gone.pk}&stays={stays.pk}"]
        shown += [f"{merge}?gone={gone.pk}&{urlencode({'q': 'alert'})}"]

    for window in windows:
        window.sign_in(client)
        for address in shown:
            window.visit(address)

    assert [fault for window in windows for fault in window.faults] == []
    assert min(window.visited for window in windows) >= len(shown)


def test_no_form_that_comes_back_runs_a_vector(windows, client_of, someone, filled):
    client = client_of(someone)
    statement = title_of(0)
    address = address_of(statement)
    data = form_data(client.get(address))
    raw = {
        f"texts-{n}-{name}": filled[n] for n in range(30) for name in ("title", "summary", "body")
    }
    raw = raw | {"title": POLYGLOT, "note": POLYGLOT, "source": POLYGLOT, "change_note": POLYGLOT}

    for window in windows:
        window.sign_in(client)
        window.visit(address, ready=".writing-tools")
        window.send(f"{address}preview/", data | raw)
        window.visit(address, ready=".writing-tools")
        window.send(address, data | raw | {"issued": POLYGLOT}, ready=".writing-tools")
        expect(window.page.locator(".complaints")).to_be_visible()
        with window.page.expect_response(lambda answer: "/remarks/" in answer.url):
            window.page.locator("#id_title").fill(NAME)
        window.look()
        window.visit("/admin/")  # where the work is offered that is left unsaved

    assert [fault for window in windows for fault in window.faults_that_matter()] == []
