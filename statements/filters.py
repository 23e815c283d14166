"""The one filter: from a query string to statements, a sentence in words and a canonical query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from imcwp_site.addresses import is_long
from imcwp_site.countries import country_name, names_in
from imcwp_site.dates import PartialDate
from imcwp_site.directions import isolated
from imcwp_site.languages import codes, language_name
from imcwp_site.phrases import quoted
from meetings.models import Meeting
from parties.models import Party
from statements.filter_fields import (
    LEFT_OUT,
    DateFilter,
    RecordsField,
    RecordsFilter,
    Values,
    ValuesFilter,
)
from statements.filter_forms import StatementFilterForm, values_in, without_blanks
from statements.index.public import Public
from statements.lists import Listed, Order
from statements.models import Statement, Topic
from statements.models.kinds import name_of
from statements.search.fields import QueryFilter
from statements.search.grammar import Query
from statements.search.matching import Matches
from statements.wording import in_words

DEFAULTS = {"match": "any", "sort": "newest"}
PAGING = "page"  # a parameter of the rendering, not of the filter
ORDER = "sort"  # takes nothing from a list: it is no choice, and removing all leaves it
FACETS = ("topic", "party", "country", "meeting", "kind", "language")
DATE = "date"  # the condition that both ends of the range make together


@dataclass(frozen=True)
class Choice:
    """A value that the visitor chose: what it is called, and the query without it."""

    field: str
    value: str
    label: str
    query_without: str
    is_left_out: bool = False

    @property
    def is_link(self) -> bool:
        """Whether a link removes it; where that would repeat a long query, a button does."""
        return not is_long(self.query_without)


class StatementFilter(django_filters.FilterSet):
    """Public statements by words, topic, party, country, meeting, kind, language, date of issue.

    Values repeat: OR within a filter, AND between filters; a value with a “-” before it is left
    out; `match=all` asks for statements signed by all chosen parties. Every rendering of a list
    (page, feed, export) is made from one of these, so none can disagree with another, and every
    count beside a facet is made from the same sets as the list.
    """

    class Sort(models.TextChoices):
        RELEVANCE = Order.RELEVANCE, _("best match first")
        NEWEST = Order.NEWEST, _("newest first")
        OLDEST = Order.OLDEST, _("oldest first")
        PUBLISHED = Order.PUBLISHED, _("last added first")

    class Match(models.TextChoices):
        ANY = "any", _("any of the chosen parties")
        ALL = "all", _("all of the chosen parties together")

    q = QueryFilter(label=_("Words"))
    topic = RecordsFilter(Topic, label=_("Topic"), invalid=_("There is no topic “%(value)s”."))
    party = RecordsFilter(Party, label=_("Party"), invalid=_("There is no party “%(value)s”."))
    match = django_filters.ChoiceFilter(
        label=pgettext_lazy("how the parties of a filter", "Signed by"),
        choices=Match,
        empty_label=None,
        error_messages={"invalid_choice": _("“%(value)s” is neither “any” nor “all”.")},
    )
    country = ValuesFilter(
        label=_("Country of a party"),
        choices=lambda: list(names_in("en").items()),
        label_of=country_name,
        written=str.upper,
        invalid=_("“%(value)s” is not a country code such as GR."),
    )
    meeting = RecordsFilter(
        Meeting, label=_("Meeting"), invalid=_("There is no meeting “%(value)s”.")
    )
    kind = ValuesFilter(
        label=_("Kind"),
        choices=Statement.Kind.choices,
        label_of=name_of,
        invalid=_("“%(value)s” is not a kind of statement."),
    )
    language = ValuesFilter(
        label=_("Language of a text"),
        choices=lambda: [(code, code) for code in codes()],
        label_of=language_name,
        written=str.lower,
        invalid=_("“%(value)s” is not a language code such as en or ar."),
    )
    date_after = DateFilter(label=_("Issued since"))
    date_before = DateFilter(label=_("Issued until"))
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=Sort,
        empty_label=None,
        error_messages={"invalid_choice": _("“%(value)s” is not an order of this list.")},
    )

    class Meta:
        model = Statement
        form = StatementFilterForm
        fields: list[str] = []

    def __init__(self, data=None, public: Public | None = None):
        """Take a query string, of which blanks say nothing: a blank behind a value undoes none."""
        asked = without_blanks(data) if isinstance(data, QueryDict) else data
        super().__init__(asked, Statement.objects.none())
        self.form.public = self.public = public or Public()
        for name, form_field in self.form.fields.items():
            if isinstance(form_field, RecordsField):
                form_field.records = partial(self.public.records, name)
        self.joined: dict[tuple[str, bool] | None, BitMap] = {}  # by the condition left out

    # What is asked for, as sets

    @cached_property
    def asked(self) -> dict[str, Any]:
        """The cleaned values of the filters, without those that are wrong."""
        self.form.is_valid()  # cleans once, whatever it finds
        return self.form.cleaned_data

    @cached_property
    def conditions(self) -> dict[tuple[str, bool], BitMap]:
        """The sets that the list lies within, by filter and whether it holds what is left out."""
        conditions = {}
        if self.matches:
            conditions["q", False] = self.matches.numbers
        for name in FACETS:
            values = self.asked.get(name) or Values()
            if values.wanted:
                wanted = self.sets_of(name, values.wanted)
                together = name == "party" and self.is_together
                join = BitMap.intersection if together else BitMap.union
                conditions[name, False] = join(*wanted)
            if values.unwanted:
                unwanted = BitMap.union(*self.sets_of(name, values.unwanted))
                conditions[name, True] = self.public.numbers - unwanted
        ends = self.asked.get("date_after"), self.asked.get("date_before")
        if any(ends):
            conditions[DATE, False] = self.public.issued(*ends)
        return conditions

    @property
    def matches(self) -> Matches | None:
        """What the words find, whatever else is asked for; None without words."""
        self.form.is_valid()
        return self.form.matches

    @property
    def misread(self) -> tuple[str, ...]:
        """What of the words is read otherwise than it is written, in whatever archive."""
        query = self.asked.get("q")
        return query.notices if query else ()

    @property
    def notices(self) -> list[str]:
        """What to say of the words: what is misread, and what this archive has too much of."""
        return [*self.misread, *(self.matches.notices if self.matches else ())]

    @property
    def defaults(self) -> dict[str, str]:
        """The values that need not be said."""
        return DEFAULTS | ({"sort": Order.RELEVANCE} if self.matches else {})

    @property
    def is_together(self) -> bool:
        """Tell whether the chosen parties are meant all together."""
        return self.asked.get("match") == self.Match.ALL

    @property
    def one_date(self) -> PartialDate | None:
        """The date that both ends of the range are, if they are one."""
        after, before = self.asked.get("date_after"), self.asked.get("date_before")
        return after if after == before else None

    def sets_of(self, name: str, values: list[Any]) -> list[BitMap]:
        """Give the set of each of these values of a facet."""
        sets, key_of = self.public.sets(name), self.form.fields[name].key_of
        return [sets.get(key_of(value), BitMap()) for value in values]

    def within(self, *, but: str = "") -> BitMap:
        """Give what fulfils all conditions, but for what is asked for by one filter."""
        left = (but, False) if (but, False) in self.conditions else None
        if left not in self.joined:  # which most facets, having no condition, share
            sets = [numbers for key, numbers in self.conditions.items() if key != left]
            self.joined[left] = BitMap.intersection(self.public.numbers, *sets)
        return self.joined[left]

    # The list

    @cached_property
    def numbers(self) -> BitMap:
        """The numbers of the list; none when a value is wrong."""
        return self.within() if self.form.is_valid() else BitMap()

    @property
    def count(self) -> int:
        """How many statements the list holds."""
        return len(self.numbers)

    @property
    def order(self) -> str:
        """The order that is asked for or meant."""
        return self.asked.get("sort") or self.defaults["sort"]

    def listed(self, order: str = "", **fetching) -> Listed:
        """Give the list in the order asked for, or in another; see `Listed` for the fetching."""
        order = order or self.order
        tiers = self.matches.tiers if self.matches and order == Order.RELEVANCE else []
        return Listed(self.public.facts, self.numbers, order, tiers=tiers, **fetching)

    @cached_property
    def unknown_parameters(self) -> list[str]:
        """Names in the query string that are no filter, so that a slip of the pen is noticed."""
        return sorted(set(self.data) - set(self.filters) - {PAGING})

    @cached_property
    def names_today(self) -> dict[str, list[str]]:
        """Give today's address names by filter, where a record is asked for by a former one."""
        today = {}
        for name, field in self.form.fields.items():
            if isinstance(field, RecordsField) and (chosen := self.asked.get(name)):
                slugs = [record.slug for record in chosen.wanted]
                slugs += [LEFT_OUT + record.slug for record in chosen.unwanted]
                if {one.strip() for one in self.form[name].data or ()} - {*slugs, ""}:
                    today[name] = slugs
        return today

    # In words and in a query string

    def sentence(self, count: int | None = None) -> str:
        """Say in words what the list holds; without `count`, as the title of a feed."""
        return in_words(self.asked, count, self.name_of_party)

    def name_of_party(self, party: Party) -> str:
        """Name a party so that it is not taken for another; reads them all."""
        return self.public.namesakes.told_apart(party)

    @property
    def choices(self) -> Iterator[tuple[str, str, str]]:
        """Go through (filter, value, label) of what was chosen, in canonical order."""
        for name in self.filters:
            value = self.asked.get(name)
            field = self.form.fields[name]
            if not value or value == self.defaults.get(name):
                continue
            if name == "match" and not self.asked.get("party"):
                continue  # there is nothing that could be together
            if isinstance(value, Query):
                yield name, str(value), f"{field.label}: {isolated(value)}"
                continue
            if isinstance(value, Values):
                for key, label in field.choices_of(value.wanted):
                    yield name, key, isolated(label)
                for key, label in field.choices_of(value.unwanted):
                    left_out = gettext("not %(value)s") % {"value": isolated(label)}
                    yield name, LEFT_OUT + key, left_out
            elif hasattr(value, "in_words"):
                yield name, str(value), f"{field.label} {value.in_words}"
            else:
                yield name, value, str(dict(field.choices)[value])

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Filter and value of what was chosen, in canonical order."""
        return [(name, value) for name, value, _label in self.choices]

    @cached_property
    def queries(self) -> dict[str, str]:
        """The part of the canonical query that each filter makes, in order."""
        chosen: dict[str, list[str]] = {name: [] for name in self.filters}
        for name, value in self.pairs:
            chosen[name].append(value)
        return {name: urlencode({name: values}, doseq=True) for name, values in chosen.items()}

    @cached_property
    def canonical_query(self) -> str:
        """The query in canonical order, without what is empty, unknown or the default."""
        return self.query_with()

    def query_with(self, **changed: Iterable[str]) -> str:
        """Give the canonical query with other values of some filters asked for.

        What they leave out stays left out.
        """
        queries = dict(self.queries)
        for name, values in changed.items():
            left_out = {pair for pair in self.pairs if pair[0] == name and is_left_out(*pair)}
            both = {(name, value) for value in values} | left_out
            pairs = sorted(both, key=lambda pair: (is_left_out(*pair), pair))
            queries[name] = urlencode(pairs)
        return "&".join(filter(None, queries.values()))

    @cached_property
    def query_without_dates(self) -> str:
        """The canonical query of what is chosen besides dates."""
        return self.query_with(date_after=(), date_before=())

    @cached_property
    def wrong_pairs(self) -> list[tuple[str, str]]:
        """Filter and value of what cannot be taken, as it was typed."""
        names = [name for name in self.filters if name in self.form.errors]
        return [(name, value) for name in names for value in values_in(self.data, name)]

    @cached_property
    def chosen(self) -> list[Choice]:
        """What the visitor chose, value by value, each with the query that lacks it.

        One date at both ends of the range is one choice. What cannot be taken stays in the query
        until it is removed itself.
        """
        choices = [choice for choice in self.choices if choice[0] != ORDER]
        if date := self.one_date:
            choices = [choice for choice in choices if not choice[0].startswith("date_")]
            choices.append((DATE, str(date), gettext("Issued %(date)s") % {"date": date.in_words}))
        choices += [
            (name, value, f"{self.form[name].label}: {quoted(value)}")
            for name, value in self.wrong_pairs
        ]
        return [
            Choice(
                name,
                value,
                label,
                urlencode([pair for pair in self.typed_pairs if not undoes((name, value), pair)]),
                is_left_out=is_left_out(name, value),
            )
            for name, value, label in choices
        ]

    @property
    def typed_pairs(self) -> list[tuple[str, str]]:
        """Filter and value of all that was chosen, whether or not it can be taken."""
        return self.pairs + self.wrong_pairs

    @property
    def query_without_choices(self) -> str:
        """The query that is left when all choices are removed."""
        kept = ((name, value) for name, value in self.pairs if name == ORDER)
        return urlencode([pair for pair in kept if pair not in DEFAULTS.items()])


def is_left_out(name: str, value: str) -> bool:
    """Tell whether a pair of a query leaves a value out; words may begin with a “-”."""
    return name in FACETS and value.startswith(LEFT_OUT)


def undoes(choice: tuple[str, str], pair: tuple[str, str]) -> bool:
    """Tell whether a choice is made by this pair of the query."""
    return choice == pair or (choice[0] == DATE and pair[0].startswith("date_"))
