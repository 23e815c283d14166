"""What waits at the desk: the work of today, each part of it with the list that holds it."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imcwp_site.counts import Count
from imcwp_site.languages import language_name
from imcwp_site.publishing import State
from statements.access import edits_all, readable
from statements.models import Concern, Statement, Version

Kind = Concern.Kind
# Counting further would take time, and nobody's work today depends on it.
COUNTED = 1_000
RECENT = 10
# In the order in which they are best met; translations come by language.
CONCERNS = (Kind.BEHIND, Kind.NO_TOPIC, Kind.UNRESOLVED, Kind.NO_SOURCE, Kind.DEAD_SOURCE)
LABELS = {
    Kind.BEHIND: gettext_lazy("Translations behind the original"),
    Kind.NO_TOPIC: gettext_lazy("Without topic"),
    Kind.UNRESOLVED: gettext_lazy("With unresolved signatories"),
    Kind.NO_SOURCE: gettext_lazy("Without source"),
    Kind.DEAD_SOURCE: gettext_lazy("With a source that does not answer"),
}


@dataclass(frozen=True)
class Task:
    """Statements that wait for something: how many, and the list that shows the same."""

    label: str
    number: int
    url: str

    @property
    def shown_number(self) -> str:
        if self.number > COUNTED:
            return _("more than %(n)s") % {"n": Count(COUNTED)}
        return str(Count(self.number))


def tasks(editor) -> list[Task]:
    """Give what waits for the editor, as far as it is his or hers to do."""
    if edits_all(editor):
        return [*tasks_of_publishing(editor), *tasks_of_completing()]
    return list(tasks_of_publishing(editor))


def tasks_of_publishing(editor):
    """Give what is on its way to the public."""
    own = Statement.objects.filter(entered_by=editor)
    everyones = readable(Statement.objects.all(), editor)
    yield task(_("Drafts of mine"), own.filter(state=State.DRAFT), "entered=me&state=draft")
    yield task(_("To review"), everyones.filter(state=State.IN_REVIEW), "state=in-review")
    yield task(_("Scheduled"), everyones.scheduled(), "state=scheduled")


def tasks_of_completing():
    """Give what is lacking in statements."""
    for kind in CONCERNS:
        concerns = Concern.objects.filter(kind=kind)
        yield task(str(LABELS[kind]), of_statements(concerns), f"concern={kind}")
    for language in settings.WORKING_LANGUAGES:
        concerns = Concern.objects.filter(kind=Kind.UNTRANSLATED, detail=language)
        label = _("Without a text in %(language)s") % {"language": language_name(language)}
        yield task(label, of_statements(concerns), f"concern={Kind.UNTRANSLATED}:{language}")


def of_statements(concerns: QuerySet) -> QuerySet:
    """Give the numbers of the statements that the concerns are about, each once."""
    return concerns.order_by().values("statement").distinct()


def task(label: str, rows: QuerySet, query: str) -> Task:
    url = reverse("admin:statements_statement_changelist")
    return Task(label, rows.order_by()[: COUNTED + 1].count(), f"{url}?{query}")


def recent_changes(editor) -> QuerySet:
    """Give the last versions of the statements that the editor may read, the newest first."""
    versions = Version.objects.select_related("statement", "by").defer("content")
    if not edits_all(editor):
        versions = versions.filter(statement__entered_by=editor)
    return versions.order_by("-pk")[:RECENT]
