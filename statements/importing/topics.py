"""topics.csv: the vocabulary."""

from statements.importing import files
from statements.importing.reading import Row
from statements.importing.records import Table
from statements.importing.report import Refused
from statements.models import Topic


class Topics(Table):
    """The vocabulary, in the order of the file."""

    file = files.TOPICS
    model = Topic
    known_as = "topic"
    references = {"parent_slug": ("parent_id", "topic")}
    fields = {
        "slug": "slug",
        "name": "name",
        "scope_note": "scope_note",
        "source": "source",
        "confidence": "confidence",
    }

    def load(self) -> None:
        """Take the rows over in their order; one before its parent gets it at the end."""
        self.made: set[int] = set()
        self.taken_over: set[int] = set()
        for row in self.run.rows(self.file):
            if row.cells["parent_slug"] in self.run.known["topic"] or not row.cells["parent_slug"]:
                self.take([row])
            else:
                self.make_way(row)
        for parents in self.run.spool.pages_of_parents(self.file.name):
            for rows in self.run.spool.take(self.file.name, parents).values():
                self.take(rows)
        # What was made for a row that was then refused goes again.
        if left := self.made - self.taken_over:
            Topic.objects.filter(pk__in=left).delete()
            known = self.run.known["topic"]
            self.run.known["topic"] = {slug: pk for slug, pk in known.items() if pk not in left}

    def make_way(self, row: Row) -> None:
        """Keep the topic's place in the order until its parent is there."""
        slug, name = row.cells["slug"], row.cells["name"]
        self.run.spool.keep(row, slug)
        if slug not in self.run.known["topic"] and len(slug) <= 60:
            topic = Topic.objects.create(slug=slug, name=name[:100])
            self.run.known["topic"][slug] = topic.pk
            self.made.add(topic.pk)

    def was_made(self, instance: Topic) -> bool:
        return instance.pk in self.made

    def check(self, instance: Topic) -> None:
        if not instance.parent_id:
            return
        tops = self.run.top_topics
        if instance.parent_id not in tops or instance.parent_id == instance.pk:
            raise Refused(
                "it stands under a topic itself: there are two levels", field="parent_slug"
            )
        if instance.pk and instance.pk in self.run.parent_topics:
            raise Refused("topics stand under this one: there are two levels", field="parent_slug")

    def write(self, written: list) -> None:
        super().write(written)
        for _ready, pairs in written:
            for topic, _changed in pairs:
                self.taken_over.add(topic.pk)
                if topic.parent_id:
                    self.run.top_topics.discard(topic.pk)
                    self.run.parent_topics.add(topic.parent_id)
                else:
                    self.run.top_topics.add(topic.pk)
