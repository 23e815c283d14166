"""What an editor says of a change of many: what it sets, and why."""

import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    AdminTextInputWidget,
)
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from imcwp_site.languages import language_choices
from imcwp_site.text import validate_sound
from imcwp_site.widgets import LanguageSelect, LinesField, NamedAutocomplete, NamedChoiceField
from meetings.models import Meeting
from statements.models import Batch, Statement, StatementTopic, Topic


class BatchForm(forms.Form):
    """Why many are changed; what a change sets is added by its own form."""

    note = forms.CharField(
        label=_("Why this change"),
        max_length=500,
        required=False,
        validators=[validate_sound],
        widget=AdminTextInputWidget,
        help_text=_("Kept with the version of each statement."),
    )
    is_minor = forms.BooleanField(
        label=_("Minor change"),
        required=False,
        help_text=_("A slip of the pen or the layout; what the statements say stays the same."),
    )

    field_order: list[str] = [
        "time",
        "reason",
        "topic",
        "meeting",
        "no_meeting",
        "kind",
        "language",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].widget.attrs.pop("maxlength", None)

    def parameters(self) -> dict[str, Any]:
        """Give what the change sets as a batch keeps it."""
        return {name: kept(value) for name, value in self.cleaned_data.items() if name != "note"}


def kept(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, datetime.datetime) else value


class ScheduleForm(BatchForm):
    time = forms.SplitDateTimeField(
        label=_("Public from"),
        widget=AdminSplitDateTime,
        help_text=_("By the clock of the archive."),
    )

    def clean_time(self):
        time = self.cleaned_data["time"]
        if time <= timezone.now():
            raise ValidationError(_("This time has passed: choose one to come, or publish."))
        return time


class WithdrawForm(BatchForm):
    reason = LinesField(
        label=_("Reason of withdrawal"),
        validators=[validate_sound],
        widget=AdminTextareaWidget(attrs={"rows": 3, "dir": "auto"}),
        help_text=Statement._meta.get_field("withdrawal_reason").help_text,
    )


class TopicForm(BatchForm):
    topic = NamedChoiceField(
        Topic.objects.all(),
        label=_("Topic"),
        widget=NamedAutocomplete(StatementTopic._meta.get_field("topic"), admin.site),
    )


class MeetingForm(BatchForm):
    meeting = NamedChoiceField(
        Meeting.objects.all(),
        label=_("Meeting"),
        required=False,
        widget=NamedAutocomplete(Statement._meta.get_field("meeting"), admin.site),
    )
    no_meeting = forms.BooleanField(label=_("They belong to no meeting"), required=False)

    def clean(self):
        cleaned = super().clean()
        if "meeting" in cleaned and bool(cleaned["meeting"]) == cleaned["no_meeting"]:
            self.add_error("meeting", _("Choose a meeting, or say that they belong to none."))
        return cleaned


class KindForm(BatchForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "---------"), *Statement.Kind.choices])


class LanguageForm(BatchForm):
    language = forms.ChoiceField(
        label=_("Language"), choices=language_choices, widget=LanguageSelect
    )


FORMS: dict[str, type[BatchForm]] = {
    Batch.Kind.PUBLISH: BatchForm,
    Batch.Kind.SCHEDULE: ScheduleForm,
    Batch.Kind.WITHDRAW: WithdrawForm,
    Batch.Kind.ADD_TOPIC: TopicForm,
    Batch.Kind.REMOVE_TOPIC: TopicForm,
    Batch.Kind.SET_MEETING: MeetingForm,
    Batch.Kind.SET_KIND: KindForm,
    Batch.Kind.SET_LANGUAGE: LanguageForm,
}


def form_of(batch: Batch, data=None) -> BatchForm:
    """Give the form of the batch, filled with what it has or with what was sent."""
    initial = batch.parameters | {"note": batch.note}
    if "time" in initial:
        initial["time"] = datetime.datetime.fromisoformat(initial["time"])
    return FORMS[batch.kind](data, initial=initial)


def words_of(batch: Batch) -> set[str]:
    """Name the fields that say what the change sets."""
    return set(FORMS[batch.kind].base_fields) - set(BatchForm.base_fields)


def needs_words(batch: Batch) -> bool:
    """Tell whether it is still to be said what the change sets."""
    return not words_of(batch) <= set(batch.parameters)
