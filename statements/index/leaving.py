"""Statements that were deleted leave the index, all that are deleted at once together.

It goes by signals: a deletion has no version, and comes from forms, queries and cascades.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from pyroaring import BitMap

from imcwp_site.chunks import chunks
from statements.index.passages import terms_in
from statements.index.storing import Changes, lock
from statements.models import IndexedStatement, Statement


@receiver(pre_delete, sender=Statement)
def expect(instance: Statement, origin, **kwargs) -> None:
    """Remember, with what the deletion began from, which statements it takes."""
    began = vars(instance if origin is None else origin)
    began.setdefault("_leaving", BitMap()).add(instance.pk)


@receiver(post_delete, sender=Statement)
def forget_all(instance: Statement, origin, **kwargs) -> None:
    """Forget all of them when the first is gone: by then the others are gone, too."""
    if leaving := vars(instance if origin is None else origin).pop("_leaving", None):
        forget(leaving)


def forget(numbers: Iterable[int]) -> None:
    """Take those of the statements that are gone out of the index."""
    changes, gone = Changes(), BitMap()
    is_there = Exists(Statement.objects.filter(pk=OuterRef("pk")))
    with transaction.atomic(savepoint=False):
        lock(numbers)
        for some in chunks(numbers):
            for one in IndexedStatement.objects.filter(~is_there, pk__in=some):
                changes.change(one.pk, terms_in(one), set())
                gone.add(one.pk)
        changes.write()
        for some in chunks(gone):
            IndexedStatement.objects.filter(pk__in=some).delete()
