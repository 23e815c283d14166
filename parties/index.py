"""The index of parties: by country, the countries under their first letters, on few pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from imcwp_site.addresses import with_query
from imcwp_site.countries import country_name
from imcwp_site.filing import filing_key, filing_letter
from parties.models import Party

MOST = 160  # parties on a page, if not more are filed under one letter


@dataclass(frozen=True)
class Country:
    """A country or territory with its parties; those of several countries have no code."""

    code: str
    name: str
    parties: list[Party]


@dataclass(frozen=True)
class Letter:
    """The countries filed under a letter, and where they stand: its place, and the page."""

    letter: str
    countries: list[Country]
    place: int
    page: int

    @property
    def address(self) -> str:
        """Where the letter begins."""
        return f"{page_address(self.page)}#letter-{self.place}"


class Index:
    """All parties in the order of the names of their countries."""

    def __init__(self, parties: Iterable[Party]) -> None:
        self.parties = list(parties)

    @cached_property
    def countries(self) -> list[Country]:
        """The countries with their parties; those of several countries come last."""
        return [
            Country(code, country_name(code) if code else "", list(group))
            for code, group in groupby(sorted(self.parties, key=filed), lambda one: one.country)
        ]

    @cached_property
    def letters(self) -> list[Letter]:
        """The letters that countries begin with; a page ends before the one that would fill it."""
        letters: list[Letter] = []
        page, on_page = 1, 0
        for letter, some in groupby(self.countries, lambda one: filing_letter(one.name)):
            countries = list(some)
            number = sum(len(country.parties) for country in countries)
            if on_page and on_page + number > MOST:
                page, on_page = page + 1, 0
            on_page += number
            name = letter or _("Several countries")
            letters.append(Letter(name, countries, len(letters) + 1, page))
        return letters

    @property
    def pages(self) -> list[list[Letter]]:
        """The letters of each page."""
        return [list(some) for _page, some in groupby(self.letters, lambda one: one.page)]

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Where each country stands, by its code."""
        return {
            country.code: f"{page_address(letter.page)}#country-{country.code}"
            for letter in self.letters
            for country in letter.countries
        }


def page_address(number: int) -> str:
    """Give the address of a page of the index."""
    return with_query(reverse("parties:list"), f"page={number}" if number > 1 else "")


def filed(party: Party) -> tuple:
    """Give the key by which parties stand: no country last, by country, by name."""
    country = (not party.country, filing_key(party.country_name), party.country)
    return *country, filing_key(party.name), party.slug
