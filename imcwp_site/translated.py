"""Words of the archive's own, written in English, that editors say in the interface's languages.

Each language has a column of its own beside the English one: what a row says comes with the row, an
editor sees all of it on one form, and a file of the vocabulary has a column for a translator to
fill. What is not translated yet is said in English.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language

from imcwp_site.languages import INTERFACE, direction, own_name

ENGLISH = "en"
OTHERS = tuple(code for code in INTERFACE if code != ENGLISH)


def translations(kind: type[models.Field], label: Any, **options: Any) -> Iterator[models.Field]:
    """Give a field for each of OTHERS, in order, to stand under `name_es`, `name_fr` and so on."""
    for language in OTHERS:
        named = format_lazy("{} ({})", label, own_name(language))
        yield kind(named, blank=True, default="", **options)


def language_of(name: str) -> str:
    """Give the language that a field of such a name translates into, "" for any other field."""
    language = name.rpartition("_")[2]
    return language if language in OTHERS else ""


def columns_of(*names: str) -> list[str]:
    """Give the names of the fields that translate these."""
    return [f"{name}_{language}" for language in OTHERS for name in names]


class Said(NamedTuple):
    """Words, and the language that they are in."""

    words: str
    language: str

    def __str__(self):
        return self.words

    @property
    def dir(self) -> str:
        """The writing direction, for the HTML attribute."""
        return direction(self.language)

    @property
    def is_foreign(self) -> bool:
        """Whether it is in another language than the interface."""
        return self.language != (get_language() or ENGLISH)


def said(record: models.Model, name: str) -> Said:
    """Give what a field says in the language of the interface, else in English."""
    language = get_language() or ENGLISH
    words = getattr(record, f"{name}_{language}", "")
    return Said(words, language) if words else Said(getattr(record, name), ENGLISH)


def in_every_language(record: models.Model, name: str) -> Iterator[tuple[str, str]]:
    """Give (words, language) of a field, the English first, as far as it is translated."""
    yield getattr(record, name), ENGLISH
    for language in OTHERS:
        if words := getattr(record, f"{name}_{language}"):
            yield words, language
