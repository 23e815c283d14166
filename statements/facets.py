"""The facets of a list: which values a filter offers, and how many statements each would give.

The number beside a value is the length of the list that its link leads to: of those that fulfil
all other filters, the ones that bear the value. A value that would give none is shown, not offered.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import npgettext_lazy
from pyroaring import BitMap

from imcwp_site.counts import Count
from imcwp_site.dates import PartialDate
from imcwp_site.filing import filing_key
from statements.filter_fields import LEFT_OUT, Values
from statements.filters import DATE, FACETS, StatementFilter, is_left_out
from statements.index.reading import EMPTY
from statements.models import Statement

MONTHS = range(1, 13)
ALL = {
    "topic": npgettext_lazy("filter", "%(number)s topic", "All %(number)s topics", "number"),
    "party": npgettext_lazy("filter", "%(number)s party", "All %(number)s parties", "number"),
    "country": npgettext_lazy("filter", "%(number)s country", "All %(number)s countries", "number"),
    "meeting": npgettext_lazy("filter", "%(number)s meeting", "All %(number)s meetings", "number"),
    "kind": npgettext_lazy("filter", "%(number)s kind", "All %(number)s kinds", "number"),
    "language": npgettext_lazy(
        "filter", "%(number)s language", "All %(number)s languages", "number"
    ),
}
MOST_SHOWN = {"topic": 20}  # what most visitors come for
FEW = 10
NOT_WORTH_A_PAGE = 4  # values more, of which none is kept for a page of its own


@dataclass(eq=False)
class Option:
    """A value of a facet: what it is called, and the list of those that bear it.

    Of hundreds few are shown: only these are named, and have their query written.
    """

    value: str
    count: int
    record: Any
    label_of: Callable[[Any], str] = field(repr=False)
    query_of: Callable[[str], str] = field(repr=False)
    is_chosen: bool = False
    is_left_out: bool = False
    is_here: bool = False  # the list that it counts is the one that is shown
    above: str = ""  # the topic that this one stands under

    @cached_property
    def label(self) -> str:
        """What it is called in the interface language."""
        return self.label_of(self.record)

    @property
    def is_marked(self) -> bool:
        """Whether it is asked for or left out."""
        return self.is_chosen or self.is_left_out

    @property
    def is_idle(self) -> bool:
        """Whether to choose it would give nothing, or change nothing."""
        return not self.count or self.is_here

    @property
    def query(self) -> str:
        """The query of the list that `count` counts."""
        return self.query_of(self.value)


@dataclass(frozen=True)
class Facet:
    """A filter with its values in the order of the vocabulary.

    What was typed and is no value, or not both asked for and left out, is among the `wrong` ones:
    kept, so that the visitor sees it and can undo it.
    """

    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    wrong: list[Option] = field(default_factory=list)
    replaces: bool = False  # a number asks for its value instead of the chosen ones

    @cached_property
    def chosen(self) -> list[Option]:
        """Those that are asked for or left out."""
        return self.wrong + [one for one in self.options if one.is_marked]

    @cached_property
    def shown(self) -> list[Option]:
        """The chosen ones, and of a long facet those that most statements bear."""
        rest = [one for one in self.options if not one.is_marked]
        number = MOST_SHOWN.get(self.name, FEW)
        if len(rest) <= number + NOT_WORTH_A_PAGE:
            return chosen_first(self.wrong + self.options)
        most = sorted(rest, key=lambda one: -one.count)[:number]
        frequent = {one.value for one in most if one.count}
        return chosen_first(
            self.wrong + with_those_above(self.options, lambda one: one.value in frequent)
        )

    @property
    def of_all(self) -> str:
        """All values in words: "All 143 parties"."""
        return str(ALL[self.name] % {"number": Count(len(self.options))})

    @property
    def is_whole(self) -> bool:
        """Whether all values are shown."""
        return len(self.shown) == len(self.options) + len(self.wrong)


def with_those_above(options: list[Option], fits: Callable[[Option], bool]) -> list[Option]:
    """Keep the values that are chosen or fit, and the topics above them, in their order."""
    kept = {one.value: one for one in options if one.is_marked or fits(one)}
    above = {one.above for one in kept.values()}
    return [one for one in options if one.value in kept or one.value in above]


def chosen_first(options: list[Option]) -> list[Option]:
    """Put what is chosen before all else; a topic and those under it stay together."""
    chosen = {one.above or one.value for one in options if one.is_marked}
    return sorted(options, key=lambda one: (one.above or one.value) not in chosen)


def facets_of(statements: StatementFilter) -> list[Facet]:
    """Give all facets of the list, each counted under all other filters."""
    return [facet_of(statements, name) for name in FACETS]


def facet_of(statements: StatementFilter, name: str, *, leaving_out: bool = False) -> Facet:
    """Give one facet of the list: the values that any public statement bears, and the chosen.

    With `leaving_out` each number is that of the list which lacks the value as well.
    """
    form_field = statements.form.fields[name]
    asked = statements.asked.get(name) or Values()
    adds = leaving_out or adds_up(statements, name)
    within = statements.within() if adds else statements.within(but=name)
    slugs = set(map(form_field.slug_of, asked.wanted))
    typed = typed_values(statements, name)
    is_one_list = statements.form.is_valid() and (adds or len(slugs) == 1)

    def query_of(slug: str) -> str:
        return query_to(statements, name, LEFT_OUT + slug if leaving_out else slug)

    options = []
    for value, count in counted(statements, name, within):
        slug = form_field.slug_of(value)
        is_wanted = value in asked.wanted
        is_here = is_wanted and is_one_list
        if leaving_out:
            is_here = not count  # nothing is left out
            count = 0 if is_wanted else len(within) - count
        options.append(
            Option(
                value=slug,
                count=count,
                record=value,
                label_of=form_field.label_of,
                query_of=query_of,
                is_chosen=is_wanted or slug in typed,
                is_left_out=value in asked.unwanted
                or (LEFT_OUT + slug in typed and slug not in typed),
                is_here=is_here,
                above=value.parent.slug if getattr(value, "parent_id", None) else "",
            )
        )
    return Facet(
        name,
        str(form_field.label),
        options,
        wrong=wrong_ones(typed, options),
        replaces=bool(slugs) and not adds,
    )


def adds_up(statements: StatementFilter, name: str) -> bool:
    """Tell whether a value that is asked for narrows the list further, and replaces no other."""
    return name == "party" and statements.is_together


def query_to(statements: StatementFilter, name: str, value: str) -> str:
    """Give the query of the list that the number of a value of a facet counts.

    It asks for that value in place of the others, or for all of them together; one with the sign
    of what is left out is left out too.
    """
    asked, slug_of = statements.asked.get(name) or Values(), statements.form.fields[name].slug_of
    adds = is_left_out(name, value) or adds_up(statements, name)
    return statements.query_with(
        **{name: {value, *map(slug_of, asked.wanted)} if adds else {value}}
    )


def counted(statements: StatementFilter, name: str, within: BitMap) -> Iterator[tuple[Any, int]]:
    """Go through the values that a public statement bears or that are chosen, and count them."""
    key_of, sets = statements.form.fields[name].key_of, statements.public.sets(name)
    asked, count_of = statements.asked.get(name) or (), statements.public.facts.counting(within)
    for value in vocabulary_of(statements, name):
        numbers = sets.get(key_of(value), EMPTY)
        count = count_of(numbers)
        if count or value in asked or not statements.public.numbers.isdisjoint(numbers):
            yield value, count


def typed_values(statements: StatementFilter, name: str) -> list[str]:
    """Give what was typed of a facet that cannot be read for a wrong value."""
    form_field, bound = statements.form.fields[name], statements.form[name]
    written = getattr(form_field, "written", str)
    return [written(one.strip()) for one in bound.data or () if one.strip()] if bound.errors else []


def wrong_ones(typed: list[str], options: list[Option]) -> list[Option]:
    """Give what was typed and is marked at none of the values, as values of its own."""
    marked = {one.value if one.is_chosen else LEFT_OUT + one.value for one in options}
    labels = {one.value: one.label for one in options} if typed else {}
    return [
        Option(
            value=value.removeprefix(LEFT_OUT),
            count=0,
            record=labels.get(value.removeprefix(LEFT_OUT), value.removeprefix(LEFT_OUT)),
            label_of=str,
            query_of=str,
            is_chosen=not value.startswith(LEFT_OUT),
            is_left_out=value.startswith(LEFT_OUT),
        )
        for value in dict.fromkeys(typed)
        if value not in marked
    ]


def vocabulary_of(statements: StatementFilter, name: str) -> Iterable:
    """Give all values of a facet in the order in which it shows them."""
    public = statements.public
    match name:
        case "topic" | "meeting":
            return public.records(name)
        case "party":
            return sorted(public.parties, key=lambda one: (filing_key(one.short_name), one.slug))
        case "kind":
            return Statement.Kind.values
        case _:
            label_of = statements.form.fields[name].label_of
            return sorted(public.sets(name), key=lambda one: filing_key(label_of(one)))


class Part(NamedTuple):
    """A year, month or day: how many statements touch it, and how many of these are as precise."""

    date: PartialDate
    number: int
    own: int


def parts_of(statements: StatementFilter, date: PartialDate | None) -> list[Part]:
    """Count the list, as if it had no dates, by the years, or the months or days of `date`.

    A statement of which only the year is known touches each of its months.
    """
    within = statements.within(but=DATE)
    months, days = (statements.public.facts.of(kind) for kind in ("issued", "issued-day"))
    count_of = statements.public.facts.counting(within)
    of_month = {text: count_of(numbers) for text, numbers in months.items() if text}
    if date is None:
        years = sorted({int(text[:4]) for text, count in of_month.items() if count})
        in_year = dict.fromkeys(range(years[0], years[-1] + 1) if years else (), 0)
        for text, count in of_month.items():
            if count:
                in_year[int(text[:4])] += count
        return [Part(PartialDate(year), count, count) for year, count in in_year.items()]
    coarser = of_month.get(str(date.year), 0)
    if date.month is None:
        of_part = {PartialDate(date.year, n): of_month.get(f"{date}-{n:02}", 0) for n in MONTHS}
    else:
        in_month = within & months.get(str(date)[:7], EMPTY)
        coarser += in_month.intersection_cardinality(days.get("", EMPTY))
        of_part = {
            PartialDate(date.year, date.month, n): in_month.intersection_cardinality(
                days.get(f"{n:02}", EMPTY)
            )
            for n in range(1, PartialDate(date.year, date.month).last_day.day + 1)
        }
    return [Part(part, coarser + count, count) for part, count in of_part.items()]
