"""What the importer takes for one record is what the database allows once."""

import pytest
from django.db.models import Model, UniqueConstraint

from statements.importing.records import Table
from statements.importing.run import AFTER_STATEMENTS, BEFORE_STATEMENTS

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
