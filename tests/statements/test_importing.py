"""The archive's own data arrive with nothing lost, once."""

import csv
from pathlib import Path

import pytest
from django.db.models import Count

from imcwp_site.translated import columns_of
from meetings.models import Meeting, Participation, WorkingGroupTerm
from parties.models import Party
from statements.importing.files import EIGHT, FILES
from statements.models import Signature, SignatureList, Statement, Topic, Version
from tests.statements.archives import run_import

DATA = Path(__file__).resolve().parents[2] / "data"
# Cells that only repeat what other cells say; the import refuses them where they do not agree.
BOOKKEEPING = {
    ("statements.csv", "date_precision"),
    ("statements.csv", "meeting_number"),
    ("statements.csv", "dossier"),
    ("participation.csv", "meeting_number"),
}
STANDINGS = {"governing": "ruling"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def words(*values) -> str:
    """Write values as a cell does."""
    return ";".join(str(value) for value in values)


def text(value) -> str:
    return "" if value is None else str(value)


def yes_no(value: bool | None) -> str:
    return {None: "", True: "y", False: "n"}[value]


def former_name(name) -> str:
    remarks = [name.abbreviation, f"until {name.until}" if name.until else "", name.note]
    return name.text + "".join(f" ({remark})" for remark in remarks if remark)


def party_cells(row) -> dict[str, str]:
    party = Party.objects.get(slug=row["slug"])
    names = {kind: list(party.names.filter(kind=kind).order_by("pk")) for kind in
             ("native", "former", "variant")}  # fmt: skip
    standing = party.standings.first()
    return {
        "slug": party.slug,
        "name_en": party.name,
        "name_native": " / ".join(name.text for name in names["native"]),
        "abbreviation": party.abbreviation,
        "abbreviation_variants": words(*(name.text for name in names["variant"])),
        "country": party.country,
        "founded_year": text(party.founded),
        "website": words(*(site.url for site in party.websites.order_by("pk"))),
        "former_names": words(*map(former_name, names["former"])),
        "dissolved_merged_note": words(*(note.text for note in party.notes.all())),
        "status": STANDINGS.get(standing.standing, standing.standing) if standing else "",
        "status_as_of": text(standing.as_of) if standing else "",
        "working_group": "y" if party.in_working_group else "",
        "working_group_period": party.working_group_note,
        "source": party.source,
        "confidence": party.confidence,
        "general_knowledge_fields": party.general_knowledge,
    }


def meeting_cells(row) -> dict[str, str]:
    meeting = Meeting.objects.get(slug=row["meeting_id"])
    hosts = meeting.hostings.order_by("position").select_related("party")
    return {
        "meeting_id": meeting.slug,
        "number": text(meeting.number),
        "kind": meeting.kind,
        "start_date": text(meeting.start),
        "end_date": text(meeting.end),
        "city": meeting.city,
        "country": meeting.country,
        "host_party_abbreviations": words(*(host.printed_name for host in hosts)),
        "host_party_slugs": words(*(host.party.slug for host in hosts)),
        "theme": meeting.theme,
        "mode": meeting.mode,
        "participating_parties": text(meeting.parties_count),
        "participating_countries": text(meeting.countries_count),
        "delegates": text(meeting.delegates_count),
        "status": meeting.status,
        "note": meeting.note,
        "source": meeting.source,
        "confidence": meeting.confidence,
    }


def participation_cells(row) -> dict[str, str]:
    found = list(
        Participation.objects.filter(
            meeting__slug=row["meeting_id"], party__slug=row["party_slug"]
        ).order_by("pk")
    )
    roles = ["participant" if one.role == "delegation" else one.role for one in found]
    return {
        "meeting_id": row["meeting_id"],
        "party_slug": row["party_slug"],
        "role": words(*roles),
        "source": " and ".join({one.source for one in found}),
        "confidence": " and ".join({one.confidence for one in found}),
    }


def topic_cells(row) -> dict[str, str]:
    topic = Topic.objects.select_related("parent").get(slug=row["slug"])
    return {
        "slug": topic.slug,
        "name": topic.name,
        "parent_slug": topic.parent.slug if topic.parent else "",
        "scope_note": topic.scope_note,
        "source": topic.source,
        "confidence": topic.confidence,
        **{column: getattr(topic, column) for column in columns_of("name", "scope_note")},
    }


def term_cells(row) -> dict[str, str]:
    term = WorkingGroupTerm.objects.get(start=row["period"], party__slug=row["party_slug"])
    return {
        "period": text(term.start),
        "party_slug": term.party.slug,
        "note": term.note,
        "source": term.source,
        "confidence": term.confidence,
    }


def joint_row(reference: str) -> dict[str, str]:
    rows = rows_of("joint_statements.csv")
    return next(row for row in rows if row["joint_statement_id"] == reference)


def statement_cells(row) -> dict[str, str]:
    statement = Statement.objects.get(reference=row["statement_id"])
    speakers = Signature.Role.AUTHOR, Signature.Role.INITIATOR
    parties = [
        one.party.slug
        for one in statement.signatures.filter(role__in=speakers).order_by("position")
        if one.party.slug in row["party_slugs"].split(";")
    ]
    issued = text(statement.issued)
    topics = [link.topic.slug for link in statement.topic_links.all()]
    if row["joint_statement_id"]:
        # Its joint statement may know the day, and further topics after its own.
        if issued == joint_row(row["joint_statement_id"])["issued_date"]:
            issued = issued[: len(row["date"])]
        topics = topics[: len(row["topics"].split(";"))]
    signatures = getattr(statement, "signature_list", None)
    return {
        "statement_id": statement.reference,
        "date": issued,
        "published_date": text(statement.posted),
        "party_slugs": words(*parties),
        "kind": statement.kind,
        "title": statement.title,
        "topics": words(*topics),
        "meeting_id": statement.meeting.slug if statement.meeting else "",
        "languages": words(*(one.language for one in statement.texts.order_by("pk"))),
        "joint_statement_id": signatures.reference if signatures else "",
        "source": statement.source,
        "confidence": statement.confidence,
    }


def joint_cells(row) -> dict[str, str]:
    found = SignatureList.objects.select_related("statement__meeting").get(
        reference=row["joint_statement_id"]
    )
    statement = found.statement
    topics = {link.topic.slug for link in statement.topic_links.all()}
    initiators = statement.signatures.filter(role="initiator").order_by("position")
    return {
        "joint_statement_id": found.reference,
        "title": found.title,
        "issued_date": text(statement.issued),
        "published_date": text(statement.posted),
        "topics": words(*(slug for slug in row["topics"].split(";") if slug in topics)),
        "meeting_id": statement.meeting.slug if statement.meeting else "",
        "stated_signatory_count": text(found.stated_count),
        "list_complete_here": yes_no(found.is_complete),
        "open_for_signature": "y" if found.is_open else "",
        "languages": words(*(one.language for one in statement.texts.order_by("pk"))),
        "initiator_slugs": words(*(one.party.slug for one in initiators)),
        "note": found.note,
        "source": found.source,
        "confidence": found.confidence,
    }


def signatory_cells(row) -> dict[str, str]:
    signature = Signature.objects.get(
        statement__signature_list__reference=row["joint_statement_id"],
        party__slug=row["party_slug"],
        role__in=["signatory", "later-signatory"],
    )
    return {
        "joint_statement_id": row["joint_statement_id"],
        "party_slug": signature.party.slug,
        "position": text(signature.position),
        "printed_name": signature.printed_name,
        "list_group": signature.group,
        "signed_later": text(signature.added),
        "source": signature.source,
        "confidence": signature.confidence,
    }


CELLS = {
    "parties.csv": party_cells,
    "meetings.csv": meeting_cells,
    "participation.csv": participation_cells,
    "topics.csv": topic_cells,
    "working_group.csv": term_cells,
    "statements.csv": statement_cells,
    "joint_statements.csv": joint_cells,
    "signatories.csv": signatory_cells,
}


@pytest.mark.parametrize("name", CELLS)
def test_every_cell_of_the_data_is_kept(archive, name):
    lost = []

    for row in rows_of(name):
        kept = CELLS[name](row)
        lost += [
            (row, column)
            for column, cell in row.items()
            if cell and (name, column) not in BOOKKEEPING and kept.get(column) != cell
        ]

    assert lost == []


def test_cells_that_are_bookkeeping_are_listed_in_the_documentation():
    page = (DATA.parent / "docs" / "data-format.md").read_text(encoding="utf-8")

    for name, column in BOOKKEEPING:
        section = page.split(f"### {name}")[1].split("\n### ")[0]
        line = next(line for line in section.splitlines() if f"`{column}`" in line)
        assert "bookkeeping" in line


def test_every_file_and_column_is_in_the_documentation():
    page = (DATA.parent / "docs" / "data-format.md").read_text(encoding="utf-8")

    missing = [
        (file.name, column)
        for file in FILES.values()
        for column in file.all_columns
        if f"`{column}`" not in page.split(f"### {file.name}")[1].split("\n### ")[0]
    ]
    assert missing == []


def test_all_eight_files_are_accounted_for():
    assert set(CELLS) == {file.name for file in EIGHT}


def test_the_data_become_as_many_records_as_they_describe(archive):
    assert Party.objects.count() == 143
    assert Meeting.objects.count() == 64
    assert Participation.objects.values("meeting", "party").distinct().count() == 579
    assert Topic.objects.count() == 40
    assert WorkingGroupTerm.objects.count() == 29
    assert SignatureList.objects.count() == 48
    assert Signature.objects.filter(role="signatory").count() == 265


def test_joint_statements_with_a_row_of_their_own_are_one_statement(archive):
    assert Statement.objects.count() == 285
    merged = Statement.objects.get(reference="st-050")
    assert merged.signature_list.reference == "js-2018-06-tkp"
    assert not Statement.objects.filter(reference="js-2018-06-tkp").exists()


def test_a_statement_begun_by_its_author_has_an_initiator_only(archive):
    statement = Statement.objects.get(reference="st-050")

    roles = statement.signatures.values_list("party__slug", "role")

    assert list(roles) == [("tr-tkp", "initiator")]


def test_the_more_precise_of_two_dates_is_kept(archive):
    assert str(Statement.objects.get(reference="st-153").issued) == "2010-12-05"


def test_numbers_follow_the_order_of_the_files(archive):
    claimed = {row["joint_statement_id"] for row in rows_of("statements.csv")}
    expected = [row["statement_id"] for row in rows_of("statements.csv")]
    for row in rows_of("joint_statements.csv"):
        if row["joint_statement_id"] not in claimed:
            expected.append(row["joint_statement_id"])

    statements = Statement.objects.order_by("number")
    assert list(statements.values_list("reference", flat=True)) == expected


def test_imported_statements_are_published_at_one_time(archive):
    assert Statement.objects.published().count() == 285
    assert Statement.objects.values("published_at").distinct().count() == 1


def test_every_imported_statement_has_its_first_version(archive):
    versions = Statement.objects.annotate(kept=Count("versions")).filter(kept=1)

    assert versions.count() == 285
    assert set(Version.objects.values_list("by_name", flat=True)) == {"import"}


def test_importing_the_data_again_changes_nothing(archive, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    for path in DATA.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    before = Version.objects.count(), Statement.objects.order_by("-updated_at").first().updated_at

    again = run_import(folder)

    assert again.failure is None
    assert again.total("created") == again.total("changed") == again.total("refused") == 0
    assert again.total("unchanged") > 1_400
    after = Version.objects.count(), Statement.objects.order_by("-updated_at").first().updated_at
    assert after == before
