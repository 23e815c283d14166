"""The desk of statements, and of the vocabulary and collections around them."""

from statements.admin.batches import BatchAdmin
from statements.admin.collections import DossierAdmin, PeriodicalAdmin, PeriodicalIssueAdmin
from statements.admin.statements import StatementAdmin
from statements.admin.topics import TopicAdmin
from statements.admin.versions import VersionAdmin

__all__ = [
    "BatchAdmin",
    "DossierAdmin",
    "PeriodicalAdmin",
    "PeriodicalIssueAdmin",
    "StatementAdmin",
    "TopicAdmin",
    "VersionAdmin",
]
