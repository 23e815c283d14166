"""What is to be written for many statements, collected and written table by table."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from statements.inserting import insert
from statements.models import (
    Attachment,
    Signature,
    SignatureList,
    Statement,
    StatementRelation,
    StatementTopic,
    Text,
    Version,
)

# What hangs on a statement comes after it.
ORDER = (
    Statement, SignatureList, Signature, StatementTopic, Text, Attachment, StatementRelation,
    Version,
)  # fmt: skip


class Writes:
    """Collects what is to be written for a chunk of statements and writes it table by table."""

    def __init__(self) -> None:
        self.new: dict[Any, list] = defaultdict(list)
        self.changed: dict[Any, dict[int, models.Model]] = defaultdict(dict)
        self.names: dict[Any, set[str]] = defaultdict(set)
        self.gone: dict[Any, list[int]] = defaultdict(list)

    def create(self, instance: models.Model) -> None:
        self.new[type(instance)].append(instance)

    def change(self, instance: models.Model, names: Iterable[str]) -> None:
        """Save these attributes, unless the whole row is new anyway."""
        if not instance._state.adding:
            self.changed[type(instance)][instance.pk] = instance
            self.names[type(instance)].update(names)

    def remove(self, instance: models.Model) -> None:
        self.gone[type(instance)].append(instance.pk)
        self.changed[type(instance)].pop(instance.pk, None)

    def write(self) -> None:
        """Write all in an order that no constraint minds."""
        for model, keys in self.gone.items():
            model._default_manager.filter(pk__in=keys).delete()
        for model, instances in self.changed.items():
            if instances:
                model._default_manager.bulk_update(instances.values(), sorted(self.names[model]))
        for model in ORDER:
            insert(self.new[model])
