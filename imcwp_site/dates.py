"""Dates that carry how much of them is known.

A source may give a day, only a month, only a year, or nothing. A `PartialDate` keeps
exactly that, and the rules that follow from it stand here once:

- *stored* as reduced ISO 8601 text: `2019-10-18`, `2019-10`, `2019`, or `` (unknown);
- *sorted* by that text, so a year stands before its months and a month before its days;
- *falls in a range* when it touches the range: `2019` touches October 2019;
- *shown* as what is known: 18 October 2019, October 2019, 2019.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from functools import lru_cache, total_ordering

from babel import Locale
from babel.dates import format_date, format_skeleton
from django import forms
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models.expressions import Combinable
from django.db.models.functions import Left, Length
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

LOCALES = {"en": "en-GB"}  # where the interface language says too little
ISO_PARTIAL = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1800, 2199
LEAP_YEAR = 2000  # which has every day that any year has
DAY_OF_YEAR = "MMMMd"  # the form of a day without its year


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month or a year: `PartialDate(2019, 10)` is October 2019.

    Raises ValueError for a date that does not exist or lies outside 1800 to 2199.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(
                gettext("the year must lie between %(first)s and %(last)s")
                % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        if self.month is None:
            if self.day is not None:
                raise ValueError(gettext("a day needs a month"))
            return
        if not 1 <= self.month <= 12:
            raise ValueError(gettext("there is no month %(month)s") % {"month": self.month})
        days = calendar.monthrange(self.year, self.month)[1]
        if self.day is not None and not 1 <= self.day <= days:
            raise ValueError(
                gettext("%(month)s has no day %(day)s")
                % {"month": PartialDate(self.year, self.month).in_words, "day": self.day}
            )

    @classmethod
    @lru_cache(maxsize=2**14)  # every list goes through all months, every row has a date
    def parse(cls, text: str) -> PartialDate:
        """Read `2019-10-18`, `2019-10` or `2019`. Raises ValueError that says what is wrong."""
        match = ISO_PARTIAL.fullmatch(text)
        if not match:
            raise ValueError(gettext("write a date as 2019-10-18, 2019-10 or 2019"))
        year, month, day = match.group("year", "month", "day")
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    def __str__(self):
        return "-".join(
            f"{part:0{width}}"
            for part, width in ((self.year, 4), (self.month, 2), (self.day, 2))
            if part is not None
        )

    def __lt__(self, other):
        return str(self) < str(other) if isinstance(other, PartialDate) else NotImplemented

    @property
    def precision(self) -> str:
        """How much is known: "day", "month" or "year"."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first_day(self) -> datetime.date:
        """The earliest day that this date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The latest day that this date can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def wider(self) -> list[PartialDate]:
        """The month of a day, and the year of a month or a day."""
        month = [PartialDate(self.year, self.month)] if self.day else []
        return [*month, PartialDate(self.year)] if self.month else []

    @property
    def in_words(self) -> str:
        """The date as a reader writes it in the interface language: "October 2019"."""
        if not self.month:
            return str(self.year)
        return day_in_words(self.first_day, "long" if self.day else "yMMMM")


def day_in_words(day: datetime.date, form: str) -> str:
    """Write a day, or some parts of it, in a form of CLDR in the interface language."""
    return written_day(day, form, get_language() or "en")


@lru_cache(maxsize=2**14)
def written_day(day: datetime.date, form: str, language: str) -> str:
    """Write a day in a language; in English as in Britain, the day first."""
    locale = Locale.parse(LOCALES.get(language, language), "-")
    if form in locale.datetime_skeletons:
        return format_skeleton(form, day, locale=locale)
    return format_date(day, form, locale=locale)


def span_in_words(start: PartialDate | None, end: PartialDate | None) -> str:
    """Write a period without repeating what both ends share: "22–24 May 1998"."""
    if not start or not end or start == end:
        known = start or end
        return known.in_words if known else ""
    if start.day and end.day and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.in_words}"
    if start.day and end.day and start.year == end.year:
        return f"{day_in_words(start.first_day, 'MMMMd')} – {end.in_words}"
    if start.precision == end.precision == "month" and start.year == end.year:
        return f"{day_in_words(start.first_day, 'LLLL')} – {end.in_words}"
    return f"{start.in_words} – {end.in_words}"


class PartialDateFormField(forms.CharField):
    """One text box for a date of any precision; gives a `PartialDate` or None."""

    read: Callable[[str], PartialDate] = staticmethod(PartialDate.parse)

    def __init__(self, **kwargs):
        kwargs.pop("max_length", None)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("placeholder", "2019-10-18")
        self.widget.attrs.setdefault("size", 10)

    def to_python(self, value):
        if isinstance(value, PartialDate):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return self.read(text)
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date: %(reason)s."),
                code="invalid",
                params={"value": text, "reason": error},
            ) from None


class PartialDateField(models.CharField):
    """A column for a `PartialDate`; None in Python is the empty text in the database.

    Text and not NULL, so that an unknown date sorts alike on every database: before all others.
    """

    description = _("Date that may lack its day or month")
    # What an attribute takes and gives, for the type checker.
    _pyi_private_set_type: PartialDate | str | Combinable | None  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate | None  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "blank": True, "default": ""} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        kwargs.pop("default", None)
        if not kwargs.pop("blank", False):
            kwargs["blank"] = False
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def to_python(self, value):
        if isinstance(value, PartialDate) or not value:
            return value or None
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” is not a date: %(reason)s."),
                code="invalid",
                params={"value": value, "reason": error},
            ) from None

    def get_default(self):
        return None

    def get_prep_value(self, value):
        return str(value) if value else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        if value is not None:
            super().validate(value, model_instance)
        elif not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value):
        """A `PartialDate` is valid by construction; the length of its text needs no check."""

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self, **{"form_class": PartialDateFormField, "max_length": None} | kwargs
        )


def touches(field: str, after: PartialDate | None, before: PartialDate | None) -> models.Q:
    """Give the condition that the date in `field` touches the range from `after` to `before`.

    Either end may be None (open). A date without a day touches the range when any of its days
    does; an unknown date touches only the range that is open at both ends.
    """
    condition = models.Q()
    if after:
        first_day = after.first_day.isoformat()
        coarser = [first_day[:7], first_day[:4]]
        condition &= models.Q(**{f"{field}__gte": first_day}) | models.Q(
            **{f"{field}__in": coarser}
        )
    if before:
        condition &= models.Q(**{f"{field}__lte": before.last_day.isoformat()})
        condition &= ~models.Q(**{field: ""})
    return condition


@PartialDateField.register_lookup
class HoldsPartialDate(models.Lookup):
    """`field__holds_partial_date=True`: the column holds a partial date as text, or nothing.

    Written with what each database has by itself, so that copying a database needs none of ours.
    """

    lookup_name = "holds_partial_date"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        year, part = "[0-9][0-9][0-9][0-9]", "-[0-9][0-9]"
        shapes = " OR ".join(
            f"{column} GLOB '{shape}'" for shape in (year, year + part, year + part + part)
        )
        return (
            f"({column} = '' OR (({shapes}) AND substr({column}, 1, 4) BETWEEN '1800' AND '2199' "
            f"AND (length({column}) < 7 OR substr({column}, 6, 2) BETWEEN '01' AND '12') "
            f"AND (length({column}) < 10 OR substr({column}, 9, 2) BETWEEN '01' AND '31')))",
            parameters * 9,
        )

    def as_postgresql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        month, day = "(0[1-9]|1[0-2])", "(0[1-9]|[12][0-9]|3[01])"
        pattern = rf"^((18|19|20|21)[0-9]{{2}}(-{month}(-{day})?)?)?\Z"
        return f"{column} ~ '{pattern}'", parameters


def partial_date_check(field: str, *, name: str) -> models.CheckConstraint:
    """A constraint that `field` holds a partial date as text, or nothing."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__holds_partial_date": True}),
        name=name,
        violation_error_message=_("Write the date as 2019-10-18, 2019-10 or 2019."),
    )


def period_check(start: str, end: str, *, name: str) -> models.CheckConstraint:
    """A constraint that the period does not end before it starts, as far as both are known."""
    return models.CheckConstraint(
        condition=models.Q(**{end: ""}) | models.Q(**{f"{end}__gte": Left(start, Length(end))}),
        name=name,
        violation_error_message=_("The end lies before the start."),
    )


class FirstDay(models.Func):
    """The first day that a partial date can mean, computed by the database (NULL if unknown)."""

    output_field = models.DateField(null=True)

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(
            compiler,
            connection,
            template="CASE length(%(expressions)s) WHEN 10 THEN %(expressions)s "
            "WHEN 7 THEN %(expressions)s || '-01' WHEN 4 THEN %(expressions)s || '-01-01' END",
            **extra,
        )

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(
            compiler,
            connection,
            template="CASE length(%(expressions)s) WHEN 0 THEN NULL ELSE make_date("
            "substr(%(expressions)s, 1, 4)::int, "
            "coalesce(nullif(substr(%(expressions)s, 6, 2), ''), '1')::int, "
            "coalesce(nullif(substr(%(expressions)s, 9, 2), ''), '1')::int) END",
            **extra,
        )


class UniqueWithDates(models.UniqueConstraint):
    """A unique constraint that validation upholds for unknown dates too: "" equals ""."""

    def deconstruct(self):
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, kwargs

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        stored = copy(instance)
        for name in self.fields:
            if isinstance(model._meta.get_field(name), PartialDateField):
                setattr(stored, name, str(getattr(stored, name) or ""))
        super().validate(model, stored, exclude, using)
