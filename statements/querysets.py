"""Statements, topics and dossiers as the archive asks for them."""

from collections.abc import Iterable

from django.db import connection, models
from django.db.models.functions import Coalesce

from imcwp_site.dates import PartialDate, touches
from imcwp_site.filing import filing_key
from imcwp_site.publishing import PublishingQuerySet
from imcwp_site.translated import columns_of


class Replacing(models.Func):
    """The numbers of all that replaces a statement, of whatever state; UNION ends a circle."""

    template = """(
        WITH RECURSIVE replacing(number) AS (
            SELECT statement_id FROM %(table)s
            WHERE kind = 'replaces' AND other_id = %(expressions)s
            UNION
            SELECT later.statement_id FROM %(table)s later
            JOIN replacing ON later.other_id = replacing.number WHERE later.kind = 'replaces'
        )
        SELECT number FROM replacing
    )"""


class StatementQuerySet(PublishingQuerySet):
    """Questions about statements; chains, and so also `meeting.statements.published()`.

    Conditions on what hangs on a statement are semi-joins, so no chain repeats a row.
    """

    def _having(self, related: str, **conditions):
        """Keep the statements that have a `related` row fulfilling all `conditions`."""
        rows = self.model._meta.get_field(related).related_model.objects
        return self.filter(
            models.Exists(rows.filter(statement=models.OuterRef("pk"), **conditions))
        )

    def for_topics(self, topics: Iterable):
        """Keep statements on any of `topics` or of the topics under them."""
        ids = {topic.pk for topic in topics}
        children = self.model.topics.rel.model.objects.filter(parent__in=ids)
        ids.update(children.values_list("pk", flat=True))
        return self._having("topic_links", topic__in=ids)

    def by_any_party(self, parties: Iterable):
        """Keep statements that any of `parties` wrote, initiated or signed."""
        return self._having("signatures", party__in=[party.pk for party in parties])

    def from_countries(self, codes: Iterable[str]):
        """Keep statements that a party of any of these countries wrote or signed."""
        return self._having("signatures", party__country__in=list(codes))

    def in_languages(self, codes: Iterable[str]):
        """Keep statements that have a text in any of these languages, here or at the source."""
        return self._having("texts", language__in=list(codes))

    def of_meetings(self, meetings: Iterable):
        """Keep statements made at any of `meetings`."""
        return self.filter(meeting__in=[meeting.pk for meeting in meetings])

    def issued_between(self, after: PartialDate | None, before: PartialDate | None):
        """Keep statements whose date of issue touches the range; either end may be open."""
        return self.filter(touches("issued", after, before))

    def replacing(self, number: int | models.OuterRef):
        """Keep what stands in the place of a statement, directly or by way of others.

        What it goes by way of may be a draft or withdrawn: who replaced that, replaced both.
        """
        relation = self.model._meta.get_field("relations").related_model
        table = connection.ops.quote_name(relation._meta.db_table)
        return self.filter(pk__in=Replacing(number, table=table))

    def newest_first(self):
        """Order by date of issue, the last first, undated at the end."""
        return self.order_by("-issued", "-number")

    def last_published_first(self):
        """Order as readers of a feed met them: the last to become public first."""
        return self.order_by("-published_at", "-issued", "-number")

    def with_titles(self):
        """Fetch the titles by which a page names statements in the language of the reader."""
        texts = self.model._meta.get_field("texts").related_model.objects.defer("body")
        return self.prefetch_related(
            models.Prefetch("texts", in_own_order(texts), to_attr="text_list")
        )

    def for_list(self, *, texts: models.QuerySet | None = None, with_records: bool = True):
        """Fetch all that a row of a list shows, in a fixed number of queries.

        `texts` says how to fetch the texts; without it they come without their bodies. Adds
        `signatory_count`: how many signed what others wrote, and `is_replaced`. Without records,
        someone who has read all parties, topics and meetings puts them in; see `lists.fill_in`.
        """
        related = {
            name: self.model._meta.get_field(name).related_model
            for name in ("texts", "signatures", "topic_links")
        }
        if texts is None:
            texts = related["texts"].objects.defer("body")
        speak = models.Q(role__in=[role for role in related["signatures"].Role if role.speaks])
        speakers = in_own_order(related["signatures"].objects.filter(speak))
        links = in_own_order(related["topic_links"].objects.all())
        signed = related["signatures"].objects.filter(~speak, statement=models.OuterRef("pk"))
        count = signed.order_by().values("statement").values(number=models.Count("pk"))
        replacing = self.model.objects.published().replacing(models.OuterRef("pk"))
        rows = self.annotate(
            signatory_count=Coalesce(models.Subquery(count), 0),
            is_replaced=models.Exists(replacing),
        )
        if with_records:
            rows = rows.select_related("meeting")
            speakers = with_parties(speakers)
            scope = ("topic__scope_note", *columns_of("topic__scope_note"))
            links = links.select_related("topic").defer(*scope)
        return rows.prefetch_related(
            models.Prefetch("signatures", speakers, to_attr="speakers"),
            models.Prefetch("texts", in_own_order(texts), to_attr="text_list"),
            models.Prefetch("topic_links", links, to_attr="topic_link_list"),
        )


def in_own_order(rows: models.QuerySet) -> models.QuerySet:
    """Order what belongs to statements within each, without the order of the statements.

    That comes first in their default order, and would join the table of statements.
    """
    _of_statement, *own = rows.model._meta.ordering
    return rows.order_by(*own)


def with_parties(signatures: models.QuerySet) -> models.QuerySet:
    """Fetch signatures with their parties, and whether others have the same abbreviation."""
    namesakes = signatures.model.party.field.related_model.objects.namesakes_of("party")
    at_home = namesakes.filter(country=models.OuterRef("party__country"))
    return signatures.select_related("party").annotate(
        has_namesakes=models.Exists(namesakes), has_namesakes_at_home=models.Exists(at_home)
    )


class TopicQuerySet(models.QuerySet):
    """Questions about the vocabulary."""

    def top_level(self):
        """Give the topics that stand under no other."""
        return self.filter(parent__isnull=True)

    def in_tree_order(self) -> list:
        """List each topic before the topics under it, filed by name on both levels."""
        topics = {topic.pk: topic for topic in self}
        for topic in topics.values():
            if topic.parent_id in topics:
                topic.parent = topics[topic.parent_id]
        keys = {topic: filing_key(str(topic)) for topic in topics.values()}
        return sorted(
            keys,
            key=lambda topic: (
                keys.get(topic.parent, keys[topic]),
                topic.parent_id is not None,
                keys[topic],
            ),
        )


class DossierQuerySet(PublishingQuerySet):
    """Questions about dossiers."""

    def with_statement_count(self):
        """Add `statement_count`: how many of a dossier's statements are published."""
        entries = self.model._meta.get_field("entries").related_model
        statements = entries._meta.get_field("statement").related_model
        published = entries.objects.filter(statement__in=statements.objects.published())
        return self.annotate(
            statement_count=models.Count("entries", filter=models.Q(entries__in=published))
        )


class PeriodicalIssueQuerySet(models.QuerySet):
    """Questions about the issues of periodicals."""

    def named(self):
        """Fetch what an issue is called by, in the order of names and numbers."""
        return self.select_related("periodical").order_by("periodical__title", "number")

    def for_list(self, contributors: int | None = None):
        """Fetch all that is shown of an issue, in a fixed number of queries.

        As `first_contributions` come all contributors or so many; `contributor_count` counts all.
        """
        texts = self.model.statement.field.related_model.texts.rel.related_model.objects
        contributions = self.model.contributions.rel.related_model.objects
        shown = contributions.order_by("position", "pk").select_related("party")[:contributors]
        return (
            self.select_related("periodical", "meeting", "statement")
            .annotate(contributor_count=models.Count("contributions"))
            .prefetch_related(
                "editions",
                models.Prefetch("statement__texts", texts.defer("body")),
                models.Prefetch("contributions", shown, to_attr="first_contributions"),
            )
        )
