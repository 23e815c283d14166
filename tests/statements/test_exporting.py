"""An export holds everything, and gives the same bytes after an import into an empty database."""

import csv
import datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from meetings.models import Meeting, WorkingGroupTerm
from parties.models import Party, PartyName, PartyRelation
from statements import versions
from statements.importing.files import EIGHT
from statements.models import (
    Attachment,
    Dossier,
    Periodical,
    PeriodicalIssue,
    Signature,
    SignatureList,
    Statement,
    StatementRelation,
    Text,
    Topic,
)
from tests.factories import make_meeting, make_party, make_statement, make_text, make_topic
from tests.statements.archives import run_import

pytestmark = pytest.mark.django_db

DATA = Path(__file__).resolve().parents[2] / "data"
TIME = datetime.datetime(2021, 5, 1, 10, 30, 15, 123456, tzinfo=datetime.UTC)


def export(folder: Path, **options) -> dict[str, bytes]:
    """Export and read back every file."""
    call_command("export_archive", str(folder), verbosity=0, **options)
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def empty_the_archive() -> None:
    """Remove every record and every attached file."""
    for attachment in Attachment.objects.all():
        attachment.file.storage.delete(attachment.file.name)
    Topic.objects.update(parent=None)
    for model in (PeriodicalIssue, Periodical, Dossier, StatementRelation, Statement,
                  WorkingGroupTerm, Meeting, Topic, PartyRelation, Party):  # fmt: skip
        model.objects.all().delete()


def round_trip(tmp_path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Export, import into an empty archive, and export again."""
    first = export(tmp_path / "first")
    empty_the_archive()
    outcome = run_import(tmp_path / "first")
    assert outcome.refusals == []
    return first, export(tmp_path / "second")


def enrich_parties() -> tuple[Party, Party]:
    """Make two parties about which more is known than parties.csv can say."""
    one = make_party(slug="xx-one", name="=Example Party of One", kind="party", country="GR",
                     founded=PartialDate(1918, 11), in_working_group=True)  # fmt: skip
    two = make_party(slug="xx-two", source="a; b", confidence="low")
    one.names.create(kind="variant", text="EP;1", source="a list")
    one.names.create(kind="variant", text="EPO")
    one.names.create(kind="native", text="Partei Eins", language="de")
    one.names.create(kind="native", text="حزب المثال")
    one.names.create(kind="former", text="Old (Party)", abbreviation="EPO", until=PartialDate(1996))
    one.names.create(kind="former", text="Older Party", since=PartialDate(1990), language="en")
    one.names.create(kind="former", text="Older Party")
    one.names.create(kind="former", text="Party One (North)", note="used by a part of it")
    for url in ("https://example.org/", "https://example.org/a;b", "https://ркрп.рус/"):
        one.websites.create(url=url)
    one.standings.create(standing="governing", as_of=PartialDate(2022))
    one.standings.create(standing="parliament", as_of=PartialDate(2019), since=PartialDate(2015))
    one.notes.create(text="A plain note")
    one.notes.create(text="A dated note", date=PartialDate(2018, 12), source="a page")
    one.relations.create(kind="split-from", other=two, date=PartialDate(2019), confidence="high")
    two.relations.create(kind="merged-into", other_name="Example Union", until=PartialDate(2021))
    return one, two


def enrich_meeting(one: Party, two: Party) -> Meeting:
    """Make a meeting with all that sources may print of it."""
    meeting = make_meeting(slug="ex-1", number=1, kind="ordinary", city="Exampletown",
                           start=PartialDate(2018, 11, 5), end=PartialDate(2018, 11),
                           theme="On\nexamples", further_places="Othertown")  # fmt: skip
    meeting.hostings.create(party=two, position=2, printed_name="Two; and others")
    meeting.hostings.create(party=one, position=5)
    meeting.themes.create(language="ar", text="موضوع", source="a page")
    meeting.printed_counts.create(counted="parties", stage="announced", number=80, note="before")
    meeting.printed_dates.create(start=PartialDate(2018, 11, 4), source="a page")
    meeting.participations.create(party=one, role="host", source="s")
    meeting.participations.create(party=one, role="contribution", source="s")
    meeting.participations.create(party=two, role="delegation", printed_name="E.P. Two", note="n")
    one.working_group_terms.create(start=PartialDate(2016, 11), end=PartialDate(2018, 11))
    return meeting


def enrich_joint_statement(one: Party, two: Party) -> Statement:
    """Make a joint statement with signatures of every sort."""
    joint = make_statement(kind="joint-statement", title="Joint", published_at=TIME)
    SignatureList.objects.create(statement=joint, title="List", is_complete=False, is_open=True)
    joint.signatures.create(party=one, role="author", position=0)
    joint.signatures.create(party=one, role="initiator", position=1)
    joint.signatures.create(party=two, role="signatory", position=7, group="Others")
    joint.signatures.create(party=one, role="later-signatory", added=PartialDate(2020, 4))
    joint.signatures.create(party=two, role="later-signatory", confidence="low")
    joint.signatures.create(printed_name="Unknown Party", role="signatory", position=12)
    joint.signatures.create(printed_name="Unknown Party", role="signatory", position=13)
    joint.signatures.create(printed_name="Late", role="signatory", added=PartialDate(2021))
    return joint


@pytest.fixture
def rich_archive(django_user_model):
    """An archive with everything that an editor can enter."""
    top = make_topic(slug="top", name="Top")
    late_parent = make_topic(slug="late", name="Late")
    make_topic(slug="under", name="Under", parent=top, scope_note="What belongs here")
    Topic.objects.filter(slug="top").update(parent=late_parent)
    Topic.objects.filter(slug="under").update(parent=late_parent)
    one, two = enrich_parties()
    meeting = enrich_meeting(one, two)
    statement = make_statement(parties=[two, one], topics=[late_parent, top], meeting=meeting,
                               issued=PartialDate(2019, 10), reference="ex-1", published_at=TIME,
                               note="A note", title='A "title", with; marks')  # fmt: skip
    make_text(statement, language="ar", title="بيان", body="<p>كلمات <b>عربية</b></p>")
    make_text(statement, language="en", status="unofficial", translated_from="ar", summary="S")
    Text.objects.create(statement=statement, language="el")
    file = ContentFile(b"%PDF-1.4 made up", "Scan 1.PDF")
    Attachment.objects.create(
        statement=statement, file=file, kind="scan", language="ar", alt="A letter"
    )
    joint = enrich_joint_statement(one, two)
    withdrawn = make_statement(state=State.WITHDRAWN, withdrawal_reason="Not theirs.",
                               parties=[one], published_at=TIME)  # fmt: skip
    withdrawn.signatures.create(party=two, printed_name="E.P. 2", position=2, source="a list")
    withdrawn.signatures.create(printed_name="Nobody known", position=3)
    draft = Statement.objects.create(kind="", title="")
    dossier = Dossier.objects.create(slug="case", title="Case", introduction="One\n\nTwo",
                                     state=State.DRAFT, is_open=False)  # fmt: skip
    dossier.entries.create(statement=joint, position=1, note="First")
    dossier.entries.create(statement=statement, position=2)
    Dossier.objects.update(updated_at=TIME)
    periodical = Periodical.objects.create(slug="review", title="Review")
    issue = periodical.issues.create(number=3, theme="Themes", statement=statement, meeting=meeting)
    issue.editions.create(language="en", url="https://example.org/3")
    issue.editions.create(language="el")
    issue.contributions.create(party=two, position=1)
    editor = django_user_model.objects.create_user("anna")
    versions.record(statement, by=editor, note="Entered", is_minor=True)
    Statement.objects.filter(pk=statement.pk).update(title="Corrected", updated_at=TIME)
    statement.relations.create(kind="replaces", other=withdrawn, note="New edition", source="a")
    joint.relations.create(kind="answers", other=statement, confidence="high")
    for record in (one, meeting, late_parent, dossier):
        for slug in (f"{record.slug}-b", f"{record.slug}-c"):
            record.slug = slug
            record.save()
        record.former_slugs.update(replaced_at=TIME)
    Dossier.objects.update(updated_at=TIME)
    for changed in (statement, joint, withdrawn, draft):
        versions.record(changed, by_name="boris")


def test_a_rich_archive_survives_export_and_import_byte_for_byte(rich_archive, tmp_path):
    numbers = dict(Statement.objects.values_list("title", "number"))

    first, second = round_trip(tmp_path)

    assert list(first) == list(second)
    for name, content in first.items():
        assert second[name] == content, name
    assert dict(Statement.objects.values_list("title", "number")) == numbers


def test_an_export_writes_every_sort_of_fact(rich_archive, tmp_path):
    files = export(tmp_path / "out")

    for name in (
        "party_names.csv", "party_websites.csv", "party_standings.csv", "party_notes.csv",
        "party_relations.csv", "hostings.csv", "meeting_themes.csv", "printed_counts.csv",
        "printed_dates.csv", "signatures.csv", "texts.jsonl", "attachments.csv",
        "versions.jsonl", "dossiers.csv", "dossier_entries.csv", "periodicals.csv",
        "periodical_issues.csv", "issue_editions.csv", "former_slugs.csv",
        "statement_relations.csv",
    ):  # fmt: skip
        assert files[name].count(b"\n") >= 1, name


def test_an_export_imported_where_it_came_from_changes_nothing(rich_archive, tmp_path):
    export(tmp_path / "out")

    outcome = run_import(tmp_path / "out")

    assert outcome.failure is None, outcome.err
    assert outcome.total("created") == outcome.total("changed") == 0


def test_history_and_attached_files_survive(rich_archive, tmp_path):
    round_trip(tmp_path)

    statement = Statement.objects.get(reference="ex-1")
    history = statement.versions.order_by("n").values_list("n", "by_name", "note", "is_minor")
    assert list(history) == [(1, "anna", "Entered", True), (2, "boris", "", False)]
    with statement.attachments.get().file.open() as stream:
        assert stream.read() == b"%PDF-1.4 made up"
    assert statement.attachments.get().alt == "A letter"


def test_a_dated_and_an_undated_name_of_one_text_stay_two(rich_archive, tmp_path):
    round_trip(tmp_path)

    names = PartyName.objects.filter(text="Older Party")
    assert {(str(name.since or ""), name.language) for name in names} == {("1990", "en"), ("", "")}


def test_the_last_change_of_a_dossier_survives(rich_archive, tmp_path):
    round_trip(tmp_path)

    assert Dossier.objects.get().updated_at == TIME


def test_signatures_of_every_sort_survive(rich_archive, tmp_path):
    said = Signature.objects.order_by(
        "statement", "role", "position", "party__slug", "printed_name"
    ).values_list("party__slug", "printed_name", "role", "position", "group", "added", "source",
                  "confidence")  # fmt: skip
    before = list(said.all())

    round_trip(tmp_path)

    assert list(said.all()) == before


@pytest.fixture
def imported_data():
    call_command("import_archive", str(DATA), verbosity=0)


def test_the_data_survive_export_and_import(imported_data, tmp_path):
    first, second = round_trip(tmp_path)

    assert first == second


def test_files_that_the_import_does_not_join_are_exported_as_they_came(imported_data, tmp_path):
    files = export(tmp_path / "out")

    joined = {"statements.csv", "joint_statements.csv"}
    for name in {path.name for path in DATA.glob("*.csv")} - joined:
        assert files[name] == (DATA / name).read_bytes(), name


def test_an_export_of_the_data_has_every_cell_of_statements(imported_data, tmp_path):
    export(tmp_path / "out")
    with (tmp_path / "out" / "statements.csv").open(encoding="utf-8", newline="") as stream:
        exported = {row["statement_id"]: row for row in csv.DictReader(stream)}
    with (DATA / "statements.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if not row["joint_statement_id"]]

    assert [row for row in rows if not row.items() <= exported[row["statement_id"]].items()] == []


def test_an_empty_archive_is_eight_files_of_headers(tmp_path):
    files = export(tmp_path / "out")

    assert set(files) == {file.name for file in EIGHT}
    assert all(content.count(b"\n") == 1 for content in files.values())


def test_a_formula_is_exported_as_it_is(tmp_path):
    make_statement(title="=1+1")

    assert b",=1+1," in export(tmp_path / "out")["statements.csv"]


# The folder


def test_a_folder_with_other_things_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("Keep me.")

    with pytest.raises(CommandError, match="is not empty"):
        export(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_overwriting_replaces_an_earlier_export_and_leaves_other_things(tmp_path):
    make_topic(slug="peace")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "letter.txt").write_text("Keep me.")
    (folder / "dossiers.csv").write_text("of an earlier export")

    files = export(folder, overwrite=True)

    assert files["letter.txt"] == b"Keep me."
    assert b"peace" in files["topics.csv"]
    assert "dossiers.csv" not in files


def test_a_failing_export_leaves_the_folder_as_it_was(tmp_path, monkeypatch):
    make_statement()

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("statements.exporting.statements.StatementFiles.write_versions", fail)

    with pytest.raises(RuntimeError):
        export(tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def test_a_missing_attached_file_is_reported_and_stops_nothing(tmp_path):
    attachment = Attachment.objects.create(
        statement=make_statement(), file=ContentFile(b"lost", "lost.pdf")
    )
    attachment.file.storage.delete(attachment.file.name)

    with pytest.raises(CommandError, match="Attached files left out: 1") as caught:
        export(tmp_path / "out")

    assert caught.value.returncode == 1
    assert (tmp_path / "out" / "statements.csv").exists()
