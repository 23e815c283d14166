"""Two editors at one record: the second to save is told who changed what, and loses nothing.

A form carries a mark of what it was opened with. Where that is not what is kept any more, nothing
is saved: the form comes back as it was typed, with what differs from it now. Nor is anything
deleted that was changed since its editor was asked.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from imcwp_site.busy import wait_no_longer
from imcwp_site.phrases import capfirst
from imcwp_site.unsaved import TooLongError, keep

SEEN = "seen"  # the field with the mark of what the form was opened with


@dataclass(frozen=True)
class Differing:
    """A place where what is typed is not what is kept now."""

    label: str
    now: str
    anchor: str = ""


def mark(record, fields: Iterable[str], formsets: Iterable) -> str:
    """Give a short name of all that a form shows of the record and of its rows."""
    values: list[Any] = [model_to_dict(record, list(fields))]
    for formset in formsets:
        names = list(formset.form.base_fields)
        rows = ([row.pk, model_to_dict(row, names)] for row in rows_of_all_pages(formset))
        values.append(sorted(rows, key=lambda row: str(row[0])))
    written = json.dumps(values, default=str, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def rows_of_all_pages(formset) -> Iterable:
    """Give all rows of a table, also those of other pages than the one that is shown."""
    shown = formset.get_queryset()
    page = getattr(formset, "page", None)
    return formset.queryset if page and page.has_other_pages() else shown


def differing(form, formsets: Iterable) -> Iterator[Differing]:
    """Say where a form that is filled differs from what is kept now, row by row."""
    yield from differing_fields(form)
    for formset in formsets:
        kept = {row.pk: row for row in formset.get_queryset()}
        for row in formset.initial_forms:
            kept.pop(row.instance.pk, None)
            yield from differing_fields(row, f"{row.instance}: ")
        name = capfirst(formset.model._meta.verbose_name)
        for row in kept.values() if formset.shows_all else ():
            yield Differing(f"{name} “{row}”", _("added meanwhile, and stays"))
        for i, row in enumerate(formset.forms[: formset.initial_form_count()], start=1):
            if row.instance._state.adding and row.has_changed():
                gone = _("deleted meanwhile; saving enters it anew unless you delete it")
                yield Differing(f"{name} {i}", gone)


def differing_fields(form, place: str = "") -> Iterator[Differing]:
    for name in form.changed_data:
        if name in form._meta.model._meta._forward_fields_map:
            field = form[name]
            label = f"{place}{capfirst(field.label)}"
            yield Differing(label, shown(form.instance, name), field.id_for_label)


def shown(record: models.Model, name: str) -> str:
    """Give a value as the form of the record would name it."""
    display = getattr(record, f"get_{name}_display", None)
    value = display() if display else getattr(record, name)
    return _("nothing") if value in (None, "") else str(value)


class SharesRecords:
    """A section whose records several editors may have open at once."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            wait_no_longer()
            if object_id and not hasattr(request, "trial") and self.has_change_permission(request):
                record = self.get_object(request, unquote(object_id))
                record = record and self.held(record)
                if record is None or not self.has_change_permission(request, record):
                    return self.left_over(request, object_id, record)
                seen = request.POST.get(SEEN)
                if seen is not None and seen != self.mark_of(request, record):
                    return self.overtaken(request, record, form_url, extra_context)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        """Ask before a record is deleted, and again if it was changed since."""
        if request.method != "POST":
            record = self.get_object(request, unquote(object_id))
            seen = {SEEN: self.mark_of(request, record)} if record else {}
            return super().delete_view(request, object_id, (extra_context or {}) | seen)
        with transaction.atomic():
            wait_no_longer()
            record = self.get_object(request, unquote(object_id))
            record = record and self.held(record)
            seen = request.POST.get(SEEN)
            if record and seen is not None and seen != self.mark_of(request, record):
                sentence = _("It was changed meanwhile and is not deleted: look at it again.")
                self.message_user(request, sentence, messages.WARNING)
                name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
                return redirect(name, object_id)
            return super().delete_view(request, object_id, extra_context)

    def held(self, record):
        """Give the record as it is now, which nobody else writes until this is saved."""
        return self.hold([record.pk]).first()

    def hold(self, keys) -> models.QuerySet:
        """Lock records in one order, so that others wait to write them or what hangs on them."""
        return self.model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")

    def mark_of(self, request, record) -> str:
        """Name what is kept now, as a form opened now would."""
        fields = flatten_fieldsets(self.get_fieldsets(request, record))
        form = self.get_form(request, record, change=True, fields=fields)
        formsets = (
            formset(instance=record, queryset=inline.get_queryset(request))
            for formset, inline in self.get_formsets_with_inlines(request, record)
        )
        return mark(record, form.base_fields, formsets)

    def mark_of_opened(self, request, record, form, formsets) -> str:
        return mark(record, form.base_fields, formsets)

    def last_change(self, request, record) -> dict | None:
        """Say who changed the record last, and when."""
        entry = self.log_of(record.pk).first()
        return entry and {
            "at": entry.action_time,
            "by": entry.user,
            "is_own": entry.user == request.user,
        }

    def log_of(self, key):
        kind = get_content_type_for_model(self.model)
        return LogEntry.objects.filter(content_type=kind, object_id=str(key)).select_related("user")

    def overtaken(self, request, record, form_url, extra_context):
        """Give the form back as it was typed, with what is kept now, and save nothing."""
        opening = copy(request)
        opening.method = "GET"
        context = {"typed": request.POST, "overtaken": self.last_change(request, record) or {}}
        return super().changeform_view(
            opening, str(record.pk), form_url, (extra_context or {}) | context
        )

    def left_over(self, request, object_id, record):
        """Keep what was typed into the form of a record that is gone, or another's to change."""
        try:
            work = keep(request.user, request.path, request.POST)
        except TooLongError:
            work = None
        deletion = self.log_of(unquote(object_id)).filter(action_flag=DELETION).first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Nothing was saved"),
            "opts": self.opts,
            "record": record,
            "deletion": None if record else deletion,
            "work": work,
            "typed": [(name, v) for name, values in request.POST.lists() for v in values],
        }
        if self.has_add_permission(request):
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_add"
            context["add_address"] = reverse(name)
        status = 403 if record else 409
        return TemplateResponse(request, "admin/unsaved/left_over.html", context, status=status)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        formsets = [rows.formset for rows in context["inline_admin_formsets"]]
        if obj and self.has_change_permission(request, obj):
            if "overtaken" in context:
                context["differing"] = list(differing(form, formsets))
                context[SEEN] = self.mark_of(request, obj)
            else:
                context[SEEN] = form.data.get(SEEN) or self.mark_of_opened(
                    request, obj, form, formsets
                )
        return super().render_change_form(
            request, context, add=add, change=change, form_url=form_url, obj=obj
        )
