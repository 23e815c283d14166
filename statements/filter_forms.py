"""The form of the filter, and what of a query string it looks at."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from imcwp_site.directions import isolated
from statements.filter_fields import FacetField
from statements.index.public import Public
from statements.lists import Order
from statements.search.matching import Matches, matches

MOST_VALUES = 40  # in one query: more than anyone reads in a sentence


def fault_of(data: QueryDict) -> str:
    """Say that a query asks for too much to be looked at at all, or give ""."""
    number = sum(1 for _name, values in data.lists() for value in values if value)
    if number <= MOST_VALUES:
        return ""
    return gettext(
        "A list can be narrowed by at most %(most)s values at once; this address has %(number)s."
    ) % {"most": MOST_VALUES, "number": number}


def without_blanks(data: QueryDict) -> QueryDict:
    """Give a query without what a browser sends of a form that was left as it was."""
    kept = QueryDict(mutable=True)
    for name, values in data.lists():
        if values := [value for value in values if value and (name, value) != ("match", "any")]:
            kept.setlist(name, values)
    return kept


def values_in(data: QueryDict | dict[str, str], name: str) -> list[str]:
    """Give what was typed under a name, value by value, without blanks."""
    values = data.getlist(name) if isinstance(data, QueryDict) else [data.get(name, "")]
    return [value for value in values if value]


class StatementFilterForm(forms.Form):
    """The form of the filter: checks the values against each other, and looks for the words."""

    public: Public
    matches: Matches | None = None

    def clean(self):
        """Refuse several values where one is meant, and a range that ends before it starts."""
        chosen = super().clean()
        for name, field in self.fields.items():
            if len(set(values_in(self.data, name))) > 1 and not isinstance(field, FacetField):
                self.add_error(name, _("Give one value here, not several."))
        after, before = chosen.get("date_after"), chosen.get("date_before")
        if after and before and before.last_day < after.first_day:
            self.add_error(
                "date_before", _("The range ends before it starts: exchange the two dates.")
            )
        self.matches = matches(chosen["q"], self.public) if chosen.get("q") else None
        if chosen.get("sort") == Order.RELEVANCE:
            chosen["sort"] = ""  # with words it is the order meant, without there is none
        self.offer_orders()
        return chosen

    def add_error(self, field, error):
        """Set what was typed off from the sentence that says what is wrong with it."""
        for one in getattr(error, "error_list", ()):
            params = one.params or {}
            one.params = {
                name: isolated(value) if isinstance(value, str) else value
                for name, value in params.items()
            }
        super().add_error(field, error)

    def offer_orders(self) -> None:
        """Offer the order by relevance where there are words, as the one that is meant."""
        sort: Any = self.fields["sort"]
        default = Order.RELEVANCE if self.matches else Order.NEWEST
        orders = dict(sort.choices)
        if not self.matches:
            orders.pop(Order.RELEVANCE)
        sort.empty_label = orders.pop(default)
        sort.choices = list(orders.items())
