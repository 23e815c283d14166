"""The box for words, in a filter."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from statements.search.grammar import Query, parse


class QueryField(forms.CharField):
    """A text box for what is to be found; cleans to a `Query`, or to None for nothing."""

    widget = forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"})

    def to_python(self, value):
        return value if isinstance(value, Query) else super().to_python(value)

    def clean(self, value) -> Query | None:
        """Read the query; one that holds no word to look for is refused."""
        if not (text := super().clean(value)):
            return None
        query = parse(text)
        if not query.wanted:
            raise ValidationError(list(query.notices), code="no_words")
        return query


class QueryFilter(django_filters.Filter):
    """Words that a statement holds, or a name in it."""

    field_class = QueryField
