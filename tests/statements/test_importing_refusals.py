"""What a refused row takes with it, and how a run ends beside one."""

import pytest

from parties.models import Party
from statements.models import Signature, Statement, Text
from tests.factories import make_statement
from tests.statements.archives import (
    JOINT,
    OTHER_PARTY,
    PARTY,
    STATEMENT,
    run_import,
    the_refusal,
    write,
)

pytestmark = pytest.mark.django_db


def test_a_record_with_the_name_of_a_page_of_the_site_is_refused(folder):
    write(folder, parties=[PARTY | {"slug": "cosigning"}])

    refusal = the_refusal(run_import(folder))

    assert (refusal["field"], refusal["value"]) == ("slug", "cosigning")
    assert "is the name of a page of the site: write another" in refusal["reason"]


# Joint statements


def test_rows_of_a_refused_joint_statement_are_refused_with_it(folder):
    signatory = {"joint_statement_id": "js-ex", "party_slug": "xx-one"}
    write(
        folder,
        parties=[PARTY],
        statements=[STATEMENT | {"joint_statement_id": "js-ex"}, STATEMENT | {"statement_id": "x"}],
        joint_statements=[JOINT | {"issued_date": "2019-19"}],
        signatories=[signatory],
    )

    outcome = run_import(folder)

    assert [(r["file"], r["line"]) for r in outcome.refusals] == [
        ("joint_statements.csv", 2),
        ("statements.csv", 2),
        ("signatories.csv", 2),
    ]
    assert list(Statement.objects.values_list("reference", flat=True)) == ["x"]


def test_a_joint_statement_of_two_statements_is_refused(folder):
    rows = [STATEMENT | {"statement_id": f"ex-{n}", "joint_statement_id": "js-ex"} for n in (1, 2)]
    write(folder, statements=rows, joint_statements=[JOINT])

    assert "belongs to the statement on line 2" in the_refusal(run_import(folder))["reason"]
    assert Statement.objects.get().signature_list.reference == "js-ex"


def test_dates_that_contradict_each_other_are_refused(folder):
    write(
        folder,
        statements=[STATEMENT | {"joint_statement_id": "js-ex", "date": "2019-10"}],
        joint_statements=[JOINT | {"issued_date": "2019-11-01"}],
    )

    outcome = run_import(folder)

    assert "statements.csv says 2019-10" in outcome.refusals[0]["reason"]
    assert not Statement.objects.exists()


def test_a_signatory_twice_is_refused(folder):
    row = {"joint_statement_id": "js-ex", "party_slug": "xx-one"}
    write(folder, parties=[PARTY], joint_statements=[JOINT], signatories=[row, row])

    assert "line 2" in the_refusal(run_import(folder))["reason"]
    assert Signature.objects.count() == 1


def test_a_signatory_without_party_and_name_is_refused(folder):
    row = {"joint_statement_id": "js-ex", "position": "1"}
    write(folder, joint_statements=[JOINT], signatories=[row])

    assert the_refusal(run_import(folder))["field"] == "party_slug"


def test_a_signatory_of_no_joint_statement_is_refused(folder):
    row = {"joint_statement_id": "js-none", "party_slug": "xx-one"}
    write(folder, parties=[PARTY], signatories=[row])

    assert "there is no such joint statement" in the_refusal(run_import(folder))["reason"]


# Texts


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "not readable as JSON"),
        ("[1]", "not a JSON object"),
        ('{"statement_id": "ex-1"}', "it must not be empty"),
        ('{"statement_id": "ex-1", "language": "xx"}', "not a language code"),
        ('{"statement_id": "ex-9", "language": "en"}', "there is no such statement"),
        ('{"statement_id": "ex-1", "language": "en", "titel": "x"}', "unknown names: titel"),
        ('{"statement_id": "ex-1", "language": "en", "title": 7}', "it is not a text"),
        ('{"statement_id": "ex-1", "language": "en", "translated_from": "en"}', "own language"),
        (
            '{"statement_id": "ex-1", "language": "en", "status": "original", '
            '"translated_from": "el"}',
            "an original is not translated",
        ),
        ("[" * 100_000, "not readable as JSON"),
    ],
)
def test_a_bad_line_of_texts_is_refused(folder, line, reason):
    write(folder, statements=[STATEMENT])
    (folder / "texts.jsonl").write_text(line + "\n")

    assert reason in the_refusal(run_import(folder))["reason"]
    assert Statement.objects.count() == 1


def test_a_body_keeps_only_what_a_document_needs(folder):
    body = '<p onclick="x()">Words<script>alert(1)</script></p>'
    write(
        folder,
        statements=[STATEMENT],
        texts=[{"statement_id": "ex-1", "language": "en", "body_html": body}],
    )

    run_import(folder)

    assert Text.objects.get().body == "<p>Words</p>"


# Numbers


def test_a_number_that_is_taken_is_refused(folder):
    write(folder, statements=[STATEMENT | {"number": "5"}])
    run_import(folder)
    write(folder, statements=[STATEMENT | {"statement_id": "ex-2", "number": "5"}])

    assert the_refusal(run_import(folder))["reason"] == "the number belongs to ex-1"


def test_another_number_for_a_statement_is_refused(folder):
    write(folder, statements=[STATEMENT | {"number": "5"}])
    run_import(folder)
    write(folder, statements=[STATEMENT | {"number": "6"}])

    assert "numbers are permanent" in the_refusal(run_import(folder))["reason"]
    assert Statement.objects.get().number == 5


# How a run ends


def test_other_rows_are_taken_over_beside_a_bad_one(folder):
    write(folder, parties=[PARTY, {"slug": "x y", "name_en": "X"}, OTHER_PARTY])

    outcome = run_import(folder)

    assert outcome.counts["parties.csv"] == {
        "created": 2, "changed": 0, "unchanged": 0, "refused": 1,
    }  # fmt: skip
    assert "parties.csv line 3, slug “x y”" in outcome.err


def test_atomic_takes_nothing_over_beside_a_bad_row(folder):
    write(folder, parties=[PARTY, {"slug": "x y", "name_en": "X"}], statements=[STATEMENT])

    outcome = run_import(folder, "--atomic")

    assert outcome.failure.returncode == 1
    assert "nothing was changed" in str(outcome.failure)
    assert not Party.objects.exists()
    assert not Statement.objects.exists()


def test_atomic_takes_all_over_if_all_is_good(folder):
    write(folder, parties=[PARTY], statements=[STATEMENT])

    assert run_import(folder, "--atomic").failure is None
    assert Statement.objects.count() == 1


def test_a_rehearsal_reports_the_same_and_changes_nothing(folder):
    write(folder, parties=[PARTY, {"slug": "x y", "name_en": "X"}], statements=[STATEMENT])

    rehearsal = run_import(folder, "--dry-run")

    assert "nothing was changed" in rehearsal.out
    assert not Party.objects.exists()
    assert not Statement.objects.exists()
    assert run_import(folder).counts == rehearsal.counts


def test_numbers_of_a_rehearsal_are_not_used_up(folder):
    last = make_statement().number
    write(folder, statements=[STATEMENT])
    run_import(folder, "--dry-run")

    run_import(folder)

    assert Statement.objects.get(reference="ex-1").number == last + 1


def test_numbers_of_refused_rows_are_not_used_up(folder):
    last = make_statement().number
    bad = STATEMENT | {"statement_id": "ex-0", "state": "withdrawn"}
    write(folder, statements=[bad, STATEMENT])

    run_import(folder)

    assert Statement.objects.get(reference="ex-1").number == last + 1


def test_what_was_never_public_is_not_withdrawn(folder):
    row = {"state": "withdrawn", "withdrawal_reason": "Not theirs."}
    write(folder, statements=[STATEMENT | row], dossiers=[{"slug": "case", "title": "Case"} | row])

    refusals = run_import(folder).refusals

    assert [refusal["field"] for refusal in refusals] == ["published_at", "published_at"]


@pytest.mark.parametrize("further", [1, 41, 5_000])
def test_numbers_go_on_after_those_of_an_import(folder, further):
    asked = make_statement().number + further
    write(
        folder,
        statements=[STATEMENT | {"number": str(asked)}, STATEMENT | {"statement_id": "ex-2"}],
    )
    run_import(folder)

    assert Statement.objects.get(reference="ex-2").number == asked + 1
    assert Statement.objects.create(kind="news", title="Entered at the desk").number == asked + 2
