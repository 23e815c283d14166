"""The site's own documents and their versions, one by one: there are few."""

from collections.abc import Mapping
from typing import Any

from documents import versions
from documents.models import ORIGINAL, Document, DocumentText, DocumentVersion
from documents.translations import hash_of
from imcwp_site.publishing import State
from imcwp_site.text import clean_html
from statements.importing import files
from statements.importing.changes import Change, changes_of
from statements.importing.files import DataFile, Row
from statements.importing.report import Refused
from statements.importing.values import (
    assign,
    check_publishing,
    convert_cell,
    known,
    rule_for,
)

OF_DOCUMENT = ("slug", "state", "published_at", "withdrawal_reason")
OF_TEXT = {"language": "language", "title": "title", "body": "body_html"}
COLUMNS = {"body": "body_html"}
MOST = 32_767


def values_of(model, cells: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Give the values of the cells by field of the model (raises Refused)."""
    return {
        field: convert_cell(dict(cells), column, rule_for(model._meta.get_field(field)))
        for field, column in columns.items()
    }


def number_in(cells: Mapping[str, Any], column: str, least: int, most: int) -> int | None:
    """Give the number of a cell, None where it is absent (raises Refused)."""
    number = cells.get(column)
    if number is None:
        return None
    if type(number) is not int or not least <= number <= most:
        raise Refused(f"write a whole number from {least}", field=column, value=str(number))
    return number


class Documents:
    """Takes over documents.jsonl and document_versions.jsonl."""

    def __init__(self, run):
        self.run = run
        self.written: dict[int, Document] = {}
        self.lines: dict[tuple, int] = {}

    def load(self) -> None:
        # The original of each comes first: the others render it.
        rows = sorted(self.rows(files.DOCUMENTS), key=lambda row: row.cells["language"] != ORIGINAL)
        for row in rows:
            self.take(row, self.set_text)
        for row in self.rows(files.DOCUMENT_VERSIONS):
            self.take(row, self.set_version)
        for document in self.written.values():
            versions.record(document, by=self.run.by, note=self.run.note, at=self.run.time)

    def rows(self, file: DataFile):
        """Give the rows of a file whose keys are texts or numbers, each key once."""
        for row in self.run.rows(file):
            key = (file.name, *(str(row.cells[name]) for name in file.key))
            if line := self.lines.get(key):
                says = f"the same as line {line}: a row is told by {', '.join(file.key)}"
                refused = Refused(says, field=file.key[0], value=str(row.cells[file.key[0]]))
                self.run.report.refuse(row.file, row.line, refused)
                continue
            self.lines[key] = row.line
            yield row

    def take(self, row: Row, set_row) -> None:
        try:
            outcome, changes = set_row(row.cells)
        except Refused as refused:
            self.run.report.refuse(row.file, row.line, refused)
        else:
            self.run.count(row, outcome, changes)

    # documents.jsonl

    def set_text(self, cells: dict[str, Any]) -> tuple[str, list[Change]]:
        """Keep what a document says in one language, and what its row says of the whole."""
        said = values_of(DocumentText, cells, OF_TEXT)
        said["body"] = clean_html(said["body"])
        if not said["body"]:
            raise Refused("nothing of it is left once it is cleaned", field="body_html")
        document, of_document = self.document_of(cells)
        text = self.text_of(document, said["language"])
        rewritten = assign(text, said)
        renders = self.renders(document, text, cells, is_rewritten=bool(rewritten))
        changed = rewritten | assign(text, {"original_hash": renders})
        is_new = text._state.adding
        if document._state.adding or of_document:
            document.save()
        if is_new or changed:
            text.document = document
            text.save()
        self.written[document.pk] = document
        if is_new:
            return "created", []
        changes = changes_of(document, of_document) + changes_of(text, changed, COLUMNS)
        return ("changed" if changes else "unchanged"), changes

    def document_of(self, cells: dict[str, Any]) -> tuple[Document, dict[str, Any]]:
        """Give the document of a row, and what of it the row changes (raises Refused)."""
        values = values_of(Document, cells, {name: name for name in OF_DOCUMENT})
        values["position"] = number_in(cells, "position", 0, MOST)
        document = Document.objects.filter(slug=values["slug"]).first()
        if document is None:
            if cells["language"] != ORIGINAL:
                raise Refused(
                    "there is no such document, and its English text is not in the file",
                    field="slug",
                    value=values["slug"],
                )
            document = Document(state=State.PUBLISHED)
        changed = assign(document, known(values))
        check_publishing(document, self.run.time)
        return document, changed

    def text_of(self, document: Document, language: str) -> DocumentText:
        found = document.texts.filter(language=language).first() if document.pk else None
        return found or DocumentText()

    def renders(
        self, document: Document, text: DocumentText, cells: dict[str, Any], *, is_rewritten: bool
    ) -> str | None:
        """Give the hash of the original that a text renders; None leaves it as it is."""
        field = DocumentText._meta.get_field("original_hash")
        given = convert_cell(cells, "original_hash", rule_for(field))
        if text.language == ORIGINAL:
            if given:
                raise Refused("an original renders no other text", field="original_hash")
            return None
        if given or not is_rewritten:
            return given
        original = document.texts.filter(language=ORIGINAL).first()
        return hash_of(original.title, original.body) if original else None

    # document_versions.jsonl

    def set_version(self, cells: dict[str, Any]) -> tuple[str, list[Change]]:
        """Keep a version that the archive does not have yet (raises Refused)."""
        columns = {name: name for name in ("at", "by_name", "note", "title")}
        said = values_of(DocumentVersion, cells, OF_TEXT | columns)
        n = number_in(cells, "n", 1, 2_147_483_647) or 0
        document = Document.objects.filter(slug=cells["slug"]).first()
        if document is None:
            raise Refused("there is no such document", field="slug", value=str(cells["slug"]))
        version = DocumentVersion(document=document, n=n, **known(said))
        version.body = clean_html(version.body)
        kept = document.versions.filter(language=version.language, n=n).first()
        if kept is None:
            version.save()
            return "created", []
        if (kept.title, kept.body) != (version.title, version.body):
            raise Refused("the archive has another version of this number", field="n", value=str(n))
        return "unchanged", []
