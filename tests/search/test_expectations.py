"""The file of expectations is about what there is, and in every script."""

import re
import unicodedata

from tests.search.expectations import DATA, KINDS, WAYS, corpus, expectations, rows_of

SCRIPTS = {
    *("ARABIC", "ARMENIAN", "BENGALI", "CJK", "CYRILLIC", "DEVANAGARI", "GEORGIAN", "GREEK"),
    *("HANGUL", "HEBREW", "KATAKANA", "LAO", "LATIN"),
}


def known(kind: str) -> set[str]:
    """Give the references or slugs of a kind."""
    tables = {
        "party": [("parties.csv", "slug")],
        "meeting": [("meetings.csv", "meeting_id")],
        "topic": [("topics.csv", "slug")],
        "statement": [
            ("statements.csv", "statement_id"),
            ("joint_statements.csv", "joint_statement_id"),
        ],
    }
    return {row[column] for name, column in tables[kind] for row in rows_of(DATA / name)}


def test_there_are_enough_expectations_and_none_twice():
    rows = expectations()

    assert len(rows) >= 120
    assert len({(row.query, row.kind, row.how) for row in rows}) == len(rows)


def test_kinds_and_ways_are_known():
    rows = expectations()

    assert {row.kind for row in rows} == KINDS
    assert {row.how for row in rows} == WAYS


def test_everything_expected_exists():
    names = {kind: known(kind) for kind in ("party", "meeting", "topic", "statement")}
    names["statement"] |= {text["reference"] for text in corpus()}
    rows = expectations()

    missing = [
        (row, one) for row in rows for one in row.expected if one not in names.get(row.kind, [one])
    ]
    named = {one for row in rows for one in re.findall(r"\{([^}]+)\}", row.query)}

    assert missing == []
    assert named <= names["statement"]


def test_all_scripts_are_asked_in():
    letters = {letter for row in expectations() for letter in row.query if letter.isalpha()}

    assert {unicodedata.name(letter).split()[0] for letter in letters} >= SCRIPTS


def test_corpus_is_of_example_parties_only():
    assert {text["party"] for text in corpus()} == {"example-peace", "example-workers"}
