"""Dates as people write them: `10/2019`, 18 October 2019, 18 de octubre de 2019, ١٨ أكتوبر ٢٠١٩.

What is not said is not filled up, and what contradicts itself is refused with the reason. Names
of months and weekdays are CLDR's and Django's, so all that the site writes is read again.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from django.utils import dates as django_dates
from django.utils.functional import lazy
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from imcwp_site.dates import LEAP_YEAR, PartialDate, PartialDateFormField
from imcwp_site.folding import fold
from imcwp_site.languages import INTERFACE

# Understood in every interface; no name means two months in them.
# Countries that name months otherwise than most who write the language.
COUNTRIES = {"ar": ("DZ", "MA", "MR", "SY"), "es": ("PE",), "fr": ("CA",)}
# What stands beside the parts of a date and says nothing: articles, "of", "year", endings of 1st.
SILENT = frozenset(
    (
        *("the", "of", "on", "st", "nd", "rd", "th", "de", "del", "do", "el", "le", "em", "er"),
        *("o", "a", "г", "год", "года", "году", "го", "η", "την", "στισ", "του", "م", "في", "يوم"),
    )
)
SEPARATORS = ".,/-‐‑–'’،"
LONGEST = 60
LONGEST_NAME = 2  # words: تشرين الأول, segunda-feira
PIECE = re.compile(r"[0-9]+|[^0-9]+")
EXAMPLE = PartialDate(2019, 10, 18)


class Name(NamedTuple):
    """What a name says: the month 1 to 12, or the weekday 0 (Monday) to 6."""

    kind: str
    number: int


def read_date(text: str, languages: Iterable[str] | None = None) -> PartialDate:
    """Read a date written in one of `languages`, by default that of the interface, or any.

    The day stands before the month unless only the other order gives a date, or the year comes
    first. Raises ValueError that says what is wrong.
    """
    numbers, said = parts_of(text, tuple(languages or filter(None, [get_language()])))
    months = {name.number for name in said if name.kind == "month"}
    weekdays = {name.number for name in said if name.kind == "weekday"}
    years = [number for number in numbers if len(number) > 2]
    if max(len(months), len(weekdays), len(years)) > 1 or not 0 < len(numbers) + len(months) <= 3:
        raise not_a_date()
    if not years:
        raise ValueError(_("write the year with four digits"))
    (year,) = years
    parts = [*months, *(int(number) for number in numbers if number != year)]
    if not months and numbers[0] != year:
        parts = month_first(parts, is_year_last=numbers[-1] == year)
    # A year of other than four digits lies outside the years that there are.
    date = PartialDate(int(year) if len(year) == 4 else 0, *parts)
    for weekday in weekdays:
        check_weekday(date, weekday)
    return date


def month_first(parts: list[int], *, is_year_last: bool) -> list[int]:
    """Put day and month, both numbers before a year, into the order of ISO."""
    if not is_year_last:
        raise not_a_date()  # the year stands in the middle
    is_american = len(parts) == 2 and parts[0] <= 12 < parts[1]
    return parts if is_american else parts[::-1]


def date_in(text: str) -> PartialDate | None:
    """Give the date that the whole of `text` is, as in "October 2019"; None if it is none."""
    try:
        return read_date(text)
    except ValueError:
        return None


def day_of_year_in(text: str) -> datetime.date | None:
    """Give the day, in a leap year, that the whole of `text` names without a year: "1 May"."""
    try:
        numbers, said = parts_of(text, tuple(filter(None, [get_language()])))
        ((number,), (name,)) = numbers, said
        is_month = name.kind == "month" and len(number) <= 2
        return datetime.date(LEAP_YEAR, name.number, int(number)) if is_month else None
    except ValueError:
        return None


def examples() -> dict[str, str]:
    """Write a year, a month and a day as they may be written in the interface language."""
    month = PartialDate(EXAMPLE.year, EXAMPLE.month)
    return {"year": str(EXAMPLE.year), "month": month.in_words, "day": EXAMPLE.in_words}


example_month = lazy(lambda: examples()["month"], str)  # for a form that is read later


def not_a_date() -> ValueError:
    return ValueError(_("write %(year)s, %(month)s or %(day)s") % examples())


def parts_of(text: str, languages: tuple[str, ...]) -> tuple[list[str], list[Name]]:
    """Part `text` into its numbers and what its words name."""
    plain = unicodedata.normalize("NFKC", text) if len(text) <= LONGEST else ""
    plain = " ".join(plain.split()).rstrip(".,،")
    if not says_one_thing(plain):
        raise not_a_date()
    pieces = PIECE.findall(fold(plain))
    numbers = [piece for piece in pieces if piece.isdecimal()]
    runs = [piece.split() for piece in pieces if not piece.isdecimal()]
    return numbers, [name for run in runs for name in names_of(run, languages)]


def says_one_thing(text: str) -> bool:
    """Tell whether no sign in `text` may mean more than a date, as in "2019?", "2018–", "<2019"."""
    kinds = {sign: unicodedata.category(sign) for sign in text if sign not in SEPARATORS}
    return (
        text[:1] in kinds
        and text[-1:] in kinds
        and all(kind[0] in "LMNZ" or kind == "Cf" for kind in kinds.values())
    )


def names_of(words: list[str], languages: tuple[str, ...]) -> Iterator[Name]:
    """Give what a run of words names; "تشرين الأول/أكتوبر" names one month twice."""
    words = [word for word in words if word not in SILENT]
    while words:
        for length in range(LONGEST_NAME, 0, -1):
            if name := name_in(" ".join(words[:length]), languages):
                yield name
                words = words[length:]
                break
        else:
            raise not_a_date()


def name_in(words: str, languages: tuple[str, ...]) -> Name | None:
    """Look a folded name up in `languages`, the first before the second, then in all others."""
    for language in (*languages, *INTERFACE):
        if name := names(language).get(words):
            return name
    return None


@cache
def names(language: str) -> dict[str, Name]:
    """Give the names of months and weekdays in a language by what they fold to."""
    found: dict[str, Name] = {}
    for country in ("", *COUNTRIES.get(language, ())):
        try:
            locale = Locale.parse(f"{language}-{country}".strip("-"), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            days = {"wide": locale.days[context]["wide"]}
            for kind, tables in (("month", locale.months[context]), ("weekday", days)):
                for width in tables.keys() & {"wide", "abbreviated"}:
                    for number, name in tables[width].items():
                        found.setdefault(fold(name), Name(kind, number))
    with override(language):
        for table in ("MONTHS", "MONTHS_3", "MONTHS_ALT", "MONTHS_AP"):
            for number, name in getattr(django_dates, table).items():
                found.setdefault(fold(str(name)), Name("month", number))
    return found


def check_weekday(date: PartialDate, weekday: int) -> None:
    """Refuse a weekday that the date is not, or that has no day beside it."""
    if not date.day:
        raise not_a_date()
    if date.first_day.weekday() != weekday:
        right = django_dates.WEEKDAYS[date.first_day.weekday()]
        raise ValueError(
            _("the weekday of %(date)s is %(weekday)s") % {"date": date.in_words, "weekday": right}
        )


class WrittenDateField(PartialDateFormField):
    """A text box for a date of any precision, as people write it."""

    read = staticmethod(read_date)


class DateInWordsField(WrittenDateField):
    """The same for visitors: it shows how the date was understood, in the interface language."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs |= {"placeholder": example_month(), "size": 18}

    def prepare_value(self, value):
        date = value if isinstance(value, PartialDate) else date_in(value or "")
        return date.in_words if date else value
