"""The pages that compose the whole archive."""

from django.views.generic import TemplateView

from imcwp_site.dates import PartialDate
from meetings.models import Meeting
from parties.models import Party
from statements.models import Dossier, Statement, Topic

NEWEST_STATEMENTS = 10


class HomeView(TemplateView):
    """What this is, what is new, the latest and the next meeting, where to begin."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        published = Statement.objects.published()
        years = published.count_by_date(4)
        latest = Meeting.objects.of_series().held().newest_first().with_hosts().first()
        return super().get_context_data(**kwargs) | {
            "statements": published.last_published_first().for_list()[:NEWEST_STATEMENTS],
            "statement_count": published.count(),
            "years": [
                (PartialDate(int(year)), years[year]) for year in sorted(years, reverse=True)
            ],
            "meeting_count": Meeting.objects.count(),
            "party_count": Party.objects.count(),
            "latest_meeting": latest,
            "coming_meetings": Meeting.objects.of_series().expected(latest),
            "topics": Topic.objects.top_level().in_tree_order(),
            "dossiers": Dossier.objects.published().order_by("-updated_at")[:5],
        }
