"""The pages of the topics: the vocabulary, and each topic with what the index knows of it."""

from itertools import islice

from django.http import QueryDict
from django.views.generic import DetailView, ListView

from imcwp_site.addresses import FormerAddressMixin, list_addresses
from statements.filters import StatementFilter
from statements.histogram import Histogram
from statements.index.ordering import oldest_first
from statements.index.public import Public
from statements.lists import Listed, Order
from statements.models import Statement, Topic
from statements.neighbours import parties_on, topics_beside
from statements.over_time import courses, years_of


class TopicListView(ListView):
    """The vocabulary in two levels, each topic with its public statements year by year."""

    template_name = "topics/list.html"
    context_object_name = "topics"

    def get_queryset(self):
        self.public = Public()
        return self.public.topic_tree()

    def get_context_data(self, **kwargs):
        years, sets = years_of(self.public), self.public.topic_sets
        upper = self.object_list
        lower = [topic for one in upper for topic in one.branches]
        # On a scale for each level: beside all that stands under it a topic would not be seen.
        for level in (upper, lower):
            drawn = courses(years, (self.public.numbers & sets[str(one.pk)] for one in level))
            for topic, course in zip(level, drawn, strict=True):
                topic.course = course
        return super().get_context_data(**kwargs) | {"years": list(years)}


class TopicView(FormerAddressMixin, DetailView):
    """A topic: what belongs there, the statements year by year, what and who stands beside it."""

    queryset = Topic.objects.select_related("parent")
    template_name = "topics/topic.html"

    def get_context_data(self, **kwargs):
        topic, public = self.object, Public()
        topics, query = public.counted_topics(), f"topic={topic.slug}"
        of_topic = public.numbers & public.topic_sets[str(topic.pk)]
        dated = of_topic - public.facts.numbers("issued", "")
        first = islice(oldest_first(public.facts, dated), 1)
        statements = Listed(public.facts, of_topic, Order.NEWEST)[:25]
        return (
            super().get_context_data(**kwargs)
            | {
                "children": [one for one in topics if one.parent_id == topic.pk],
                "statement_count": len(of_topic),
                "statements": statements,
                "first": Statement.objects.published().filter(pk__in=first),
                "latest": statements[:1] if dated else [],
                "histogram": Histogram(StatementFilter(QueryDict(query), public)),
                "beside": topics_beside(topic, public, of_topic),
                "parties": parties_on(public, of_topic),
            }
            | list_addresses(query)
        )
