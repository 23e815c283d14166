"""How many statements are chosen in their list, and chosen again from a report."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import redirect
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imcwp_site.numbers import is_key
from imcwp_site.phrases import capfirst
from statements import batches
from statements.models import Batch, BatchRow

OF_PUBLISHING = {Batch.Kind.PUBLISH, Batch.Kind.SCHEDULE, Batch.Kind.WITHDRAW}


def may_ask(editor, kind: str) -> bool:
    """Tell whether the editor may ask for such a change; each statement is asked about later."""
    action = "publish" if kind in OF_PUBLISHING else "change"
    return editor.has_perm(f"statements.{action}_statement")


def action_of(kind: Batch.Kind):
    """Make the action that keeps what is chosen and leads to its confirmation."""

    @admin.action(
        description=format_lazy(gettext_lazy("{change} …"), change=capfirst(kind.label)),
        permissions=["publish" if kind in OF_PUBLISHING else "change"],
    )
    def ask(desk, request, statements):
        batch = batches.make(kind, statements, by=request.user)
        if not batch.rows.exists():
            batch.delete()
            desk.message_user(request, _("Nothing is chosen any more."), messages.WARNING)
            return None
        return redirect("admin:statements_batch_change", batch.pk)

    ask.__name__ = f"batch_{kind.name.lower()}"
    return ask


class ManyAtOnce:
    """A list of statements from which many are changed at once."""

    actions = [*map(action_of, Batch.Kind), "delete_selected"]

    def has_publish_permission(self, request):
        return self.may_publish(request)

    def changelist_view(self, request, extra_context=None):
        """Take all that match even if none is ticked: without JavaScript none has to be."""
        if request.POST.get("select_across") == "1" and ACTION_CHECKBOX_NAME not in request.POST:
            request.POST = request.POST.copy()
            request.POST[ACTION_CHECKBOX_NAME] = "0"
        return super().changelist_view(request, extra_context)


class BatchFilter(admin.SimpleListFilter):
    """The statements of a batch with one outcome ("7:refused"); offered by its report alone."""

    title = gettext_lazy("change of many")
    parameter_name = "batch"

    def lookups(self, request, model_admin):
        key, _colon, outcome = (self.value() or "").partition(":")
        if is_key(key) and outcome in BatchRow.Outcome:
            self.rows = BatchRow.objects.filter(batch=key, outcome=outcome)
            return [(self.value(), BatchRow.Outcome(outcome).label)]
        return []

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=self.rows.values("number")) if self.value() else queryset
