"""Facets in the query string: values that repeat, each asked for, or left out with a “-” before."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from imcwp_site.slugs import names_today
from imcwp_site.written_dates import DateInWordsField
from parties.models import Party

LEFT_OUT = "-"


@dataclass(frozen=True)
class Values:
    """The values of a facet that are asked for, and those that are left out."""

    wanted: list[Any] = field(default_factory=list)
    unwanted: list[Any] = field(default_factory=list)

    def __bool__(self):
        return bool(self.wanted or self.unwanted)

    def __iter__(self) -> Iterator[Any]:
        return iter([*self.wanted, *self.unwanted])


class FacetField:
    """A field of a form that takes values of a facet; cleans to `Values`.

    A subclass cleans a list of values. It has `slug_of` one, as it stands in a query, `label_of`,
    what it is called in the interface language, and `key_of`, what the index calls it.
    """

    slug_of: Callable[[Any], str]
    label_of: Callable[[Any], str]
    key_of: Callable[[Any], str]

    def clean(self, value):
        """Tell what is asked for from what is left out; a value that is both is neither."""
        given = [one.strip() for one in value or () if one.strip()]
        wanted = super().clean([one for one in given if not one.startswith(LEFT_OUT)])
        unwanted = super().clean([one[1:] for one in given if one.startswith(LEFT_OUT)])
        if both := [one for one in wanted if one in unwanted]:
            raise ValidationError(
                _("“%(value)s” is both asked for and left out: choose one."),
                code="both",
                params={"value": self.label_of(both[0])},
            )
        return Values(list(wanted), list(unwanted))

    def choices_of(self, values) -> list[tuple[str, str]]:
        """Give slugs and labels of values, in order."""
        return sorted((self.slug_of(value), self.label_of(value)) for value in values)


class RecordsField(FacetField, forms.MultipleChoiceField):
    """Records chosen by their slugs; a slug that no record has is named in the error.

    The filter sets `records`, a function that gives all of them: the facet shows them anyway.
    """

    records: Callable[[], Iterable[Any]]

    def __init__(self, *, model, **kwargs):
        super().__init__(**kwargs)
        self.model = model

    def to_python(self, value):
        """Give the records in their own order; a former address name counts as today's."""
        slugs = set(super().to_python(value))
        records = {record.slug: record for record in self.records()} if slugs else {}
        if unknown := slugs - records.keys():
            today = names_today(self.model, (slug for slug in unknown if "\0" not in slug))
            slugs = {today.get(slug, slug) for slug in slugs}
        for slug in sorted(slugs - records.keys()):
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": slug},
            )
        return [record for slug, record in records.items() if slug in slugs]

    def validate(self, value):
        """What `to_python` gives exists."""

    def slug_of(self, record) -> str:
        """Give the part of its address that names a record."""
        return record.slug

    def key_of(self, record) -> str:
        """Give how the index calls a record."""
        return str(record.pk)

    def label_of(self, record) -> str:
        """Name a party so that both its abbreviation and its name are found by eye."""
        if isinstance(record, Party) and record.abbreviation:
            return f"{record.abbreviation} – {record.name}"
        return str(record)


class RecordsFilter(django_filters.MultipleChoiceFilter):
    """Any of several records of a model, asked for by slug."""

    field_class = RecordsField

    def __init__(self, model, *, invalid, **kwargs):
        super().__init__(
            model=model,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": invalid},
            **kwargs,
        )


class ValuesField(FacetField, forms.MultipleChoiceField):
    """Values chosen from a long list, of which the form shows only those in use.

    `label_of` names a value in the interface language, `written` mends how one is written.
    """

    def __init__(self, *, label_of, written=str, **kwargs):
        super().__init__(**kwargs)
        self.named, self.written = label_of, written

    def to_python(self, value):
        """Give the values once, in the order of the list; what is none of them comes last."""
        typed = super().to_python(value)
        given = dict.fromkeys(self.written(one) if one.isascii() else one for one in typed)
        known = [code for code, _label in self.choices if code in given] if given else []
        return [*known, *(one for one in given if one not in known)]

    def slug_of(self, value) -> str:
        """Give the value, which is a code."""
        return value

    key_of = slug_of

    def label_of(self, value) -> str:
        """Name a value."""
        return str(self.named(value))


class ValuesFilter(django_filters.MultipleChoiceFilter):
    """Any of several values of a list."""

    field_class = ValuesField

    def __init__(self, *, invalid, **kwargs):
        super().__init__(
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": invalid},
            **kwargs,
        )


class DateFilter(django_filters.Filter):
    """One end of a range of dates, each as precise as the visitor likes."""

    field_class = DateInWordsField
