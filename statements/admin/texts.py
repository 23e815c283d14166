"""The texts of a statement, each a block of its form with an editor for what it says."""

from django.contrib import admin
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from imcwp_site import texts_desk
from statements.admin.files import files_of_text
from statements.models import Text
from statements.translations import NEEDED, behind, follow, hash_of


class TextFormSet(texts_desk.TextFormSet):
    """The texts of a statement; which translations a change leaves behind is noted."""

    @cached_property
    def behind(self) -> set[str]:
        """Give the languages of the translations that are behind their original, as kept."""
        kept = [form.instance for form in self.initial_forms]
        names = (*NEEDED, "original_hash")
        return set(behind([{name: getattr(text, name) for name in names} for text in kept]))

    def follow_originals(self) -> None:
        """Note, once all is saved, which originals the translations render."""
        rewritten, before = set(), {}
        for form in self.forms:
            if form.is_rewritten:
                rewritten.add(form.instance.language)
                if form.initial:
                    before[form.initial["language"]] = hash_of(form.initial)
            elif form.cleaned_data.get("is_right"):
                rewritten.add(form.instance.language)
        if rewritten:
            texts = Text.objects.filter(statement=self.instance)
            for text in follow(texts, rewritten, before):
                text.save(update_fields=["original_hash"])


class TextInline(texts_desk.TextBlocks):
    model = Text
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
