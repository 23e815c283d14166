"""All values of one facet on a page of its own, for lists too long for the form."""

from itertools import groupby

from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from imcwp_site.addresses import with_query
from imcwp_site.countries import country_name
from imcwp_site.counts import Count
from imcwp_site.filing import filing_key, filing_letter
from imcwp_site.folding import fold
from statements.facets import Facet, Option, chosen_first, facet_of, with_those_above
from statements.filter_forms import fault_of, without_blanks
from statements.filters import FACETS, PAGING, StatementFilter

FIND, LEAVE_OUT, SHOW = "find", "leave_out", "show"  # parameters of this page, none of the list


class ChooseView(TemplateView):
    """The values of a facet as boxes, by country or letter, narrowed by what is typed.

    One form carries all that is chosen: typed words bring the page again, `show` leads to the list.
    What is wrong is named and kept, as in the list.
    """

    template_name = "statements/choose.html"

    def get(self, request, *args, **kwargs):
        if kwargs["facet"] not in FACETS:
            raise Http404(_("The list has no such filter."))
        self.query = without_blanks(request.GET)
        own = (FIND, LEAVE_OUT, SHOW, PAGING)
        self.own = {name: self.query.pop(name, [""])[-1] for name in own}
        if fault := fault_of(self.query):
            return render(request, "400.html", {"reason": fault}, status=400)
        if self.own[SHOW]:
            return redirect(with_query(reverse("statements:list"), self.query.urlencode()))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        name, statements = self.kwargs["facet"], StatementFilter(self.query)
        facet = facet_of(statements, name, leaving_out=bool(self.own[LEAVE_OUT]))
        here = reverse("statements:choose", args=[name])
        shown = narrowed(facet, self.own[FIND])
        asked_here = (name, "match") if name == "party" else (name,)
        return super().get_context_data(**kwargs) | {
            "facet": facet,
            "field": statements.form[name],
            "match": statements.form["match"] if name == "party" else None,
            "groups": groups(name, shown),
            "shown": Count(len(shown)),
            "total": Count(len(facet.options) + len(facet.wrong)),
            "find": self.own[FIND],
            "leaving_out": self.own[LEAVE_OUT],
            "filter": statements,
            "sentence": statements.sentence(statements.count),
            "faults": [
                statements.form[one] for one in statements.form.errors if one not in asked_here
            ],
            "others": [
                (other, value)
                for other, values in self.query.lists()
                for value in values
                if other not in asked_here
            ],
            "list_url": with_query(reverse("statements:list"), self.query.urlencode()),
            "ask_url": with_query(here, self.query.urlencode()),
            "leave_out_url": with_query(here, with_flag(self.query)),
        }

    def render_to_response(self, context, **kwargs):
        status = 400 if context["filter"].form.errors else 200
        return super().render_to_response(context, status=status, **kwargs)


def with_flag(query: QueryDict) -> str:
    """Give a query that asks for the boxes that leave out."""
    flagged = query.copy()
    flagged[LEAVE_OUT] = "1"
    return flagged.urlencode()


def narrowed(facet: Facet, words: str) -> list[Option]:
    """Keep the values in whose name, or that of their country, each word begins a word.

    What is chosen always stays, and the topics above what is kept.
    """
    wanted = fold(words).split()

    def fits(one: Option) -> bool:
        named = f" {fold(f'{one.label} {group_of(facet.name, one)}')}".replace("-", " ")
        return all(f" {word}" in named for word in wanted)

    return facet.wrong + with_those_above(facet.options, fits)


def groups(name: str, options: list[Option]) -> list[tuple[str, list[Option]]]:
    """Part the values by country, letter or year; the chosen ones come first, without a heading."""
    if name in ("topic", "kind", "language"):
        return [("", chosen_first(options))]
    rest = [one for one in options if not one.is_marked]
    filed = sorted(rest, key=lambda one: filing_key(group_of(name, one)), reverse=name == "meeting")
    parted = groupby(filed, key=lambda one: group_of(name, one))
    chosen = [one for one in options if one.is_marked]
    return ([("", chosen)] if chosen else []) + [(group, list(some)) for group, some in parted]


def group_of(name: str, option: Option) -> str:
    """Name the group that a value stands in: its country, its first letter, its year."""
    if name == "party":
        return country_name(option.record.country) or _("Several countries")
    if name == "country":
        return filing_letter(option.label)
    if name == "meeting":
        return str(option.record.start.year) if option.record.start else _("undated")
    return ""
