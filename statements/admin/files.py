"""The files of a statement at the desk: looked at, kept at once, read when the form is saved."""

import time
from collections.abc import Iterable

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from imcwp_site.admin import Rows
from imcwp_site.desk_forms import DeskForm, DeskFormSet
from imcwp_site.phrases import listed
from imcwp_site.publishing import State
from statements.files import reading
from statements.files.keeping import KeptUpload, digest_of, keep_upload, kept_upload
from statements.files.kinds import KEPT, KINDS, MAX_FILE_SIZE, kind_of, validate_file
from statements.models import Attachment

SECONDS_OF_READING = 20  # of one saved form; what takes longer is left to `read_files`
KIND_BY_GROUP = {"image": Attachment.Kind.IMAGE, "audio": Attachment.Kind.AUDIO}


class FileAtItsAddress:
    """A kept file as the form shows it: by its own name, at its address on the site."""

    def __init__(self, attachment: Attachment):
        self.name, self.url = attachment.name, attachment.get_absolute_url()

    def __str__(self):
        return self.name


class AttachmentInput(AdminFileWidget):
    """The file box; what is kept is linked where readers find it, or named by its token."""

    attachment: FileAtItsAddress | None = None
    upload = None

    def value_from_datadict(self, data, files, name):
        upload = super().value_from_datadict(data, files, name)
        if upload is None and (token := data.get(f"{name}-kept")):
            return kept_upload(token)
        return upload

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if context["widget"]["is_initial"]:
            context["widget"]["value"] = self.attachment
        return context

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        if not self.upload:
            return box
        remark = _("The file “%(name)s” is kept, no need to choose it again.") % {
            "name": self.upload.name
        }
        return format_html(
            '{}<p class="kept-file">{}</p><input type="hidden" name="{}-kept" value="{}">{}',
            box,
            remark,
            name,
            self.upload.token,
            "" if self.attachment else self.box_to_leave_out(name.removesuffix("file") + "DELETE"),
        )

    def box_to_leave_out(self, name: str) -> str:
        """Draw the box that removes a new row, for those who have no script to do it."""
        return format_html(
            '<label><input type="checkbox" name="{}"> {}</label>', name, _("Leave it out")
        )


class AttachmentForm(DeskForm):
    """A file with its description; a new file is looked at before it is kept."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:  # a form that is only read has none
            self.fields["file"].widget.attachment = FileAtItsAddress(self.instance)

    def _get_validation_exclusions(self):
        """Ask no name where there is no file: it would come from the file."""
        excluded = super()._get_validation_exclusions()
        if "file" in self.errors and not self.cleaned_data.get("name"):
            excluded.add("name")
        return excluded

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            if not isinstance(file, KeptUpload):  # which was looked at when it came
                validate_file(file)
            keep_upload(file)
            self.fields["file"].widget.upload = file
        return file

    def clean(self):
        """Let name and kind suit the file; an editor's own choice of the kind goes before."""
        cleaned = super().clean()
        file, name = cleaned.get("file"), cleaned.get("name")
        kind = kind_of(file.name) if file else None
        if kind and name and kind_of(name) != kind:
            error = _("A %(kind)s file has a name that ends in %(ending)s.") % {
                "kind": kind.name,
                "ending": kind.suffixes[0],
            }
            self.add_error("name", ValidationError(error, code="ending"))
        if kind and "file" in self.changed_data and "kind" not in self.changed_data:
            cleaned["kind"] = KIND_BY_GROUP.get(kind.group, cleaned.get("kind"))
        return cleaned


class AttachmentFormSet(DeskFormSet):
    """The files of a statement, each once; several chosen together become a row each."""

    def __init__(self, data=None, files=None, **kwargs):
        if files and (several := files.getlist(f"{kwargs['prefix']}-several")):
            data, files = data.copy(), files.copy()
            count = f"{kwargs['prefix']}-TOTAL_FORMS"
            first = int(data[count]) if data.get(count, "").isdecimal() else 0
            data[count] = str(first + len(several))
            for n, file in enumerate(several, start=first):
                files[f"{kwargs['prefix']}-{n}-file"] = file
                data[f"{kwargs['prefix']}-{n}-kind"] = Attachment.Kind.DOCUMENT
        super().__init__(data, files, **kwargs)

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

    @property
    def files_to_read(self) -> list[Attachment]:
        """The files that came with this saving."""
        changed = [row for row, names in self.changed_objects if "file" in names]
        return [*self.new_objects, *changed]

    def as_told(self) -> dict:
        """Say for the form what may be chosen."""
        return {
            "accept": ",".join(KINDS),
            "kinds": listed(kind.name for kind in KEPT),
            "limit": filesizeformat(MAX_FILE_SIZE),
        }


class AttachmentInline(Rows):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    template = "admin/statements/attachments.html"
    fields = ["file", "found", "name", "description", "alt", "kind", "language"]
    readonly_fields = ["found"]
    formfield_overrides = Rows.formfield_overrides | {
        models.FileField: {"widget": AttachmentInput(attrs={"accept": ",".join(KINDS)})},
    }

    def get_queryset(self, request):
        return super().get_queryset(request).with_word_count()

    @admin.display(description=_("in the file"))
    def found(self, attachment):
        """Show what was found in the file: its picture, its pages, its words."""
        if not attachment.pk:
            return ""
        return render_to_string("admin/statements/found_in_file.html", {"file": attachment})


class FilesMixin:
    """A section of records with files: they are read once the form is saved."""

    def get_urls(self):
        text = path(
            "<int:number>/files/<int:pk>/text/",
            self.admin_site.admin_view(self.text_in_file),
            name="statements_attachment_text",
        )
        return [text, *super().get_urls()]

    def text_in_file(self, request, number, pk):
        """Show the text that was found in a file, page by page."""
        attachment = get_object_or_404(Attachment.objects.select_related("statement"), pk=pk)
        if attachment.statement_id != number:
            raise Http404
        if not self.get_queryset(request).filter(pk=number).exists():
            raise PermissionDenied
        if not self.has_view_permission(request, attachment.statement):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": attachment,
            "original": attachment.statement,
            "attachment": attachment,
            "pages": attachment.words.split("\f") if attachment.words else [],
            "opts": self.model._meta,
        }
        return TemplateResponse(request, "admin/statements/text_in_file.html", context)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if isinstance(formset, AttachmentFormSet) and not getattr(request, "trial", None):
            self.ask_for_words(request, form, formset)
            self.read_files_later(request, formset.files_to_read)

    def ask_for_words(self, request, form, formset) -> None:
        """Remind, once, of images that say nothing to those who do not see them."""
        is_released = "state" in form.changed_data
        rows = [
            row.instance
            for row in formset.forms
            if row not in formset.deleted_forms
            if is_released or {"file", "alt", "description"} & set(row.changed_data)
        ]
        silent = [
            row.name
            for row in rows
            if row.pk and row.format and row.format.group == "image"
            if not row.alt and not row.description
        ]
        if silent and form.instance.state == State.PUBLISHED:  # now or at its time
            sentence = _("Say what these images show, for those who do not see them: %(names)s.")
            messages.warning(request, sentence % {"names": listed(silent)})

    def read_files_later(self, request, files: Iterable[Attachment]) -> None:
        """Read files once the writing is done: nobody else should wait for it."""
        transaction.on_commit(lambda: self.read_files(request, files), robust=True)

    def read_files(self, request, files: Iterable[Attachment]) -> None:
        """Read new files, and say what could not be read."""
        ends, left = time.monotonic() + SECONDS_OF_READING, 0
        for file in files:
            if time.monotonic() > ends:
                left += 1
            elif fault := reading.note(file).fault:
                sentence = _("The file “%(name)s” is kept, but not all of it was read: %(why)s.")
                messages.warning(request, sentence % {"name": file.name, "why": fault})
        if left:
            sentence = ngettext(
                "%(n)d file is kept and will be read later.",
                "%(n)d files are kept and will be read later.",
                left,
            )
            messages.info(request, sentence % {"n": left})


def files_of_text(text) -> str:
    """Name the files that belong to a text: those in its language."""
    if not text.pk:
        return "–"
    files = [file for file in text.statement.attachments.all() if file.language == text.language]
    links = ((file.get_absolute_url(), file) for file in files)
    return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"
