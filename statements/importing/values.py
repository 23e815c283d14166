"""Cells to values and back: one rule a kind of column, the same for import and export."""

import datetime
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator, RegexValidator, URLValidator
from django.db import models

from imcwp_site import languages
from imcwp_site.countries import names_in as country_names_in
from imcwp_site.dates import PartialDate, PartialDateField
from imcwp_site.languages import LanguageField
from imcwp_site.publishing import Publishing, State
from statements.importing.report import Refused

# Permanent numbers of statements stay short enough to be read out.
MAX_NUMBER = 999_999_999

# What these validators ask, the rules for the types of fields ask already.
OF_DJANGO = (BaseValidator, RegexValidator)

Converter = Callable[[str], Any]


def partial_date(text: str) -> PartialDate:
    """Read a date of any precision."""
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise Refused(str(error)) from None


def whole_number(text: str, maximum: int = 32_767) -> int:
    """Read a number without sign, fraction or thousands separator."""
    if not (text.isascii() and text.isdigit()):
        raise Refused("write a whole number in digits")
    if len(text) > 10 or int(text) > maximum:
        raise Refused(f"the number is greater than {maximum:,}")
    return int(text)


def statement_number(text: str) -> int:
    """Read a permanent number of a statement."""
    if not (number := whole_number(text, MAX_NUMBER)):
        raise Refused("numbers of statements begin with 1")
    return number


def yes_or_no(text: str) -> bool:
    """Read y or n."""
    if text not in ("y", "n"):
        raise Refused("write y or n")
    return text == "y"


def moment(text: str) -> datetime.datetime:
    """Read an ISO 8601 time with its offset, such as 2024-05-01T12:00:00Z."""
    try:
        time = datetime.datetime.fromisoformat(text)
        if time.tzinfo is None:
            raise Refused("write the time with its offset, as in 2024-05-01T12:00:00Z")
        time = time.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise Refused("write a time as 2024-05-01T12:00:00Z") from None
    if not 1800 <= time.year <= 2199:
        raise Refused("the year must lie between 1800 and 2199")
    return time


def url(text: str) -> str:
    """Read an http or https address."""
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        raise Refused("it is not an address that begins with http:// or https://") from None
    return text


def language(code: str) -> str:
    """Read a language code."""
    if code not in known_languages():
        raise Refused("it is not a language code such as en, ar or zh-hans")
    return code


@cache
def known_languages() -> frozenset[str]:
    return frozenset(languages.codes())


def one_of(values: Iterable[str], words: dict[str, str] | None = None) -> Converter:
    """Make the rule for one of `values`; `words` gives the files' words that differ."""
    own = list(values)
    by_word = {value: value for value in own if value not in (words or {}).values()} | (words or {})
    by_word.pop("", None)

    def convert(text: str) -> str:
        if text not in by_word:
            raise Refused(f"it is none of {', '.join(by_word)}")
        return by_word[text]

    return convert


def slug(text: str) -> str:
    """Read the part of an address that names a record."""
    if not (text.isascii() and text.replace("-", "a").replace("_", "a").isalnum()):
        raise Refused("it may hold only the letters a to z, digits, - and _")
    return text


def country(code: str) -> str:
    """Read a two-letter code of a country or territory."""
    if code not in country_names_in("en"):
        raise Refused("it is not a two-letter code of a country or territory (ISO 3166-1)")
    return code


def limited(convert: Converter, maximum: int | None) -> Converter:
    """Make `convert` refuse first what is longer than the column of the database."""
    if maximum is None:
        return convert

    def convert_short(text: str):
        if len(text) > maximum:
            raise Refused(f"it is longer than {maximum} characters ({len(text):,})")
        return convert(text)

    return convert_short


def reason_of(error: ValidationError) -> str:
    """Give what a validator complains of, as the report says it."""
    return " ".join(error.messages).rstrip(".")


def validated(convert: Converter, field: Any) -> Converter:
    """Make `convert` ask the validators that a field has beyond those of its type."""
    validators = [one for one in field.validators if not isinstance(one, OF_DJANGO)]
    if not validators:
        return convert

    def convert_valid(text: str):
        value = convert(text)
        try:
            for validator in validators:
                validator(value)
        except ValidationError as error:
            raise Refused(reason_of(error)) from None
        return value

    return convert_valid


def rule_for(field: Any, words: dict[str, str] | None = None) -> Converter:
    """Give the rule for the cells that are kept in a field of a model."""
    plain: Converter = str
    if isinstance(field, PartialDateField):
        return partial_date
    if isinstance(field, models.BooleanField):
        return yes_or_no
    if isinstance(field, models.DateTimeField):
        return moment
    if isinstance(field, models.IntegerField):
        return whole_number
    if isinstance(field, LanguageField):
        plain = language
    elif isinstance(field, models.URLField):
        plain = url
    elif isinstance(field, models.SlugField):
        plain = slug
    elif field.name == "country":
        plain = country
    elif field.choices:
        return one_of((value for value, _name in field.flatchoices), words)
    return limited(validated(plain, field), field.max_length)


def convert_cell(cells: dict[str, Any], column: str, convert: Converter) -> Any:
    """Give the value of a cell, or None where it is empty or absent; Refused names the column."""
    text = cells.get(column)
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise Refused("it is not a text", field=column, value=str(text))
    try:
        return convert(text)
    except Refused as refused:
        raise Refused(refused.reason, field=column, value=text) from None


def cell_of(value: Any) -> str:
    """Write a value of the database as the cell that `rule_for` reads back."""
    if value is None or value == "":
        return ""
    if value is True or value is False:
        return "y" if value else "n"
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    return str(value).strip()


def known_less_precisely(value: Any, kept: Any) -> bool:
    """Tell whether `value` is a date that `kept` says more exactly: 2019 of 2019-10."""
    return (
        isinstance(value, PartialDate)
        and isinstance(kept, PartialDate)
        and str(kept).startswith(str(value))
    )


def known(values: dict[str, Any]) -> dict[str, Any]:
    """Give the values without those that are not known."""
    return {name: value for name, value in values.items() if value is not None}


def assign(instance: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    """Set the attributes that differ from `values`, and give what these were before.

    None means not known and changes nothing; nor does a date that is kept more precisely.
    """
    changed = {}
    for name, value in values.items():
        if value is None:
            continue
        kept = getattr(instance, name)
        if kept != value and not known_less_precisely(value, kept):
            setattr(instance, name, value)
            changed[name] = kept
    return changed


def check_period(start: PartialDate | None, end: PartialDate | None, column: str) -> None:
    """Refuse a period that ends before it starts, as the constraint of the database would."""
    if end and str(end) < str(start or "")[: len(str(end))]:
        raise Refused(f"it lies before the start, {start}", field=column, value=str(end))


def check_publishing(record: Publishing, time: datetime.datetime) -> None:
    """Give a published record its time, and refuse a withdrawn one without time or reason."""
    if record.state == State.PUBLISHED and not record.published_at:
        record.published_at = time
    if record.state == State.WITHDRAWN and not record.withdrawal_reason:
        raise Refused(
            "say why it is withdrawn: visitors read the reason", field="withdrawal_reason"
        )
    if record.state == State.WITHDRAWN and not record.published_at:
        raise Refused(
            "say when it was published: only what was public is withdrawn", field="published_at"
        )
