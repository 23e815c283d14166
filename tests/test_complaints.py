"""What keeps a form from being saved stands on top of it, and leads to each place."""

import pytest
from playwright.sync_api import expect

from imcwp_site.complaints import complaints
from statements import versions
from tests.desk import LANGUAGES, address_of, send, send_row
from tests.factories import make_editor, make_meeting, make_party, make_statement, make_text
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


def listed(response) -> list[tuple[str, str]]:
    """Give target and place of what the form complains of."""
    return [(complaint.target, complaint.place) for complaint in response.context["complaints"]]


def test_wrong_field_is_named_and_led_to(desk):
    response = send(desk, make_statement(), title="", issued="yesterday")

    assert listed(response) == [("id_title", "Title"), ("id_issued", "Issued")]
    assert '<a href="#id_title">Title</a>' in response.content.decode()
    assert "Not saved: 2 places need another look" in response.content.decode()


def test_field_of_two_boxes_is_led_to_by_its_first(desk):
    response = send(desk, make_statement(), published_at_0="yesterday")

    assert ("id_published_at_0", "Publication time") in listed(response)
    assert 'id="id_published_at_0"' in response.content.decode()


def test_wrong_row_is_named_by_its_number(desk):
    party = make_party()
    statement = make_statement(parties=[party])

    response = send_row(desk, statement, "signatures", party=party.pk, role="nonsense")

    assert listed(response) == [("id_signatures-1-role", "Signature 2, Role")]


def test_words_of_a_complaint_are_escaped(desk):
    response = send(desk, make_statement(), **{"meeting-typed": "<script>"})

    assert "“&lt;script&gt;”" in response.content.decode()


def test_other_sections_list_their_complaints_too(desk):
    response = send(desk, make_meeting(), slug="")

    assert ("id_slug", "Address name") in listed(response)


def test_form_without_errors_has_no_list(desk):
    page = desk.get(address_of(make_statement())).content.decode()

    assert "complaints" not in page


def test_listing_complaints_asks_the_database_nothing(desk, django_assert_num_queries):
    statement = make_statement()
    for language in LANGUAGES[:12]:
        make_text(statement, language=language)
    languages = {f"texts-{n}-language": "nonsense" for n in range(12)}

    response = send(desk, statement, **languages)
    parts = response.context["adminform"].form, response.context["inline_admin_formsets"]

    with django_assert_num_queries(0):
        assert len(list(complaints(*parts))) == 12


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_complaints_are_read_first_and_lead_into_their_boxes(page, console_errors):
    statement = make_statement()
    make_text(statement, language="en", title="Heading")
    versions.record(statement)
    sign_in(page, make_editor())
    page.goto(address_of(statement))
    page.locator("#id_title").fill("")
    page.locator("#id_texts-0-language").select_option("")
    page.locator("#topic_links-group .add-row a").click()
    page.locator("#id_topic_links-0-position").fill("5")
    page.locator(".submit-row").get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".complaints")).to_be_focused()
    expect(page.locator(".errornote")).to_be_hidden()
    for place, box in [
        ("Title", "#id_title"),
        ("Text 1, Language", "#id_texts-0-language"),
        ("Topic 1, Topic", "#topic_links-0 .select2-selection"),
    ]:
        page.locator(".complaints").get_by_role("link", name=place, exact=True).click()
        expect(page.locator(box)).to_be_focused()
        expect(page.locator(box)).to_be_in_viewport()

    assert console_errors == []
