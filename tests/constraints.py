"""How a test breaks one named constraint of a model, and nothing else about the row."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, UniqueConstraint

# Of the form of a date and computable by every database, yet in no century that the archive keeps.
NO_DATE = "3000"


class Breach(NamedTuple):
    """A sound row and what breaks `constraint` in it.

    `values`, or what it gives for the row, is written into the row; `same` names the fields that
    the row takes from another row.
    `mended` says that `full_clean()` puts it right instead of refusing it.
    """

    constraint: str
    make: Callable[[], Model]
    values: dict | Callable[[Model], dict] = {}
    same: tuple[str, ...] = ()
    mended: bool = False

    def __str__(self):
        return self.constraint


def undated(constraint: str, make: Callable[[], Model], field: str) -> Breach:
    """A row whose `field` holds what is no partial date."""
    return Breach(constraint, make, {field: NO_DATE})


def disordered(constraint: str, make: Callable[[], Model], start: str, end: str) -> Breach:
    """A row whose period ends before it starts."""
    return Breach(constraint, make, {start: "2019-10-18", end: "2019-09"})


def constraint_names(app: str) -> set[str]:
    """Give the names of all constraints of an app's models."""
    models = apps.get_app_config(app).get_models()
    return {constraint.name for model in models for constraint in model._meta.constraints}


def assert_refused(breach: Breach) -> None:
    """Check that the database refuses the row and that validation names the very constraint."""
    other, row = (breach.make(), breach.make()) if breach.same else (None, breach.make())
    model = type(row)
    row.full_clean()
    values = breach.values(row) if callable(breach.values) else breach.values
    values = values | {field: getattr(other, field) for field in breach.same}

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        model.objects.filter(pk=row.pk).update(**values)

    for field, value in values.items():
        setattr(row, field, value)
    violated = [c.name for c in model._meta.constraints if is_violated(c, row)]
    assert violated == [breach.constraint]
    named = [c for c in model._meta.constraints if c.name == breach.constraint]
    if connection.vendor == "postgresql" or not isinstance(named[0], UniqueConstraint):
        assert breach.constraint in str(refusal.value)
    if breach.mended:
        row.full_clean()
    else:
        with pytest.raises(ValidationError):
            row.full_clean()


def is_violated(constraint, row: Model) -> bool:
    """Tell whether validation finds that `row` violates `constraint`."""
    try:
        constraint.validate(type(row), row)
    except ValidationError:
        return True
    return False
