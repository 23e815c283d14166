"""The importer keeps the rules of the database by itself: a bad row is refused, no import fails."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Model, UniqueConstraint

from statements.importing.records import Table
from statements.importing.run import AFTER_STATEMENTS, BEFORE_STATEMENTS
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

TABLES = BEFORE_STATEMENTS + AFTER_STATEMENTS


def unique_keys(model: type[Model]) -> list[set[str]]:
    """Give the sets of columns that are unique; constraints for halves of the rows make one."""
    constraints = [one for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
    keys = [set(one.fields) for one in constraints if one.condition is None]
    keys.append({name for one in constraints if one.condition is not None for name in one.fields})
    keys += [{field.name} for field in model._meta.concrete_fields if field.unique]
    return [{model._meta.get_field(name).attname for name in key} for key in keys]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_the_key_of_a_file_is_unique_in_the_database(table: type[Table]):
    assert set(table.match) in unique_keys(table.model)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_the_columns_of_a_key_are_what_tells_records_apart(table: type[Table]):
    columns = dict(table.fields)
    columns |= {column: attribute for column, (attribute, _kind) in table.references.items()}

    key = {columns[column] for column in table.file.key if column in columns}

    assert key <= set(table.match)


# What breaks each constraint, as far as a file can say it: rows beside the sound ones, by file.

NO_DATE, EARLY, LATE = "3000", "2019-09", "2019-10-18"
NAME = {"party_slug": "xx-one", "kind": "former", "name": "Old Party"}
STANDING = {"party_slug": "xx-one", "status": "parliament"}
NOTE = {"party_slug": "xx-one", "note": "A note"}
RELATION = {"party_slug": "xx-one", "relation": "split-from"}
DATES = {"meeting_id": "example-1"}
TERM = {"party_slug": "xx-one"}
ANSWER = {"statement_id": "ex-1", "relation": "answers"}
SIGNATURE = {"statement_id": "ex-1", "role": "author"}
TEXT = {"statement_id": "ex-1", "language": "en"}
DOSSIER = {"slug": "case", "title": "Case"}
PERIODICAL = {"slug": "review", "title": "Review"}
ISSUE = {"periodical_slug": "review", "number": "1"}
ATTACHMENT = {"statement_id": "ex-1", "file": "a.pdf", "sha256": "0" * 64, "kind": "scan"}
VERSION = {"statement_id": "ex-1", "n": 0, "at": "2020-01-01T00:00:00Z", "content": {"a": 1}}
WITHDRAWN = {"state": "withdrawn", "withdrawal_reason": "Not theirs."}
BREACHES = {
    "party_has_name": {"parties": [PARTY | {"name_en": " "}]},
    "party_has_slug": {"parties": [PARTY | {"slug": ""}]},
    "party_founded_is_date": {"parties": [PARTY | {"founded_year": NO_DATE}]},
    "party_name_has_text": {"party_names": [NAME | {"name": ""}]},
    "party_name_since_is_date": {"party_names": [NAME | {"since": NO_DATE}]},
    "party_name_until_is_date": {"party_names": [NAME | {"until": NO_DATE}]},
    "party_name_period_in_order": {"party_names": [NAME | {"since": LATE, "until": EARLY}]},
    "party_standing_is_dated": {"party_standings": [STANDING]},
    "party_standing_as_of_is_date": {"party_standings": [STANDING | {"status_as_of": NO_DATE}]},
    "party_standing_since_is_date": {"party_standings": [STANDING | {"since": NO_DATE}]},
    "party_standing_until_is_date": {"party_standings": [STANDING | {"until": NO_DATE}]},
    "party_standing_period_in_order": {
        "party_standings": [STANDING | {"since": LATE, "until": EARLY}]
    },
    "party_note_has_text": {"party_notes": [NOTE | {"note": ""}]},
    "party_note_date_is_date": {"party_notes": [NOTE | {"date": NO_DATE}]},
    "party_relation_names_other": {"party_relations": [RELATION]},
    "party_relation_not_to_itself": {"party_relations": [RELATION | {"other_slug": "xx-one"}]},
    "party_relation_date_is_date": {
        "party_relations": [RELATION | {"other_name": "Union", "date": NO_DATE}]
    },
    "party_relation_until_is_date": {
        "party_relations": [RELATION | {"other_name": "Union", "until": NO_DATE}]
    },
    "party_relation_period_in_order": {
        "party_relations": [RELATION | {"other_name": "Union", "date": LATE, "until": EARLY}]
    },
    "meeting_has_slug": {"meetings": [MEETING | {"meeting_id": ""}]},
    "meeting_number_from_one": {"meetings": [MEETING | {"number": "0"}]},
    "meeting_number_only_ordinary": {"meetings": [MEETING | {"kind": "other"}]},
    "meeting_start_is_date": {"meetings": [MEETING | {"start_date": NO_DATE}]},
    "meeting_end_is_date": {"meetings": [MEETING | {"end_date": NO_DATE}]},
    "meeting_period_in_order": {"meetings": [MEETING | {"start_date": LATE, "end_date": EARLY}]},
    "meeting_theme_has_text": {"meeting_themes": [DATES | {"language": "en"}]},
    "printed_dates_has_start": {"printed_dates": [DATES | {"end_date": LATE}]},
    "printed_dates_start_is_date": {"printed_dates": [DATES | {"start_date": NO_DATE}]},
    "printed_dates_end_is_date": {
        "printed_dates": [DATES | {"start_date": LATE, "end_date": NO_DATE}]
    },
    "printed_dates_in_order": {"printed_dates": [DATES | {"start_date": LATE, "end_date": EARLY}]},
    "working_group_term_has_start": {"working_group": [TERM | {"period": f"/{LATE}"}]},
    "working_group_term_start_is_date": {"working_group": [TERM | {"period": NO_DATE}]},
    "working_group_term_end_is_date": {"working_group": [TERM | {"period": f"2019/{NO_DATE}"}]},
    "working_group_term_in_order": {"working_group": [TERM | {"period": f"{LATE}/{EARLY}"}]},
    "topic_has_slug": {"topics": [TOPIC | {"slug": ""}]},
    "topic_has_name": {"topics": [TOPIC | {"name": ""}]},
    "topic_not_its_own_parent": {"topics": [TOPIC | {"parent_slug": "peace"}]},
    "statement_published_has_time": {"statements": [STATEMENT | WITHDRAWN]},
    "statement_withdrawn_has_reason": {"statements": [STATEMENT | {"state": "withdrawn"}]},
    "statement_state_known": {"statements": [STATEMENT | {"state": "lost"}]},
    "statement_has_title": {"statements": [STATEMENT | {"title": ""}]},
    "statement_has_kind": {"statements": [STATEMENT | {"kind": ""}]},
    "statement_reference_not_empty": {"statements": [STATEMENT | {"statement_id": ""}]},
    "statement_issued_is_date": {"statements": [STATEMENT | {"date": NO_DATE}]},
    "statement_posted_is_date": {"statements": [STATEMENT | {"published_date": NO_DATE}]},
    "signature_list_reference_not_empty": {
        "joint_statements": [JOINT | {"joint_statement_id": ""}]
    },
    "statement_relation_not_to_itself": {"statement_relations": [ANSWER | {"other_id": "ex-1"}]},
    "signature_names_someone": {"signatures": [SIGNATURE]},
    "signature_added_is_date": {
        "signatures": [SIGNATURE | {"printed_name": "Party", "added": NO_DATE}]
    },
    "text_has_language": {"texts": [TEXT | {"language": ""}]},
    "text_not_translated_from_itself": {"texts": [TEXT | {"translated_from": "en"}]},
    "text_original_not_translated": {
        "texts": [TEXT | {"status": "original", "translated_from": "el"}]
    },
    "attachment_has_hash": {"attachments": [ATTACHMENT | {"sha256": ""}]},
    "attachment_has_name": {"attachments": [ATTACHMENT | {"name": "a/b.pdf"}]},
    "version_from_one": {"versions": [VERSION]},
    "dossier_has_title": {"dossiers": [DOSSIER | {"title": ""}]},
    "dossier_has_slug": {"dossiers": [DOSSIER | {"slug": ""}]},
    "dossier_published_has_time": {"dossiers": [DOSSIER | WITHDRAWN]},
    "dossier_withdrawn_has_reason": {"dossiers": [DOSSIER | {"state": "withdrawn"}]},
    "dossier_state_known": {"dossiers": [DOSSIER | {"state": "lost"}]},
    "periodical_has_title": {"periodicals": [PERIODICAL | {"title": ""}]},
    "periodical_has_slug": {"periodicals": [PERIODICAL | {"slug": ""}]},
    "periodical_issue_date_is_date": {"periodical_issues": [ISSUE | {"date": NO_DATE}]},
}
SOUND = {
    "parties": [PARTY, OTHER_PARTY],
    "meetings": [MEETING],
    "statements": [STATEMENT],
    "periodicals": [PERIODICAL],
}


def test_every_check_of_the_database_is_tried():
    checks = {
        constraint.name
        for app in ("parties", "meetings", "statements")
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    }

    assert checks == BREACHES.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("constraint", BREACHES)
def test_a_row_that_the_database_would_refuse_is_refused_before(constraint, tmp_path):
    folder = write(tmp_path / "archive", **SOUND | BREACHES[constraint])

    outcome = run_import(folder)

    assert str(outcome.failure).startswith("Refused: 1;"), outcome.failure


# Rows that break a constraint only together with what the archive holds already.
LATER_BREACHES = {
    "a party's name": (
        {"party_names": [NAME | {"since": LATE}]},
        {"party_names": [NAME | {"since": LATE, "until": EARLY}]},
    ),
    "a meeting's kind": ({}, {"meetings": [MEETING | {"number": "", "kind": "other"}]}),
    "a meeting's number": (
        {},
        {"meetings": [MEETING | {"meeting_id": "example-2"}]},
    ),
    "a meeting's last day": (
        {"meetings": [MEETING | {"start_date": LATE}]},
        {"meetings": [MEETING | {"end_date": EARLY}]},
    ),
    "a host's position": (
        {"hostings": [DATES | {"party_slug": "xx-one", "position": "1"}]},
        {"hostings": [DATES | {"party_slug": "xx-two", "position": "1"}]},
    ),
    "a draft's state": (
        {"statements": [{"statement_id": "ex-1", "state": "draft"}]},
        {"statements": [{"statement_id": "ex-1", "state": "published"}]},
    ),
    "a statement's state": ({}, {"statements": [STATEMENT | {"state": "withdrawn"}]}),
    "a text's status": (
        {"texts": [TEXT | {"translated_from": "el"}]},
        {"texts": [TEXT | {"status": "original"}]},
    ),
    "an issue's record": (
        {"periodical_issues": [ISSUE | {"statement_id": "ex-1"}]},
        {"periodical_issues": [ISSUE | {"number": "2", "statement_id": "ex-1"}]},
    ),
    "a topic's parent": (
        {"topics": [TOPIC, {"slug": "b", "name": "B", "parent_slug": "peace"}]},
        {"topics": [TOPIC | {"parent_slug": "b"}]},
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", LATER_BREACHES)
def test_a_row_that_does_not_go_with_what_is_kept_is_refused(what, tmp_path):
    before, after = LATER_BREACHES[what]
    assert run_import(write(tmp_path / "one", **SOUND | before)).failure is None

    outcome = run_import(write(tmp_path / "two", **after))

    assert str(outcome.failure).startswith("Refused: 1;"), outcome.failure
