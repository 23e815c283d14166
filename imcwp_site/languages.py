"""Languages of texts: codes, names and writing direction, from CLDR through Babel."""

from functools import cache

from babel import Locale, UnknownLocaleError
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.cache import cache as kept
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# The languages that the site speaks, English first.
INTERFACE = tuple(code for code, _name in settings.LANGUAGES)
# Written from right to left; CLDR gives a direction only where it has full locale data.
RIGHT_TO_LEFT = frozenset(
    (
        *("ar", "arc", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "pa-arab"),
        *("ps", "sd", "syr", "ug", "ur", "yi"),
    )
)
# Codes longer than two letters that documents of the archive are known or likely to use.
LONGER_CODES = ("ckb", "kmr", "zh-hans", "zh-hant", "fil")
IN_USE, IN_USE_FOR = "languages-in-use", 600  # where they are remembered, and for how many seconds


@cache
def names_in(interface: str) -> dict[str, str]:
    """Give language names by lower-case code, in the interface language."""
    try:
        names = Locale.parse(interface, sep="-").languages
    except (UnknownLocaleError, ValueError):
        names = Locale("en").languages
    return {code.replace("_", "-").lower(): name for code, name in names.items()}


@cache
def codes() -> tuple[str, ...]:
    """Give every language code that a text may carry: two-letter codes and a few longer."""
    known = names_in("en")
    return tuple(sorted(code for code in known if len(code) == 2)) + tuple(
        code for code in LONGER_CODES if code in known
    )


def language_choices() -> list[tuple[str, str]]:
    """Give (code, name) pairs for a form, in the order of the names."""
    return _choices_in(get_language())


@cache
def _choices_in(_interface: str | None) -> list[tuple[str, str]]:
    return sorted(((code, language_name(code)) for code in codes()), key=lambda pair: pair[1])


def in_use() -> frozenset[str]:
    """Give the languages in which the archive wants every text, and those in which something is."""
    found = kept.get_or_set(IN_USE, written, IN_USE_FOR) or frozenset()
    return found.union(settings.WORKING_LANGUAGES)


def written() -> frozenset[str]:
    """Ask, by one query, in which languages texts, names and files are."""
    fields = (field for model in apps.get_models() for field in model._meta.local_fields)
    first, *others = (
        field.model._default_manager.order_by().values_list("language", flat=True).distinct()
        for field in fields
        if isinstance(field, LanguageField) and field.name == "language"
    )
    return frozenset(first.union(*others)) - {""}


def language_name(code: str) -> str:
    """Name a language in the interface language: "Arabic"; the code itself if unknown."""
    names = names_in(get_language() or "en")
    base, _sep, script = code.partition("-")
    return names.get(code) or (f"{names.get(base, base)} ({script.title()})" if script else code)


@cache
def own_name(code: str) -> str:
    """Name a language in itself, as its readers look for it: "العربية", "Ελληνικά"."""
    try:
        return Locale.parse(code, sep="-").get_display_name() or code
    except (UnknownLocaleError, ValueError):
        return names_in("en").get(code, code)


def direction(code: str) -> str:
    """Give the HTML `dir` of a language: "rtl", "ltr", or "auto" where none is named."""
    if not code or code == "und":
        return "auto"
    return "rtl" if code in RIGHT_TO_LEFT or code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def validate_language(code: str) -> None:
    """Refuse a code that no text of the archive may carry (ValidationError)."""
    if code not in codes():
        raise ValidationError(
            _("“%(code)s” is not a language code such as en, ar or zh-hans."),
            code="language",
            params={"code": code},
        )


class LanguageField(models.CharField):
    """A lower-case BCP 47 code of a language that CLDR names; blank where none is known."""

    def __init__(self, *args, **kwargs):
        kwargs |= {"max_length": 12}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value:
            validate_language(value)

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self,
            **{
                "form_class": forms.TypedChoiceField,
                "choices": lambda: [("", "---------"), *language_choices()],
                "empty_value": "",
            }
            | kwargs,
        )
