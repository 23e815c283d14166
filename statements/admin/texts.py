"""The texts of a statement, each a block of its form with an editor for what it says."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.widgets import Script
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Blocks
from imcwp_site.desk_forms import DeskForm, DeskFormSet
from imcwp_site.languages import direction
from imcwp_site.pasting import from_clipboard, looks_foreign, settle
from imcwp_site.text import as_html
from statements.admin.files import files_of_text
from statements.models import Text
from statements.translations import NEEDED, WORDS, behind, follow, hash_of

UNFOLDED = 3  # with more texts than these, each is folded until it is asked for


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
        language = self.language
        for name in set(WORDS) & set(self.fields):
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}

    @property
    def language(self) -> str:
        """Give the language as it stands in the form, or with which it begins."""
        if self.is_bound:
            typed = self.data.get(self.add_prefix("language"), "")
            return typed if typed.isascii() else ""
        return self.initial.get("language", "")

    def clean_body(self):
        html = as_html(self.cleaned_data["body"])
        if looks_foreign(html):
            return from_clipboard(html, self.cleaned_data.get("language", ""))
        return settle(html)


class TextFormSet(DeskFormSet):
    """The texts of a statement; which translations a change leaves behind is noted."""

    @cached_property
    def behind(self) -> set[str]:
        """Give the languages of the translations that are behind their original, as kept."""
        kept = [form.instance for form in self.initial_forms]
        names = (*NEEDED, "original_hash")
        return set(behind([{name: getattr(text, name) for name in names} for text in kept]))

    @property
    def are_folded(self) -> bool:
        """Tell whether there are too many texts to show them all at once."""
        return self.initial_form_count() > UNFOLDED

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


class TextInline(Blocks):
    model = Text
    form = TextForm
    formset = TextFormSet
    template = "admin/statements/text/blocks.html"
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

    class Media:
        css = {"all": ["writing/editor.css"]}
        js = [Script("writing/editor.js", type="module")]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("statement__attachments")

    @admin.display(description=_("files"))
    def files(self, text):
        return files_of_text(text)

    def get_extra(self, request, obj=None, **kwargs):
        """Give an empty text to begin with on the form of a new statement."""
        return 0 if obj else 1

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "body":
            field.widget = AdminTextareaWidget(attrs={"rows": 16, "class": "writing"})
            field.help_text = _(
                "Paste from Word, LibreOffice, mail or a web page, or write plain words with a "
                "blank line between paragraphs; what a document does not need is removed."
            )
        return field
