"""Forms of the desk and their rows, whose number of queries does not depend on the rows."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from imcwp_site.numbers import is_key
from imcwp_site.widgets import (
    NamedAutocomplete,
    NamedChoiceField,
    records_named,
    typed_in_place_of,
)


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
            if isinstance(field, NamedChoiceField) and self.is_bound:
                field.records = self.records_typed(name, field.queryset)
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
                    _(
                        "Another row still has this value: give that row another one and save, "
                        "then set this one."
                    ),
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

    @cached_property
    def _typed(self) -> dict[str, dict[str, list]]:
        return {}

    def records_typed(self, name: str, choices: models.QuerySet) -> dict[str, list]:
        """Give the records that were typed into the field `name` of any row, by what was typed."""
        if name not in self._typed:
            rows = [f"{self.add_prefix(i)}-{name}" for i in range(self.total_form_count())]
            typed = filter(None, (typed_in_place_of(self.data, row) for row in rows))
            self._typed[name] = records_named(choices, typed)
        return self._typed[name]


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
