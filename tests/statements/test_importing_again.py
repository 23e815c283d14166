"""What a later import corrects, and what it leaves alone."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from imcwp_site.publishing import State
from meetings.models import Hosting, Participation
from parties.models import Party, PartyName
from statements.models import Dossier, Signature, Statement, StatementTopic, Text, Version
from statements.seeding import seed_archive
from tests.statements.archives import (
    JOINT,
    MEETING,
    OTHER_PARTY,
    PARTY,
    STATEMENT,
    TOPIC,
    run_import,
    write,
)

ROOT = Path(__file__).resolve().parents[2]
database = pytest.mark.django_db


def import_tables(folder, **tables):
    outcome = run_import(write(folder, **tables))
    assert outcome.failure is None, outcome.err
    return outcome


@database
def test_an_empty_cell_erases_nothing(folder):
    import_tables(
        folder, topics=[TOPIC], statements=[STATEMENT | {"topics": "peace", "source": "S"}]
    )

    again = import_tables(folder, statements=[STATEMENT])

    assert again.total("changed") == 0
    statement = Statement.objects.get()
    assert statement.source == "S"
    assert statement.topics.count() == 1


@database
def test_a_filled_cell_replaces(folder):
    import_tables(folder, statements=[STATEMENT])

    again = import_tables(folder, statements=[STATEMENT | {"title": "Corrected"}])

    assert again.counts["statements.csv"]["changed"] == 1
    assert Statement.objects.get().title == "Corrected"
    assert list(Version.objects.order_by("n").values_list("n", "content__title")) == [
        (1, "Example statement"),
        (2, "Corrected"),
    ]


@database
def test_a_date_that_says_less_changes_nothing(folder):
    import_tables(folder, statements=[STATEMENT | {"date": "2019-10-18"}])

    again = import_tables(folder, statements=[STATEMENT | {"date": "2019-10"}])

    assert again.total("changed") == 0
    assert str(Statement.objects.get().issued) == "2019-10-18"


@database
def test_rows_that_are_not_in_the_files_stay(folder):
    import_tables(folder, parties=[PARTY, OTHER_PARTY], statements=[STATEMENT])

    import_tables(folder, parties=[PARTY], statements=[])

    assert Party.objects.count() == 2
    assert Statement.objects.count() == 1


@database
def test_topics_are_those_of_the_cell_in_its_order(folder):
    topics = [TOPIC, {"slug": "war", "name": "War"}, {"slug": "sea", "name": "Sea"}]
    import_tables(folder, topics=topics, statements=[STATEMENT | {"topics": "peace;war"}])

    again = import_tables(folder, statements=[STATEMENT | {"topics": "sea;peace"}])

    assert again.total("changed") == 1
    links = StatementTopic.objects.order_by("position")
    assert list(links.values_list("topic__slug", flat=True)) == ["sea", "peace"]


@database
def test_authors_are_those_of_the_cell(folder):
    parties = [PARTY, OTHER_PARTY]
    import_tables(folder, parties=parties, statements=[STATEMENT | {"party_slugs": "xx-one"}])

    import_tables(folder, statements=[STATEMENT | {"party_slugs": "xx-two"}])

    assert Signature.objects.get().party.slug == "xx-two"


@database
def test_languages_are_added_and_texts_stay(folder):
    text = {"statement_id": "ex-1", "language": "el", "body_html": "<p>Λόγια</p>"}
    import_tables(folder, statements=[STATEMENT], texts=[text])

    import_tables(folder, statements=[STATEMENT | {"languages": "en"}])

    assert set(Text.objects.values_list("language", "body")) == {("en", ""), ("el", "<p>Λόγια</p>")}


@database
def test_a_beginning_that_becomes_known_is_told_of_the_name_that_is_there(folder):
    row = {"party_slug": "xx-one", "kind": "former", "name": "Old Party"}
    import_tables(folder, parties=[PARTY], party_names=[row])

    import_tables(folder, party_names=[row | {"since": "1990"}])

    assert str(PartyName.objects.get().since) == "1990"


@database
def test_a_statement_that_joins_a_dossier_changes_it_and_a_repetition_does_not(folder):
    dossier = {"slug": "case", "title": "Case", "updated_at": "2020-05-01T00:00:00Z"}
    entry = {"dossier_slug": "case", "statement_id": "ex-1", "position": "1"}
    import_tables(folder, statements=[STATEMENT], dossiers=[dossier])
    told = Dossier.objects.get().updated_at

    import_tables(folder, dossier_entries=[entry])
    joined = Dossier.objects.get().updated_at
    import_tables(folder, dossier_entries=[entry])

    assert told.year == 2020
    assert Dossier.objects.get().updated_at == joined > told


@database
def test_a_state_that_an_editor_chose_stays(folder):
    import_tables(folder, statements=[STATEMENT])
    Statement.objects.update(state=State.WITHDRAWN, withdrawal_reason="A duplicate.")

    again = import_tables(folder, statements=[STATEMENT])

    assert again.total("changed") == 0
    assert Statement.objects.get().state == State.WITHDRAWN


@database
def test_texts_alone_find_their_statement(folder):
    import_tables(folder, statements=[STATEMENT])
    (folder / "statements.csv").unlink()

    again = import_tables(folder, texts=[{"statement_id": "ex-1", "language": "en", "title": "T"}])

    assert again.counts["texts.jsonl"]["created"] == 1
    assert Text.objects.get().title == "T"
    assert Version.objects.count() == 2


@database
def test_a_joint_statement_that_gets_a_row_stays_one_statement(folder):
    import_tables(folder, joint_statements=[JOINT])
    number = Statement.objects.get().number

    row = STATEMENT | {"joint_statement_id": "js-ex"}
    import_tables(folder, statements=[row], joint_statements=[JOINT])

    statement = Statement.objects.get()
    assert (statement.number, statement.reference) == (number, "ex-1")
    assert statement.title == STATEMENT["title"]
    assert statement.signature_list.title == JOINT["title"]


@database
def test_a_joint_statement_without_its_row_leaves_that_row_s_cells(folder):
    row = STATEMENT | {"joint_statement_id": "js-ex"}
    import_tables(folder, statements=[row], joint_statements=[JOINT])
    (folder / "statements.csv").unlink()

    import_tables(folder, joint_statements=[JOINT | {"note": "A note"}])

    statement = Statement.objects.get()
    assert (statement.title, statement.reference) == (STATEMENT["title"], "ex-1")
    assert statement.signature_list.note == "A note"


@database
def test_joint_statements_of_the_data_without_their_rows_change_nothing(tmp_path):
    whole, part = tmp_path / "whole", tmp_path / "part"
    shutil.copytree(ROOT / "data", whole)
    run_import(whole)
    part.mkdir()
    shutil.copy(whole / "joint_statements.csv", part)

    outcome = run_import(part)

    assert outcome.counts["joint_statements.csv"]["unchanged"] == 48


@database
def test_a_late_signatory_is_the_same_signature(folder):
    row = {"joint_statement_id": "js-ex", "party_slug": "xx-one", "position": "3"}
    import_tables(folder, parties=[PARTY], joint_statements=[JOINT], signatories=[row])

    import_tables(folder, signatories=[row | {"signed_later": "2020-04"}])

    signature = Signature.objects.get()
    assert (signature.role, str(signature.added)) == ("later-signatory", "2020-04")


@database
def test_a_printed_name_that_is_resolved_is_the_same_signature(folder):
    row = {"joint_statement_id": "js-ex", "printed_name": "E.P. One", "position": "3"}
    import_tables(folder, parties=[PARTY], joint_statements=[JOINT], signatories=[row])

    import_tables(folder, signatories=[row | {"party_slug": "xx-one"}])

    signature = Signature.objects.get()
    assert (signature.party.slug, signature.printed_name) == ("xx-one", "E.P. One")


@database
def test_one_name_printed_twice_is_two_signatures(folder):
    row = {"joint_statement_id": "js-ex", "printed_name": "Example Party"}
    rows = [row | {"position": "12"}, row | {"position": "13"}]

    import_tables(folder, joint_statements=[JOINT], signatories=rows)
    again = import_tables(folder, joint_statements=[JOINT], signatories=rows)

    assert Signature.objects.count() == 2
    assert again.total("changed") == 0


@database
def test_names_of_the_cells_are_corrected_and_richer_names_stay(folder):
    import_tables(folder, parties=[PARTY | {"name_native": "Partei Enis / Parti Un"}])
    party = Party.objects.get()
    party.names.create(kind="native", text="Μέρος Ένα", language="el")

    import_tables(folder, parties=[PARTY | {"name_native": "Partei Eins / Parti Un"}])

    assert set(party.names.values_list("text", flat=True)) == {
        "Partei Eins", "Parti Un", "Μέρος Ένα",
    }  # fmt: skip


@database
@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Party One (until 1996)", {"text": "Party One", "until": "1996"}),
        ("Party One (PO)", {"text": "Party One", "abbreviation": "PO"}),
        ("Party One (used by some)", {"text": "Party One", "note": "used by some"}),
        ("Party One (North-South)", {"text": "Party One (North-South)"}),
        ("Party (A) (PO) (until 1996-05)", {"text": "Party (A)", "until": "1996-05"}),
    ],
)
def test_remarks_on_a_former_name_are_told_from_the_name(folder, cell, name):
    row = PARTY | {"former_names": cell, "abbreviation_variants": "PO"}
    import_tables(folder, parties=[row])

    former = Party.objects.get().names.get(kind="former")

    assert {key: str(getattr(former, key)) for key in name} == name


@database
def test_two_roles_in_a_cell_are_two_participations(folder):
    row = {"meeting_id": "example-1", "party_slug": "xx-one", "role": "host;contribution"}

    import_tables(folder, parties=[PARTY], meetings=[MEETING], participation=[row])

    assert set(Participation.objects.values_list("role", flat=True)) == {"host", "contribution"}


@database
def test_hosts_that_change_places_keep_their_printed_names(folder):
    hosts = {"host_party_slugs": "xx-one;xx-two", "host_party_abbreviations": "EP1;EP2"}
    import_tables(folder, parties=[PARTY, OTHER_PARTY], meetings=[MEETING | hosts])

    import_tables(folder, meetings=[MEETING | {"host_party_slugs": "xx-two;xx-one"}])

    assert list(
        Hosting.objects.order_by("position").values_list("party__slug", "printed_name")
    ) == [("xx-two", "EP2"), ("xx-one", "EP1")]


def test_a_killed_import_leaves_nothing(tmp_path):
    seed_archive(tmp_path / "archive", 3_000)
    environment = os.environ | {
        "SECRET_KEY": "only for this test",
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "imcwp_site.settings",
    }
    environment.pop("DATABASE_URL", None)
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True, cwd=tmp_path)
    path = tmp_path / "archive.sqlite3"

    run = subprocess.Popen(
        [*manage, "import_archive", str(tmp_path / "archive")],
        env=environment,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    written = tmp_path / "archive.sqlite3-wal"
    while run.poll() is None and not (written.exists() and written.stat().st_size > 2_000_000):
        time.sleep(0.01)
    still_running = run.poll() is None
    run.send_signal(signal.SIGKILL)
    run.wait()

    assert still_running
    with sqlite3.connect(path) as connection:
        for table in ("statements_statement", "parties_party", "statements_version"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
