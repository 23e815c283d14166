"""Fields and boxes of the desk that Django has not, or has too slow for forms of many rows."""

from functools import cache

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from imcwp_site.languages import language_choices


class LinesField(forms.CharField):
    """Text of several lines; browsers send CRLF, the archive keeps LF."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


@cache
def language_options(interface: str | None) -> list[tuple[str, str, str]]:
    """Give code, option and chosen option of every language, named in the interface language."""
    return [
        (
            code,
            format_html('<option value="{}">{}</option>', code, name),
            format_html('<option value="{}" selected>{}</option>', code, name),
        )
        for code, name in [("", "---------"), *language_choices()]
    ]


class LanguageSelect(forms.Select):
    """A choice among all languages from options written once.

    Django renders a template an option: a form with twenty texts would take seconds.
    """

    def render(self, name, value, attrs=None, renderer=None):
        options = (
            (chosen if code == (value or "") else option,)
            for code, option, chosen in language_options(get_language())
        )
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, (attrs or {}) | {"name": name})),
            format_html_join("\n", "{}", options),
        )


def is_key(value) -> bool:
    """Tell whether a value that a browser sent can be the key of a record."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < 19


class NamedAutocomplete(AutocompleteSelect):
    """A search box for one record that can be told the names of what is chosen.

    Django's own asks the database once a box, so once a row of a table of them.
    """

    names: dict[str, str] | None = None

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
