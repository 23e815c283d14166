"""The one filter: from a query string to statements, a sentence in words and a canonical query."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from imcwp_site.countries import country_name, names_in
from imcwp_site.dates import PartialDateFormField
from imcwp_site.languages import codes, language_name
from imcwp_site.slugs import names_today
from meetings.models import Meeting
from parties.models import Party
from statements.models import Statement, Text, Topic
from statements.wording import in_words

DEFAULTS = {"match": "any", "sort": "newest"}
PAGING = "page"  # a parameter of the rendering, not of the filter


class StatementFilterForm(forms.Form):
    """The form of the filter: checks the values against each other, and offers what is in use."""

    def clean(self):
        """Refuse several values where one is meant, and a range that ends before it starts."""
        chosen = super().clean()
        for name, field in self.fields.items():
            values = set(self.data.getlist(name)) if hasattr(self.data, "getlist") else set()
            if len(values) > 1 and not hasattr(field, "choice_of"):
                self.add_error(name, _("Give one value here, not several."))
        after, before = chosen.get("date_after"), chosen.get("date_before")
        if after and before and before.last_day < after.first_day:
            self.add_error(
                "date_before", _("The range ends before it starts: exchange the two dates.")
            )
        return chosen

    def offer_values_in_use(self, statements: models.QuerySet) -> None:
        """Let each list of checkboxes offer the values that `statements` have, and the chosen.

        Takes one query for each list; what is not offered still counts when it is asked for.
        """
        signed = Party.objects.filter(
            models.Exists(statements.filter(signatures__party=models.OuterRef("pk")))
        )
        of_meeting = statements.filter(meeting=models.OuterRef("pk"))
        texts = Text.objects.filter(statement__in=statements)
        parties = sorted(signed, key=lambda party: (party.short_name.casefold(), party.slug))
        meetings = Meeting.objects.filter(models.Exists(of_meeting)).newest_first()
        kinds = set(statements.order_by().values_list("kind", flat=True).distinct())
        languages = texts.order_by().values_list("language", flat=True).distinct()
        offers = {
            "topic": Topic.objects.in_tree_order(),
            "party": parties,
            "meeting": meetings,
            "country": sorted({party.country for party in parties} - {""}, key=country_name),
            "kind": [kind for kind in Statement.Kind.values if kind in kinds],
            "language": sorted(languages, key=language_name),
        }
        chosen = getattr(self, "cleaned_data", {})
        for name, values in offers.items():
            field: Any = self.fields[name]
            missing = [value for value in chosen.get(name) or () if value not in values]
            field.widget.choices = [
                (key, f"– {label}" if getattr(value, "parent_id", None) else label)
                for value in [*values, *missing]
                for key, label in [field.choice_of(value)]
            ]


class RecordsField(django_filters.fields.ModelMultipleChoiceField):
    """Records chosen by their slugs; a slug that no record has is named in the error."""

    def _check_values(self, value):
        """Take a former address name for today's; asked only after a miss."""
        try:
            return super()._check_values(value)
        except ValidationError:
            today = names_today(self.queryset.model, value)
            return super()._check_values([today.get(slug, slug) for slug in value])

    def choice_of(self, record):
        """Give (slug, label) of a record for a checkbox."""
        return record.slug, self.label_from_instance(record)

    def label_from_instance(self, record):
        """Name a party so that both its abbreviation and its name are found by eye."""
        if isinstance(record, Party) and record.abbreviation:
            return f"{record.abbreviation} – {record.name}"
        return str(record)


class RecordsFilter(django_filters.ModelMultipleChoiceFilter):
    """Any of several records of a model, asked for by slug."""

    field_class = RecordsField

    def __init__(self, model, *, invalid, **kwargs):
        super().__init__(
            queryset=model.objects.all(),
            to_field_name="slug",
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": invalid},
            **kwargs,
        )


class ValuesField(forms.MultipleChoiceField):
    """Values chosen from a long list, of which the form shows only those in use.

    `label_of` names a value in the interface language, `written` mends how one is written.
    """

    def __init__(self, *, label_of, written=str, **kwargs):
        super().__init__(**kwargs)
        self.label_of, self.written = label_of, written

    def to_python(self, value):
        return [self.written(one) for one in super().to_python(value)]

    def choice_of(self, value):
        """Give (value, label) of a value for a checkbox."""
        return value, self.label_of(value)


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

    field_class = PartialDateFormField


def asks(question: str):
    """Give a filter method that puts the chosen value to a method of the queryset."""

    def method(statements, name, value):
        return getattr(statements, question)(value) if value else statements

    return method


@dataclass(frozen=True)
class Choice:
    """A value that the visitor chose: what it is called, and the query without it."""

    field: str
    value: str
    label: str
    query_without: str


class StatementFilter(django_filters.FilterSet):
    """Statements by topic, party, country, meeting, kind, language and date of issue.

    Given a queryset that is already public. Values repeat: OR within a filter, AND between
    filters; `match=all` asks for statements signed by all chosen parties. Every rendering of a
    list (page, feed, export) is made from one of these, so none can disagree with another.
    """

    class Sort(models.TextChoices):
        NEWEST = "newest", _("newest first")
        OLDEST = "oldest", _("oldest first")
        PUBLISHED = "published", _("last added first")

    class Match(models.TextChoices):
        ANY = "any", _("any of the chosen parties")
        ALL = "all", _("all of the chosen parties together")

    topic = RecordsFilter(
        Topic,
        label=_("Topic"),
        method=asks("for_topics"),
        invalid=_("There is no topic “%(value)s”."),
    )
    party = RecordsFilter(
        Party,
        label=_("Party"),
        method="filter_party",
        invalid=_("There is no party “%(value)s”."),
    )
    match = django_filters.ChoiceFilter(
        label=_("Signed by"),
        choices=Match,
        method="leave",
        empty_label=None,
        error_messages={"invalid_choice": _("“%(value)s” is neither “any” nor “all”.")},
    )
    country = ValuesFilter(
        label=_("Country of a party"),
        choices=lambda: list(names_in("en").items()),
        label_of=country_name,
        written=str.upper,
        method=asks("from_countries"),
        invalid=_("“%(value)s” is not a country code such as GR."),
    )
    meeting = RecordsFilter(
        Meeting,
        label=_("Meeting"),
        method=asks("of_meetings"),
        invalid=_("There is no meeting “%(value)s”."),
    )
    kind = ValuesFilter(
        label=_("Kind"),
        choices=Statement.Kind.choices,
        label_of=lambda kind: Statement.Kind(kind).label,
        method=asks("of_kinds"),
        invalid=_("“%(value)s” is not a kind of statement."),
    )
    language = ValuesFilter(
        label=_("Language of a text"),
        choices=lambda: [(code, code) for code in codes()],
        label_of=language_name,
        written=str.lower,
        method=asks("in_languages"),
        invalid=_("“%(value)s” is not a language code such as en or ar."),
    )
    date_after = DateFilter(label=_("Issued since"), method=asks("issued_since"))
    date_before = DateFilter(label=_("Issued until"), method=asks("issued_until"))
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=Sort,
        method="leave",
        empty_label=None,
        error_messages={"invalid_choice": _("“%(value)s” is not an order of this list.")},
    )

    class Meta:
        model = Statement
        form = StatementFilterForm
        fields: list[str] = []

    def leave(self, statements, name, value):
        """Leave the statements as they are: the value speaks to another step."""
        return statements

    def filter_party(self, statements, name, parties):
        """Keep statements signed by any, or with `match=all` by all, of the chosen parties."""
        if not parties:
            return statements
        if self.form.cleaned_data.get("match") == self.Match.ALL:
            return statements.by_all_parties(parties)
        return statements.by_any_party(parties)

    def filter_queryset(self, queryset):
        """Give the chosen statements in the chosen order, or none when a value is wrong."""
        if self.form.errors:
            return queryset.none()
        statements = super().filter_queryset(queryset)
        match self.form.cleaned_data.get("sort"):
            case self.Sort.OLDEST:
                return statements.oldest_first()
            case self.Sort.PUBLISHED:
                return statements.last_published_first()
            case _:
                return statements.newest_first()

    @cached_property
    def unknown_parameters(self) -> list[str]:
        """Names in the query string that are no filter, so that a slip of the pen is noticed."""
        return sorted(set(self.data) - set(self.filters) - {PAGING})

    @cached_property
    def names_today(self) -> dict[str, list[str]]:
        """Give today's address names by filter, where a record is asked for by a former one."""
        self.form.is_valid()
        today = {}
        for name, field in self.form.fields.items():
            if isinstance(field, RecordsField) and (chosen := self.form.cleaned_data.get(name)):
                slugs = [record.slug for record in chosen]
                if set(self.form[name].data or ()) - {*slugs, ""}:
                    today[name] = slugs
        return today

    @cached_property
    def count(self) -> int:
        """How many statements the list holds."""
        return self.qs.count()

    def sentence(self, count: int | None = None) -> str:
        """Say in words what the list holds; without `count`, as the title of a feed."""
        return in_words(self.form.cleaned_data if self.form.is_valid() else {}, count)

    def _pairs(self) -> Iterator[tuple[str, str, str]]:
        """Go through (filter, value, label) of what was chosen, in canonical order."""
        self.form.is_valid()  # cleans once, whatever it finds
        for name in self.filters:
            value = self.form.cleaned_data.get(name)
            field = self.form.fields[name]
            if not value or value == DEFAULTS.get(name):
                continue
            if hasattr(field, "choice_of"):
                pairs = sorted(
                    (str(slug), str(label)) for slug, label in map(field.choice_of, value)
                )
                yield from ((name, *pair) for pair in pairs)
            elif hasattr(value, "in_words"):
                yield name, str(value), f"{field.label} {value.in_words}"
            else:
                yield name, value, str(dict(field.choices)[value])

    @cached_property
    def canonical_query(self) -> str:
        """The query in canonical order, without what is empty, unknown or the default."""
        return urlencode([pair[:2] for pair in self._pairs()])

    @cached_property
    def chosen(self) -> list[Choice]:
        """What the visitor chose, value by value, each with the query that lacks it."""
        pairs = list(self._pairs())
        return [
            Choice(name, value, label, urlencode([p[:2] for p in pairs if p[:2] != (name, value)]))
            for name, value, label in pairs
            if name != "sort"
        ]
