"""Files at the door: what kind they are by name and by content, how large, whether known."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import DeskForm, DeskFormSet
from imcwp_site.text import validate_sound

MAX_FILE_SIZE = 50 * 1024 * 1024
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"


def is_pdf(head: bytes, file) -> bool:
    return b"%PDF-" in head


def is_png(head: bytes, file) -> bool:
    return head.startswith(b"\x89PNG\r\n\x1a\n")


def is_jpeg(head: bytes, file) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def is_webp(head: bytes, file) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


def is_gif(head: bytes, file) -> bool:
    return head.startswith((b"GIF87a", b"GIF89a"))


def is_mp3(head: bytes, file) -> bool:
    """An ID3 tag, or the eleven set bits and the layer of an MPEG audio frame."""
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2)


def is_ogg(head: bytes, file) -> bool:
    return head.startswith(b"OggS")


def is_docx(head: bytes, file) -> bool:
    return "word/document.xml" in names_in_zip(file)


def is_odt(head: bytes, file) -> bool:
    """The first file inside is `mimetype`, not compressed, as OpenDocument asks."""
    return head.startswith(b"PK") and head[30 : 38 + len(OPEN_DOCUMENT)] == (
        b"mimetype" + OPEN_DOCUMENT
    )


def names_in_zip(file) -> list[str]:
    """List what a zip archive holds, [] if it is none; nothing is unpacked."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


KINDS = {
    ".pdf": is_pdf,
    ".png": is_png,
    ".jpg": is_jpeg,
    ".jpeg": is_jpeg,
    ".webp": is_webp,
    ".gif": is_gif,
    ".mp3": is_mp3,
    ".ogg": is_ogg,
    ".odt": is_odt,
    ".docx": is_docx,
}


def validate_file(file) -> None:
    """Refuse a file of another kind than the archive keeps, or too large (ValidationError)."""
    validate_sound(file.name)
    suffix = PurePosixPath(file.name).suffix.lower()
    if suffix not in KINDS:
        raise ValidationError(
            _("“%(name)s” is of a kind that the archive does not keep. It keeps %(kinds)s."),
            code="kind",
            params={"name": file.name, "kinds": ", ".join(kind[1:] for kind in KINDS)},
        )
    if file.size > MAX_FILE_SIZE:
        raise ValidationError(
            _("The file has %(size)s; at most %(limit)s can be kept."),
            code="size",
            params={
                "size": filesizeformat(file.size),
                "limit": filesizeformat(MAX_FILE_SIZE),
            },
        )
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    sound = KINDS[suffix](head, file)
    file.seek(0)
    if not sound:
        raise ValidationError(
            _("“%(name)s” is not what its name says: the content is no %(kind)s file."),
            code="content",
            params={"name": file.name, "kind": suffix[1:].upper()},
        )


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
