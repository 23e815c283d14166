"""The pages of the meetings and of the Working Group."""

from itertools import groupby

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView

from imcwp_site.addresses import FormerAddressMixin, list_addresses
from imcwp_site.directions import isolated
from meetings.forms import ParticipationForm
from meetings.mapping import GROUPS, Map
from meetings.models import Meeting, Participation, WorkingGroupTerm
from meetings.participation import Mark, Participations

# A meeting's page shows this many of its documents and leads to the list for the others.
DOCUMENTS_ON_PAGE = 100


class MeetingListView(ListView):
    """All meetings: the series itself, the sessions of the Working Group, the others."""

    queryset = Meeting.objects.newest_first().with_hosts()
    template_name = "meetings/list.html"

    def get_context_data(self, **kwargs):
        meetings = self.object_list
        series = {Meeting.Kind.ORDINARY, Meeting.Kind.EXTRAORDINARY}
        sessions = {Meeting.Kind.WORKING_GROUP}
        return super().get_context_data(**kwargs) | {
            "series": [meeting for meeting in meetings if meeting.kind in series],
            "sessions": [meeting for meeting in meetings if meeting.kind in sessions],
            "others": [meeting for meeting in meetings if meeting.kind not in series | sessions],
        }


class MeetingView(FormerAddressMixin, DetailView):
    """A meeting: the facts with their sources, who took part in which role, its documents."""

    queryset = Meeting.objects.with_hosts().prefetch_related(
        "themes", "printed_counts", "printed_dates"
    )
    template_name = "meetings/meeting.html"
    context_object_name = "meeting"

    def get_context_data(self, **kwargs):
        meeting = self.object
        neighbours = Meeting.objects.grouped_with(meeting)
        documents = meeting.statements.published()
        participations = list(meeting.participations.select_related("party"))
        return (
            super().get_context_data(**kwargs)
            | {
                "previous": neighbours.before(meeting).first(),
                "next": neighbours.after(meeting).first(),
                "participants_by_role": participants_by_role(participations),
                "party_count": len({row.party_id for row in participations}),
                "participant_sources": distinct_sources(participations),
                "document_count": documents.count(),
                "documents_by_kind": documents_by_kind(
                    documents.newest_first().for_list()[:DOCUMENTS_ON_PAGE]
                ),
            }
            | list_addresses(f"meeting={meeting.slug}")
        )


def participants_by_role(participations) -> list[tuple[str, list[tuple[str, list]]]]:
    """Give (role, [(country, participations)]) in the order of the roles and of the names."""
    ordered = sorted(participations, key=lambda row: (row.party.country_name, row.party.name))
    roles = []
    for role in Participation.Role:
        rows = [row for row in ordered if row.role == role]
        countries = groupby(rows, lambda row: row.party.country_name)
        if rows:
            roles.append(
                (str(role.label), [(country, list(group)) for country, group in countries])
            )
    return roles


def distinct_sources(records) -> list:
    """Give each source that the records name once, in the order of the records."""
    return list(dict.fromkeys(source for record in records for source in record.sources))


def documents_by_kind(statements) -> list[tuple[str, list]]:
    """Give (kind, statements) in the order in which the kinds stand in the vocabulary."""
    statements = list(statements)
    kinds = statements[0]._meta.get_field("kind").choices if statements else []
    grouped = [
        (label, [statement for statement in statements if statement.kind == kind])
        for kind, label in kinds
    ]
    return [(label, rows) for label, rows in grouped if rows]


class ParticipationView(TemplateView):
    """Parties by meetings: who is named where in which role."""

    template_name = "meetings/participation.html"

    def get_context_data(self, **kwargs):
        table = Participations(self.request.GET)
        return super().get_context_data(**kwargs) | {
            "table": table,
            "query": table.query_with(sort=""),
            "orders": [
                (order, order.label, table.query_with(sort=order if place else ""))
                for place, order in enumerate(ParticipationForm.Sort)
            ],
            "marks": Mark,
        }

    def render_to_response(self, context, **kwargs):
        status = 400 if context["table"].form.errors else 200
        return super().render_to_response(context, status=status, **kwargs)


def participation_table(request):
    """Give the table as CSV, under the same filters."""
    table = Participations(request.GET)
    if faults := table.faults:
        return HttpResponse("\n".join(faults), status=400, content_type="text/plain; charset=utf-8")
    answer = StreamingHttpResponse(table.lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="participation.csv"'
    return answer


class WorkingGroupView(TemplateView):
    """The Working Group: who was named when, by which source, and its sessions."""

    template_name = "meetings/working_group.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "compositions": self.compositions(),
            "sessions": Meeting.objects.working_group_sessions().newest_first().with_hosts(),
        }

    def compositions(self) -> list[dict]:
        """Give the members named at each time, the last first, with the notes and sources."""
        terms = WorkingGroupTerm.objects.select_related("party").order_by("-start", "party__name")
        compositions = []
        for start, group in groupby(terms, lambda term: term.start):
            members = list(group)
            compositions.append(
                {
                    "start": start,
                    "members": members,
                    "notes": list(dict.fromkeys(term.note for term in members if term.note)),
                    "sources": distinct_sources(members),
                }
            )
        return compositions


def map_view(request):
    """Give the map of the meetings, all or those of a group, and of the parties."""
    group = request.GET.get("meetings", "")
    if group not in GROUPS:
        reason = _("There are no meetings of the kind “%s” on the map.") % isolated(group)
        return render(request, "400.html", {"reason": reason}, status=400)
    return render(request, "meetings/map.html", {"map": Map(group)})
