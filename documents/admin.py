"""The desk of the site's own documents."""

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents import versions
from documents.models import ORIGINAL, Document, DocumentText
from documents.translations import is_behind, renew
from imcwp_site.desk_lists import contains
from imcwp_site.languages import INTERFACE, language_name
from imcwp_site.publishing_desk import PublishingDesk, PublishingForm
from imcwp_site.text import validate_sound
from imcwp_site.texts_desk import TextBlocks, TextForm, TextFormSet


class DocumentForm(PublishingForm):
    """A document, and why it is changed."""

    change_note = forms.CharField(
        label=_("Why this change"),
        max_length=500,
        required=False,
        validators=[validate_sound],
        widget=AdminTextInputWidget,
        help_text=_("Kept with the versions of the texts that change; readers see it."),
    )


class DocumentTextForm(TextForm):
    @property
    def may_be_right(self):
        text = self.instance
        return bool(text.pk) and is_behind(text, text.document.original)


class DocumentTextFormSet(TextFormSet):
    """The texts of a document, of which one is the English original."""

    @cached_property
    def behind(self) -> set[str]:
        return {form.instance.language for form in self.initial_forms if form.may_be_right}

    def clean(self):
        super().clean()
        kept = [
            form.cleaned_data.get("language")
            for form in self.forms
            if hasattr(form, "cleaned_data") and not self._should_delete_form(form)
        ]
        if not any(self.errors) and ORIGINAL not in kept:
            raise ValidationError(
                gettext("A document has its original in English, which the others render.")
            )

    def follow_original(self) -> None:
        """Note, once all is saved, which texts render the original as it is now."""
        rendering = [
            form.instance.language
            for form in self.forms
            if form.is_rewritten or form.cleaned_data.get("is_right")
        ]
        renew(self.instance, rendering)


class DocumentTextInline(TextBlocks):
    model = DocumentText
    form = DocumentTextForm
    formset = DocumentTextFormSet
    fieldsets = [(None, {"fields": ["language", "is_right", "title", "body"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("document__texts")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "language":
            names = [(code, language_name(code)) for code in INTERFACE]
            kwargs["choices"] = [("", "---------"), *names]
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Document)
class DocumentAdmin(PublishingDesk):
    form = DocumentForm
    list_display = ["title", "slug", "position", "state", "published_at", "language_codes"]
    list_filter = ["state"]
    search_fields = ["slug"]
    search_help_text = _("Address name, or words of a title in any language.")
    fieldsets = [
        (None, {"fields": [("slug", "position"), "change_note"]}),
        (_("State"), {"fields": ["state", "published_at", "withdrawal_reason"]}),
    ]
    inlines = [DocumentTextInline]

    # The list

    def for_list(self, queryset):
        return queryset.with_titles()

    def matches(self, word):
        found = DocumentText.objects.filter(contains("title", word)).values("document")
        return super().matches(word) | Q(pk__in=found)

    @admin.display(description=_("title"))
    def title(self, document):
        return document.original.title if document.original else document.slug

    @admin.display(description=_("languages"))
    def language_codes(self, document):
        return " ".join(text.language for text in document.texts.all())

    # Saving

    def save_related(self, request, form, formsets, change):
        """Keep a version of each text that changes, once all of them are saved."""
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            formset.follow_original()
        note = form.cleaned_data["change_note"]
        versions.record(form.instance, by=request.user, note=note)

    # History

    def history_view(self, request, object_id, extra_context=None):
        """List the versions of every text, the last first, in place of Django's own history."""
        document = self.get_object(request, unquote(object_id))
        if document is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, document):
            raise PermissionDenied
        kept = document.versions.defer("body").select_related("by", "document")
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("History of “%(title)s”") % {"title": self.title(document)},
            "opts": self.opts,
            "original": document,
            "versions": kept.order_by("-at", "-id"),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/documents/document/history.html", context)
