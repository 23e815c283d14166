"""The page of the desk that merges two records: both side by side, choices, what will happen."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    ObjectDoesNotExist,
    PermissionDenied,
    ValidationError,
)
from django.db import IntegrityError, models, transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from imcwp_site.addresses import with_query
from imcwp_site.counts import Count
from imcwp_site.merging_records import (
    Merger,
    Outcome,
    Rows,
    both_sources,
    facts_of,
    lost,
    relations_to,
)
from imcwp_site.phrases import capfirst, listed

OFFERED = 20  # records that a search offers
TOLD = 20  # rows that both have, each with what is not kept of it
STAYS, GONE, BOTH = "stays", "gone", "both"
LAST = ("source", "confidence")
APART = ("slug", "name", "abbreviation")  # by these a record is known; they are not chosen


def shown(record: models.Model, fact: models.Field) -> str:
    """Give a fact in words, "" where it is not known."""
    value = getattr(record, fact.name)
    if isinstance(value, bool):
        return _("yes") if value else ""
    display = getattr(record, f"get_{fact.name}_display", None)
    return str(display() if display else value or "")


class MergeForm(forms.Form):
    """Which value the record that stays has, where the two differ."""

    def __init__(self, *args, gone: models.Model, stays: models.Model, **kwargs):
        super().__init__(*args, **kwargs)
        self.gone, self.stays = gone, stays
        self.facts = {
            fact.name: fact
            for fact in sorted(facts_of(stays), key=lambda one: one.name in LAST)
            if fact.name not in APART and self.differs(fact)
        }
        for name, fact in self.facts.items():
            here, there = shown(stays, fact), shown(gone, fact)
            choices = [(STAYS, here or _("not known")), (GONE, there or _("not known"))]
            both = both_sources(here, there) if name == "source" else ""
            if both not in ("", here, there):
                choices.append((BOTH, both))
            best = both or here or there
            self.fields[name] = forms.ChoiceField(
                label=capfirst(fact.verbose_name),
                choices=choices,
                widget=forms.RadioSelect,
                initial=next(side for side, text in choices if text == best),
            )

    def differs(self, fact: models.Field) -> bool:
        """Tell whether there is something to choose; neither record can refer to itself."""
        values = [getattr(record, fact.name) for record in (self.gone, self.stays)]
        return values[0] != values[1] and not {*values} & {self.gone, self.stays}

    @property
    def values(self) -> dict:
        """The values that the record that stays does not have yet."""
        chosen = {name: getattr(self.gone, name) for name in self.chosen(GONE)}
        if self.chosen(BOTH):
            chosen["source"] = both_sources(self.stays.source, self.gone.source)
        return chosen

    def chosen(self, side: str) -> list[str]:
        return [name for name in self.facts if self.cleaned_data[name] == side]

    def add_error(self, field, error):
        """Show what is wrong with a fact that is not asked here at the head of the form."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                if name not in self.fields and name != NON_FIELD_ERRORS:
                    label = capfirst(self.stays._meta.get_field(name).verbose_name)
                    errors = [f"{label}: {message}" for one in errors for message in one.messages]
                super().add_error(name if name in self.fields else None, errors)
        else:
            super().add_error(field, error)

    def write_more(self, stays: models.Model) -> None:
        """Write what else the form asks, in the transaction of the merger."""


class MergingDesk:
    """A section of the desk in which two records can be made one."""

    actions = ["delete_selected", "merge_selected"]
    merge_form = MergeForm
    # What hangs on a record, by the name of its relation where that of the rows says too little.
    merge_labels: dict[str, Any] = {}

    def has_merge_permission(self, request) -> bool:
        """One record is changed, the other deleted."""
        return self.has_change_permission(request) and self.has_delete_permission(request)

    def why_not_merged(self, gone, stays) -> str:
        """Say why the one cannot go into the other; "" if it can."""
        return _("It is the same record.") if gone == stays else ""

    # Ways to the page

    def get_urls(self):
        view = self.admin_site.admin_view(self.merge_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("merge/", view, name=name), *super().get_urls()]

    def merge_address(self, **records) -> str:
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_merge")
        return with_query(address, "&".join(f"{k}={one.pk}" for k, one in records.items()))

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj and self.has_merge_permission(request):
            context["merge_url"] = self.merge_address(gone=obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.action(permissions=["merge"], description=gettext_lazy("Merge the two selected"))
    def merge_selected(self, request, queryset):
        records = list(queryset.order_by("pk")[:3])
        if len(records) != 2:
            self.message_user(request, _("Select exactly two to merge."), messages.ERROR)
            return None
        gone, stays = sorted(records, key=what_hangs_on)
        return redirect(self.merge_address(gone=gone, stays=stays))

    # The page

    def merge_view(self, request):
        """Ask for the other record, then for the choices, then merge."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        gone = self.get_object(request, request.GET.get("gone", ""))
        stays = self.get_object(request, request.GET.get("stays", ""))
        if gone is None:
            self.message_user(request, _("This record is not there any more."), messages.ERROR)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if stays is None:
            return self.choose_other(request, gone)
        sent = request.POST if request.method == "POST" else None
        form = self.merge_form(sent, gone=gone, stays=stays)
        why_not = self.why_not_merged(gone, stays)
        may_begin = not why_not and form.is_valid()
        if may_begin and (outcome := self.merge(request, form)):
            self.message_user(request, report(gone, stays, outcome), messages.SUCCESS)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", stays.pk)
        return self.page(request, form, why_not)

    def choose_other(self, request, gone):
        """Search for the record that the one shall go into."""
        words = request.GET.get("q", "").strip()
        found = []
        if words:
            others = self.get_queryset(request).exclude(pk=gone.pk)
            others, _repeated = self.get_search_results(request, others, words)
            found = [
                {
                    "name": self.name_in_box(other),
                    "url": self.merge_address(gone=gone, stays=other),
                }
                for other in others[: OFFERED + 1]
            ]
        context = self.admin_site.each_context(request) | {
            "title": _("Merge “%(name)s” into another") % {"name": gone},
            "opts": self.opts,
            "gone": gone,
            "words": words,
            "found": found[:OFFERED],
            "are_more": len(found) > OFFERED,
        }
        return TemplateResponse(request, "admin/merge_choose.html", context)

    def page(self, request, form, why_not):
        gone, stays = form.gone, form.stays
        all_rows = [] if gone == stays else Merger(gone, stays).rows()
        touched = Outcome()
        for rows in all_rows:
            touched.touch(rows.touched())
        context = self.admin_site.each_context(request) | {
            "title": _("Merge “%(gone)s” into “%(stays)s”") % {"gone": gone, "stays": stays},
            "opts": self.opts,
            "gone": gone,
            "stays": stays,
            "exchange_url": self.merge_address(gone=stays, stays=gone),
            "form": form,
            "why_not": why_not,
            "facts": [
                {"label": fact.verbose_name, "gone": texts[0], "stays": texts[1]}
                for fact in sorted(facts_of(stays), key=lambda one: one.name in LAST)
                if fact.name != "slug" and any(texts := [shown(gone, fact), shown(stays, fact)])
            ],
            "relations": [
                relation
                for relation in map(self.described, all_rows)
                if relation["gone"] or relation["stays"]
            ],
            "not_kept": not_kept(all_rows),
            "versions": sum(map(len, touched.touched.values())),
        }
        return TemplateResponse(request, "admin/merge.html", context)

    def described(self, rows: Rows) -> dict:
        """Give the numbers of one relation as the page shows them."""
        relation = rows.foreign_key.remote_field
        stays = rows.of_stays.count()
        return {
            "label": self.merge_labels.get(relation.name, rows.model._meta.verbose_name_plural),
            "gone": rows.moved + len(rows.pairs) + len(rows.ended),
            "stays": stays,
            "joined": len(rows.pairs),
            "ended": len(rows.ended) + rows.ended_of_stays,
            "after": stays - rows.ended_of_stays + rows.moved,
        }

    def merge(self, request, form) -> Outcome | None:
        """Merge with all that belongs to it, or nothing at all; what is wrong is in the form."""
        gone, stays = form.gone, form.stays
        note = _("“%(gone)s” merged into “%(stays)s”") % {"gone": gone, "stays": stays}
        try:
            with transaction.atomic():
                self.log_deletions(request, self.model.objects.filter(pk=gone.pk))
                outcome = Merger(gone, stays).run(
                    values=form.values, note=note[:500], by=request.user
                )
                form.write_more(stays)
                self.log_change(request, stays, note)
                return outcome
        except ValidationError as error:
            form.add_error(None, error)
        except ObjectDoesNotExist:
            form.add_error(None, _("One of the two is not there any more."))
        except IntegrityError:
            form.add_error(None, _("Someone changed one of the two meanwhile: look again."))
        return None


def what_hangs_on(record: models.Model) -> int:
    """Count the rows that name a record."""
    return sum(
        one.model._base_manager.filter(**{one.name: record}).count()
        for one in relations_to(type(record))
    )


def not_kept(all_rows: list[Rows]) -> dict:
    """Tell of rows that both records have, what only the one that goes says so."""
    told: list[dict[str, Any]] = []
    number = 0
    for rows in all_rows:
        number += len(rows.pairs)
        for going, staying in rows.in_pairs(list(rows.pairs)[: TOLD - len(told)]):
            if facts := lost(going, staying):
                named = [
                    getattr(staying, one.name)
                    for one in rows.model._meta.concrete_fields
                    if one.is_relation and one is not rows.foreign_key
                ]
                told.append(
                    {
                        "label": rows.model._meta.verbose_name,
                        "of": listed(one for one in named if one),
                        "facts": [(one.verbose_name, shown(going, one)) for one, _value in facts],
                    }
                )
    return {"rows": told, "are_more": number > TOLD}


def report(gone, stays, outcome: Outcome) -> str:
    """Say in a sentence what a merger did."""
    versions = ngettext(
        "%(n)s statement has a new version",
        "%(n)s statements have a new version",
        outcome.recorded,
    )
    numbers = [
        (outcome.moved, ngettext("%(n)s entry moved", "%(n)s entries moved", outcome.moved)),
        (
            outcome.joined,
            ngettext(
                "%(n)s entry of both became one", "%(n)s entries of both became one", outcome.joined
            ),
        ),
        (
            outcome.ended,
            ngettext(
                "%(n)s entry between the two removed",
                "%(n)s entries between the two removed",
                outcome.ended,
            ),
        ),
        (outcome.recorded, versions),
    ]
    parts = "; ".join(says % {"n": Count(number)} for number, says in numbers if number)
    merged = _("“%(gone)s” is merged into “%(stays)s”, and its address leads there.") % {
        "gone": gone,
        "stays": stays,
    }
    return f"{merged} {capfirst(parts)}." if parts else merged
