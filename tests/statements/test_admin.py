"""The desk of statements and of what is around them."""

import datetime
import io
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from imcwp_site import languages
from imcwp_site.publishing import State
from statements import files, versions
from statements.models import Periodical, SignatureList, Statement, Text, Version
from tests.desk import form_data, queries
from tests.factories import (
    make_dossier,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)

pytestmark = pytest.mark.django_db
STATEMENTS = "/admin/statements/statement/"
ADD = f"{STATEMENTS}add/"
LANGUAGES = [code for code in languages.codes() if len(code) == 2]
PDF = b"%PDF-1.7\n%made up"


@pytest.fixture
def editor():
    return make_editor()


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address_of(statement) -> str:
    return f"{STATEMENTS}{statement.pk}/change/"


def fill(statement, rows: int) -> None:
    """Give the statement `rows` records of each kind that its form shows."""
    for n in range(rows):
        statement.signatures.create(party=make_party(), position=n)
        statement.topic_links.create(topic=make_topic(), position=n)
        make_text(statement, language=LANGUAGES[n], title=f"Title in {LANGUAGES[n]}")
        statement.attachments.create(file=SimpleUploadedFile(f"{n}.pdf", PDF + bytes([n])))
        versions.record(statement, by=make_editor())


def found(response) -> list[str]:
    return sorted(statement.title for statement in response.context["cl"].result_list)


def errors_of(response, prefix: str) -> list[dict]:
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset.errors for formset in formsets if formset.prefix == prefix)


# The list


@pytest.mark.parametrize(
    "typed",
    ["On peace", "МИРЕ", "ref-1", "EPX", "former", "printed name", "peace EPX"],
)
def test_statement_list_finds_by_titles_reference_and_every_name_of_a_party(desk, typed):
    party = make_party(abbreviation="EPX")
    party.names.create(kind="former", text="Former Party")
    statement = make_statement(title="On peace", reference="ref-1", parties=[party])
    make_text(statement, language="ru", title="О мире")
    statement.signatures.create(printed_name="A Printed Name")
    make_statement(title="Other")

    response = desk.get(STATEMENTS, {"q": typed})

    assert found(response) == ["On peace"]


def test_statement_list_finds_by_number(desk):
    statement = make_statement(title="This")
    make_statement(title="Other")

    response = desk.get(STATEMENTS, {"q": str(statement.number)})

    assert "This" in found(response)


@pytest.mark.parametrize(
    "chosen",
    [
        {"state__exact": "published"},
        {"kind__exact": "appeal"},
        {"language": "el"},
        {"topic": "upper"},
        {"country": "GR"},
        {"confidence__exact": "high"},
        {"issued_first_day__year": "2019", "issued_first_day__month": "10"},
    ],
    ids=str,
)
def test_statement_list_filters(desk, chosen):
    topic = make_topic(slug="lower", parent=make_topic(slug="upper"))
    party = make_party(country="GR")
    fields = {"kind": "appeal", "issued": "2019-10", "confidence": "high"}
    statement = make_statement(title="This", parties=[party], topics=[topic], **fields)
    make_text(statement, language="el")
    other = make_statement(title="Other", published=False, issued="2018-10")
    make_text(other, language="fr")

    response = desk.get(STATEMENTS, chosen)

    assert found(response) == ["This"]


def test_statement_list_shortens_a_long_list_of_parties(desk):
    make_statement(parties=[make_party(abbreviation=f"P{n}") for n in range(5)])

    response = desk.get(STATEMENTS)

    assert "P0, P1, P2 and 2 others" in response.content.decode()


def test_statement_list_asks_the_same_number_of_queries_for_many_rows(desk):
    for _n in range(2):
        fill(make_statement(issued="2019-10-18"), 2)
    few = queries(lambda: desk.get(STATEMENTS, {"q": "statement"}))
    for _n in range(18):
        fill(make_statement(issued="2018-10-18"), 2)

    many = queries(lambda: desk.get(STATEMENTS, {"q": "statement"}))

    assert many == few


# The form


def test_statement_form_asks_the_same_number_of_queries_for_many_rows(desk):
    short, long = make_statement(), make_statement()
    fill(short, 2)
    fill(long, 20)
    desk.get(address_of(short))

    few = queries(lambda: desk.get(address_of(short)))
    many = queries(lambda: desk.get(address_of(long)))

    assert many == few


def test_statement_form_sent_unchanged_asks_nothing_for_its_rows_and_keeps_no_version(desk):
    short, long = make_statement(), make_statement()
    fill(short, 2)
    fill(long, 20)
    data = [form_data(desk.get(address_of(statement))) for statement in (short, long)]
    versions_before = Version.objects.count()

    few = queries(lambda: desk.post(address_of(short), data[0]))
    many = queries(lambda: desk.post(address_of(long), data[1]))

    assert many == few
    assert Version.objects.count() == versions_before


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

    assert set(response.context["adminform"].form.errors) == {"title", "kind"}


def test_statement_form_schedules(desk):
    tomorrow = timezone.now() + datetime.timedelta(days=1)

    new_statement(
        desk,
        state="published",
        published_at_0=tomorrow.strftime("%Y-%m-%d"),
        published_at_1=tomorrow.strftime("%H:%M:%S"),
    )

    assert Statement.objects.get().is_scheduled


def test_statement_form_asks_why_it_is_withdrawn(desk):
    statement = make_statement()
    data = form_data(desk.get(address_of(statement)), state="withdrawn")

    response = desk.post(address_of(statement), data)

    assert list(response.context["adminform"].form.errors) == ["withdrawal_reason"]


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
    data = form_data(desk.get(address_of(statement)), **{f"{prefix}-TOTAL_FORMS": "1"})
    row = {f"{prefix}-0-{name}": value for name, value in row.items()}

    response = desk.post(address_of(statement), data | row)

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
    data = form_data(desk.get(address_of(text.statement)), **{"texts-TOTAL_FORMS": "2"})

    response = desk.post(address_of(text.statement), data | {"texts-1-language": "en"})

    assert response.status_code == 200
    assert Text.objects.count() == 1


def test_statement_form_says_that_two_texts_exchange_languages_in_two_steps(desk):
    statement = make_statement()
    make_text(statement, language="en")
    make_text(statement, language="fr")
    data = form_data(desk.get(address_of(statement)))

    response = desk.post(
        address_of(statement), data | {"texts-0-language": "fr", "texts-1-language": "en"}
    )

    assert "language" in errors_of(response, "texts")[0]


def test_statement_form_keeps_a_signature_list(desk):
    statement = make_statement()
    data = form_data(desk.get(address_of(statement)), **{"signature_list-TOTAL_FORMS": "1"})

    desk.post(address_of(statement), data | {"signature_list-0-stated_count": "80"})

    assert SignatureList.objects.get().stated_count == 80


def test_statement_form_keeps_why_a_change_was_made_and_that_it_is_minor(desk):
    statement = make_statement()
    versions.record(statement)
    data = form_data(desk.get(address_of(statement)), title="New title")

    desk.post(address_of(statement), data | {"change_note": "A slip", "is_minor": "on"})

    version = statement.versions.first()
    assert (version.n, version.note, version.is_minor) == (2, "A slip", True)


def test_statement_form_leads_to_the_page_of_a_draft(desk):
    statement = make_statement(published=False)

    response = desk.get(address_of(statement))

    assert response.context["absolute_url"]


def test_statement_form_folds_many_texts_unless_one_has_a_fault(desk):
    statement = make_statement()
    for language in LANGUAGES[:4]:
        make_text(statement, language=language)
    data = form_data(desk.get(address_of(statement)))
    folded = '<fieldset class="module collapse" aria-labelledby="texts-heading">'

    sound = desk.get(address_of(statement))
    faulty = desk.post(address_of(statement), data | {"texts-0-language": ""})

    assert folded in sound.content.decode()
    assert "<details><summary>" not in faulty.content.decode().split('id="signatures-group"')[0]


def test_statement_form_is_read_by_who_may_only_look(client):
    statement = make_statement(title="Kept")
    fill(statement, 2)
    reader = make_editor(is_superuser=False)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)

    page = client.get(address_of(statement)).content.decode()

    assert "Kept" in page
    assert 'name="change_note"' not in page


# Deleting


def test_statement_that_was_public_cannot_be_deleted(desk):
    statement = make_statement()

    response = desk.post(f"{STATEMENTS}{statement.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert Statement.objects.exists()


def test_draft_is_deleted_with_its_versions(desk):
    statement = make_statement(published=False)
    versions.record(statement)

    desk.post(f"{STATEMENTS}{statement.pk}/delete/", {"post": "yes"})

    assert not Statement.objects.exists()


def test_deleting_selected_statements_keeps_those_that_were_public(desk):
    public, draft = make_statement(), make_statement(published=False)
    versions.record(draft)
    chosen = {"action": "delete_selected", "_selected_action": [public.pk, draft.pk]}

    question = desk.post(STATEMENTS, chosen)
    desk.post(STATEMENTS, chosen | {"post": "yes"})

    assert "has been public and stays" in question.content.decode()
    assert list(Statement.objects.all()) == [public]


# Files


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


DOCX = zipped(word__document_xml="<w/>")
ODT = zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml="<o/>")


def send_file(desk, statement, *uploads):
    data = form_data(desk.get(address_of(statement)))
    first = statement.attachments.count()
    data["attachments-TOTAL_FORMS"] = str(first + len(uploads))
    for n, (name, content) in enumerate(uploads, start=first):
        data[f"attachments-{n}-file"] = SimpleUploadedFile(name, content)
        data[f"attachments-{n}-kind"] = "document"
    return desk.post(address_of(statement), data)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.PNG", b"\x89PNG\r\n\x1a\n..."),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.jpeg", b"\xff\xd8\xff\xe1"),
        ("a.webp", b"RIFF....WEBPVP8 "),
        ("a.gif", b"GIF89a"),
        ("a.mp3", b"ID3\x04"),
        ("b.mp3", b"\xff\xfb\x90"),
        ("a.ogg", b"OggS"),
        ("a.docx", DOCX),
        ("a.odt", ODT),
    ],
)
def test_file_of_a_kind_that_the_archive_keeps_is_kept(desk, name, content):
    statement = make_statement()

    response = send_file(desk, statement, (name, content))

    assert response.status_code == 302
    with statement.attachments.get().file.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.html", b"<script>", "of a kind that the archive does not keep"),
        ("a.svg", b"<svg/>", "of a kind that the archive does not keep"),
        ("a.exe", b"MZ", "of a kind that the archive does not keep"),
        ("pdf", PDF, "of a kind that the archive does not keep"),
        ("a.pdf", b"<html>", "the content is no PDF file"),
        ("a.png", PDF, "the content is no PNG file"),
        ("a.docx", ODT, "the content is no DOCX file"),
        ("a.odt", DOCX, "the content is no ODT file"),
        ("a.docx", b"PK\x03\x04broken", "the content is no DOCX file"),
        ("a.mp3", b"\xff\xd8\xff", "the content is no MP3 file"),
        ("a.pdf", b"", "empty"),
    ],
)
def test_file_of_another_kind_is_refused_with_a_sentence(desk, name, content, sentence):
    statement = make_statement()

    response = send_file(desk, statement, (name, content))

    assert sentence in str(errors_of(response, "attachments")[0]["file"])
    assert not statement.attachments.exists()


def test_file_that_is_too_large_is_refused_with_its_size(desk, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_SIZE", 1024)
    statement = make_statement()

    response = send_file(desk, statement, ("a.pdf", PDF + bytes(2048)))

    assert "at most 1.0" in str(errors_of(response, "attachments")[0]["file"])


def test_same_file_twice_is_refused_whether_it_is_kept_already_or_sent_twice(desk):
    statement, other = make_statement(), make_statement()
    send_file(desk, statement, ("a.pdf", PDF))

    again = send_file(desk, statement, ("b.pdf", PDF))
    twice = send_file(desk, other, ("a.pdf", PDF), ("b.pdf", PDF))

    assert "has this very file already" in str(errors_of(again, "attachments")[1]["file"])
    assert "has this very file already" in str(errors_of(twice, "attachments")[1]["file"])


def test_kept_file_is_linked_at_its_address_on_the_site(desk):
    statement = make_statement()
    send_file(desk, statement, ("report.pdf", PDF))

    response = desk.get(address_of(statement))

    assert statement.attachments.get().get_absolute_url() in response.content.decode()


# Topics, dossiers, periodicals, versions


def test_topic_form_offers_other_upper_topics_only(desk):
    upper, itself = make_topic(), make_topic()
    make_topic(parent=upper)

    response = desk.get(f"/admin/statements/topic/{itself.pk}/change/")

    choices = response.context["adminform"].form.fields["parent"].queryset
    assert list(choices) == [upper]


def test_dossier_form_puts_statements_in_order_and_publishes(desk):
    first, second = make_statement(), make_statement()
    dossier = make_dossier(published=False, statements=[first, second])
    address = f"/admin/statements/dossier/{dossier.pk}/change/"
    data = form_data(desk.get(address), state="published", **{"entries-0-position": "3"})

    desk.post(address, data)

    dossier.refresh_from_db()
    assert dossier.is_public
    assert [entry.statement for entry in dossier.entries.all()] == [second, first]


def test_dossier_form_asks_the_same_number_of_queries_for_many_rows(desk):
    short, long = (
        make_dossier(statements=[make_statement() for _n in range(rows)]) for rows in (2, 20)
    )
    addresses = [f"/admin/statements/dossier/{d.pk}/change/" for d in (short, long)]
    desk.get(addresses[0])

    few, many = (queries(lambda address=address: desk.get(address)) for address in addresses)

    assert many == few


def make_issues(rows: int) -> Periodical:
    periodical = Periodical.objects.create(slug=f"bulletin-{rows}", title="Bulletin")
    for number in range(1, rows + 1):
        issue = periodical.issues.create(
            number=number, meeting=make_meeting(), statement=make_statement()
        )
        for n in range(rows):
            issue.editions.create(language=LANGUAGES[n])
            issue.contributions.create(party=make_party(), position=n)
    return periodical


def test_periodical_forms_ask_the_same_number_of_queries_for_many_rows(desk):
    short, long = make_issues(2), make_issues(20)
    desk.get(f"/admin/statements/periodical/{short.pk}/change/")

    def count(address):
        return queries(lambda: desk.get(f"/admin/statements/{address}/change/"))

    few = [count(f"periodical/{short.pk}"), count(f"periodicalissue/{short.issues.first().pk}")]
    many = [count(f"periodical/{long.pk}"), count(f"periodicalissue/{long.issues.first().pk}")]

    assert many == few


@pytest.mark.parametrize("name", ["topic", "dossier", "periodical", "periodicalissue", "version"])
def test_list_asks_the_same_number_of_queries_for_many_rows(desk, name):
    def fill_all(n):
        make_topic(parent=make_topic())
        statement = make_statement()
        make_dossier(statements=[statement])
        versions.record(statement, by=make_editor())
        periodical = Periodical.objects.create(slug=f"p-{n}", title=f"Periodical {n}")
        periodical.issues.create(number=1, meeting=make_meeting())

    def visit():
        return desk.get(f"/admin/statements/{name}/")

    for n in range(2):
        fill_all(n)
    visit()
    few = queries(visit)
    for n in range(2, 20):
        fill_all(n)

    many = queries(visit)

    assert many == few


def test_version_is_shown_and_not_changed(desk):
    statement = make_statement(title="Kept")
    version = versions.record(statement)
    address = f"/admin/statements/version/{version.pk}/change/"

    page = desk.get(address)
    sent = desk.post(address, {"note": "Changed"})

    assert "Kept" in page.content.decode()
    assert sent.status_code == 403


def test_desk_is_closed_to_visitors(client):
    response = client.get(STATEMENTS)

    assert response.status_code == 302
    assert reverse("admin:login") in response.url


def test_file_whose_name_is_emptied_has_one_and_its_pages_open(desk):
    statement = make_statement()
    send_file(desk, statement, ("report.pdf", PDF))
    data = form_data(desk.get(address_of(statement)), **{"attachments-0-name": ""})

    response = desk.post(address_of(statement), data)

    assert response.status_code == 302
    kept = statement.attachments.get()
    assert kept.name.endswith(".pdf")
    assert desk.get(address_of(statement)).status_code == 200
    assert desk.get(statement.get_absolute_url()).status_code == 200
    assert desk.get(kept.get_absolute_url()).getvalue() == PDF


@pytest.mark.parametrize("name", ["a/b.pdf", "a\\b.pdf", ".."])
def test_file_is_not_renamed_to_what_leads_elsewhere(desk, name):
    statement = make_statement()
    send_file(desk, statement, ("report.pdf", PDF))
    data = form_data(desk.get(address_of(statement)), **{"attachments-0-name": name})

    response = desk.post(address_of(statement), data)

    assert list(errors_of(response, "attachments")[0]) == ["name"]
    assert statement.attachments.get().name == "report.pdf"


def test_refused_file_is_complained_of_and_not_its_name(desk):
    statement = make_statement()

    response = send_file(desk, statement, ("a.html", b"<script>"))

    assert list(errors_of(response, "attachments")[0]) == ["file"]
