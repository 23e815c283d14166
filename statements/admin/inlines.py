"""What belongs to a statement and is edited with it."""

from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Blocks, NumberedRows, Rows
from imcwp_site.desk_forms import DeskForm
from imcwp_site.paged import PagedFormSet, PagedRows
from parties.models import Party
from statements.access import edits_all, readable
from statements.models import (
    Signature,
    SignatureList,
    Statement,
    StatementRelation,
    StatementTopic,
)


class OneMoreWhenNew:
    """An empty row to begin with on the form of a new statement."""

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class SignatureForm(DeskForm):
    """A signature; without a number in the printed list it has the number 0."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:  # a form that is only read has none
            self.fields["position"].required = False

    def clean_position(self):
        return self.cleaned_data["position"] or 0


class SignatureFormSet(PagedFormSet):
    """Who speaks in a statement; a contributor of one party enters its statements only."""

    only_party: Party | None = None

    def clean(self):
        super().clean()
        if not self.only_party or any(self.errors):
            return
        speaking = [form.instance for form in self.forms if not self._should_delete_form(form)]
        speaking += self.rows_of_other_pages().filter(party=self.only_party)
        if not any(row.party_id == self.only_party.pk and row.speaks for row in speaking):
            raise ValidationError(
                _("You enter statements of %(party)s only: name it as author or initiator.")
                % {"party": self.only_party}
            )


class SignatureInline(OneMoreWhenNew, PagedRows):
    model = Signature
    template = "admin/statements/statement/signatures.html"
    form = SignatureForm
    formset = SignatureFormSet
    autocomplete_fields = ["party"]
    fields = [
        "party",
        "printed_name",
        "role",
        "position",
        "group",
        "added",
        "source",
        "confidence",
    ]
    formfield_overrides = Rows.formfield_overrides | {
        models.TextField: {"widget": AdminTextInputWidget},
    }

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.only_party = None if edits_all(request.user) else request.user.party
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party")


class TopicInline(OneMoreWhenNew, NumberedRows):
    model = StatementTopic
    autocomplete_fields = ["topic"]
    fields = ["topic", "position"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("topic")


class SignatureListInline(Blocks):
    model = SignatureList
    max_num = 1
    classes = ["collapse"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("stated_count", "is_complete", "is_open"),
                    ("title", "reference"),
                    "note",
                    ("source", "confidence"),
                ]
            },
        )
    ]


class RelationForm(DeskForm):
    def clean_other(self):
        other = self.cleaned_data["other"]
        if other.pk == self.instance.statement_id:
            raise ValidationError(_("A statement has no relation to itself."))
        return other


class RelationInline(Rows):
    model = StatementRelation
    form = RelationForm
    fk_name = "statement"
    autocomplete_fields = ["other"]
    fields = ["kind", "other", "note", "source", "confidence"]
    formfield_overrides = Rows.formfield_overrides | {
        models.TextField: {"widget": AdminTextInputWidget},
    }

    def get_queryset(self, request):
        """Leave out what would tell the editor of statements that they may not read."""
        relations = super().get_queryset(request).select_related("other")
        if edits_all(request.user):
            return relations
        return relations.filter(other__in=readable(Statement.objects.all(), request.user))
