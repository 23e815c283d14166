"""Files that call a record by an address name that it had before."""

import pytest

from parties.models import Party
from statements.models import Dossier, Signature, Statement, Topic
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
from tests.test_renaming import former, rename

pytestmark = pytest.mark.django_db

FOLDER = {
    "topics": [TOPIC, {"slug": "arms", "name": "Arms", "parent_slug": "peace"}],
    "parties": [PARTY | {"former_names": "Older Example Party"}, OTHER_PARTY],
    "party_relations": [{"party_slug": "xx-two", "relation": "split-from", "other_slug": "xx-one"}],
    "meetings": [MEETING | {"host_party_slugs": "xx-one;xx-two"}],
    "participation": [
        {"meeting_id": "example-1", "party_slug": "xx-one", "role": "host;participant"}
    ],
    "working_group": [{"period": "2016", "party_slug": "xx-one"}],
    "statements": [
        STATEMENT
        | {"party_slugs": "xx-one;xx-two", "topics": "arms;peace", "meeting_id": "example-1"}
    ],
    "joint_statements": [JOINT | {"initiator_slugs": "xx-one", "topics": "peace"}],
    "signatories": [
        {"joint_statement_id": "js-ex", "party_slug": "xx-one", "position": "1"},
        {"joint_statement_id": "js-ex", "party_slug": "xx-two", "position": "2"},
    ],
    "dossiers": [{"slug": "case", "title": "Case", "is_open": "y"}],
    "dossier_entries": [{"dossier_slug": "case", "statement_id": "ex-1", "position": "1"}],
    "periodicals": [{"slug": "review", "title": "Review"}],
    "periodical_issues": [
        {
            "periodical_slug": "review",
            "number": "1",
            "meeting_id": "example-1",
            "contributor_slugs": "xx-one",
        }
    ],
}


@pytest.fixture
def folder(tmp_path):
    """A folder of old that was imported before its records were renamed."""
    folder = write(tmp_path / "old", **FOLDER)
    assert run_import(folder).refusals == []
    for record in (
        Party.objects.get(slug="xx-one"),
        Topic.objects.get(slug="peace"),
        Statement.objects.get(reference="ex-1").meeting,
        Dossier.objects.get(),
    ):
        rename(record, f"{record.slug}-b", f"{record.slug}-c")
    return folder


def test_folder_of_old_changes_nothing_back(folder):
    again = run_import(folder)

    assert again.failure is None, again.err
    assert again.total("created") == again.total("changed") == 0
    assert Party.objects.filter(slug="xx-one-c").exists()
    assert Statement.objects.get(reference="ex-1").versions.count() == 1


def test_row_by_a_former_name_is_reported_once_a_file(folder):
    notices = run_import(folder).notices

    assert {
        "file": "parties.csv",
        "line": 2,
        "field": "slug",
        "value": "xx-one",
        "notice": "a former name, read as xx-one-c here and below",
    } in notices
    said = [(notice["file"], notice["value"]) for notice in notices]
    assert len(said) == len(set(said))


def test_row_by_a_former_name_corrects_the_record_of_today(folder):
    corrected = run_import(write(folder, parties=[PARTY | {"country": "GR"}]))

    assert corrected.counts["parties.csv"]["changed"] == 1
    assert Party.objects.get(slug="xx-one-c").country == "GR"
    assert Party.objects.count() == 2


def test_row_by_the_present_name_goes_before_one_by_a_former_name(folder):
    present = PARTY | {"slug": "xx-one-c", "name_en": "Example Party of Today"}

    again = run_import(write(folder, parties=[PARTY, present]))

    assert again.refusals == []
    assert again.counts["parties.csv"] == {
        "created": 0,
        "changed": 1,
        "unchanged": 1,
        "refused": 0,
    }
    assert Party.objects.get(slug="xx-one-c").name == "Example Party of Today"


def test_two_names_of_one_party_are_one_signature(folder):
    Party.objects.filter(slug="xx-two").update(slug="xx-gone")
    Party.objects.get(slug="xx-one-c").former_slugs.create(slug="xx-two")

    rows = [row | {"joint_statement_id": "js-new"} for row in FOLDER["signatories"]]
    again = run_import(
        write(
            folder.parent / "new",
            statements=[STATEMENT | {"statement_id": "ex-2", "party_slugs": "xx-one;xx-two"}],
            joint_statements=[JOINT | {"joint_statement_id": "js-new"}],
            signatories=rows,
        )
    )

    assert again.refusals == []
    parties = Signature.objects.filter(statement__reference__in=["ex-2", "js-new"])
    assert [one.party.slug for one in parties] == ["xx-one-c", "xx-one-c"]


def test_former_names_are_taken_over_once(folder):
    row = {"kind": "topic", "slug": "arms", "former_slug": "weapons"}
    time = "2021-05-01T10:00:00Z"

    first = run_import(write(folder, former_slugs=[row | {"replaced_at": time}]))
    again = run_import(folder)

    topic = Topic.objects.get(slug="arms")
    assert first.counts["former_slugs.csv"]["created"] == 1
    assert again.counts["former_slugs.csv"]["unchanged"] == 1
    assert former(topic) == ["weapons"]
    assert topic.former_slugs.get().replaced_at.year == 2021


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"former_slug": "xx-one-c"}, "former_slug"),
        ({"former_slug": "xx-one"}, "former_slug"),
        ({"former_slug": "é"}, "former_slug"),
        ({"slug": "never"}, "slug"),
        ({"kind": "statement"}, "kind"),
    ],
)
def test_former_name_that_cannot_be_kept_is_refused(folder, row, field):
    whole = {"kind": "party", "slug": "xx-two", "former_slug": "xx-zwei"} | row

    refusals = run_import(write(folder, former_slugs=[whole])).refusals

    assert [(refusal["file"], refusal["field"]) for refusal in refusals] == [
        ("former_slugs.csv", field)
    ]


def test_present_name_as_its_own_former_one_changes_nothing(folder):
    row = {"kind": "party", "slug": "xx-one", "former_slug": "xx-one-c"}

    outcome = run_import(write(folder, former_slugs=[row]))

    assert outcome.counts["former_slugs.csv"]["unchanged"] == 1
