"""Which statements exist in which languages: of the whole archive, and of a meeting."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.views.generic import DetailView, TemplateView

from imcwp_site.addresses import FormerAddressMixin
from meetings.models import Meeting
from statements.coverage import Coverage
from statements.index.public import Public
from statements.lists import Listed, Order
from statements.models import Statement, Text

STATEMENTS_ON_PAGE, TEXTS_ON_PAGE = 100, 200
Row = tuple[Statement, list[dict[str, Any]]]


class LanguagesView(TemplateView):
    """The languages of the texts, year by year, and the meetings whose statements have any."""

    template_name = "languages/list.html"

    def get_context_data(self, **kwargs):
        public = Public()
        coverage = Coverage(public, public.numbers)
        years = coverage.draw()
        of_meetings = public.facts.of("meeting")
        meetings = [
            (meeting, number)
            for meeting in public.meetings
            if (own := of_meetings.get(str(meeting.pk)))
            and (number := public.numbers.intersection_cardinality(own))
        ]
        return super().get_context_data(**kwargs) | {
            "coverage": coverage,
            "years": years,
            "meetings": meetings,
        }


class MeetingLanguagesView(FormerAddressMixin, DetailView):
    """The statements of a meeting, each with the languages that it exists in."""

    queryset = Meeting.objects.all()
    template_name = "languages/meeting.html"
    context_object_name = "meeting"

    def get_context_data(self, **kwargs):
        public = Public()
        own = public.numbers & public.facts.numbers("meeting", self.object.pk)
        coverage = Coverage(public, own)
        statements = Listed(public.facts, own, Order.NEWEST)[:STATEMENTS_ON_PAGE]
        rows = list(until_full((one, cells(one, coverage)) for one in statements))
        return super().get_context_data(**kwargs) | {
            "coverage": coverage,
            "rows": rows,
            "rest": len(own) - len(rows),
        }


def until_full(rows: Iterable[Row]) -> Iterator[Row]:
    """Give rows until they hold as many texts as a page does."""
    texts = 0
    for statement, found in rows:
        texts += sum(cell["is_text"] for cell in found)
        if texts > TEXTS_ON_PAGE:
            break
        yield statement, found


def cells(statement: Statement, coverage: Coverage) -> list[dict[str, Any]]:
    """Say for each language whether a statement exists in it, how, and where its text is."""
    found = []
    for language in coverage.languages:
        cell: dict[str, Any] = {"is_text": statement.pk in language.statements}
        if cell["is_text"]:
            status = language.status_of(statement.pk)
            cell["status"] = Text.Status(status).label if status else ""
            if statement.pk in language.here:
                cell["language"] = language.code
        found.append(cell)
    return found
