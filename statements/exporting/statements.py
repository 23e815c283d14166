"""Rows of statements, and of all that hangs on them."""

import json
import shutil
from collections.abc import Iterator

from django.db import connection
from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Collate

from imcwp_site.publishing import State
from statements.exporting.records import PAGE, Slugs, id_of
from statements.exporting.scope import Scope
from statements.exporting.writing import Folder
from statements.importing import files
from statements.importing.relations import Relations
from statements.importing.units import (
    OF_JOINT_ALONE,
    OF_LIST,
    OF_SIGNATORY,
    OF_SIGNATURE,
    OF_STATEMENT,
    Rule,
)
from statements.importing.values import cell_of
from statements.models import (
    Attachment,
    Signature,
    Statement,
    StatementRelation,
    Text,
    Version,
)

AUTHOR, INITIATOR, SIGNATORY, LATER = Signature.Role
ROLES = Signature.Role.values


def cells_by(instance, table: dict[str, Rule]) -> dict[str, str]:
    """Give the cells that the importer reads back into these attributes."""
    return {column: cell_of(getattr(instance, name)) for column, (name, _rule) in table.items()}


def with_all(statements):
    """Fetch statements with what their rows are made of, in the order of their keys."""
    return statements.select_related("signature_list").prefetch_related(
        Prefetch("signatures", Signature.objects.order_by("pk")),
        "topic_links",
        Prefetch("texts", Text.objects.order_by("pk")),
        Prefetch("attachments", Attachment.objects.order_by("pk")),
    )


class Described:
    """A statement, and how its facts are shared out among the files."""

    def __init__(self, statement: Statement):
        self.statement = statement
        self.signature_list = getattr(statement, "signature_list", None)
        self.id = id_of(statement.reference, statement.number)
        self.signatures = list(statement.signatures.all())
        self.authors = self.named(AUTHOR)
        self.initiators = self.named(INITIATOR) if self.signature_list else []
        self.texts = list(statement.texts.all())

    def named(self, role: str) -> list[Signature]:
        """Give the parties in a role, in order."""
        found = [one for one in self.signatures if one.role == role and one.party_id]
        return sorted(found, key=lambda one: one.position)

    @property
    def list_id(self) -> str:
        """How the files call the list of signatures."""
        if not self.signature_list:
            return ""
        return self.signature_list.reference or f"js-no-{self.statement.number}"

    @property
    def is_alone(self) -> bool:
        """Tell whether the row of joint_statements.csv says all of the statement by itself."""
        statement, signatures = self.statement, self.signature_list
        return bool(
            signatures
            and statement.reference
            and statement.reference == signatures.reference
            and statement.kind == Statement.Kind.JOINT_STATEMENT
            and all(
                getattr(statement, name) == getattr(signatures, name)
                for name in ("title", "source", "confidence")
            )
            and not self.authors
        )

    @property
    def parties_in_cell(self) -> list[int | None]:
        """Authors, then initiators, each party once."""
        return list(dict.fromkeys(one.party_id for one in self.authors + self.initiators))

    def in_own_file(self) -> list[Signature]:
        """Give the signatures that signatories.csv says."""
        if not self.signature_list:
            return []
        return [
            one
            for one in self.signatures
            if one.role == LATER or (one.role == SIGNATORY and not one.added)
        ]

    def further_signatures(self) -> list[Signature]:
        """Give the signatures that need a row of signatures.csv, in an order of their own."""
        initiators = {one.party_id for one in self.initiators}
        authors = [one for one in self.authors if one.party_id not in initiators]
        said = [one for one in authors if is_plain(one, authors)]
        said += [one for one in self.initiators if is_plain(one, self.initiators)]
        said += self.in_own_file()
        keys = {one.pk for one in said}
        rest = [one for one in self.signatures if one.pk not in keys]
        return sorted(rest, key=lambda one: (ROLES.index(one.role), one.position, one.pk))


def is_plain(signature: Signature, in_order: list[Signature]) -> bool:
    """Tell whether a slug at its place in a cell says all of a signature."""
    beyond = (signature.printed_name, signature.group, signature.added, signature.source,
              signature.confidence)  # fmt: skip
    return not any(beyond) and signature.position == in_order.index(signature) + 1


class StatementFiles:
    """Writes the files of statements."""

    def __init__(self, folder: Folder, slugs: Slugs, scope: Scope):
        self.folder, self.slugs, self.scope = folder, slugs, scope
        # Attached files that are recorded but not where uploads are kept.
        self.missing: list[str] = []

    def write(self) -> None:
        found = self.scope.of(Statement)
        for statement in with_all(found.order_by("number")).iterator(PAGE):
            self.write_statement(Described(statement))
        for statement in joint_statements(found):
            self.write_joint(Described(statement))
        self.write_relations()
        if self.scope.with_history:
            self.write_versions()

    def shared_cells(self, described: Described) -> dict[str, str]:
        """Give the cells that statements.csv and joint_statements.csv have in common."""
        statement = described.statement
        return {
            "published_date": cell_of(statement.posted),
            "topics": ";".join(
                self.slugs.name("topic", link.topic_id) for link in statement.topic_links.all()
            ),
            "meeting_id": self.slugs.name("meeting", statement.meeting_id),
            "languages": ";".join(text.language for text in described.texts),
        }

    def parties(self, keys: list[int | None]) -> str:
        return ";".join(self.slugs.name("party", key) for key in keys)

    def write_statement(self, described: Described) -> None:
        """Write one statement but for its row in joint_statements.csv."""
        statement = described.statement
        if not described.is_alone:
            number = self.slugs.number_of_meeting.get(statement.meeting_id)
            self.folder.write(
                files.STATEMENTS,
                self.shared_cells(described)
                | cells_by(statement, OF_STATEMENT)
                | own_state(statement)
                | {
                    "statement_id": described.id,
                    "date": cell_of(statement.issued),
                    "date_precision": statement.issued.precision if statement.issued else "unknown",
                    "party_slugs": self.parties(described.parties_in_cell),
                    "meeting_number": cell_of(number),
                    "dossier": cell_of(statement.kind == Statement.Kind.DOSSIER),
                    "joint_statement_id": described.list_id,
                },
            )
        for text in described.texts:
            self.write_text(described, text)
        for signature in described.further_signatures():
            self.write_signature(described, signature)
        for attachment in statement.attachments.all():
            self.write_attachment(described, attachment)

    def write_joint(self, described: Described) -> None:
        """Write the row of joint_statements.csv and those of signatories.csv."""
        statement = described.statement
        signature_list = statement.signature_list
        alone = {}
        if described.is_alone:
            alone = cells_by(statement, OF_JOINT_ALONE) | own_state(statement)
        self.folder.write(
            files.JOINT_STATEMENTS,
            self.shared_cells(described)
            | alone
            | cells_by(signature_list, OF_LIST)
            | {
                "joint_statement_id": described.list_id,
                "issued_date": cell_of(statement.issued),
                "open_for_signature": "y" if signature_list.is_open else "",
                "initiator_slugs": self.parties([one.party_id for one in described.initiators]),
            },
        )
        for signature in described.in_own_file():
            later = cell_of(signature.added) or "y" if signature.role == LATER else ""
            self.folder.write(
                files.SIGNATORIES,
                cells_by(signature, OF_SIGNATORY)
                | {
                    "joint_statement_id": described.list_id,
                    "party_slug": self.slugs.name("party", signature.party_id),
                    "position": cell_of(signature.position or None),
                    "signed_later": later,
                },
            )

    def write_signature(self, described: Described, signature: Signature) -> None:
        self.folder.write(
            files.SIGNATURES,
            cells_by(signature, OF_SIGNATURE)
            | {
                "statement_id": described.id,
                "party_slug": self.slugs.name("party", signature.party_id),
            },
        )

    def write_text(self, described: Described, text: Text) -> None:
        """Write a text that says more than that it exists, which the languages cell says."""
        values = {
            "status": text.status,
            "title": text.title,
            "summary": text.summary,
            "body_html": text.body,
            "translated_from": text.translated_from,
            "original_hash": text.original_hash,
        }
        if any(values.values()):
            named = {"statement_id": described.id, "language": text.language}
            self.folder.write(files.TEXTS, named | values)

    def write_attachment(self, described: Described, attachment: Attachment) -> None:
        """Write the row of an attached file, and the file itself."""
        name = str(attachment.file.name)
        place = self.folder.place_of_attachment(name)
        try:
            with attachment.file.open("rb") as stream, place.open("wb") as copy:
                shutil.copyfileobj(stream, copy)
        except OSError:
            self.missing.append(f"{described.id}: {name}")
        self.folder.write(
            files.ATTACHMENTS,
            {
                "statement_id": described.id,
                "file": name,
                "sha256": attachment.sha256,
                "size": str(attachment.size),
                "name": attachment.name,
                "description": attachment.description,
                "kind": attachment.kind,
                "language": attachment.language,
                "alt": attachment.alt,
            },
        )

    def write_relations(self) -> None:
        """Write what the statements are to others; of chosen ones, to others that are chosen."""
        found = self.scope.of(StatementRelation, statement="statement")
        if not self.scope.is_whole:
            found = found.filter(other__in=self.scope.of(Statement))
        in_order = found.order_by("statement_id", "pk").select_related("statement", "other")
        for relation in in_order.iterator(PAGE):
            self.folder.write(
                files.STATEMENT_RELATIONS,
                self.slugs.cells(Relations, relation)
                | {
                    column: id_of(statement.reference, statement.number)
                    for column, statement in (
                        ("statement_id", relation.statement),
                        ("other_id", relation.other),
                    )
                },
            )

    def write_versions(self) -> None:
        versions = self.scope.of(Version, statement="statement").select_related("by")
        versions = versions.order_by("statement_id", "n")
        versions = versions.annotate(statement_reference=F("statement__reference"))
        for version in versions.iterator(PAGE):
            by_name = version.by_name or (version.by.get_username() if version.by else "")
            self.folder.write(
                files.VERSIONS,
                {
                    "statement_id": id_of(version.statement_reference, version.statement_id),
                    "n": version.n,
                    "at": cell_of(version.at),
                    "by_name": by_name,
                    "note": version.note,
                    "is_minor": version.is_minor,
                    # As text, so that every database gives the names inside in one order.
                    "content": json.loads(json.dumps(version.content, sort_keys=True)),
                },
            )


def own_state(statement: Statement) -> dict[str, str]:
    """Give number and state; no word stands for published, which is what a row is by itself."""
    published = statement.state == State.PUBLISHED
    return {
        "number": str(statement.number),
        "state": "" if published else statement.state,
    }


def joint_statements(statements: QuerySet) -> Iterator[Statement]:
    """Give those that have a list of signatures, by its reference; those without one come last.

    The order is that of the letters' codes, whatever the language of the database.
    """
    collation = "C" if connection.vendor == "postgresql" else "BINARY"
    with_list = with_all(statements.filter(signature_list__isnull=False))
    named = with_list.filter(signature_list__reference__isnull=False)
    yield from named.order_by(Collate("signature_list__reference", collation)).iterator(PAGE)
    unnamed = with_list.filter(signature_list__reference__isnull=True)
    yield from unnamed.order_by("number").iterator(PAGE)
