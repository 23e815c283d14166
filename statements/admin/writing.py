"""What the editor of texts asks the server while someone writes."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import path

from imcwp_site.languages import LanguageField
from imcwp_site.pasting import from_clipboard
from imcwp_site.text import sound

LARGEST_CLIPBOARD = 2_000_000  # characters: some thousand pages


class ClipboardField(forms.CharField):
    """HTML as programs leave it: LibreOffice ends it with a NUL."""

    def to_python(self, value):
        return sound(super().to_python(value))


class ClipboardForm(forms.Form):
    """HTML from a clipboard, and the language of the text that it is pasted into."""

    html = ClipboardField(max_length=LARGEST_CLIPBOARD, strip=False)
    language = LanguageField(blank=True).formfield(required=False)


class WritingMixin:
    """A section of statements that turns clipboards into the archive's markup."""

    def get_urls(self):
        paste = self.admin_site.admin_view(self.paste_view)
        return [path("paste/", paste, name="statements_statement_paste"), *super().get_urls()]

    def paste_view(self, request):
        """Answer HTML from a clipboard with what the archive keeps of it."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        form = ClipboardForm(request.POST)
        if not form.is_valid():
            return HttpResponse(form.errors.as_text(), status=400, content_type="text/plain")
        html = from_clipboard(form.cleaned_data["html"], form.cleaned_data["language"])
        return HttpResponse(html, content_type="text/plain; charset=utf-8")
