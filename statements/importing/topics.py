"""topics.csv: the vocabulary."""

from statements.importing import files
from statements.importing.records import Table, chunks
from statements.importing.report import Refused
from statements.models import Topic


class Topics(Table):
    """The vocabulary: topics first, then the topics under them."""

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
        # Refusals of the reader are reported in the first pass; the second keeps quiet on them.
        for under in (False, True):
            rows = (
                row
                for row in self.run.rows(self.file, again=under)
                if bool(row.cells["parent_slug"]) == under
            )
            for chunk in chunks(rows):
                self.take(chunk)

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
                if topic.parent_id:
                    self.run.top_topics.discard(topic.pk)
                    self.run.parent_topics.add(topic.parent_id)
                else:
                    self.run.top_topics.add(topic.pk)
