"""The pages of the meetings and of the Working Group."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView

from imcwp_site.addresses import FormerAddressMixin, list_addresses
from imcwp_site.directions import isolated
from meetings.forms import ParticipationForm
from meetings.known import Named, figures, unknown
from meetings.mapping import Map
from meetings.models import Meeting, Participation
from meetings.participation import Mark, Participations
from meetings.shared import shared_with
from meetings.working_group import WorkingGroup


class MeetingListView(ListView):
    """All meetings: the series itself, the sessions of the Working Group, the others."""

    queryset = Meeting.objects.newest_first().with_hosts()
    template_name = "meetings/list.html"

    def get_context_data(self, **kwargs):
        """Give the meetings of each group under its name: `series`, `others`, `sessions`."""
        return super().get_context_data(**kwargs) | {
            group.value: [meeting for meeting in self.object_list if meeting.group == group]
            for group in Meeting.Group
        }


class MeetingView(FormerAddressMixin, DetailView):
    """A meeting: the facts with their sources, and who took part in which role.

    The template asks for its documents, as of all that stands in the apps above.
    """

    queryset = Meeting.objects.with_hosts().prefetch_related(
        "themes", "printed_counts", "printed_dates"
    )
    template_name = "meetings/meeting.html"
    context_object_name = "meeting"

    def get_context_data(self, **kwargs):
        meeting = self.object
        neighbours = Meeting.objects.grouped_with(meeting)
        return (
            super().get_context_data(**kwargs)
            | {
                "previous": neighbours.before(meeting).first(),
                "next": neighbours.after(meeting).first(),
                "named": Named(meeting.participations.select_related("party")),
                "shared": shared_with(meeting),
                "figures": list(figures(meeting)),
                "unknown": list(unknown(meeting)),
            }
            | list_addresses(f"meeting={meeting.slug}")
        )


class MeetingPartiesView(FormerAddressMixin, DetailView):
    """The parties named at a meeting, by role and country: too many for its own page."""

    queryset = Meeting.objects.filter(pk__in=Participation.objects.values("meeting"))
    template_name = "meetings/parties.html"

    def get_context_data(self, **kwargs):
        meeting = self.object
        return (
            super().get_context_data(**kwargs)
            | {"named": Named(meeting.participations.select_related("party"))}
            | list_addresses(f"meeting={meeting.slug}")
        )


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
        return super().get_context_data(**kwargs) | {"group": WorkingGroup()}


def map_view(request):
    """Give the map of the meetings, all or those of a group, and of the parties."""
    group = request.GET.get("meetings", "")
    if group and group not in Meeting.Group:
        reason = _("There are no meetings of the kind “%s” on the map.") % isolated(group)
        return render(request, "400.html", {"reason": reason}, status=400)
    return render(request, "meetings/map.html", {"map": Map(group)})
