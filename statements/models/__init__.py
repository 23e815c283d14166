"""Statements and what belongs to them."""

from statements.models.dossiers import Dossier, DossierEntry
from statements.models.periodicals import (
    IssueContributor,
    IssueEdition,
    Periodical,
    PeriodicalIssue,
)
from statements.models.signatures import Signature, SignatureList
from statements.models.statements import Statement, StatementTopic
from statements.models.texts import Attachment, Text
from statements.models.topics import Topic
from statements.models.versions import Version

__all__ = [
    "Attachment",
    "Dossier",
    "DossierEntry",
    "IssueContributor",
    "IssueEdition",
    "Periodical",
    "PeriodicalIssue",
    "Signature",
    "SignatureList",
    "Statement",
    "StatementTopic",
    "Text",
    "Topic",
    "Version",
]
