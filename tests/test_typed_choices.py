"""Without scripts, what a search box would find is named in a box beside it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from statements import versions
from statements.models import Statement
from tests.conftest import PATIENCE
from tests.desk import address_of, errors_of, form_data, send, send_row
from tests.factories import make_editor, make_meeting, make_party, make_statement, make_topic
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
ADD = "/admin/statements/statement/add/"


@pytest.mark.parametrize("typed", ["gr-ep", "GR-EP", "Example Party of Greece", " EPG "])
def test_party_is_found_by_address_name_name_and_abbreviation(desk, typed):
    party = make_party(slug="gr-ep", name="Example Party of Greece", abbreviation="EPG")
    statement = make_statement()

    send_row(desk, statement, "signatures", **{"party-typed": typed, "role": "author"})

    assert [signature.party for signature in statement.signatures.all()] == [party]


@pytest.mark.parametrize("typed", ["21", "2019-example"])
def test_meeting_is_found_by_number_and_address_name(desk, typed):
    meeting = make_meeting(slug="2019-example", kind="ordinary", number=21)
    statement = make_statement()

    send(desk, statement, **{"meeting-typed": typed})

    statement.refresh_from_db()
    assert statement.meeting == meeting


def test_unknown_name_is_refused_beside_the_box_and_stays_in_it(desk):
    statement = make_statement()
    typed = 'None "of\x00 those" <b>'

    response = send_row(desk, statement, "topic_links", **{"topic-typed": typed})

    assert "Nothing bears" in str(errors_of(response, "topic_links")[0]["topic"])
    assert 'value="None &quot;of those&quot; &lt;b&gt;"' in response.content.decode()


def test_name_of_several_is_refused_with_their_address_names(desk):
    for slug in ["gr-ep", "cy-ep"]:
        make_party(slug=slug, name="Example Party")
    statement = make_statement()

    response = send_row(desk, statement, "signatures", **{"party-typed": "Example Party"})

    complaint = str(errors_of(response, "signatures")[0]["party"])
    assert "cy-ep" in complaint
    assert "gr-ep" in complaint


def test_address_name_goes_before_the_same_name_of_others(desk):
    meant = make_topic(slug="peace", name="Peace and disarmament")
    make_topic(slug="other", name="peace")
    statement = make_statement()

    send_row(desk, statement, "topic_links", **{"topic-typed": "peace"})

    assert list(statement.topics.all()) == [meant]


def test_choice_beside_a_wrong_name_is_not_lost(desk):
    meeting = make_meeting()
    statement = make_statement(meeting=meeting)

    response = send(desk, statement, **{"meeting-typed": "no such meeting"})

    assert f'<option value="{meeting.pk}" selected>' in response.content.decode()
    statement.refresh_from_db()
    assert statement.meeting == meeting


def test_names_typed_into_many_rows_are_looked_up_at_once(desk):
    statement = make_statement()
    versions.record(statement)
    data = form_data(desk.get(address_of(statement)))

    def lookups(rows: int) -> int:
        typed = {f"signatures-{n}-party-typed": f"unknown {n}" for n in range(rows)}
        typed["signatures-TOTAL_FORMS"] = str(rows)
        with CaptureQueriesContext(connection) as captured:
            response = desk.post(address_of(statement), data | typed)
        assert len(errors_of(response, "signatures")) == rows
        return sum("unknown 1" in query["sql"] for query in captured)

    assert lookups(2) == lookups(20) == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_statement_is_entered_with_its_party_and_topic_without_scripts(browser, live_server):
    party, topic = make_party(slug="gr-ep"), make_topic(name="Example topic")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    sign_in(page, make_editor())

    page.goto(ADD)
    page.get_by_label("Title:", exact=True).first.fill("Entered without scripts")
    page.get_by_label("Kind:").select_option("statement")
    page.get_by_label("Party: address name").first.fill("gr-ep")
    page.get_by_label("Topic: address name").first.fill("Example topic")
    page.locator(".submit-row").get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    statement = Statement.objects.get()
    assert list(statement.parties.all()) == [party]
    assert list(statement.topics.all()) == [topic]
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_with_scripts_there_is_only_the_search_box(page, console_errors):
    sign_in(page, make_editor())

    page.goto(ADD)

    expect(page.get_by_role("combobox", name="Party").first).to_be_visible()
    assert page.locator(".typed-name").count() == 0
    assert console_errors == []


def test_topic_of_a_change_of_many_is_typed(desk):
    topic = make_topic(name="Example topic")
    statement = make_statement(published=False)
    chosen = {"action": "batch_add_topic", "_selected_action": [statement.pk]}
    address = desk.post("/admin/statements/statement/", chosen).url

    response = desk.post(address, {"step": "show", "topic-typed": "Example topic"}, follow=True)

    assert f'<option value="{topic.pk}" selected>' in response.content.decode()
