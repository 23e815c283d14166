"""Words of the archive's own are marked as English on pages in another language (WCAG 3.1.2)."""

import pytest
from django.apps import apps
from lxml import html

from statements import versions
from statements.models import StatementRelation
from tests.factories import make_meeting, make_party, make_statement, make_text

ENGLISH_ONLY = {"note", "withdrawal_reason", "introduction", "working_group_note"}
APPS = ("parties", "meetings", "statements", "documents")


def notes() -> set[str]:
    """Give the first line of whatever editors wrote in English beside the facts."""
    fields = [
        field
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.fields
        if field.name in ENGLISH_ONLY or (model.__name__, field.name) == ("PartyNote", "text")
    ]
    values = {
        value
        for field in fields
        for value in field.model.objects.values_list(field.name, flat=True)
    }
    return {value.split("\n")[0].strip() for value in values if len(value) > 6}


def unmarked(page: str) -> list[str]:
    """Give the words of a page that pass for words in the language of the interface."""
    tree = html.fromstring(page)
    passing = "//body//text()[not(parent::script)][ancestor::*[@lang][1]/@lang = $language]"
    words = tree.xpath(passing, language=tree.get("lang"))
    return [" ".join(some.split()) for some in words if some.strip()]


def test_notes_of_editors_are_marked_as_english_on_every_kind_of_page(every_page):
    pages = every_page.read("ar")
    known = notes()

    passing = [
        (name, note)
        for name, page in pages.items()
        for words in unmarked(page)
        for note in known
        if note in words
    ]

    assert len(known) > 100
    assert passing == []


@pytest.mark.django_db
def test_every_note_that_hangs_on_a_record_is_marked_and_stands_in_its_own_element(client):
    party = make_party(in_working_group=True, working_group_note="Listed, words of an editor")
    other, note = make_party(), "A note in the words of an editor"
    party.names.create(text="Example Union", kind="former", note=note)
    party.standings.create(standing="parliament", since="2010", note=note)
    party.relations.create(kind="renamed", other=other, note=note)
    meeting = make_meeting(note=note)
    meeting.participations.create(party=party, role="observer", note=note)
    meeting.printed_counts.create(counted="messages", number=8, note=note)
    meeting.printed_dates.create(start="2019", note=note)
    statement = make_statement(note=f"{note}, see /s/1")
    relation = {"kind": "replaces", "other": make_statement(), "note": note}
    StatementRelation.objects.create(statement=statement, **relation)

    expected = {party: 4, meeting: 4, statement: 2, relation["other"]: 1}
    addresses = {record.get_absolute_url(): number for record, number in expected.items()}

    for address, number in addresses.items():
        in_arabic = client.get(f"/ar{address}").content.decode()
        in_english = client.get(address).content.decode()

        assert in_arabic.count(f'<span lang="en" dir="ltr">{note}') == number, address
        assert in_english.count(note) == number, address
        assert f'<span lang="en" dir="ltr">{note}' not in in_english


@pytest.mark.django_db
def test_what_is_said_of_a_source_is_marked_as_english(client):
    party = make_party(source="A printed list; https://example.org/list (as seen in 2022)")
    address = party.get_absolute_url()

    in_arabic = client.get(f"/ar{address}").content.decode()
    in_english = client.get(address).content.decode()

    assert '<dd><span lang="en" dir="ltr">A printed list</span></dd>' in in_arabic
    assert '</a> <span lang="en" dir="ltr">(as seen in 2022)</span></dd>' in in_arabic
    assert "<dd>A printed list</dd>" in in_english
    assert "</a> (as seen in 2022)</dd>" in in_english


@pytest.mark.django_db
def test_titles_of_the_archive_s_own_are_marked_as_english(client):
    statement = make_statement(title="A title of the archive's own")
    make_text(statement, language="ar", title="عنوان")
    make_text(statement, language="el", title="")
    versions.record(statement, note="Entered by an editor")
    address = f"/ar{statement.get_absolute_url()}"

    for ending in ("", "el/", "compare/", "versions/", "versions/1/", "versions/1/?language=el"):
        words = unmarked(client.get(f"{address}{ending}").content.decode())

        assert not [some for some in words if "of the archive's own" in some], ending
