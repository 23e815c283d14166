"""The names of all records, kept by a process until a row of theirs changes."""

import pytest
from django.utils.translation import override

from statements.index.public import Public
from statements.search.names import names_of
from tests.factories import make_party, make_topic

pytestmark = pytest.mark.django_db


def test_names_are_kept_whatever_language_they_are_asked_for_in():
    make_topic(name="Apples", name_es="Zumo")
    make_topic(name="Pears", name_es="Agua")

    kept = []
    for language in ("en", "es", "en"):
        with override(language):
            kept.append(names_of(Public()))

    assert kept[0] is kept[1] is kept[2]


def test_names_are_made_anew_after_a_change():
    party = make_party(name="Example Party of Land", abbreviation="")
    before = names_of(Public())

    party.name = "Example Party of Sea"
    party.save()

    assert before.called("Example Party of Land")
    assert not names_of(Public()).called("Example Party of Land")
