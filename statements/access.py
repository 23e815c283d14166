"""Whose statements an editor reads and changes before the public sees them.

A contributor enters statements and changes his or her own until they are published. Who changes
those of others, and who publishes, has a permission for it.
"""

from imcwp_site.publishing import UNPUBLISHED
from statements.querysets import StatementQuerySet


def edits_all(editor) -> bool:
    """Tell whether the editor may change statements that others entered."""
    return editor.has_perm("statements.edit_all_statements")


def may_change(editor, statement) -> bool:
    """Tell whether the statement is the editor's to change: anyone's, or an unpublished own."""
    if edits_all(editor):
        return True
    return statement.entered_by_id == editor.pk and statement.state in UNPUBLISHED


def may_preview(editor, statement) -> bool:
    """Tell whether the editor may read the statement before it is public."""
    if not editor.has_perm("statements.view_statement"):
        return False
    return edits_all(editor) or statement.entered_by_id == editor.pk


def readable(statements: StatementQuerySet, editor) -> StatementQuerySet:
    """Keep of `statements` what the editor may read: all, or what is public and one's own."""
    if edits_all(editor):
        return statements
    return statements.published() | statements.filter(entered_by=editor)
