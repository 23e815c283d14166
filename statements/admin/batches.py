"""The desk of changes of many: what will happen, how far it is, what became of each statement."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from imcwp_site.admin import Desk, ReadOnly
from imcwp_site.counts import Count
from imcwp_site.desk_lists import DeskChangeList
from imcwp_site.phrases import capfirst
from statements import batches
from statements.access import edits_all
from statements.admin.batch_actions import may_ask
from statements.admin.batch_forms import form_of, needs_words, words_of
from statements.admin.batch_reports import (
    Line,
    as_csv,
    how_far,
    lines_of,
    prospects,
)
from statements.changes import change_of
from statements.models import Batch, BatchRow

Outcome = BatchRow.Outcome
SECONDS = 2  # of work a request; the next one continues
TRIED = 1_000  # statements that the confirmation looks at
ROWS = 100  # a page


OUTCOMES = {
    Outcome.REFUSED: Outcome.REFUSED.label,
    Outcome.CHANGED: Outcome.CHANGED.label,
    Outcome.UNCHANGED: Outcome.UNCHANGED.label,
    Outcome.WAITING: gettext_lazy("not done"),
}
PROSPECTS = {
    Outcome.REFUSED: Outcome.REFUSED.label,
    Outcome.CHANGED: pgettext_lazy("statements will", "change"),
    Outcome.UNCHANGED: gettext_lazy("stay as they are"),
}


class BatchList(DeskChangeList):
    """The batches with their counts, by one query for all that are shown."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        counts = batches.count(self.result_list)
        for batch in self.result_list:
            batch.counts = counts[batch.pk]


@admin.register(Batch)
class BatchAdmin(ReadOnly, Desk):
    list_display = ["what", "made_at", "by", "how_far", "note"]
    list_select_related = ["by"]
    list_filter = ["kind"]
    search_fields = ["note"]
    list_per_page = 20
    actions = None

    def get_changelist(self, request, **kwargs):
        return BatchList

    def get_urls(self):
        report = self.admin_site.admin_view(self.report_as_csv)
        return [
            path("<int:key>/report.csv", report, name="statements_batch_report"),
            *super().get_urls(),
        ]

    # Who sees and does what: editors see all, everybody his or her own

    def get_queryset(self, request):
        found = super().get_queryset(request)
        own = found.filter(by=request.user)
        return own | found.exclude(confirmed_at=None) if self.sees_all(request) else own

    def sees_all(self, request) -> bool:
        return request.user.has_perm("statements.view_batch")

    def has_module_permission(self, request):
        """Offer the section to who sees all, and to who has asked for such a change before."""
        own = Batch.objects.filter(by=request.user.pk)
        return self.sees_all(request) or (self.has_view_permission(request) and own.exists())

    def has_view_permission(self, request, obj=None):
        if self.sees_all(request) or (obj and obj.by_id == request.user.pk):
            return True
        return obj is None and request.user.has_perm("statements.change_statement")

    def may_run(self, request, batch) -> bool:
        return batch.by_id == request.user.pk and may_ask(request.user, batch.kind)

    def may_stop(self, request, batch) -> bool:
        return batch.by_id == request.user.pk or edits_all(request.user)

    # The list

    @admin.display(description=pgettext_lazy("what is done", "change"), ordering="kind")
    def what(self, batch):
        return capfirst(batch.get_kind_display())

    @admin.display(description=gettext_lazy("statements"))
    def how_far(self, batch):
        return how_far(batch, batch.counts)

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    # The page of one batch

    def change_view(self, request, object_id, form_url="", extra_context=None):
        batch = self.get_object(request, object_id)
        if batch is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        if request.method == "POST":
            return self.act(request, batch)
        page = self.report if batch.confirmed_at else self.confirmation
        return page(request, batch)

    def act(self, request, batch):
        """Do what a button says, as far as the batch has not come past it."""
        step = request.POST.get("step")
        allowed = self.may_stop if step in ("stop", "cancel") else self.may_run
        if not allowed(request, batch):
            raise PermissionDenied
        if batch.confirmed_at is None:
            if step == "cancel":
                batches.forget(Batch.objects.filter(pk=batch.pk))
                messages.info(request, _("Nothing was changed."))
                return HttpResponseRedirect(reverse("admin:statements_statement_changelist"))
            return self.settle(request, batch, confirmed=step == "confirm")
        if step == "stop":
            batches.stop(batch)
        elif step == "continue":
            self.work(request, batch)
        return HttpResponseRedirect(request.path)

    def settle(self, request, batch, *, confirmed: bool):
        """Keep what the change sets; begin if that is what was shown and is confirmed."""
        form = form_of(batch, request.POST)
        if not form.is_valid():
            return self.confirmation(request, batch, form)
        said = form.parameters()
        was_shown = not needs_words(batch) and what_is_set(said) == what_is_set(batch.parameters)
        batches.settle(batch, said, form.cleaned_data["note"])
        if confirmed and was_shown:
            batches.confirm(batch)
            self.work(request, batch)
        elif confirmed:
            messages.info(request, _("Look at what will happen, then confirm."))
        return HttpResponseRedirect(request.path)

    def work(self, request, batch):
        """Change statements for a while; what is done is kept even if the database fails."""
        try:
            batches.work(batch, by=request.user, seconds=SECONDS)
        except OperationalError:
            messages.error(
                request,
                _("The database did not answer in time. What is done is kept; continue later."),
            )

    def confirmation(self, request, batch, form=None):
        """Show what will happen, or ask first what the change sets."""
        form = form or form_of(batch)
        number = batch.rows.count()
        context: dict[str, Any] = {"form": form, "media": self.media + form.media}
        if not needs_words(batch) and not form.errors:
            tried = [
                Line(key, str(statement or ""), decision)
                for key, statement, decision in batches.trial(batch, by=request.user, limit=TRIED)
            ]
            counts = Counter(line.decision.outcome for line in tried)
            context |= prospects(tried) | self.lines(request, tried, counts, PROSPECTS)
            context["begins"] = counts[Outcome.CHANGED] or len(tried) < number
        return self.show(request, batch, "confirmation", number, context)

    def report(self, request, batch):
        """Show how far it is and what became of each statement."""
        counts = batches.count([batch])[batch.pk]
        context = self.lines(request, batch.rows.all(), counts) | {
            "waiting": counts[Outcome.WAITING],
            "done": counts.total() - counts[Outcome.WAITING],
            "how_far": how_far(batch, counts),
            "may_run": self.may_run(request, batch),
            "may_stop": self.may_stop(request, batch),
        }
        return self.show(request, batch, "report", counts.total(), context)

    def lines(self, request, rows, counts: Counter, labels=OUTCOMES) -> dict[str, Any]:
        """Give one page of the statements with one outcome: first those that are refused."""
        offered = [outcome for outcome in OUTCOMES if counts[outcome]]
        asked = request.GET.get("outcome")
        chosen = Outcome(asked) if asked in offered else next(iter(offered), Outcome.REFUSED)
        if isinstance(rows, list):
            found: Any = [line for line in rows if line.decision.outcome == chosen]
        else:
            found = rows.filter(outcome=chosen).order_by("number")
        paginator = Paginator(found, ROWS)
        paginator.count = counts[chosen]
        page = paginator.get_page(request.GET.get("page"))
        if not isinstance(rows, list):
            page.object_list = list(lines_of(page))
        return {
            "page": page,
            "outcome": chosen,
            "outcomes": [(outcome, labels[outcome], counts[outcome]) for outcome in offered],
        }

    def show(self, request, batch, template: str, number: int, context: dict[str, Any]):
        change = capfirst(batch.get_kind_display())
        title = ngettext("%(change)s: %(n)s statement", "%(change)s: %(n)s statements", number)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "batch": batch,
            "number": number,
            "title": title % {"change": change, "n": Count(number)},
            "has_words": bool(words_of(batch)),
            "sets": "" if needs_words(batch) else str(change_of(batch)),
            **context,
        }
        return TemplateResponse(request, f"admin/statements/batch/{template}.html", context)

    # The report as a file

    def report_as_csv(self, request, key: int):
        batch = self.get_object(request, str(key))
        if batch is None or not self.has_view_permission(request, batch):
            raise Http404
        answer = StreamingHttpResponse(as_csv(batch), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="change-{batch.pk}.csv"'
        return answer


def what_is_set(parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name != "is_minor"}
