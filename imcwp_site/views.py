"""The pages that compose the whole archive."""

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from documents.models import FRONT, Document
from imcwp_site import showing
from imcwp_site.addresses import list_addresses, moved, site_address, with_query
from imcwp_site.interface import path_in
from imcwp_site.languages import own_name
from imcwp_site.text import plain_text
from meetings.known import figures, unknown
from meetings.models import Meeting
from meetings.participation import Participations
from meetings.views import MeetingView
from parties.models import Party
from statements.coverage import Coverage
from statements.facets import facet_of, parts_of
from statements.filters import StatementFilter
from statements.histogram import Histogram
from statements.index.public import Public
from statements.models import Dossier, Statement, Text, Topic
from statements.search.answering import answer
from statements.search.examples import examples
from statements.search.records import records_found

NEWEST_STATEMENTS = 10
BEST_STATEMENTS = 10
BEST_RECORDS, MOST_RECORDS = 5, 60  # of a kind: seen at once, listed at all


class HomeView(TemplateView):
    """What this is, what is new, the latest and the next meeting, where to begin."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        published = Statement.objects.published()
        statements = StatementFilter({})
        years = [part for part in parts_of(statements, None) if part.number]
        latest = Meeting.objects.of_series().held().newest_first().with_hosts().first()
        return super().get_context_data(**kwargs) | {
            "statements": published.last_published_first().for_list()[:NEWEST_STATEMENTS],
            "statement_count": statements.count,
            "years": [(part.date, part.number) for part in reversed(years)],
            "meeting_count": Meeting.objects.count(),
            "party_count": Party.objects.count(),
            "language_count": len(Coverage(statements.public, statements.public.numbers).languages),
            "latest_meeting": latest,
            "coming_meetings": Meeting.objects.of_series().expected(latest),
            "topics": Topic.objects.top_level().in_tree_order(),
            "dossiers": Dossier.objects.published().order_by("-updated_at")[:5],
        }


class SearchView(TemplateView):
    """What the archive has of some words: statements, parties, meetings and topics."""

    template_name = "search/search.html"

    def get_context_data(self, **kwargs):
        asked = QueryDict(mutable=True)
        asked.setlist("q", self.request.GET.getlist("q"))
        statements = StatementFilter(asked)
        query = statements.asked.get("q")
        context = super().get_context_data(**kwargs) | {
            "field": statements.form["q"],
            "query": query,
            "q": statements.data.get("q", ""),
            "unknown_parameters": sorted(set(self.request.GET) - {"q"}),
        }
        if not query:
            return context | {"examples": examples(statements.public)}
        found = self.get_found(statements)
        if not found["total"] and "instead" not in found:
            found["examples"] = examples(statements.public)
        return context | found | {"notices": statements.notices}

    def get_found(self, statements: StatementFilter) -> dict[str, Any]:
        """Give what the words find; if that is nothing, what the words nearest to them find too."""
        listed = statements.listed(texts=Text.objects.all(), known=statements.public)
        rows = listed[:BEST_STATEMENTS]
        first = {"name": "statements", "title": _("Statements"), "rows": rows}
        groups = [first | {"total": statements.count}, *self.get_records(statements)]
        found = {
            "groups": groups,
            "total": sum(group["total"] for group in groups),
            **answer(statements, rows),
            **list_addresses(statements.canonical_query),
        }
        ways = [found.get("suggestion"), *(one["way"] for one in found.get("shorter", ()))]
        if not found["total"] and (nearest := next(filter(None, ways), None)):
            other = StatementFilter({"q": str(nearest.query)}, statements.public)
            found["instead"] = {"q": str(nearest.query), **self.get_found(other)}
            if len(found["shorter"]) == 1:  # it is what is shown
                found["shorter"] = []
        return found

    def get_records(self, statements: StatementFilter) -> list[dict]:
        """Give the parties, meetings and topics with these words in their names."""
        found = (
            records_found(
                statements.asked["q"],
                statements.data["q"],
                statements.matches.names,
                statements.public,
            )
            if statements.matches
            else []
        )
        titles = {"party": _("Parties"), "meeting": _("Meetings"), "topic": _("Topics")}
        of_kinds = {kind: [one for one in found if one.kind == kind] for kind in titles}
        return [
            {
                "name": kind,
                "title": titles[kind],
                "rows": of_kind[:BEST_RECORDS],
                "rest": of_kind[BEST_RECORDS:MOST_RECORDS],
                "left_out": len(of_kind[MOST_RECORDS:]),
                "total": len(of_kind),
            }
            for kind, of_kind in of_kinds.items()
        ]

    def render_to_response(self, context, **kwargs):
        status = 400 if context["field"].errors else 200
        return super().render_to_response(context, status=status, **kwargs)


class DesignView(TemplateView):
    """The type, colours and parts of the pages, the parts drawn by their own templates."""

    template_name = "design/page.html"

    def get_context_data(self, **kwargs):
        chosen = StatementFilter(QueryDict("kind=joint-statement&date_after=2001"))
        meeting = MeetingView.queryset.of_series().held().newest_first().first()
        return super().get_context_data(**kwargs) | {
            "sizes": showing.sizes(),
            "scripts": words_in_scripts(),
            "colours": list(showing.colours()),
            "text_with_a_note": showing.text_with_a_note(),
            "statements": Statement.objects.published().last_published_first().for_list()[:2],
            "meeting": meeting,
            "figures": list(figures(meeting)) if meeting else [],
            "unknown": list(unknown(meeting)) if meeting else [],
            "filter": chosen,
            "kinds": facet_of(chosen, "kind"),
            "wrong": StatementFilter(QueryDict("date_after=soon"), chosen.public),
            "page_obj": Paginator(range(75), 25).page(2),
        }


class PicturesDesignView(TemplateView):
    """The parts of pictures, drawn by their own templates."""

    template_name = "design/pictures.html"

    def get_context_data(self, **kwargs):
        public = Public()
        return super().get_context_data(**kwargs) | {
            "public": public,
            "histogram": Histogram(StatementFilter({}, public)),
            "party": max(public.parties, key=partial(number_of_statements, public), default=None),
            "wrong": Participations(QueryDict("since=soon")),
        }


def words_in_scripts() -> list[tuple[str, str]]:
    """Give how the archive describes itself in four scripts, where it does: code and words."""
    about = Document.objects.published().filter(slug=FRONT).prefetch_related("texts").first()
    texts = [(code, about and about.text_in(code)) for code in ("en", "el", "ru", "ar")]
    return [
        (code, plain_text(text.body).split("\n")[0] if text else own_name(code))
        for code, text in texts
    ]


def number_of_statements(public: Public, party: Party) -> int:
    return public.numbers.intersection_cardinality(public.facts.numbers("party", party.pk))


def in_english(request, rest=""):
    """Lead from /en/… to the address, which has no prefix in English."""
    return moved(with_query(path_in(request, "en"), request.META["QUERY_STRING"]))


class OpenSearchView(TemplateView):
    """How a browser searches the archive from its own bar."""

    template_name = "opensearch.xml"
    content_type = "application/opensearchdescription+xml; charset=utf-8"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"site": site_address(self.request)}
