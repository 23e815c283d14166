"""Statements and what belongs to them."""

from statements.models.batches import Batch, BatchRow
from statements.models.concerns import Concern, SourceCheck
from statements.models.dossiers import Dossier, DossierEntry, DossierFormerSlug
from statements.models.files import Attachment
from statements.models.index import Block, IndexedStatement, Posting, Word
from statements.models.kinds import KindName
from statements.models.periodicals import (
    IssueContributor,
    IssueEdition,
    Periodical,
    PeriodicalIssue,
)
from statements.models.previews import PreviewLink
from statements.models.relations import StatementRelation
from statements.models.signatures import Signature, SignatureList
from statements.models.statements import Statement, StatementTopic
from statements.models.texts import Text
from statements.models.topics import Topic, TopicFormerSlug
from statements.models.versions import Version

__all__ = [
    "Attachment",
    "Batch",
    "BatchRow",
    "Block",
    "Concern",
    "Dossier",
    "DossierEntry",
    "DossierFormerSlug",
    "IndexedStatement",
    "IssueContributor",
    "IssueEdition",
    "KindName",
    "Periodical",
    "PeriodicalIssue",
    "Posting",
    "PreviewLink",
    "Signature",
    "SignatureList",
    "SourceCheck",
    "Statement",
    "StatementRelation",
    "StatementTopic",
    "Text",
    "Topic",
    "TopicFormerSlug",
    "Version",
    "Word",
]
