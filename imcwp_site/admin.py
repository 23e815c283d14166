"""What the desks of all sections share: fields that suit the archive, rules beside their fields."""

from functools import reduce
from operator import and_, or_

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as confirm_and_delete
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    RelatedFieldWidgetWrapper,
)
from django.db import models, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from imcwp_site.busy import wait_no_longer
from imcwp_site.complaints import complaints
from imcwp_site.dates import PartialDateField, PartialDateFormField
from imcwp_site.desk_forms import DeskForm, DeskFormSet, NumberedForm, NumberedFormSet
from imcwp_site.desk_lists import DeskChangeList, StrictList, contains
from imcwp_site.languages import LanguageField
from imcwp_site.phrases import capfirst, listed
from imcwp_site.sharing import SharesRecords
from imcwp_site.slugs import Renamable
from imcwp_site.text import validate_sound
from imcwp_site.unsaved import KeepsUnsaved
from imcwp_site.widgets import LanguageSelect, LinesField, NamedAutocomplete, NamedChoiceField
from imcwp_site.written_dates import WrittenDateField


class DeskMixin:
    """What every form of the desk has: fields that suit the archive, and its searches."""

    form = DeskForm
    formfield_overrides = {
        models.TextField: {
            "form_class": LinesField,
            "widget": AdminTextareaWidget(attrs={"rows": 3}),
        },
        PartialDateField: {
            "form_class": WrittenDateField,
            "widget": forms.TextInput(attrs={"class": "partial-date"}),
        },
        LanguageField: {"widget": LanguageSelect},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.CharField) and not isinstance(field, PartialDateFormField):
            field.validators.append(validate_sound)
        if field and isinstance(field.widget, AdminSplitDateTime):
            for box, label in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                box.attrs["aria-label"] = format_lazy("{}, {}", capfirst(field.label), label)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedAutocomplete(db_field, self.admin_site))
            kwargs.setdefault("form_class", NamedChoiceField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Desk(KeepsUnsaved, SharesRecords, DeskMixin, StrictList, admin.ModelAdmin):
    """A section of the desk."""

    list_per_page = 40
    show_full_result_count = False
    actions = ["delete_selected"]
    change_form_template = "admin/desk_form.html"
    why_kept = ""

    # The list

    def get_changelist(self, request, **kwargs):
        return DeskChangeList

    def for_list(self, queryset):
        """Fetch what the rows of the list show."""
        return queryset

    def matches(self, word: str) -> models.Q:
        """Say where one word that an editor searches may stand; never by a join that repeats."""
        return reduce(or_, (contains(field, word) for field in self.search_fields))

    def get_search_results(self, request, queryset, search_term):
        words = self.words_searched(request, search_term)
        found = reduce(and_, (self.matches(word) for word in words), models.Q())
        return queryset.filter(found), False

    def name_in_box(self, record) -> str:
        """Name a record where a search box offers it."""
        return str(record)

    # An address name stands in addresses for ever

    @property
    def has_slug(self) -> bool:
        return any(field.name == "slug" for field in self.model._meta.fields)

    @property
    def is_renamable(self) -> bool:
        return issubclass(self.model, Renamable)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if self.has_slug:
            kwargs["help_texts"] = {"slug": self.help_on_slug(obj)}
        return super().get_form(request, obj, change=change, **kwargs)

    def help_on_slug(self, record):
        """Say what becomes of an address, and which former ones lead to the record."""
        says = self.model._meta.get_field("slug").help_text
        if not self.is_renamable:
            return format_lazy("{} {}", says, _("It cannot be changed once it is saved."))
        if not record:
            return says
        kept = _("If you change it, the old address keeps leading here.")
        if former := listed(record.former_slugs.all()):
            kept = format_lazy(
                "{} {}", kept, _("These lead here now: %(names)s.") % {"names": former}
            )
        return format_lazy("{} {}", says, kept)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        settled = obj and self.has_slug and not self.is_renamable
        return [*fields, "slug"] if settled else fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)

    # Deleting

    def is_kept(self, record) -> bool:
        """Tell whether the record is never deleted, for the reason `why_kept`."""
        return False

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and self.is_kept(obj))

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["why_kept"] = self.why_kept if obj and self.is_kept(obj) else ""
        if context.get("errors"):
            form, rows = context["adminform"].form, context["inline_admin_formsets"]
            context["complaints"] = list(complaints(form, rows))
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request, queryset):
        if not request.POST.get("post"):
            return self.delete_chosen(request, queryset)
        with transaction.atomic():
            wait_no_longer()
            list(self.hold(queryset.values("pk")))
            return self.delete_chosen(request, queryset)

    def delete_chosen(self, request, queryset):
        """Delete, or ask about, those that are not kept; of the others say why."""
        kept = [record.pk for record in queryset if self.is_kept(record)]
        if kept:
            stay = ngettext("%(n)d of the chosen stays.", "%(n)d of the chosen stay.", len(kept))
            sentence = format_lazy("{} {}", stay % {"n": len(kept)}, self.why_kept)
            self.message_user(request, sentence, messages.WARNING)
        others = queryset.exclude(pk__in=kept)
        return confirm_and_delete(self, request, others) if others.exists() else None


class ReadOnly:
    """What editors see and never write by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Rows(DeskMixin, admin.TabularInline):
    """Records that belong to another, one a row."""

    formset = DeskFormSet
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if not field:
            return field
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            # in a row there is room for adding, not for the rest
            widget.can_change_related = widget.can_delete_related = False
            widget.can_view_related = False
            widget = widget.widget
        widget.attrs["aria-label"] = capfirst(field.label)  # the heads of columns label no field
        return field


class NumberedRows(Rows):
    """Records in an order, one a row."""

    form = NumberedForm
    formset = NumberedFormSet


class Blocks(DeskMixin, admin.StackedInline):
    """Records that belong to another, one below the other."""

    formset = DeskFormSet
    extra = 0
