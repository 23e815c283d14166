"""The pages of the periodicals: all of them, the issues of each, an issue."""

from itertools import groupby

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from parties.index import filed
from statements.models import Periodical, PeriodicalIssue

# A row names so many contributors and leads to the page of the issue for the others.
CONTRIBUTORS_IN_ROW = 6


class PeriodicalListView(ListView):
    """All periodicals with the years, languages and number of the issues that are recorded."""

    queryset = Periodical.objects.prefetch_related("issues__editions")
    template_name = "publications/list.html"
    context_object_name = "periodicals"


class PeriodicalView(ListView):
    """A periodical: its issues, the last first."""

    template_name = "publications/periodical.html"
    context_object_name = "issues"
    paginate_by = 25

    def get_queryset(self):
        self.periodical = get_object_or_404(Periodical, slug=self.kwargs["slug"])
        return self.periodical.issues.for_list(CONTRIBUTORS_IN_ROW).order_by("-number")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        number = context["page_obj"].number
        return context | {
            "periodical": self.periodical,
            "canonical_query": f"?page={number}" if number > 1 else "",
        }


class IssueView(DetailView):
    """An issue: what it is about, where it can be read, who contributes."""

    queryset = PeriodicalIssue.objects.for_list()
    template_name = "publications/issue.html"
    context_object_name = "issue"

    def get_object(self, queryset=None):
        issues = self.get_queryset().filter(periodical__slug=self.kwargs["slug"])
        if issue := issues.filter(number=self.kwargs["number"]).first():
            return issue
        raise Http404(_("There is no such issue."))

    def get_context_data(self, **kwargs):
        issue = self.object
        others = issue.periodical.issues.named()
        return super().get_context_data(**kwargs) | {
            "previous": others.filter(number__lt=issue.number).last(),
            "next": others.filter(number__gt=issue.number).first(),
            "contributors": by_country(one.party for one in issue.first_contributions),
        }


def by_country(parties) -> list[tuple[str, list]]:
    """Give (country, parties) in the order of their names, those of several countries last."""
    groups = groupby(sorted(parties, key=filed), lambda party: party.country_name)
    return [(country, list(group)) for country, group in groups]
