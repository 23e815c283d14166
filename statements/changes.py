"""The changes that an editor may ask for many statements at once, each made to one statement.

A change is first made in memory, by the rules that the form of a statement has, and that alone
tells what will happen; then it is written.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from imcwp_site.languages import language_name
from imcwp_site.phrases import capfirst, listed
from imcwp_site.publishing import State
from meetings.models import Meeting
from statements.models import Batch, Statement, StatementTopic, Text, Topic
from statements.models.kinds import name_of


class Change:
    """One change to one statement: altered in memory, then written, unless a rule forbids it."""

    fields: ClassVar[list[str]] = []  # of the statement, that are written

    def __init__(self, parameters: Mapping[str, Any]):
        self.parameters = parameters

    def __str__(self):
        """Say what the change sets, "" if its name says all."""
        return ""

    def load(self, statements: models.QuerySet) -> models.QuerySet:
        """Fetch what `alter` reads, in a fixed number of queries."""
        return statements

    def value(self, statement: Statement) -> str:
        """Say what the statement has where it is changed."""
        raise NotImplementedError

    def alter(self, statement: Statement) -> str:
        """Change the statement in memory and say what it has now; "" if nothing changes.

        Raises ValidationError with everything that forbids it.
        """
        raise NotImplementedError

    def write(self, statement: Statement) -> None:
        """Keep what `alter` has changed, so that the statement in memory says the same."""
        statement.save(update_fields=[*self.fields, "updated_at"])


class OfPublishing(Change):
    """A change of state and publication time, by the rules of publishing."""

    fields = ["state", "published_at", "withdrawal_reason"]

    def set(self, statement: Statement) -> None:
        raise NotImplementedError

    def value(self, statement):
        if statement.is_scheduled:
            return _("scheduled for %(time)s") % {"time": shown(statement.published_at)}
        return str(statement.get_state_display())

    def alter(self, statement):
        was_public = statement.was_public
        before = values_of(statement, self.fields)
        self.set(statement)
        if values_of(statement, self.fields) == before:
            return ""
        refuse(statement, statement.broken_rules(was_public=was_public))
        return self.value(statement)


class Publish(OfPublishing):
    """Public at once, at the time it has had if that is past."""

    def set(self, statement):
        statement.state = State.PUBLISHED
        if not statement.was_public:
            statement.published_at = timezone.now()


class Schedule(OfPublishing):
    """Public from a time to come."""

    def __str__(self):
        return shown(self.time)

    @property
    def time(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.parameters["time"])

    def set(self, statement):
        statement.state = State.PUBLISHED
        statement.published_at = self.time


class Withdraw(OfPublishing):
    """Withdrawn with a reason; what is withdrawn already keeps the reason it has."""

    def __str__(self):
        return self.parameters["reason"]

    def set(self, statement):
        if statement.state != State.WITHDRAWN:
            statement.state = State.WITHDRAWN
            statement.withdrawal_reason = self.parameters["reason"]


class OfTopic(Change):
    """A change of one topic among those that a statement has."""

    def __init__(self, parameters):
        super().__init__(parameters)
        self.topic = Topic.objects.get(pk=parameters["topic"])

    def __str__(self):
        return str(self.topic)

    def load(self, statements):
        return statements.prefetch_related("topic_links")

    def has(self, statement) -> bool:
        return any(link.topic_id == self.topic.pk for link in statement.topic_links.all())

    def value(self, statement):
        return _("with it") if self.has(statement) else _("without it")

    def write(self, statement):
        super().write(statement)
        statement.refresh_from_db(fields=["topic_links"])  # forgets those that were fetched
        models.prefetch_related_objects([statement], "topic_links__topic")


class AddTopic(OfTopic):
    """The topic comes last, unless the statement has it."""

    def alter(self, statement):
        if self.has(statement):
            return ""
        last = max((link.position for link in statement.topic_links.all()), default=0)
        self.link = StatementTopic(statement=statement, topic=self.topic, position=last + 1)
        return _("with it")

    def write(self, statement):
        self.link.save(force_insert=True)
        super().write(statement)


class RemoveTopic(OfTopic):
    """The others keep their order."""

    def alter(self, statement):
        return _("without it") if self.has(statement) else ""

    def write(self, statement):
        StatementTopic.objects.filter(statement=statement, topic=self.topic).delete()
        super().write(statement)


class SetMeeting(Change):
    """The meeting, or none."""

    fields = ["meeting"]

    def __init__(self, parameters):
        super().__init__(parameters)
        key = parameters["meeting"]
        self.meeting = Meeting.objects.get(pk=key) if key else None

    def __str__(self):
        return str(self.meeting or _("none"))

    def load(self, statements):
        return statements.select_related("meeting")

    def value(self, statement):
        return str(statement.meeting or _("no meeting"))

    def alter(self, statement):
        if statement.meeting == self.meeting:
            return ""
        statement.meeting = self.meeting
        return self.value(statement)


class SetKind(Change):
    fields = ["kind"]

    def __str__(self):
        return name_of(self.parameters["kind"])

    def value(self, statement):
        return statement.kind_label or _("no kind")

    def alter(self, statement):
        if statement.kind == self.parameters["kind"]:
            return ""
        statement.kind = self.parameters["kind"]
        return self.value(statement)


class SetLanguage(Change):
    """The language of the only text; of several nobody could say which is meant."""

    def __str__(self):
        return language_name(self.parameters["language"])

    def load(self, statements):
        return statements.prefetch_related(
            models.Prefetch("texts", Text.objects.defer("title", "summary", "body"))
        )

    def value(self, statement):
        names = [language_name(text.language) for text in statement.texts.all()]
        return listed(names) or _("no text")

    def alter(self, statement):
        texts = list(statement.texts.all())
        if len(texts) != 1:
            raise ValidationError(
                _("It has %(n)d texts: choose the language of each in its form.")
                if texts
                else _("It has no text."),
                params={"n": len(texts)},
            )
        self.text = texts[0]
        if self.text.language == self.parameters["language"]:
            return ""
        self.text.language = self.parameters["language"]
        if self.text.translated_from == self.text.language:
            raise ValidationError(_("A text is not translated from its own language."))
        return self.value(statement)

    def write(self, statement):
        self.text.save(update_fields=["language"])
        super().write(statement)


class Impossible(Change):
    """A change that names what has been deleted since it was asked for."""

    def __str__(self):
        return _("deleted meanwhile")

    def value(self, statement):
        return ""

    def alter(self, statement):
        raise ValidationError(_("What the change sets has been deleted meanwhile."))


CHANGES: dict[str, type[Change]] = {
    Batch.Kind.PUBLISH: Publish,
    Batch.Kind.SCHEDULE: Schedule,
    Batch.Kind.WITHDRAW: Withdraw,
    Batch.Kind.ADD_TOPIC: AddTopic,
    Batch.Kind.REMOVE_TOPIC: RemoveTopic,
    Batch.Kind.SET_MEETING: SetMeeting,
    Batch.Kind.SET_KIND: SetKind,
    Batch.Kind.SET_LANGUAGE: SetLanguage,
}


def change_of(batch: Batch) -> Change:
    """Give the change that the batch makes to each of its statements."""
    try:
        return CHANGES[batch.kind](batch.parameters)
    except ObjectDoesNotExist:
        return Impossible(batch.parameters)


def refuse(statement: Statement, broken: Mapping[str, str]) -> None:
    """Raise ValidationError with each broken rule and the name of its field, if there are any."""
    fields: Any = statement._meta
    if broken:
        raise ValidationError(
            [
                _("%(field)s: %(rule)s")
                % {"field": capfirst(fields.get_field(name).verbose_name), "rule": rule}
                for name, rule in broken.items()
            ]
        )


def values_of(statement: Statement, names: Iterable[str]) -> list:
    return [getattr(statement, name) for name in names]


def shown(time: datetime.datetime) -> str:
    return date_format(timezone.localtime(time), "DATETIME_FORMAT")
