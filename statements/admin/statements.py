from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from imcwp_site.phrases import listed
from imcwp_site.publishing_desk import PublishingDesk, PublishingForm
from imcwp_site.text import validate_sound
from statements.admin.access import OwnStatements
from statements.admin.another import AddsAnother
from statements.admin.batch_actions import BatchFilter, ManyAtOnce
from statements.admin.files import AttachmentInline, FilesMixin
from statements.admin.filters import (
    ConcernFilter,
    EnteredByMe,
    IssuedFilter,
    LanguageInUse,
    MeetingFilter,
    PartyCountryFilter,
    StateFilter,
    TopicFilter,
)
from statements.admin.history import HistoryMixin
from statements.admin.importing import ImportingDesk
from statements.admin.inlines import (
    RelationInline,
    SignatureInline,
    SignatureListInline,
    TopicInline,
)
from statements.admin.merging import MergingMixin
from statements.admin.previews import PreviewMixin
from statements.admin.remarks import RemarksMixin
from statements.admin.searching import found_first
from statements.admin.signatories import SignatoriesMixin
from statements.admin.texts import TextFormSet, TextInline
from statements.admin.writing import WritingMixin
from statements.models import Signature, Statement, Text, Version

PARTIES_IN_LIST = 3


class StatementForm(PublishingForm):
    """A statement, and why it is changed."""

    change_note = forms.CharField(
        label=_("Why this change"),
        max_length=500,
        required=False,
        validators=[validate_sound],
        widget=AdminTextInputWidget,
        help_text=_(
            "Kept with the version of the statement; once it is public, readers see why as well, "
            "unless the change is minor."
        ),
    )
    is_minor = forms.BooleanField(
        label=_("Minor change"),
        required=False,
        help_text=_("A slip of the pen or the layout; what the statement says stays the same."),
    )


@admin.register(Statement)
class StatementAdmin(
    HistoryMixin,
    SignatoriesMixin,
    ImportingDesk,
    PreviewMixin,
    MergingMixin,
    WritingMixin,
    RemarksMixin,
    FilesMixin,
    AddsAnother,
    OwnStatements,
    ManyAtOnce,
    PublishingDesk,
):
    form = StatementForm
    change_form_template = "admin/statements/statement/change_form.html"
    list_display = [
        "number",
        "title_or_untitled",
        "issued",
        "kind",
        "party_names",
        "shown_state",
        "language_codes",
    ]
    ordering = ["-number"]  # what was entered last comes first
    list_display_links = ["number", "title_or_untitled"]
    list_filter = [
        StateFilter,
        EnteredByMe,
        ConcernFilter,
        "kind",
        IssuedFilter,
        LanguageInUse,
        TopicFilter,
        MeetingFilter,
        "confidence",
        PartyCountryFilter,
        BatchFilter,
    ]
    search_fields = ["title", "reference"]
    search_help_text = _(
        "Number, reference, words of a title in any language, or any name of a party."
    )
    autocomplete_fields = ["meeting"]
    save_on_top = False
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "kind", ("issued", "posted"), "meeting", "note"],
                "classes": ["facts"],
            },
        ),
        (
            _("State"),
            {"fields": ["state", "published_at", "withdrawal_reason"], "classes": ["state"]},
        ),
        (
            _("Source"),
            {"fields": ["source", ("confidence", "reference")], "classes": ["origin"]},
        ),
    ]
    inlines = [
        TextInline,
        SignatureInline,
        TopicInline,
        AttachmentInline,
        SignatureListInline,
        RelationInline,
    ]

    # The list

    def for_list(self, queryset):
        return queryset.prefetch_related(
            Prefetch("signatures", Signature.objects.select_related("party")),
            Prefetch("texts", Text.objects.defer("body")),
        )

    def get_search_results(self, request, queryset, search_term):
        if not (searched := self.words_searched(request, search_term)):
            return queryset, False
        return queryset.filter(pk__in=found_first(self, request, queryset, searched)), False

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, statement):
        return _("scheduled") if statement.is_scheduled else statement.get_state_display()

    @admin.display(description=_("title"), ordering="title")
    def title_or_untitled(self, statement):
        return str(statement)

    @admin.display(description=_("parties"))
    def party_names(self, statement):
        names = [
            signature.party.short_name if signature.party else signature.printed_name
            for signature in statement.signatures.all()
        ]
        shown, others = listed(names[:PARTIES_IN_LIST]), len(names) - PARTIES_IN_LIST
        if others < 1:
            return shown
        return ngettext("%(names)s and %(n)d other", "%(names)s and %(n)d others", others) % {
            "names": shown,
            "n": others,
        }

    @admin.display(description=_("languages"))
    def language_codes(self, statement):
        return " ".join(text.language for text in statement.texts.all())

    # Saving

    def save_related(self, request, form, formsets, change):
        """Keep one version of the statement once all that belongs to it is saved."""
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if isinstance(formset, TextFormSet):
                formset.follow_originals()
        self.keep_version(request, form)

    # Deleting

    def get_deleted_objects(self, objs, request):
        """The versions of a draft go with it, though nobody may delete them one by one."""
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, perms_needed - {Version._meta.verbose_name}, protected
