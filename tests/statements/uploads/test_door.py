"""What comes in at the desk: sound files in any usual wrapping, and nothing else."""

import struct
import zipfile

import pytest

from statements.importing.files import FILES
from statements.uploads.door import Door
from statements.uploads.folder import Upload
from tests.factories import make_editor
from tests.statements.uploads.sending import STATEMENTS, file, zip_of, zip_with

LINK = 0o120777 << 16
UTF_8 = "\ufeff" + STATEMENTS
SEMICOLONS = STATEMENTS.replace(",", ";")
CP1252 = STATEMENTS.replace("Example", "é").encode("cp1252")
MISSPELT = STATEMENTS.replace("source,", "sauce,", 1)
EXCEL = zip_of(**{"[Content_Types].xml": "", "xl/workbook.xml": ""})
BY_MACOS = zip_of(**{"__MACOSX/._statements.csv": "x", "a/statements.csv": STATEMENTS})
TOPICS = "slug,name,parent_slug,scope_note,source,confidence\n"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "upload" / "archive"


def let_in(folder, *files) -> Door:
    """Send files to a door that lets everything through but what is wrong."""
    folder.parent.mkdir()
    door = Door(folder, lambda name: True)
    door.let_in(files)
    return door


def member(name: str, *, mode: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode
    return info


def names_in(folder) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def locked() -> bytes:
    """A zip that says of its file that it is encrypted."""
    content = bytearray(zip_of(**{"statements.csv": STATEMENTS}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def understated() -> bytes:
    """A zip that says its file is small and unpacks to more."""
    content = bytearray(zip_of(**{"files/a.pdf": b"\0" * 2_000_000, "statements.csv": STATEMENTS}))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.index(mark)
        content[start + place : start + place + 4] = struct.pack("<I", 10)
    return bytes(content)


def with_endless_list() -> bytes:
    """A zip whose list of files says of itself that it takes 2 GB."""
    content = bytearray(zip_of(**{"statements.csv": STATEMENTS}))
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<I", 2**31)
    return bytes(content)


def strangely_compressed() -> bytes:
    content = bytearray(zip_of(**{"statements.csv": STATEMENTS}))
    for mark, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        start = content.index(mark)
        content[start + place : start + place + 2] = struct.pack("<H", 97)
    return bytes(content)


def wrong_sum() -> bytes:
    content = bytearray(zip_of(**{"statements.csv": STATEMENTS}))
    start = content.index(b"PK\x01\x02")
    content[start + 16] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("archive.zip", zip_of(**{"statements.csv": STATEMENTS})),
        ("archive.zip", zip_of(**{"export/statements.csv": STATEMENTS})),
        ("archive.zip", BY_MACOS),
        ("archive.zip", zip_of(**{"a\\statements.csv": STATEMENTS})),
        ("archive", zip_of(**{"statements.csv": STATEMENTS})),
        ("statements.csv", STATEMENTS),
        ("statements.csv", UTF_8),
        ("statements.csv", SEMICOLONS),
        ("statements.csv", STATEMENTS.replace(",", "\t")),
        ("statements.csv", STATEMENTS.replace("\n", "\r\n")),
        ("Statements (1).csv", STATEMENTS),
        ("from the secretariat.txt", UTF_8),
    ],
)  # fmt: skip
def test_a_sound_file_comes_in_however_it_is_wrapped(folder, name, content):
    door = let_in(folder, file(name, content))

    assert door.faults == []
    assert names_in(folder) == {"statements.csv"}
    assert {path.name for path in folder.parent.iterdir()} == {"archive"}


def test_attached_files_come_in_with_their_tables(folder):
    door = let_in(
        folder,
        file("a.zip", zip_of(**{"x/statements.csv": STATEMENTS, "x/files/1/a.pdf": b"%PDF-1.7"})),
    )

    assert door.faults == []
    assert names_in(folder) == {"statements.csv", "files/1/a.pdf"}


def test_a_table_of_another_name_is_recognised_by_its_columns_and_said_to_be(folder):
    text = '{"statement_id": "ex-1", "language": "en", "title": "T"}\n'

    door = let_in(folder, file("themen.csv", TOPICS), file("words.jsonl", text))

    assert names_in(folder) == {"topics.csv", "texts.jsonl"}
    assert door.remarks == [
        "themen.csv was taken for topics.csv, by its columns.",
        "words.jsonl was taken for texts.jsonl, by its columns.",
    ]


def test_what_is_no_part_of_the_format_is_left_aside_and_said_to_be(folder):
    content = zip_of(**{"README.md": "x", "deep/er/parties.csv": "x", "statements.csv": STATEMENTS})

    door = let_in(folder, file("a.zip", content))

    assert names_in(folder) == {"statements.csv"}
    assert "README.md, deep/er/parties.csv" in door.remarks[0]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        # Zips that lead out, lie, lock or burst
        ("a.zip", zip_of(**{"../statements.csv": "x"}), "would lie outside"),
        ("a.zip", zip_of(**{"files/../../x.pdf": "x"}), "would lie outside"),
        ("a.zip", zip_of(**{"/etc/statements.csv": "x"}), "would lie outside"),
        ("a.zip", zip_of(**{"C:\\statements.csv": "x"}), "would lie outside"),
        ("a.zip", zip_of(**{"..\\statements.csv": "x"}), "would lie outside"),
        ("a.zip", zip_with((member("statements.csv", mode=LINK), "/etc/passwd")), "a link"),
        ("a.zip", zip_with((member("files", mode=LINK), "/etc")), "a link"),
        ("a.zip", zip_of(**{"a\x01.csv": "x"}), "unusable name"),
        ("a.zip", zip_of(**{"a" * 300 + ".csv": "x"}), "unusable name"),
        ("a.zip", zip_of(**{"files/a.pdf": b"\0" * 20_000_000}), "grows beyond reason"),
        ("a.zip", zip_of(**{f"files/{n}.pdf": "" for n in range(30)}), "more than 20 files"),
        ("a.zip", zip_of(**{"files/a.pdf": bytes(range(256)) * 20_000}), "larger than 4.0"),
        ("a.zip", understated(), "damaged"),
        ("a.zip", with_endless_list(), "damaged"),
        ("a.zip", locked(), "locked by a password"),
        ("a.zip", strangely_compressed(), "unusual way"),
        ("a.zip", wrong_sum(), "damaged"),
        ("a.zip", zip_of(**{"statements.csv": STATEMENTS})[:-30], "damaged"),
        ("a.zip", zip_of(**{"statements.csv": STATEMENTS})[:40], "damaged"),
        ("a.zip", b"PK\x03\x04" + b"\xff" * 500, "damaged"),
        ("a.zip", zip_with(("a/topics.csv", "x"), ("b/parties.csv", "x")), "more than one folder"),
        ("a.zip", zip_with(("files/a", "x"), ("files/a/b", "x"), ("x.csv", "x")), "two files for"),
        ("a.zip", zip_of(), "no file of the format"),
        ("a.zip", zip_of(**{"inner.zip": zip_of(**{"statements.csv": STATEMENTS})}), "no file of"),
        # What Office makes
        ("book.xlsx", EXCEL, "Excel workbook"),
        ("statements.csv", EXCEL, "CSV UTF-8"),
        ("sheet.ods", zip_of(mimetype="x", **{"content.xml": ""}), "OpenDocument"),
        ("statements.csv", b"\xd0\xcf\x11\xe0" + b"\0" * 100, "Excel workbook"),
        ("statements.csv", STATEMENTS.encode("utf-16"), "UTF-16"),
        ("statements.csv", STATEMENTS.encode("utf-16-le"), "UTF-16"),
        ("statements.csv", CP1252, "line 2 is no char"),
        ("statements.csv", CP1252, "choose “CSV UTF-8”"),
        ("a.zip", zip_of(**{"statements.csv": "é".encode("cp1252")}), "not UTF-8"),
        # Other names, other columns
        ("statements.csv", b"", "is empty"),
        ("notes.csv", "one,two\n1,2\n", "neither its name nor its columns"),
        ("mine.csv", MISSPELT, "resembles statements.csv"),
        ("mine.csv", MISSPELT, "It lacks: source. It has besides: sauce."),
        ("mine.jsonl", "{not json\n", "neither its name nor its columns"),
        ("mine.jsonl", "[" * 100_000, "neither its name nor its columns"),
        ("picture.png", b"\x89PNG", "neither a zip nor a table"),
        ("a\x07.csv", STATEMENTS, "unusable name"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 60 else "content",
)  # fmt: skip
def test_what_may_not_come_in_is_refused_with_a_reason(folder, settings, name, content, reason):
    settings.IMPORT_MAX_FILES = 20
    settings.IMPORT_MAX_UNPACKED = 4 * 1024 * 1024 if reason.startswith("larger") else 2**31

    door = let_in(folder, file(name, content))

    assert len(door.faults) >= 1
    assert reason in " ".join(door.faults)
    assert {path.name for path in folder.parent.iterdir()} == {"archive"}
    assert not list(folder.parent.parent.glob("*.csv"))


def test_two_files_of_one_name_are_refused(folder):
    door = let_in(folder, file("statements.csv", STATEMENTS), file("copy.csv", STATEMENTS))

    assert door.faults == ["There are two files for statements.csv."]


def test_one_name_twice_in_a_zip_is_refused(folder):
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zip_with(("statements.csv", STATEMENTS), ("statements.csv", STATEMENTS))

    door = let_in(folder, file("a.zip", content))

    assert "twice" in door.faults[0]


def test_the_room_is_that_of_all_files_together(folder, settings):
    settings.IMPORT_MAX_UNPACKED = 1_500_000
    half = bytes(range(256)) * 4_000

    door = let_in(folder, file("a.zip", zip_of(**{"files/a.pdf": half, "x.csv": STATEMENTS})),
                  file("b.zip", zip_of(**{"files/b.pdf": half, "topics.csv": "x"})))  # fmt: skip

    assert "unpacked it would be larger" in door.faults[0]


def test_every_fault_is_named_at_once(folder):
    door = let_in(folder, file("a.png", "x"), file("b.csv", ""), file("statements.csv", STATEMENTS))

    assert len(door.faults) == 2


@pytest.mark.django_db
def test_what_an_editor_may_not_change_is_left_aside():
    sent = [file("topics.csv", TOPICS + "peace,Peace,,,,\n"), file("statements.csv", STATEMENTS)]

    upload, faults = Upload.take_in(sent, make_editor("Editor"))

    assert faults == []
    assert upload.files == ["statements.csv"]
    assert upload.facts["remarks"] == [
        "topics.csv was left aside: your account may not change what it holds."
    ]


@pytest.mark.django_db
def test_an_upload_that_is_refused_leaves_nothing_behind(settings):
    upload, faults = Upload.take_in([file("a.png", "x")], make_editor())

    assert upload is None
    assert faults
    assert list(settings.IMPORTS_DIR.iterdir()) == []


@pytest.mark.django_db
def test_an_upload_is_private():
    upload, _faults = Upload.take_in([file("statements.csv", STATEMENTS)], make_editor())

    assert upload.path.stat().st_mode & 0o077 == 0


def test_every_file_of_the_format_is_recognised_by_its_columns(folder):
    tables = [file for file in FILES.values() if file.name.endswith(".csv")]
    files = [file_of(n, table) for n, table in enumerate(tables)]

    door = let_in(folder, *files)

    assert door.faults == []
    assert names_in(folder) == {table.name for table in tables}


def file_of(n, table):
    return file(f"table {n}.csv", ",".join(table.columns) + "\n")
