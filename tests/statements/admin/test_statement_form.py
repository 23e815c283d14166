"""The form of a statement at the desk."""

import pytest
from django.contrib.auth.models import Permission

from imcwp_site.publishing import State
from statements import versions
from statements.models import SignatureList, Statement, Text
from tests.desk import (
    LANGUAGES,
    address_of,
    errors_of,
    fill_statement,
    form_data,
    queries_of_filled_forms,
    send,
    send_row,
)
from tests.factories import (
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/statements/statement/add/"


def test_statement_form_asks_the_same_number_of_queries_for_many_rows(desk):
    few, many = queries_of_filled_forms(desk, make_statement, fill_statement)

    assert many == few


def test_statement_form_sent_unchanged_keeps_no_version(desk):
    statement = make_statement()
    fill_statement(statement, 2)

    send(desk, statement)

    assert statement.versions.count() == 2


def new_statement(desk, **changes):
    """Send the form of a new statement."""
    data = form_data(desk.get(ADD), **{"kind": "statement", "title": "New"} | changes)
    return desk.post(ADD, data)


def test_statement_form_keeps_a_whole_statement_and_one_version(desk, editor):
    party, topic, meeting = make_party(), make_topic(), make_meeting()

    response = new_statement(
        desk,
        state="published",
        issued="2019-10",
        meeting=str(meeting.pk),
        change_note="Entered",
        **{
            "texts-0-language": "en",
            "texts-0-title": "A title",
            "texts-0-body": "First paragraph.\r\n\r\nSecond & last.",
            "signatures-0-party": str(party.pk),
            "topic_links-0-topic": str(topic.pk),
        },
    )

    assert response.status_code == 302
    statement = Statement.objects.published().get()
    assert statement.texts.get().body == "<p>First paragraph.</p>\n\n<p>Second &amp; last.</p>"
    assert list(statement.parties.all()) == [party]
    assert list(statement.topics.all()) == [topic]
    version = statement.versions.get()
    assert (version.by, version.note, version.is_minor) == (editor, "Entered", False)
    assert version.content["signatures"][0]["party"] == party.slug


def test_statement_form_keeps_a_draft_without_title_and_kind(desk):
    response = new_statement(desk, title="", kind="")

    assert response.status_code == 302
    assert Statement.objects.get().state == State.DRAFT


def test_statement_form_asks_for_title_and_kind_of_what_is_published(desk):
    response = new_statement(desk, title="", kind="", state="published")

    assert set(errors_of(response)) == {"title", "kind"}


@pytest.mark.parametrize(
    ("prefix", "row", "field"),
    [
        ("texts", {"title": "No language"}, "language"),
        ("texts", {"language": "xx"}, "language"),
        ("texts", {"language": "en", "translated_from": "en"}, "translated_from"),
        ("texts", {"language": "en", "title": "Bell \x07"}, "title"),
        ("signatures", {"role": "signatory"}, "printed_name"),
        ("signatures", {"role": "author", "printed_name": "X", "added": "2019-13"}, "added"),
        ("attachments", {"kind": "scan", "description": "No file"}, "file"),
    ],
)
def test_statement_form_says_what_is_wrong_beside_the_field(desk, prefix, row, field):
    statement = make_statement()

    response = send_row(desk, statement, prefix, **row)

    assert list(errors_of(response, prefix)[0]) == [field]


def test_statement_form_with_a_fault_in_a_row_keeps_all_that_was_typed(desk):
    party = make_party(name="Chosen Party")

    response = new_statement(
        desk, **{"signatures-0-party": str(party.pk), "texts-0-body": "Long work", "posted": "x"}
    )

    page = response.content.decode()
    assert "Long work" in page
    assert "Chosen Party" in page
    assert not Statement.objects.exists()


def test_statement_form_refuses_a_second_text_in_a_language_of_an_untouched_one(desk):
    text = make_text(language="en")

    response = send_row(desk, text.statement, "texts", language="en")

    assert response.status_code == 200
    assert Text.objects.count() == 1


def test_statement_form_says_that_two_texts_exchange_languages_in_two_steps(desk):
    statement = make_statement()
    make_text(statement, language="en")
    make_text(statement, language="fr")

    response = send(desk, statement, **{"texts-0-language": "fr", "texts-1-language": "en"})

    assert "language" in errors_of(response, "texts")[0]


def test_statement_form_does_not_let_the_browser_cut_a_long_title(desk):
    page = desk.get("/admin/statements/statement/add/").content.decode()

    assert "maxlength" not in page


def test_statement_form_keeps_a_signature_list(desk):
    statement = make_statement()

    send_row(desk, statement, "signature_list", stated_count="80")

    assert SignatureList.objects.get().stated_count == 80


def test_statement_form_keeps_why_a_change_was_made_and_that_it_is_minor(desk):
    statement = make_statement()
    versions.record(statement)

    send(desk, statement, title="New title", change_note="A slip", is_minor="on")

    version = statement.versions.first()
    assert (version.n, version.note, version.is_minor) == (2, "A slip", True)


def test_statement_form_leads_to_the_page_of_a_draft(desk):
    statement = make_statement(published=False)

    response = desk.get(address_of(statement))

    assert response.context["absolute_url"]


def test_statement_form_folds_many_texts_but_not_one_with_a_fault(desk):
    statement = make_statement()
    for language in LANGUAGES[:4]:
        make_text(statement, language=language)

    sound = desk.get(address_of(statement)).content.decode().split('id="texts-empty"')[0]
    faulty = send(desk, statement, **{"texts-0-language": ""}).content.decode()

    assert sound.count("<details>") == 4
    assert faulty.split('id="texts-empty"')[0].count("<details>") == 3


def test_statement_form_names_its_texts_on_top_and_marks_those_behind_their_original(desk):
    statement = make_statement()
    make_text(statement, language="en", status="original")
    make_text(statement, language="el", status="official", original_hash="0" * 64)

    page = desk.get(address_of(statement)).content.decode()

    jumps = page.split('class="jumps"')[1].split("</nav>")[0]
    assert '<bdi lang="el">Ελληνικά</bdi>' in jumps
    assert 'href="#texts-1-text"' in jumps
    assert jumps.count("behind the original") == 1


def test_statement_form_is_read_by_who_may_only_look(client):
    statement = make_statement(title="Kept")
    fill_statement(statement, 2)
    reader = make_editor(is_superuser=False)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)

    page = client.get(address_of(statement)).content.decode()

    assert "Kept" in page
    assert 'name="change_note"' not in page


def test_statement_form_turns_pasted_html_into_the_markup_of_the_archive(desk):
    body = "<p class=MsoNormal lang=AR-SA dir=RTL>كلمات<o:p></o:p></p><h1>Title</h1>"

    new_statement(desk, **{"texts-0-language": "ar", "texts-0-body": body})

    assert Text.objects.get().body == "<p>كلمات</p>\n<h2>Title</h2>"


def test_statement_form_numbers_footnotes_in_their_order(desk):
    body = (
        '<p>A<sup><a href="#fn-9" id="fnref-9">9</a></sup></p>'
        '<ol><li id="fn-9"><p>Note</p></li></ol>'
    )

    new_statement(desk, **{"texts-0-language": "en", "texts-0-body": body})

    assert Text.objects.get().body == (
        '<p>A<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>'
        '<ol><li id="fn-1">Note <a href="#fnref-1">↩</a></li></ol>'
    )


def test_date_is_typed_as_the_source_writes_it_and_kept_as_far_as_it_is_known(desk):
    statement = make_statement()

    send(desk, statement, issued="18 октября 2019 г.", posted="Oct 2019")

    statement.refresh_from_db()
    assert (str(statement.issued), str(statement.posted)) == ("2019-10-18", "2019-10")
    assert 'value="2019-10-18"' in desk.get(address_of(statement)).content.decode()


def test_another_writing_of_the_same_date_changes_nothing(desk):
    statement = make_statement(issued="2019-10-18")
    versions.record(statement, by=make_editor())

    send(desk, statement, issued="18.10.2019")

    assert statement.versions.count() == 1


def test_date_that_is_none_keeps_what_was_typed_and_says_why(desk):
    statement = make_statement()

    response = send(desk, statement, issued="Saturday, 18 October 2019")

    assert errors_of(response)["issued"] == [
        "“Saturday, 18 October 2019” is not a date: the weekday of 18 October 2019 is Friday."
    ]
    assert 'value="Saturday, 18 October 2019"' in response.content.decode()
