"""Many new rows at once."""

import pytest

from statements.inserting import new
from statements.models import Signature, Statement, StatementTopic, Text, Version


def columns_of(instance) -> dict:
    return {name: value for name, value in vars(instance).items() if name != "_state"}


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Signature, {"party_id": 1, "role": "initiator", "position": 2}),
        (StatementTopic, {"topic_id": 1, "position": 2}),
        (Text, {"language": "en", "title": "Peace"}),
        (Version, {"statement_id": 1, "n": 1, "content": {}}),
        (Statement, {"reference": "ex-1", "created_at": None, "updated_at": None}),
    ],
)
def test_new_instance_says_what_one_of_the_constructor_says(model, values):
    instance = new(model, **values)

    assert columns_of(instance) == columns_of(model(**values))
    assert instance._state.adding


def test_new_instances_share_nothing():
    first, second = new(Text, language="en"), new(Text, language="es")

    first.title = "Peace"
    first._state.adding = False

    assert (second.language, second.title, second._state.adding) == ("es", "", True)
