"""The vocabulary of the data says everything in every language of the interface."""

import csv
from pathlib import Path

import pytest

from imcwp_site.folding import fold
from imcwp_site.translated import OTHERS

TOPICS = Path(__file__).parent.parent / "data" / "topics.csv"


def topics() -> list[dict[str, str]]:
    with TOPICS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", OTHERS)
def test_every_topic_is_translated(language):
    lacking = [
        (topic["slug"], column)
        for topic in topics()
        for column in ("name", "scope_note")
        if topic[column] and not topic[f"{column}_{language}"].strip()
    ]

    assert lacking == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_two_topics_have_one_name(language):
    names = [fold(topic[f"name_{language}"]) for topic in topics()]

    assert names
    assert len(set(names)) == len(names)
