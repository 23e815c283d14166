"""Two records made one: all that hangs on the one moves to the other, in one transaction.

Nothing is listed here: every foreign key to the model is found, so that a relation made later is
merged as well. Where a unique constraint allows a row once and both records have it, the row of
the record that stays is kept, filled from the other's.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import UniqueConstraint

from imcwp_site.chunks import chunks
from imcwp_site.slugs import former_slugs_of

# How a model keeps the history of its records: called with keys, and with `note` and `by`.
recorders: dict[type[models.Model], Callable] = {}


def recorder(model: type[models.Model]) -> Callable:
    """Make the function that follows record what a merger changed of records of `model`."""

    def register(function: Callable) -> Callable:
        recorders[model] = function
        return function

    return register


def relations_to(model: Any) -> list[models.ForeignKey]:
    """Give every foreign key by which rows name a record of the model, hidden ones included."""
    return [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and (relation.one_to_many or relation.one_to_one)
    ]


def unique_with(foreign_key: models.ForeignKey) -> Iterator[tuple[list[str], models.Q]]:
    """Give what else, under which condition, tells apart the rows that name one record."""
    model, name = foreign_key.model, foreign_key.name
    sets: list[tuple[Iterable[str], models.Q]] = [
        (constraint.fields, constraint.condition or models.Q())
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
    ]
    sets += [(fields, models.Q()) for fields in model._meta.unique_together]
    sets += [((name,), models.Q())] if foreign_key.unique else []
    for fields, condition in sets:
        if name not in fields:
            continue
        others: list[Any] = [model._meta.get_field(other) for other in fields if other != name]
        # What is null equals nothing in a database.
        known = {f"{other.name}__isnull": False for other in others if other.null}
        yield [other.attname for other in others], condition & models.Q(**known)


@dataclass
class Outcome:
    """What a merger did: rows by what became of them, versions, and the records these belong to."""

    moved: int = 0
    joined: int = 0
    ended: int = 0
    recorded: int = 0
    touched: dict[type[models.Model], set] = field(default_factory=dict)

    def touch(self, records: Iterable[tuple[type[models.Model], Any]]) -> None:
        for model, key in records:
            self.touched.setdefault(model, set()).add(key)


class Rows:
    """The rows that name the record that goes by one foreign key, and what becomes of them."""

    def __init__(self, foreign_key: models.ForeignKey, gone: models.Model, stays: models.Model):
        self.foreign_key, self.model = foreign_key, foreign_key.model
        self.stays = stays
        self.of_gone, self.of_stays = self.naming(gone), self.naming(stays)
        # Rows that name both, and would name one of them twice.
        self.ended = set(self.of_gone.filter(self.naming_also(stays)).values_list("pk", flat=True))
        self.ended_of_stays = self.of_stays.filter(self.naming_also(gone)).count()
        # The key of a row that goes, and of the row that says the same of the record that stays.
        self.pairs = dict(self.find_pairs())
        self.moved = self.of_gone.count() - len(self.ended) - len(self.pairs)

    def naming(self, record: models.Model) -> models.QuerySet:
        return self.model._base_manager.filter(**{self.foreign_key.name: record}).order_by()

    def naming_also(self, record: models.Model) -> models.Q:
        """Ask for rows that name the record by another foreign key."""
        named = models.Q(pk__in=[])
        for other in relations_to(type(record)):
            if other.model is self.model and other is not self.foreign_key:
                named |= models.Q(**{other.name: record})
        return named

    def find_pairs(self) -> Iterator[tuple[Any, Any]]:
        for names, condition in unique_with(self.foreign_key):
            kept = self.of_stays.filter(condition).values_list("pk", *names)
            by_key = {tuple(key): pk for pk, *key in kept}
            for pk, *key in self.of_gone.filter(condition).values_list("pk", *names):
                if tuple(key) in by_key and pk not in self.ended:
                    yield pk, by_key[tuple(key)]

    def in_pairs(self, keys: Collection) -> list[tuple[models.Model, models.Model]]:
        """Fetch rows of `keys` that go, each with the one that stays in its place."""
        named = [one.name for one in self.model._meta.concrete_fields if one.is_relation]
        rows = self.model._base_manager.select_related(*named)
        found = rows.in_bulk([*keys, *(self.pairs[key] for key in keys)])
        return [(found[key], found[self.pairs[key]]) for key in keys]

    def touched(self) -> Iterator[tuple[type[models.Model], Any]]:
        """Give the records with a history to which the rows belong, or which they are."""
        for one in self.model._meta.concrete_fields:
            model = self.model if one.primary_key else one.related_model
            if model in recorders:
                for key in self.of_gone.values_list(one.attname, flat=True):
                    yield model, key

    def merge(self, outcome: Outcome) -> None:
        """End, join and move the rows."""
        outcome.touch(self.touched())
        outcome.moved += self.moved
        outcome.joined += len(self.pairs)
        outcome.ended += len(self.ended)
        self.delete(self.ended)
        for keys in chunks(self.pairs):
            self.join(keys, outcome)
        self.of_gone.update(**{self.foreign_key.name: self.stays})

    def join(self, keys: list, outcome: Outcome) -> None:
        """Fill the rows that stay from those that go, and move what hangs on these."""
        changed, names = [], set()
        for going, staying in self.in_pairs(keys):
            if filled := fill(staying, going):
                changed.append(staying)
                names |= filled
            for foreign_key in relations_to(self.model):
                Rows(foreign_key, going, staying).merge(outcome)
        self.delete(keys)
        if changed:
            self.model._base_manager.bulk_update(changed, sorted(names))

    def delete(self, keys: Iterable) -> None:
        for some in chunks(keys):
            self.model._base_manager.filter(pk__in=some).delete()


def fill(staying: models.Model, going: models.Model) -> set[str]:
    """Give a row what only the other knows, and the sources of both; name what changed."""
    changed = set()
    for one in facts_of(staying):
        kept, value = getattr(staying, one.attname), getattr(going, one.attname)
        wanted = both_sources(kept, value) if one.name == "source" else kept or value
        if wanted != kept:
            setattr(staying, one.attname, wanted)
            changed.add(one.name)
    return changed


def lost(going: models.Model, staying: models.Model) -> list[tuple[models.Field, Any]]:
    """Give what the row that goes says otherwise than the one that stays: that is not kept."""
    values = [
        (one, getattr(going, one.attname), getattr(staying, one.attname))
        for one in facts_of(staying)
        if not one.is_relation and one.name != "source"
    ]
    return [(one, value) for one, value, kept in values if value and kept and value != kept]


def facts_of(record: models.Model) -> list[models.Field]:
    """Give the fields in which a record says something, beside its key."""
    return [one for one in record._meta.concrete_fields if one.editable and not one.primary_key]


def both_sources(*texts: str) -> str:
    """Put sources together, each once."""
    parts = (part.strip() for text in texts for part in text.split("; "))
    return "; ".join(dict.fromkeys(part for part in parts if part))


class Merger:
    """One record that goes into another of its model, and is found there for ever."""

    def __init__(self, gone: models.Model, stays: models.Model):
        self.gone, self.stays = gone, stays
        self.model: Any = type(stays)

    def rows(self) -> list[Rows]:
        """Give what hangs on the record that goes, relation by relation."""
        return [Rows(one, self.gone, self.stays) for one in relations_to(self.model)]

    def run(self, *, values: dict[str, Any], note: str, by: Any = None) -> Outcome:
        """Merge, giving the record that stays these `values`.

        Raises ValidationError where they do not go together, DoesNotExist where one of the two is
        gone already; nothing is changed then.
        """
        outcome = Outcome()
        with transaction.atomic():
            gone, stays = self.held()
            for foreign_key in relations_to(self.model):
                Rows(foreign_key, gone, stays).merge(outcome)
            gone.delete()
            former_slugs_of(self.model).create(slug=gone.slug, record=stays)
            for name, value in values.items():
                setattr(stays, name, value)
            stays.full_clean()
            stays.save()
            for model, keys in outcome.touched.items():
                outcome.recorded += recorders[model](keys, note=note, by=by)
        return outcome

    def held(self) -> list[Any]:
        """Give both records as they are kept, for nobody else to change meanwhile."""
        keys = [self.gone.pk, self.stays.pk]
        found = self.model._base_manager.select_for_update().order_by("pk").in_bulk(keys)
        if len(found) < 2:
            raise self.model.DoesNotExist
        return [found[key] for key in keys]
