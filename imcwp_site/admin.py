"""What the desks of all sections share.

Sound text at every field, a broken rule shown beside its field, lists and forms whose number of
queries does not depend on their rows.
"""

from functools import cache, reduce
from operator import and_, or_
from re import escape

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteSelect,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from imcwp_site.countries import country_name
from imcwp_site.dates import PartialDateField, PartialDateFormField
from imcwp_site.languages import LanguageField, language_choices
from imcwp_site.text import validate_sound

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = _("Editors’ desk")
admin.site.empty_value_display = "–"


class LinesField(forms.CharField):
    """Text of several lines; browsers send CRLF, the archive keeps LF."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


@cache
def language_options(interface: str | None) -> list[tuple[str, str, str]]:
    """Give code, option and chosen option of every language, named in the interface language."""
    return [
        (
            code,
            format_html('<option value="{}">{}</option>', code, name),
            format_html('<option value="{}" selected>{}</option>', code, name),
        )
        for code, name in [("", "---------"), *language_choices()]
    ]


class LanguageSelect(forms.Select):
    """A choice among all languages from options written once.

    Django renders a template an option: a form with twenty texts would take seconds.
    """

    def render(self, name, value, attrs=None, renderer=None):
        options = (
            (chosen if code == (value or "") else option,)
            for code, option, chosen in language_options(get_language())
        )
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, (attrs or {}) | {"name": name})),
            format_html_join("\n", "{}", options),
        )


class NamedAutocomplete(AutocompleteSelect):
    """A search box for one record that can be told the names of what is chosen.

    Django's own asks the database once a box, so once a row of a table of them.
    """

    names: dict[str, str] | None = None

    def optgroups(self, name, value, attrs=None):
        if self.names is None:
            return super().optgroups(name, value, attrs)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = [
            self.create_option(name, key, self.names[key], True, 1)
            for key in map(str, value)
            if key in self.names
        ]
        return [(None, empty + chosen, 0)]


class DeskForm(forms.ModelForm):
    """Shows a broken rule of the model beside the field that it is about."""

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
    """Rows of a form: names of chosen records come at once, untouched rows are not asked again."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, NamedAutocomplete):
                widget.names = self.names_of(name, field.queryset)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
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
            keys = {key for key in keys if key.isascii() and key.isdigit() and len(key) < 19}
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
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedAutocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Desk(DeskMixin, admin.ModelAdmin):
    """A section of the desk."""

    list_per_page = 40
    show_full_result_count = False

    def get_changelist(self, request, **kwargs):
        return DeskChangeList

    def for_list(self, queryset):
        """Fetch what the rows of the list show."""
        return queryset

    def matches(self, word: str) -> models.Q:
        """Say where one word that an editor searches may stand; never by a join that repeats."""
        return reduce(or_, (contains(field, word) for field in self.search_fields))

    def get_search_results(self, request, queryset, search_term):
        words = list(smart_split(search_term))[:10]
        words = [unescape_string_literal(w) if is_quoted(w) else w for w in words]
        found = reduce(and_, (self.matches(word) for word in words), models.Q())
        return queryset.filter(found), False


class Rows(DeskMixin, admin.TabularInline):
    """Records that belong to another, one a row."""

    formset = DeskFormSet
    extra = 0

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            widget = field.widget  # in a row there is room for adding, not for the rest
            widget.can_change_related = widget.can_delete_related = False
            widget.can_view_related = False
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
