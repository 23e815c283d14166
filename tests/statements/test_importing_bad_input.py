"""Bad input is refused with its place and reason, and stops nothing else."""

import pytest
from django.core.management import CommandError, call_command

from meetings.models import Meeting
from parties.models import Party
from statements.models import Statement, Topic
from tests.statements.archives import (
    MEETING,
    OTHER_PARTY,
    PARTY,
    STATEMENT,
    TOPIC,
    run_import,
    the_refusal,
    write,
)

pytestmark = pytest.mark.django_db


# The folder and its files


def test_a_folder_that_is_not_there_is_unusable(tmp_path):
    with pytest.raises(CommandError, match="is not a folder") as caught:
        call_command("import_archive", str(tmp_path / "nowhere"))

    assert caught.value.returncode == 2


def test_a_folder_without_files_of_an_archive_is_unusable(tmp_path):
    with pytest.raises(CommandError, match=r"holds no file of an archive, such as parties\.csv"):
        call_command("import_archive", str(tmp_path))


def test_a_table_of_another_name_is_refused(folder):
    write(folder, topics=[TOPIC])
    (folder / "statments.csv").write_text("statement_id\n")
    (folder / "README.md").write_text("Not a table.")

    refusal = the_refusal(run_import(folder))

    assert (refusal["file"], refusal["line"]) == ("statments.csv", 0)
    assert "unknown file" in refusal["reason"]


def test_an_empty_file_is_refused(folder):
    write(folder, topics=[TOPIC])
    (folder / "parties.csv").write_bytes(b"")

    refusal = the_refusal(run_import(folder))

    assert refusal["file"] == "parties.csv"
    assert "empty" in refusal["reason"]
    assert Topic.objects.count() == 1


def test_a_file_without_rows_is_no_fault(folder):
    write(folder, topics=[])

    assert run_import(folder).failure is None


def test_a_byte_order_mark_is_no_fault(folder):
    write(folder, topics=[TOPIC])
    path = folder / "topics.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    run_import(folder)

    assert Topic.objects.get().slug == "peace"


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "cp1253"])
def test_another_encoding_is_refused_with_line_and_byte(folder, encoding):
    name = "Ελλάδα" if encoding == "cp1253" else "Österreich"
    write(folder, topics=[], parties=[PARTY, {"slug": "xx-three", "name_en": name}])
    path = folder / "parties.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    refusal = the_refusal(run_import(folder))

    assert "not UTF-8" in refusal["reason"]
    line = 1 if encoding == "utf-16" else 3
    assert f"on line {line} " in refusal["reason"]
    assert not Party.objects.exists()


def test_a_character_cut_off_at_the_end_is_refused(folder):
    write(folder, topics=[TOPIC])
    path = folder / "topics.csv"
    path.write_bytes(path.read_bytes() + "peace,Ö".encode()[:-1])

    assert "ends within a character" in the_refusal(run_import(folder))["reason"]


def test_a_wrong_byte_far_into_a_file_is_found_on_its_line(folder):
    rows = [{"slug": f"topic-{n}", "name": "Ö" * 90} for n in range(12_000)]
    write(folder, topics=rows)
    path = folder / "topics.csv"
    with path.open("ab") as stream:
        stream.write(b"bad,\xff,,,,\n")

    reason = the_refusal(run_import(folder))["reason"]

    assert "on line 12002 " in reason
    assert "0xFF" in reason


def test_missing_columns_are_named(folder):
    folder.mkdir()
    (folder / "topics.csv").write_text("slug,name,source\npeace,Peace,\n")

    reason = the_refusal(run_import(folder))["reason"]

    assert "required columns are missing: parent_slug, scope_note, confidence" in reason
    assert not Topic.objects.exists()


def test_an_unknown_column_is_named_with_those_known(folder):
    folder.mkdir()
    (folder / "topics.csv").write_text(
        "slug,name,parent_slug,scope_note,source,confidence,colour\npeace,Peace,,,,,red\n"
    )

    reason = the_refusal(run_import(folder))["reason"]

    assert "unknown columns: colour" in reason
    assert "known columns are slug, name" in reason


def test_a_column_named_twice_is_refused(folder):
    folder.mkdir()
    (folder / "topics.csv").write_text(
        "slug,name,name,parent_slug,scope_note,source,confidence\npeace,Peace,War,,,,\n"
    )

    assert "columns named twice: name" in the_refusal(run_import(folder))["reason"]


# Rows


@pytest.mark.parametrize("line", ["war,War", "war,War,,,,,more"])
def test_a_row_with_too_few_or_too_many_cells_is_refused(folder, line):
    write(folder, topics=[TOPIC])
    with (folder / "topics.csv").open("a") as stream:
        stream.write(line + "\nsea,Sea,,,,\n")

    refusal = the_refusal(run_import(folder))

    assert refusal["line"] == 3
    assert "the header has 6" in refusal["reason"]
    assert set(Topic.objects.values_list("slug", flat=True)) == {"peace", "sea"}


def test_a_quotation_mark_that_is_never_closed_is_refused(folder):
    write(folder, topics=[TOPIC])
    with (folder / "topics.csv").open("a") as stream:
        stream.write('war,"War,,,,\nsea,Sea,,,,\n')

    refusal = the_refusal(run_import(folder))

    assert refusal["line"] == 3
    assert Topic.objects.count() == 1


def test_the_line_of_a_row_after_a_cell_of_several_lines_is_right(folder):
    note = "one\ntwo\nthree"
    write(folder, topics=[TOPIC | {"scope_note": note}, {"slug": "no such!", "name": "X"}])

    assert the_refusal(run_import(folder))["line"] == 5
    assert Topic.objects.get().scope_note == note


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x9f", "\ufffe"])
def test_a_character_that_no_text_may_hold_is_refused(folder, character):
    write(folder, topics=[TOPIC, {"slug": "war", "name": f"W{character}ar"}])

    refusal = the_refusal(run_import(folder))

    assert (refusal["line"], refusal["field"]) == (3, "name")
    assert f"U+{ord(character):04X}" in refusal["reason"]


def test_a_lone_surrogate_in_a_text_is_refused(folder):
    write(folder, statements=[STATEMENT])
    (folder / "texts.jsonl").write_text(
        '{"statement_id": "ex-1", "language": "en", "title": "\\ud800"}\n'
    )

    refusal = the_refusal(run_import(folder))

    assert (refusal["file"], refusal["field"]) == ("texts.jsonl", "title")
    assert "U+D800" in refusal["reason"]


def test_a_cell_of_a_megabyte_is_refused_where_it_cannot_be_kept(folder):
    write(folder, topics=[TOPIC, {"slug": "war", "name": "W" * 1_048_576}])

    refusal = the_refusal(run_import(folder))

    assert refusal["reason"] == "it is longer than 100 characters (1,048,576)"
    assert len(refusal["value"]) < 100


def test_a_cell_of_a_megabyte_is_kept_where_it_can_be(folder):
    write(folder, topics=[TOPIC | {"scope_note": "W" * 1_048_576}])

    assert run_import(folder).failure is None
    assert len(Topic.objects.get().scope_note) == 1_048_576


def test_a_formula_is_text(folder):
    formula = '=HYPERLINK("http://example.org")'
    write(folder, topics=[TOPIC | {"name": "=1+1", "scope_note": formula}])

    run_import(folder)

    topic = Topic.objects.get()
    assert (topic.name, topic.scope_note) == ("=1+1", formula)


def test_a_key_twice_is_refused_with_the_earlier_line(folder):
    write(folder, parties=[PARTY, OTHER_PARTY, PARTY | {"name_en": "Example Party of Three"}])

    refusal = the_refusal(run_import(folder))

    assert (refusal["line"], refusal["value"]) == (4, "xx-one")
    assert "line 2" in refusal["reason"]
    assert Party.objects.get(slug="xx-one").name == PARTY["name_en"]


def test_a_statement_twice_is_refused_with_the_earlier_line(folder):
    write(folder, statements=[STATEMENT, STATEMENT | {"title": "Another"}])

    assert "line 2" in the_refusal(run_import(folder))["reason"]
    assert Statement.objects.get().title == STATEMENT["title"]


def test_a_required_cell_must_be_filled(folder):
    write(folder, parties=[{"slug": "xx-one"}, OTHER_PARTY])

    refusal = the_refusal(run_import(folder))

    assert (refusal["field"], refusal["reason"]) == ("name_en", "it must not be empty")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("date", "2019-02-30", "February 2019 has no day 30"),
        ("date", "2019-13", "there is no month 13"),
        ("date", "18.10.2019", "write a date as"),
        ("date", "0001-01-01", "the year must lie between"),
        ("date", "٢٠١٩", "write a date as"),
        ("kind", "pamphlet", "it is none of statement, declaration"),
        ("topics", "peace;no-such", "there is no such topic"),
        ("party_slugs", "xx-nobody", "there is no such party"),
        ("meeting_id", "no-such", "there is no such meeting"),
        ("meeting_number", "7", "no numbered meeting is named"),
        ("joint_statement_id", "js-none", "there is no such joint statement"),
        ("languages", "xx", "it is not a language code"),
        ("confidence", "certain", "it is none of high, medium, low"),
        ("dossier", "y", "y stands exactly where the kind is dossier"),
        ("date_precision", "day", "is of precision unknown"),
        ("title", "T" * 501, "it is longer than 500 characters"),
        ("number", "0", "numbers of statements begin with 1"),
        ("number", "-1", "write a whole number in digits"),
        ("number", "12345678901234567890", "the number is greater than"),
        ("published_at", "yesterday", "write a time as"),
        ("published_at", "2020-01-01T00:00:00", "write the time with its offset"),
        ("state", "withdrawn", "say why it is withdrawn"),
        ("state", "hidden", "it is none of draft"),
        ("statement_id", "js-no-5", "how exports name a statement without a reference"),
        ("statement_id", "no-0", "how exports name a statement without a reference"),
        ("joint_statement_id", "no-5", "how exports name a statement without a reference"),
    ],
)
def test_a_bad_cell_of_a_statement_is_refused(folder, column, value, reason):
    bad = STATEMENT | {"statement_id": "ex-2", column: value}
    write(folder, topics=[TOPIC], statements=[STATEMENT, bad])

    refusal = the_refusal(run_import(folder))

    assert (refusal["file"], refusal["line"]) == ("statements.csv", 3)
    assert reason in refusal["reason"]
    assert list(Statement.objects.values_list("reference", flat=True)) == ["ex-1"]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("country", "GRC", "two characters"),
        ("country", "ZZ", "two-letter code"),
        ("website", "javascript:alert(1)", "http:// or https://"),
        ("founded_year", "about 1918", "write a date as"),
        ("working_group", "n", "no source says who is not"),
        ("status", "ruling", "a status needs its date"),
        ("status_as_of", "2022", "a status needs its date"),
        ("former_names", "One;One", "the same name twice"),
        ("kind", "sect", "it is none of party"),
        ("slug", "not a slug", "letters a to z"),
    ],
)
def test_a_bad_cell_of_a_party_is_refused(folder, column, value, reason):
    write(folder, parties=[PARTY, OTHER_PARTY | {column: value}])

    refusal = the_refusal(run_import(folder))

    assert refusal["field"] in (column, "status", "status_as_of")
    assert reason.replace("two characters", "2 characters") in refusal["reason"]
    assert Party.objects.count() == 1


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("end_date", "2019-10-17", "before the start"),
        ("number", "1", "the number belongs to example-1"),
        ("kind", "secret", "it is none of"),
        ("host_party_slugs", "xx-nobody", "no such party"),
        ("host_party_abbreviations", "A;B", "names 2 hosts"),
        ("delegates", "1,000", "write a whole number"),
        ("delegates", "40000", "greater than 32,767"),
    ],
)
def test_a_bad_cell_of_a_meeting_is_refused(folder, column, value, reason):
    bad = MEETING | {"meeting_id": "example-2", "number": "2", "start_date": "2019-10-18"}
    write(folder, meetings=[MEETING, bad | {column: value}])

    assert reason in the_refusal(run_import(folder))["reason"]
    assert Meeting.objects.count() == 1


def test_a_number_for_a_meeting_out_of_the_series_is_refused(folder):
    write(folder, meetings=[MEETING | {"kind": "other"}])

    assert "only ordinary meetings" in the_refusal(run_import(folder))["reason"]


def test_a_dangling_reference_of_a_participation_is_refused(folder):
    row = {"meeting_id": "example-1", "role": "host"}
    write(
        folder,
        parties=[PARTY],
        meetings=[MEETING],
        participation=[row | {"party_slug": "xx-one"}, row | {"party_slug": "xx-two"}],
    )

    refusal = the_refusal(run_import(folder))

    assert (refusal["field"], refusal["value"]) == ("party_slug", "xx-two")


def test_a_topic_of_a_third_level_is_refused(folder):
    write(
        folder,
        topics=[
            {"slug": "c", "name": "C", "parent_slug": "b"},
            {"slug": "b", "name": "B", "parent_slug": "a"},
            {"slug": "a", "name": "A"},
        ],
    )

    assert "there are two levels" in the_refusal(run_import(folder))["reason"]
    assert Topic.objects.count() == 2


def test_a_topic_under_a_refused_one_is_refused(folder):
    write(
        folder,
        topics=[
            {"slug": "b", "name": "B", "parent_slug": "a"},
            {"slug": "a", "name": "A", "parent_slug": "none"},
            TOPIC,
        ],
    )

    refusals = run_import(folder).refusals

    assert [(one["value"], one["reason"]) for one in refusals] == [
        ("none", "there is no such topic"),
        ("a", "there is no such topic"),
    ]
    assert Topic.objects.get().slug == "peace"
