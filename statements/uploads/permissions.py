"""Who may import at the desk, and which files of the format."""

from documents.models import Document
from statements.importing import files
from statements.importing.run import AFTER_STATEMENTS, BEFORE_STATEMENTS
from statements.models import (
    Attachment,
    Dossier,
    Signature,
    SignatureList,
    Statement,
    Text,
    Version,
)

# What the rows of each file are kept as.
MODELS = {
    **{table.file.name: table.model for table in (*BEFORE_STATEMENTS, *AFTER_STATEMENTS)},
    files.STATEMENTS.name: Statement,
    files.JOINT_STATEMENTS.name: SignatureList,
    files.SIGNATORIES.name: Signature,
    files.SIGNATURES.name: Signature,
    files.TEXTS.name: Text,
    files.ATTACHMENTS.name: Attachment,
    files.VERSIONS.name: Version,
    files.DOCUMENTS.name: Document,
    files.DOCUMENT_VERSIONS.name: Document,
}
PUBLISHED = (Statement, Dossier, Document)


def may_import(user) -> bool:
    """Tell whether the editor may import statements at all."""
    return may_take_over(user, files.STATEMENTS.name) and user.has_perm(
        "statements.edit_all_statements"
    )


def may_take_over(user, name: str) -> bool:
    """Tell whether the editor may write what this file of the format holds."""
    model = MODELS[name]
    actions = ["add", "change", *(["publish"] if model in PUBLISHED else [])]
    meta = model._meta
    return user.has_perms(f"{meta.app_label}.{action}_{meta.model_name}" for action in actions)


def may_export_all(user) -> bool:
    """Tell whether the editor may take away the whole archive, drafts and history included."""
    return user.has_perms(["statements.edit_all_statements", "editors.change_editor"])
