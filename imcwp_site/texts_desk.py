"""Texts in several languages, each a block of a form with an editor for what it says."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Blocks
from imcwp_site.desk_forms import DeskForm, DeskFormSet
from imcwp_site.languages import direction
from imcwp_site.pasting import from_clipboard, looks_foreign, settle
from imcwp_site.text import as_html

UNFOLDED = 3  # with more texts than these, each is folded until it is asked for
# What a text says to readers, as far as its model has it.
SAYS = ("title", "summary", "body")


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
        if not self.may_be_right:
            self.fields["is_right"].widget = forms.HiddenInput()
        language = self.language
        for name in set(SAYS) & set(self.fields):
            self.fields[name].widget.attrs |= {"lang": language, "dir": direction(language)}

    @property
    def may_be_right(self) -> bool:
        """Tell whether the original has changed since, as far as is known without asking."""
        return bool(self.instance.original_hash)

    @property
    def is_rewritten(self) -> bool:
        """Tell whether the text says something else than it did."""
        return bool(set(SAYS) & set(self.changed_data))

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
    """The texts of a record; which are `behind` their original is for it to say."""

    @property
    def behind(self) -> set[str]:
        """Give the languages of the translations that are behind their original, as kept."""
        return set()

    @property
    def are_folded(self) -> bool:
        """Tell whether there are too many texts to show them all at once."""
        return self.initial_form_count() > UNFOLDED


class TextBlocks(Blocks):
    """The texts of a record in the form of that record."""

    form = TextForm
    formset = TextFormSet
    template = "admin/texts/blocks.html"

    class Media:
        css = {"all": ["writing/editor.css"]}
        js = [Script("writing/editor.js", type="module")]

    def get_extra(self, request, obj=None, **kwargs):
        """Give an empty text to begin with on the form of a new record."""
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
