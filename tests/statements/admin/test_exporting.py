"""Records chosen in a list, taken away as data files that an import takes back."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from editors.roles import ADMINISTRATOR, CONTRIBUTOR, EDITOR
from meetings.models import Meeting
from parties.models import Party
from statements import versions
from statements.models import Dossier, Signature, SignatureList, Statement, Text, Topic
from tests.desk import PDF
from tests.factories import (
    make_dossier,
    make_editor,
    make_meeting,
    make_party,
    make_statement,
    make_text,
    make_topic,
)
from tests.statements.archives import run_import

pytestmark = pytest.mark.django_db


def export(client, model, *records, everything: bool = False, query: str = ""):
    """Press the action of the list of `model` with these records chosen."""
    address = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
    return client.post(
        address + query,
        {
            "action": "export_as_data_files",
            "_selected_action": [record.pk for record in records],
            "select_across": "1" if everything else "0",
        },
    )


def unpacked(answer, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def make_full_statement() -> Statement:
    """A joint statement with one of everything that hangs on a statement."""
    statement = make_statement(
        reference="ex-1", parties=[make_party()], topics=[make_topic()], meeting=make_meeting()
    )
    SignatureList.objects.create(statement=statement, title="List", is_open=True)
    statement.signatures.create(party=make_party(), role=Signature.Role.SIGNATORY, position=3)
    statement.signatures.create(printed_name="E.P. Two", role=Signature.Role.INITIATOR)
    make_text(statement, title="A title", body="<p>Words</p>")
    statement.attachments.create(file=SimpleUploadedFile("a.pdf", PDF))
    versions.record(statement)
    return statement


def said(number: int) -> dict:
    return versions.content_of(Statement.objects.get(pk=number))


def test_exactly_the_chosen_statements_come_with_what_hangs_on_them(desk, tmp_path):
    chosen, other = make_full_statement(), make_statement(parties=[make_party()])
    make_text(other)
    make_dossier(statements=[chosen])

    folder = unpacked(export(desk, Statement, chosen), tmp_path / "x")

    kept = chosen.attachments.get().file.name
    assert files_in(folder) == {
        "statements.csv", "joint_statements.csv", "signatories.csv", "signatures.csv",
        "texts.jsonl", "attachments.csv", "versions.jsonl", f"files/{kept}",
    }  # fmt: skip
    assert str(other.title) not in (folder / "statements.csv").read_text()
    assert len((folder / "texts.jsonl").read_text().splitlines()) == 1


def test_an_export_comes_back_after_a_change(desk, tmp_path):
    statement = make_full_statement()
    before = said(statement.pk)
    folder = unpacked(export(desk, Statement, statement), tmp_path / "x")
    Statement.objects.update(title="Changed")
    Text.objects.update(body="")
    Signature.objects.exclude(party=None).update(position=9)

    outcome = run_import(folder)

    assert outcome.total("refused") == 0
    assert said(statement.pk) == before


def test_an_export_goes_into_an_archive_that_holds_what_it_names(desk, tmp_path):
    statement = make_full_statement()
    before = said(statement.pk)
    folder = unpacked(export(desk, Statement, statement), tmp_path / "x")
    Statement.objects.all().delete()

    outcome = run_import(folder)

    assert outcome.total("refused") == 0
    assert said(statement.pk) == before
    assert run_import(folder).total("unchanged") == outcome.total("created")


def test_an_export_into_an_archive_without_its_parties_says_what_is_missing(desk, tmp_path):
    statement = make_statement(parties=[make_party(slug="xx-absent")])
    folder = unpacked(export(desk, Statement, statement), tmp_path / "x")
    Statement.objects.all().delete()
    Party.objects.all().delete()

    outcome = run_import(folder)

    assert outcome.refusals[0]["value"] == "xx-absent"


def test_all_that_a_filter_shows_is_exported(desk, tmp_path):
    for kind in ("appeal", "appeal", "statement"):
        make_statement(kind=kind)
    one = Statement.objects.filter(kind="appeal").first()

    answer = export(desk, Statement, one, everything=True, query="?kind__exact=appeal")

    rows = (unpacked(answer, tmp_path / "x") / "statements.csv").read_text().splitlines()
    assert len(rows) == 1 + 2


@pytest.mark.parametrize(
    ("make", "model", "files"),
    [
        (make_topic, Topic, {"topics.csv"}),
        (make_party, Party, {"parties.csv", "party_relations.csv"}),
        (make_meeting, Meeting, {"meetings.csv", "participation.csv"}),
        (make_dossier, Dossier, {"dossiers.csv", "dossier_entries.csv"}),
    ],
)
def test_records_of_other_lists_come_with_what_hangs_on_them(desk, tmp_path, make, model, files):
    chosen, other = make(), make()
    for record in (chosen, other):
        if model is Party:
            record.relations.create(kind="succeeded", other_name="Example League")
        if model is Meeting:
            record.participations.create(party=make_party(), role="delegation")
        if model is Dossier:
            record.entries.create(statement=make_statement(reference=record.slug), position=1)

    folder = unpacked(export(desk, model, chosen), tmp_path / "x")

    assert files_in(folder) == files
    for name in files:
        text = (folder / name).read_text()
        assert chosen.slug in text
        assert other.slug not in text
    assert run_import(folder).total("refused") == 0


def test_former_address_names_come_with_the_chosen_records_only(desk, tmp_path):
    chosen, other = make_party(slug="xx-before"), make_party(slug="xx-other-before")
    for party, slug in ((chosen, "xx-now"), (other, "xx-other-now")):
        party.slug = slug
        party.save()

    folder = unpacked(export(desk, Party, chosen), tmp_path / "x")

    text = (folder / "former_slugs.csv").read_text()
    assert "xx-before" in text
    assert "xx-other-before" not in text


def test_a_file_that_is_missing_is_named(desk, tmp_path):
    statement = make_full_statement()
    attachment = statement.attachments.get()
    attachment.file.storage.delete(attachment.file.name)

    folder = unpacked(export(desk, Statement, statement), tmp_path / "x")

    assert attachment.file.name in (folder / "missing-files.txt").read_text()


def test_a_contributor_exports_what_a_contributor_may_read(client, tmp_path):
    contributor = make_editor(CONTRIBUTOR)
    own = make_statement(published=False, title="Own draft", entered_by=contributor)
    public = make_statement(title="Public")
    hidden = make_statement(published=False, title="Draft of another", entered_by=make_editor())
    client.force_login(contributor)

    folder = unpacked(export(client, Statement, own, public, hidden), tmp_path / "x")

    text = (folder / "statements.csv").read_text()
    listed = client.get(reverse("admin:statements_statement_changelist")).context["cl"].queryset
    assert "Own draft" in text
    assert ("Draft of another" in text) == (hidden in listed)


@pytest.mark.parametrize(("role", "told"), [(CONTRIBUTOR, False), (EDITOR, True)])
def test_what_a_statement_said_before_is_exported_for_those_who_edit_all(
    client, tmp_path, role, told
):
    statement = make_statement(published=False, title="What the draft said")
    versions.record(statement, by=make_editor())
    statement.title, statement.state = "What the public reads", "published"
    statement.set_publication_time()
    statement.save()
    client.force_login(make_editor(role))

    folder = unpacked(export(client, Statement, statement), tmp_path / "x")

    written = " ".join(path.read_text() for path in folder.iterdir() if path.is_file())
    assert "What the public reads" in written
    assert ("What the draft said" in written) is told


@pytest.mark.parametrize(
    ("role", "status"), [(CONTRIBUTOR, 403), (EDITOR, 403), (ADMINISTRATOR, 200)]
)
def test_the_whole_archive_is_for_administrators(client, tmp_path, role, status):
    make_full_statement()
    client.force_login(make_editor(role))

    answer = client.get(reverse("admin:export-all"))

    assert answer.status_code == status
    if status == 200:
        assert {"parties.csv", "topics.csv"} <= files_in(unpacked(answer, tmp_path / "x"))


def test_an_export_is_gone_from_the_disk_when_it_was_sent(desk, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = export(desk, Statement, make_statement())

    answer.close()

    assert not list(tmp_path.glob("export-*"))
