"""The page of the desk that merges two parties or two topics."""

import re

import pytest
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from playwright.sync_api import expect

from editors import roles
from parties.models import Party, PartyName
from statements.models import Topic
from tests.desk import address_of, queries
from tests.factories import (
    PASSWORD,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_topic,
)
from tests.test_renaming import former

pytestmark = pytest.mark.django_db
PARTIES, TOPICS = "/admin/parties/party/", "/admin/statements/topic/"


def page_of(gone, stays) -> str:
    section = PARTIES if isinstance(gone, Party) else TOPICS
    return f"{section}merge/?gone={gone.pk}&stays={stays.pk}"


def send(desk, gone, stays, **changes):
    """Send the choices as the page offers them, with `changes`."""
    form = desk.get(page_of(gone, stays)).context["form"]
    return desk.post(page_of(gone, stays), {one.name: one.value() for one in form} | changes)


# Ways to the page


def test_two_selected_are_merged_into_the_one_with_more(desk):
    more, less = make_party(), make_party()
    make_statement(parties=[more])

    response = desk.post(
        PARTIES, {"action": "merge_selected", "_selected_action": [more.pk, less.pk]}
    )

    assert response.url == page_of(less, more)


@pytest.mark.parametrize("number", [1, 3])
def test_one_or_three_selected_are_not_merged(desk, number):
    parties = [make_party() for _n in range(number)]

    response = desk.post(
        PARTIES,
        {"action": "merge_selected", "_selected_action": [party.pk for party in parties]},
        follow=True,
    )

    assert "Select exactly two to merge." in response.content.decode()


def test_form_of_a_record_leads_to_a_search_for_the_other(desk):
    party, other = make_party(), make_party(name="Other Example Party")
    other.names.create(kind="former", text="Elder Example Party")

    link = f"{PARTIES}merge/?gone={party.pk}"
    form = desk.get(address_of(party)).content.decode()
    found = desk.get(link, {"gone": party.pk, "q": "elder"})

    assert link in form
    assert [one["url"] for one in found.context["found"]] == [page_of(party, other)]


def test_search_says_when_nothing_is_found_and_never_offers_the_record_itself(desk):
    party = make_party(name="Only Example Party")

    page = desk.get(f"{PARTIES}merge/", {"gone": party.pk, "q": "only"}).content.decode()

    assert "No other record is found" in page


@pytest.mark.parametrize("query", ["", "?gone=x&stays=1", "?gone=0", f"?gone={10**30}", "?gone=-1"])
def test_address_of_no_record_leads_to_the_list(desk, query):
    response = desk.get(f"{PARTIES}merge/{query}")

    assert response.url == PARTIES


def test_record_is_not_merged_into_itself(desk):
    party = make_party()

    page = desk.post(page_of(party, party), {"name_kind": "former"}).content.decode()

    assert "It is the same record." in page
    assert Party.objects.filter(pk=party.pk).exists()


# What the page says


def test_page_shows_both_and_what_will_happen(desk):
    gone, stays = make_party(country="GR", slug="gone"), make_party(country="TR")
    statement = make_statement(parties=[gone], title="Only of one")
    shared = make_statement(title="Of both")
    shared.signatures.create(party=gone, printed_name="Printed")
    shared.signatures.create(party=stays, printed_name="Other")
    gone.relations.create(kind="renamed", other=stays)

    response = desk.get(page_of(gone, stays))
    page = response.content.decode()

    numbers = {str(one.pop("label")): one for one in response.context["relations"]}
    assert numbers["signatures"] == {"gone": 2, "stays": 1, "joined": 1, "ended": 0, "after": 2}
    for relations in ("relations to other parties", "relations of other parties to it"):
        assert (numbers[relations]["ended"], numbers[relations]["after"]) == (1, 0)
    assert "Greece" in page
    assert "Türkiye" in page
    assert page_of(stays, gone).replace("&", "&amp;") in page
    assert "/parties/gone/, filters, feeds and data files that name it lead to" in page
    assert "2 statements get a version" in page
    assert re.search(r"Signature, <bdi>Of both</bdi>.*“Printed”", page, re.S)
    assert statement.title not in page


def test_page_asks_the_same_number_of_queries_for_many_rows(desk):
    counts = []
    for number in (3, 30):
        gone, stays = make_party(), make_party()
        for n in range(number):
            statement = make_statement(parties=[gone, stays] if n % 3 else [gone])
            statement.signatures.update(printed_name=f"Name {n}")
            make_meeting().participations.create(party=gone, role="host")
        desk.get(page_of(gone, stays))
        counts.append(queries(lambda: desk.get(page_of(gone, stays))))  # noqa: B023

    assert counts[1] == counts[0]


# Merging


def test_parties_are_merged_with_the_facts_that_the_editor_chose(desk, editor):
    gone = make_party(
        slug="gone", name="Example Union", abbreviation="EU", country="GR", founded="1918",
        source="a", confidence="low",
    )  # fmt: skip
    stays = make_party(
        slug="stays", name="Example Party", abbreviation="EP", country="TR", source="b",
        confidence="high",
    )  # fmt: skip
    make_statement(parties=[gone])

    response = send(desk, gone, stays, country="gone", name_kind="former")

    stays.refresh_from_db()
    assert response.url == address_of(stays)
    assert (stays.country, str(stays.founded), stays.source, stays.confidence) == (
        "GR",
        "1918",
        "b; a",
        "high",
    )
    name = stays.names.get()
    assert (name.kind, name.text, name.abbreviation, name.source) == (
        "former",
        "Example Union",
        "EU",
        "a",
    )
    assert former(stays) == ["gone"]
    told = desk.get(response.url).content.decode()
    assert "1 entry moved; 1 statement has a new version." in told
    log = LogEntry.objects.values_list("action_flag", "object_repr", "user")
    assert set(log) == {
        (DELETION, "Example Union (EU)", editor.pk),
        (CHANGE, "Example Party (EP)", editor.pk),
    }


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"name": "EXAMPLE party", "abbreviation": "ep"}, []),
        ({"name": "Example Party", "abbreviation": "EXP"}, [("variant", "EXP", "")]),
        ({"name": "Elder Party", "abbreviation": "EP"}, []),
        ({"name": "Workers", "abbreviation": ""}, [("former", "Workers", "")]),
    ],
)
def test_name_that_is_there_already_is_kept_once(desk, fields, kept):
    stays = make_party(name="Example Party", abbreviation="EP")
    there = stays.names.create(kind="former", text="Elder Party")

    send(desk, make_party(**fields), stays, name_kind="former")

    names = PartyName.objects.exclude(pk=there.pk)
    assert list(names.values_list("kind", "text", "abbreviation")) == kept


def test_topics_are_merged(desk):
    top = make_topic(slug="top")
    gone, stays = make_topic(slug="gone", scope_note="Theirs"), make_topic(slug="stays")
    Topic.objects.filter(pk=gone.pk).update(parent=top)
    statement = make_statement(topics=[gone])

    send(desk, gone, stays, parent="gone")

    stays.refresh_from_db()
    assert (stays.scope_note, stays.parent) == ("Theirs", top)
    assert list(statement.topics.all()) == [stays]
    assert desk.get("/topics/gone/").url == "/topics/stays/"


def test_topic_with_topics_under_it_does_not_go_under_another(desk):
    top, other = make_topic(), make_topic()
    under, of_other = make_topic(parent=top), make_topic(parent=other)

    for stays in (under, of_other):
        response = desk.post(page_of(top, stays), {})

        assert "let the upper one stay" in response.content.decode()
    assert Topic.objects.count() == 4


def test_topic_goes_into_the_one_above_it(desk):
    top = make_topic()
    under = make_topic(parent=top)

    response = send(desk, under, top)

    assert response.status_code == 302
    assert list(Topic.objects.all()) == [top]


def test_choice_that_breaks_a_rule_is_said_beside_it_and_nothing_is_changed(desk):
    top = make_topic()
    gone, stays = make_topic(parent=top), make_topic()
    make_topic(parent=stays)
    statement = make_statement(topics=[gone])

    response = send(desk, gone, stays, parent="gone")

    assert list(response.context["form"].errors) == ["parent"]
    assert list(statement.topics.all()) == [gone]


def test_fault_in_what_is_not_asked_is_said_at_the_head(desk):
    gone, stays = make_party(), make_party()
    Party.objects.filter(pk=stays.pk).update(country="XX")
    Party.objects.filter(pk=gone.pk).update(country="XX")

    page = send(desk, gone, stays).content.decode()

    assert "Country or territory:" in page
    assert Party.objects.count() == 2


def test_choice_that_nobody_offered_is_refused(desk):
    gone, stays = make_party(country="GR"), make_party(country="TR")

    response = send(desk, gone, stays, country="both", name_kind="native")

    assert set(response.context["form"].errors) == {"country", "name_kind"}
    assert Party.objects.count() == 2


# Who may


@pytest.mark.parametrize(
    ("role", "make", "may"),
    [
        (roles.CONTRIBUTOR, make_party, False),
        (roles.EDITOR, make_party, True),
        (roles.EDITOR, make_topic, False),
        (roles.ADMINISTRATOR, make_topic, True),
    ],
)
def test_who_may_change_and_delete_may_merge(client, role, make, may):
    gone, stays = make(), make()
    client.force_login(make_editor(role))

    page = client.get(page_of(gone, stays))
    client.post(page_of(gone, stays), {"name_kind": "former"})

    assert page.status_code == (200 if may else 403)
    assert type(gone).objects.filter(pk=gone.pk).exists() is not may
    assert ("merge/?gone" in client.get(address_of(stays)).content.decode()) is may
    section = PARTIES if make is make_party else TOPICS
    assert ("merge_selected" in client.get(section).content.decode()) is may


# In a real browser


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scripts", [True, False])
def test_editor_merges_by_keyboard(browser, live_server, console_errors, scripts):
    gone = make_party(name="Example Union", abbreviation="XU", country="GR")
    stays = make_party(name="Example Party", abbreviation="XP", country="TR")
    make_statement(parties=[gone])
    editor = make_editor()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts)
    page = context.new_page()
    page.on("console", lambda m: console_errors.append(m.text) if m.type == "error" else None)
    page.goto(f"/admin/login/?next={address_of(gone)}")
    page.locator("#id_username").fill(editor.username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")

    page.get_by_role("link", name="Merge into another…").press("Enter")
    expect(page.locator("#other")).to_be_focused()
    page.keyboard.type("example party")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Example Party")).press("Enter")
    page.get_by_label("former name").press("Space")
    page.get_by_label("Türkiye").press("ArrowDown")
    expect(page.get_by_label("Greece")).to_be_checked()
    page.get_by_role("button", name="Merge").press("Enter")

    expect(page.locator(".messagelist .success")).to_contain_text("its address leads there")
    stays.refresh_from_db()
    assert stays.country == "GR"
    assert former(stays) == [gone.slug]
    assert console_errors == []
    context.close()
