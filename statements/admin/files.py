"""The box for a file: what is new is looked at, what is kept is linked and not kept twice."""

import hashlib
from dataclasses import dataclass

from django.contrib.admin.widgets import AdminFileWidget
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import DeskForm, DeskFormSet
from statements.files.kinds import validate_file


def digest_of(file) -> str:
    """Give the SHA-256 of an uploaded file."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


@dataclass(frozen=True)
class FileAtItsAddress:
    """A kept file as the form shows it: by its own name, at its address on the site."""

    name: str
    url: str

    def __str__(self):
        return self.name


class AttachmentInput(AdminFileWidget):
    """The file box; what is kept is linked at the address that readers use."""

    kept: FileAtItsAddress | None = None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["value"] = self.kept
        return context


class AttachmentForm(DeskForm):
    """A file with its description; a new file is looked at before it is kept."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:  # a form that is only read has none
            self.fields["file"].widget.kept = FileAtItsAddress(
                self.instance.name, self.instance.get_absolute_url()
            )

    def _get_validation_exclusions(self):
        """Ask no name where there is no file: it would come from the file."""
        excluded = super()._get_validation_exclusions()
        if "file" in self.errors and not self.cleaned_data.get("name"):
            excluded.add("name")
        return excluded

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            validate_file(file)
        return file


class AttachmentFormSet(DeskFormSet):
    """The files of a statement, each once."""

    def clean(self):
        super().clean()
        forms = [form for form in self.forms if not self._should_delete_form(form)]
        new = [form for form in forms if "file" in form.changed_data]
        known = {form.instance.sha256 for form in forms if form not in new}
        for form in new:
            if file := form.cleaned_data.get("file"):
                digest = digest_of(file)
                if digest in known:
                    form.add_error("file", _("The statement has this very file already."))
                known.add(digest)
