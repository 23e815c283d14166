"""Rows of a form page by page: a statement may have hundreds of signatures."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext as _

from imcwp_site.admin import Rows
from imcwp_site.desk_forms import DeskFormSet

ROWS_SHOWN = 50


class PagedFormSet(DeskFormSet):
    """The rows of one page; a form that was sent has the rows with which it was sent."""

    page_asked: str | None = None

    def get_queryset(self):
        rows = super().get_queryset()
        if self.is_bound or hasattr(self, "page"):
            return rows
        keys = list(rows.values_list("pk", flat=True)) if self.instance.pk else []
        self.page = Paginator(keys, ROWS_SHOWN).get_page(self.page_asked)
        if self.page.has_other_pages():
            self._queryset = rows.filter(pk__in=list(self.page))
        return self._queryset

    @property
    def shows_all(self) -> bool:
        return len(self.get_queryset()) <= ROWS_SHOWN

    def clean(self):
        super().clean()
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and not constraint.condition:
                self.refuse_what_others_have([n for n in constraint.fields if n != self.fk.name])

    def rows_of_other_pages(self) -> models.QuerySet:
        """Give the rows that are kept and were not sent."""
        here = [form.instance.pk for form in self.initial_forms]
        kept = self.model._default_manager.filter(**{self.fk.name: self.instance.pk})
        return kept.exclude(pk__in=here)

    def refuse_what_others_have(self, names: list[str]) -> None:
        """Say it where a row takes what a row of another page has."""
        attributes = [self.model._meta.get_field(name).attname for name in names]
        others = set(self.rows_of_other_pages().values_list(*attributes))
        for form in self.forms:
            wanted = tuple(getattr(form.instance, attribute) for attribute in attributes)
            if None not in wanted and wanted in others and not self._should_delete_form(form):
                form.add_error(names[0], _("A row on another page has this already."))


class PagedRows(Rows):
    """Records that belong to another, one a row, a page of them at a time."""

    formset = PagedFormSet
    template = "admin/paged_rows.html"

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.page_asked = request.GET.get(f"{formset.get_default_prefix()}-page")
        return formset
