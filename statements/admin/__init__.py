"""The desk of statements, and of the vocabulary and collections around them."""

from django.contrib import admin

from statements.admin.batches import BatchAdmin
from statements.admin.collections import DossierAdmin, PeriodicalAdmin, PeriodicalIssueAdmin
from statements.admin.exporting import offer_export
from statements.admin.kinds import KindNameAdmin
from statements.admin.sources import SourceCheckAdmin
from statements.admin.statements import StatementAdmin
from statements.admin.topics import TopicAdmin
from statements.admin.versions import VersionAdmin

offer_export(admin.site)

__all__ = [
    "BatchAdmin",
    "DossierAdmin",
    "KindNameAdmin",
    "PeriodicalAdmin",
    "PeriodicalIssueAdmin",
    "SourceCheckAdmin",
    "StatementAdmin",
    "TopicAdmin",
    "VersionAdmin",
]
