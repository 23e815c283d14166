from django.contrib import messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk
from imcwp_site.desk_forms import DeskForm
from imcwp_site.publishing import UNPUBLISHED, State


class PublishingForm(DeskForm):
    """Lets a draft be incomplete, fills the publication time, and asks the rules of publishing."""

    may_publish = True

    def __init__(self, data=None, *args, **kwargs):
        if data and "_state" in data:  # a button that saves and moves on
            data = data.copy()
            data["state"] = data["_state"]
        super().__init__(data, *args, **kwargs)
        self.was_public = self.instance.was_public  # as it is kept, before anything is typed
        if "state" in self.fields and not self.may_publish:
            kept = State(self.instance.state)
            allowed = UNPUBLISHED if kept in UNPUBLISHED else [kept]
            self.fields["state"].choices = [(state.value, state.label) for state in allowed]
        for name in self.instance.required_beyond_draft:
            if name in self.fields:  # a form that is only read has none
                self.fields[name].required = False

    def clean(self):
        cleaned = super().clean()
        record = self.instance
        if "published_at" in cleaned and "published_at" not in self.changed_data:
            cleaned["published_at"] = record.published_at  # the field knows no parts of a second
        ruled = ["state", "published_at", "withdrawal_reason", *record.required_beyond_draft]
        for name in ruled:
            if name in cleaned:
                setattr(record, name, cleaned[name])
        for name, complaint in record.broken_rules(was_public=self.was_public).items():
            if name in cleaned:
                self.add_error(name, complaint)
        if "published_at" in cleaned and "state" in cleaned:
            record.set_publication_time()
            cleaned["published_at"] = record.published_at
        return cleaned


def what_happened(record, changed: list[str]) -> str:
    """Say what a saving that changed these fields means for visitors, "" if nothing."""
    if not {"state", "published_at"} & set(changed):
        return ""
    if record.is_scheduled:
        time = timezone.localtime(record.published_at)
        written = date_format(time, pgettext("format of date and time", "j F Y, H:i T"))
        return gettext("It will be public on %(time)s.") % {"time": written}
    if "state" not in changed:
        return ""
    if record.is_public:
        sentence = gettext('It is published: <a href="{}">its page</a>.')
    elif record.is_withdrawn:
        sentence = gettext('It is withdrawn; <a href="{}">its page</a> gives the reason.')
    elif record.state == State.IN_REVIEW:
        return gettext("It was sent to review.")
    else:
        return gettext("It is a draft again.")
    return format_html(sentence, record.get_absolute_url())


class PublishingDesk(Desk):
    """A section of records that are published, and then withdrawn and never deleted."""

    why_kept = _(
        "What was public is never deleted, because others may have cited it: withdraw it instead."
    )

    publishing_fields = ("published_at", "withdrawal_reason")

    def may_publish(self, request) -> bool:
        """Tell whether the editor may publish and withdraw records of this section."""
        label = self.opts
        return request.user.has_perm(f"{label.app_label}.publish_{label.model_name}")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.may_publish = self.may_publish(request)
        return form

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["next_states"] = list(self.next_states(request, obj))
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def next_states(self, request, obj):
        """Give the states to which a button leads, each with what the button says."""
        state = obj.state if obj else State.DRAFT
        if state == State.DRAFT:
            yield State.IN_REVIEW, _("Save and send to review")
        if state in UNPUBLISHED and self.may_publish(request):
            yield State.PUBLISHED, _("Save and publish")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        request.happened = what_happened(obj, form.changed_data)

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Say with “changed successfully” what that was: sent to review, published, withdrawn."""
        if level == messages.SUCCESS and (happened := getattr(request, "happened", "")):
            message = format_html("{} {}", message, happened)
            request.happened = ""
        super().message_user(request, message, level, *args, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if self.may_publish(request) else [*fields, *self.publishing_fields]

    def is_kept(self, record):
        return record.was_public
