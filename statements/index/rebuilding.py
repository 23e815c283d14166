"""The index brought to what is saved: of some statements, or of all anew."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from django.db import transaction

from imcwp_site.chunks import CHUNK
from statements.index.collecting import Bulk
from statements.index.storing import clear, lock
from statements.index.writing import note
from statements.models import Statement
from statements.versions import content_of, contents_of, with_content


def refresh(numbers: Iterable[int]) -> None:
    """Index these statements as they are saved, when something else than a version changed them."""
    numbers = list(numbers)
    with transaction.atomic():
        lock(numbers, about_to_note=numbers)
        note(contents_of(numbers))


def rebuild(progress: Callable[[int], None] = lambda done: None) -> None:
    """Make the whole index anew; who reads meanwhile sees the former, who writes waits."""
    with transaction.atomic():
        clear()
        bulk, done = Bulk(contents_of, anew=True), 0
        with closing(bulk):
            for statements in all_statements():
                bulk.note({one.pk: content_of(one) for one in statements})
                done += len(statements)
                progress(done)
            bulk.finish()


def all_statements(first: int = 0, end: int | None = None) -> Iterator[list[Statement]]:
    """Give statements in the order of their numbers, with their content, some at a time."""
    statements = with_content(Statement.objects.order_by("pk"))
    if end is not None:
        statements = statements.filter(pk__lt=end)
    while some := list(statements.filter(pk__gte=first)[:CHUNK]):
        yield some
        first = some[-1].pk + 1
