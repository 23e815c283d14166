"""What belongs to a statement and is edited with it."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Blocks, DeskForm, DeskFormSet, NumberedRows, Rows
from imcwp_site.pasting import from_clipboard, looks_foreign, settle
from imcwp_site.text import as_html
from parties.models import Party
from statements.access import edits_all
from statements.admin.files import files_of_text
from statements.models import Signature, SignatureList, StatementTopic, Text
from statements.translations import WORDS, follow, hash_of


class TextForm(DeskForm):
    """A text in one language; words become paragraphs, and HTML of any program the archive's.

    Of a translation that is behind its original, the editor may say that it still renders it.
    """

    is_right = forms.BooleanField(
        label=_("Renders the original as it is now"),
        required=False,
        help_text=_("The original has changed since. Tick this when nothing is to be changed."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.original_hash:
            self.fields["is_right"].widget = forms.HiddenInput()

    def clean_body(self):
        html = as_html(self.cleaned_data["body"])
        if looks_foreign(html):
            return from_clipboard(html, self.cleaned_data.get("language", ""))
        return settle(html)


class TextFormSet(DeskFormSet):
    """The texts of a statement; which translations a change leaves behind is noted."""

    def follow_originals(self) -> None:
        """Note, once all is saved, which originals the translations render."""
        rewritten, before = set(), {}
        for form in self.forms:
            if set(WORDS) & set(form.changed_data):
                rewritten.add(form.instance.language)
                if form.initial:
                    before[form.initial["language"]] = hash_of(form.initial)
            elif form.cleaned_data.get("is_right"):
                rewritten.add(form.instance.language)
        if rewritten:
            texts = Text.objects.filter(statement=self.instance)
            for text in follow(texts, rewritten, before):
                text.save(update_fields=["original_hash"])


class OneMoreWhenNew:
    """An empty row to begin with on the form of a new statement."""

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class TextInline(OneMoreWhenNew, Blocks):
    model = Text
    form = TextForm
    formset = TextFormSet
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("language", "status", "translated_from"),
                    "is_right",
                    "title",
                    "summary",
                    "body",
                    "files",
                ]
            },
        )
    ]
    readonly_fields = ["files"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("statement__attachments")

    @admin.display(description=_("files"))
    def files(self, text):
        return files_of_text(text)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body":
            field.widget = AdminTextareaWidget(attrs={"rows": 16, "dir": "auto"})
            field.help_text = _(
                "Paste plain words, a blank line between paragraphs, or HTML; "
                "what a document does not need is removed when it is saved."
            )
        elif db_field.name in ("title", "summary"):
            field.widget.attrs["dir"] = "auto"
        return field


class SignatureForm(DeskForm):
    """A signature; without a number in the printed list it has the number 0."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:  # a form that is only read has none
            self.fields["position"].required = False

    def clean_position(self):
        return self.cleaned_data["position"] or 0


class SignatureFormSet(DeskFormSet):
    """Who speaks in a statement; a contributor of one party enters its statements only."""

    only_party: Party | None = None

    def clean(self):
        super().clean()
        if not self.only_party or any(self.errors):
            return
        speaking = [form.instance for form in self.forms if not self._should_delete_form(form)]
        if not any(row.party_id == self.only_party.pk and row.speaks for row in speaking):
            raise ValidationError(
                _("You enter statements of %(party)s only: name it as author or initiator.")
                % {"party": self.only_party}
            )


class SignatureInline(OneMoreWhenNew, Rows):
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
