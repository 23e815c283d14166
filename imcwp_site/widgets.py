"""Fields and boxes of the desk that Django has not, or has too slow for forms of many rows."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from imcwp_site.languages import in_use, language_choices
from imcwp_site.numbers import is_key
from imcwp_site.phrases import capfirst, listed
from imcwp_site.text import sound

TYPED = "-typed"  # ends the name of the box in which a choice is typed


class LinesField(forms.CharField):
    """Text of several lines; browsers send CRLF, the archive keeps LF."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


Option = tuple[str, str, str]  # a code, its option, and the same chosen


@lru_cache(maxsize=8)
def language_options(
    interface: str | None, in_use: frozenset[str]
) -> tuple[list[Option], list[Option]]:
    """Give the options of the languages in use, and of all others, named in the interface."""
    options: tuple[list[Option], list[Option]] = [], []
    for code, name in language_choices():
        options[code not in in_use].append(
            (
                code,
                format_html('<option value="{}">{}</option>', code, name),
                format_html('<option value="{}" selected>{}</option>', code, name),
            )
        )
    return options


class LanguageSelect(forms.Select):
    """A choice among all languages, those in use before the others, from options written once.

    Django renders a template an option: a form with twenty texts would take seconds.
    """

    def render(self, name, value, attrs=None, renderer=None):
        groups = zip(
            (_("In use"), _("All others")),
            language_options(get_language(), in_use()),
            strict=True,
        )
        return format_html(
            '<select{}><option value="">---------</option>\n{}</select>',
            flatatt(self.build_attrs(self.attrs, (attrs or {}) | {"name": name})),
            format_html_join(
                "\n",
                '<optgroup label="{}">\n{}</optgroup>',
                ((label, chosen_among(options, value)) for label, options in groups if options),
            ),
        )


def chosen_among(options: list[Option], value: str | None) -> str:
    shown = ((chosen if code == value else option,) for code, option, chosen in options)
    return format_html_join("\n", "{}", shown)


class Typed(str):
    """What was typed in place of a choice, and what was chosen beside it."""

    chosen: str | None = None


def typed_in_place_of(data, name: str) -> str:
    """Give what was typed instead of choosing in the search box `name`."""
    return sound(data.get(name + TYPED, "")).strip()


class NamedAutocomplete(AutocompleteSelect):
    """A search box for one record that can be told the names of what is chosen.

    Django's own asks the database once a box, so once a row of a table of them. The search is a
    script: without scripts there is a box beside it in which the record is named.
    """

    names: dict[str, str] | None = None
    label: Any = ""

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        if not (words := typed_in_place_of(data, name)):
            return chosen
        typed = Typed(words)
        typed.chosen = chosen
        return typed

    def render(self, name, value, attrs=None, renderer=None):
        typed = value if isinstance(value, Typed) else Typed()
        return format_html(
            '{}<noscript><input type="text" class="typed-name" name="{}" value="{}"'
            ' aria-label="{}" placeholder="{}" autocapitalize="off"></noscript>',
            super().render(name, typed.chosen if typed else value, attrs, renderer),
            name + TYPED,
            typed,
            _("%(field)s: address name, number or exact name")
            % {"field": capfirst(str(self.label))},
            _("or type its name"),
        )

    def optgroups(self, name, value, attrs=None):
        if self.names is None:
            return super().optgroups(name, [key for key in value if is_key(key)], attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = [
            self.create_option(name, key, self.names[key], True, 1)
            for key in map(str, value)
            if key in self.names
        ]
        return [(None, empty + chosen, 0)]


class NamedChoiceField(forms.ModelChoiceField):
    """A record that is chosen in a search box, or named where no script searches."""

    records: dict[str, list] | None = None  # those with the names typed into the whole form

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.widget.label = self.label

    def to_python(self, value):
        if not isinstance(value, Typed):
            return super().to_python(value)
        records = records_named(self.queryset, [value]) if self.records is None else self.records
        found = records.get(value, [])
        if len(found) == 1:
            return found[0]
        if not found:
            sentence = _("Nothing bears “%(typed)s” as address name, number or exact name.")
            raise ValidationError(sentence, code="unknown", params={"typed": value})
        raise ValidationError(
            _("Several are called “%(typed)s”: type the address name of one, %(names)s."),
            code="ambiguous",
            params={"typed": value, "names": listed(record.slug for record in found)},
        )


def records_named(choices: models.QuerySet, words: Iterable[str]) -> dict[str, list]:
    """Give, by one query, the records that bear each of `words`; an address name goes before."""
    words = set(words)
    fields = {field.name for field in choices.model._meta.concrete_fields}
    asked = models.Q(pk__in=[])
    if "slug" in fields:
        asked |= models.Q(slug__in={word.lower() for word in words})
    if "number" in fields:
        asked |= models.Q(number__in={int(word) for word in words if is_key(word)})
    names = {"name", "abbreviation"} & fields
    for name in names:
        asked |= models.Q(**{f"{name}__in": words})
    records = list(choices.filter(asked)) if words else []
    return {word: bearing(word, records, names) for word in words}


def bearing(word: str, records: list, names: Iterable[str]) -> list:
    """Give the record whose address name or number is `word`, or all that bear it as a name."""
    own = [
        record
        for record in records
        if getattr(record, "slug", None) == word.lower()
        or (is_key(word) and getattr(record, "number", None) == int(word))
    ]
    return own or [r for r in records if any(getattr(r, name) == word for name in names)]
