"""What the desks of all sections share.

Sound text at every field, a broken rule shown beside its field, lists and forms whose number of
queries does not depend on their rows.
"""

from functools import reduce
from operator import and_, or_
from re import escape

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as confirm_and_delete
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import (
    AdminSplitDateTime,
    AdminTextareaWidget,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import NON_FIELD_ERRORS, BadRequest
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.text import capfirst, format_lazy, smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from imcwp_site.countries import country_name
from imcwp_site.dates import PartialDateField, PartialDateFormField
from imcwp_site.languages import LanguageField
from imcwp_site.sharing import SharesRecords
from imcwp_site.slugs import Renamable
from imcwp_site.text import validate_sound
from imcwp_site.unsaved import KeepsUnsaved
from imcwp_site.widgets import LanguageSelect, LinesField, NamedAutocomplete, is_key

LOOKUPS = {"exact", "isnull", "isempty", "year", "month", "day"}  # what filters of lists ask


class DeskForm(forms.ModelForm):
    """Shows a broken rule of the model beside the field that it is about."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A browser would cut a long text without a word; the server says what is too long.
            field.widget.attrs.pop("maxlength", None)

    def add_error(self, field, error):
        if field is None and hasattr(error, "error_dict"):
            for single in error.error_dict.pop(NON_FIELD_ERRORS, []):
                place = self.place_of(single)
                error.error_dict.setdefault(place, []).append(single)
        super().add_error(field, error)

    def place_of(self, error) -> str:
        """Give the field that a broken constraint is about, or the head of the form."""
        fields = (error.params or {}).get("unique_check", ())
        for constraint in self._meta.model._meta.constraints:
            if constraint.get_violation_error_message() == error.message:
                fields = getattr(constraint, "fields", ()) or [field_of(constraint.condition)]
        shown = {field.name for field in self.visible_fields()}
        return next((name for name in fields if name in shown), NON_FIELD_ERRORS)


def field_of(condition: models.Q) -> str:
    """Name the field a rule is about: of alternatives the last, "either a draft or a title"."""
    child = condition.children[-1 if condition.connector == models.Q.OR else 0]
    return field_of(child) if isinstance(child, models.Q) else child[0].partition("__")[0]


class DeskFormSet(forms.BaseInlineFormSet):
    """Rows of a form: names of chosen records come at once, untouched rows are not asked again.

    A row whose record someone else has deleted meanwhile is a new one, with all that it says.
    """

    @property
    def shows_all(self) -> bool:
        """Tell whether these are all rows of the record, and not a page of them."""
        return True

    def get_queryset(self):
        """Give the rows in the order in which they were sent, then those that were added since."""
        if not self.is_bound or hasattr(self, "_queryset"):
            return super().get_queryset()
        key = self.model._meta.pk.name
        sent = [self.data.get(f"{self.add_prefix(i)}-{key}") for i in range(len(self.sent_places))]
        place = {pk: i for i, pk in enumerate(sent)}
        rows = super().get_queryset()
        self._queryset = sorted(rows, key=lambda row: place.get(str(row.pk), len(place)))
        return self._queryset

    @property
    def sent_places(self) -> range:
        return range(min(self.initial_form_count(), self.total_form_count()))

    @property
    def initial_forms(self):
        return [form for form in self.forms if not form.instance._state.adding]

    @property
    def extra_forms(self):
        return [form for form in self.forms if form.instance._state.adding]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.is_bound and form.instance._state.adding:
            form.fields[self._pk_field.name] = forms.CharField(
                required=False, widget=forms.HiddenInput
            )
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, NamedAutocomplete):
                widget.names = self.names_of(name, field.queryset)
        if deletion := form.fields.get(DELETION_FIELD_NAME):
            deletion.widget.attrs["aria-label"] = deletion.label

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        form.fields[self._pk_field.name].required = False
        form.empty_permitted = True  # a row kept as it was is as sound as when it was saved
        return form

    def clean(self):
        for form in self.initial_forms:
            if not form.has_changed():  # what is unique is compared with these rows too
                form.cleaned_data |= {
                    field.name: getattr(form.instance, field.attname)
                    for field in self.model._meta.concrete_fields
                    if field.name in form.fields
                }
        super().clean()
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                self.refuse_exchange([name for name in constraint.fields if name != self.fk.name])

    def refuse_exchange(self, names: list[str]) -> None:
        """Say it where a row takes what another row is just giving up.

        Rows are written one after the other, so the database would refuse the first.
        """
        changed = [form for form in self.initial_forms if form.has_changed()]
        if not changed or not set(names) <= set(changed[0].fields) or "position" in names:
            return
        attributes = [self.model._meta.get_field(name).attname for name in names]
        held = {tuple(str(form.initial.get(name)) for name in names): form for form in changed}
        for form in changed:
            wanted = tuple(str(getattr(form.instance, attribute)) for attribute in attributes)
            if held.get(wanted, form) is not form and not self._should_delete_form(form):
                form.add_error(
                    names[0],
                    _("Another row has this until it is saved: exchange them in two steps."),
                )

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        return {}

    def names_of(self, name: str, choices: models.QuerySet) -> dict[str, str]:
        """Give the names of the records chosen in the field `name` of any row, by key."""
        if name not in self._names:
            attribute = self.model._meta.get_field(name).attname
            keys = {str(getattr(row, attribute) or "") for row in self.get_queryset()}
            if self.is_bound:
                rows = range(self.total_form_count())
                keys |= {self.data.get(f"{self.add_prefix(i)}-{name}", "") for i in rows}
            keys = set(filter(is_key, keys))
            chosen = choices.filter(pk__in=keys) if keys else []
            self._names[name] = {str(record.pk): str(record) for record in chosen}
        return self._names[name]


class NumberedForm(DeskForm):
    """A row with a place in an order, which its formset decides."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"position"}


class NumberedFormSet(DeskFormSet):
    """Rows in an editor's order: whatever numbers are typed, they are kept as 1, 2, 3.

    So two rows may be exchanged, and a row without a number goes to the end.
    """

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["position"].required = False
        form.fields["position"].initial = None
        form.fields["position"].widget.attrs["class"] = "position"

    def clean(self):
        super().clean()
        rows = [
            form.instance
            for form in self.forms
            if (form.instance.pk or form.has_changed()) and not self._should_delete_form(form)
        ]
        self.order = sorted(rows, key=lambda row: (row.position is None, row.position))
        shown = {form.instance.pk for form in self.forms}  # others were added meanwhile
        self.order += [row for row in self.get_queryset() if row.pk not in shown]

    def save(self, commit=True):
        if self.has_changed():
            others = self.model._default_manager.filter(**{self.fk.name: self.instance})
            others.update(position=models.F("position") + 10_000)  # leaves the places free
            for position, row in enumerate(self.order, start=1):
                row.position = position
        saved = super().save(commit)
        if self.has_changed():
            self.model._default_manager.bulk_update(self.order, ["position"])
        return saved


class DeskChangeList(ChangeList):
    """A list that fetches what its rows show, only when it is the list that is shown."""

    def apply_select_related(self, qs):
        return self.model_admin.for_list(super().apply_select_related(qs))


class StrictList:
    """A list that answers to its own filters only, whatever an address asks."""

    def lookup_allowed(self, lookup, value, request=None):
        known = lookup.rpartition("__")[2] in LOOKUPS or "__" not in lookup
        return known and super().lookup_allowed(lookup, value, request)

    def get_changelist_instance(self, request):
        """Lead years and numbers that do not exist to the whole list."""
        try:
            return super().get_changelist_instance(request)
        except (OverflowError, ValueError) as error:
            raise IncorrectLookupParameters from error

    def response_action(self, request, queryset):
        """Refuse a choice that no list offers."""
        if not all(map(is_key, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("The chosen records have no such keys.")
        return super().response_action(request, queryset)


class DeskMixin:
    """What every form of the desk has: fields that suit the archive, and its searches."""

    form = DeskForm
    formfield_overrides = {
        models.TextField: {
            "form_class": LinesField,
            "widget": AdminTextareaWidget(attrs={"rows": 3}),
        },
        PartialDateField: {"widget": forms.TextInput(attrs={"class": "partial-date"})},
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
        words = words_typed(search_term)
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
        if former := ", ".join(map(str, record.former_slugs.all())):
            kept = format_lazy("{} {}", kept, _("So do now: %(names)s.") % {"names": former})
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
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(self, request, queryset):
        kept = [record.pk for record in queryset if self.is_kept(record)]
        if kept:
            stay = ngettext("%(n)d of the chosen stays.", "%(n)d of the chosen stay.", len(kept))
            sentence = format_lazy("{} {}", stay % {"n": len(kept)}, self.why_kept)
            self.message_user(request, sentence, messages.WARNING)
        others = queryset.exclude(pk__in=kept)
        return confirm_and_delete(self, request, others) if others.exists() else None


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


def contains(field: str, word: str) -> models.Q:
    """The field contains the word, whatever the case of its letters, on either database.

    (SQLite's own comparison knows the case of ASCII letters only.)
    """
    return models.Q(**{f"{field}__iregex": escape(word)})


def words_typed(search_term: str) -> list[str]:
    """Give the words and quoted phrases that an editor searches, as many as are looked for."""
    words = list(smart_split(search_term))[:10]
    return [unescape_string_literal(word) if is_quoted(word) else word for word in words]


def is_quoted(word: str) -> bool:
    """Tell whether a searched word is a phrase in quotation marks."""
    return len(word) > 1 and word[0] == word[-1] and word[0] in "\"'"


class LongFilter(admin.SimpleListFilter):
    """A filter with many values, folded until one is chosen."""

    template = "admin/long_filter.html"


class CountryInUse(LongFilter):
    """Countries that occur, instead of all there are."""

    title = _("country or territory")
    parameter_name = "country"

    def codes(self, model_admin):
        """Give the codes that occur."""
        codes = model_admin.model._default_manager.order_by()
        return codes.values_list("country", flat=True).distinct()

    def lookups(self, request, model_admin):
        named = [(code, country_name(code)) for code in self.codes(model_admin) if code]
        return sorted(named, key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset
