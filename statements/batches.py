"""Changes of many statements: made with their rows, tried without writing, done row by row.

Each statement is changed in a transaction of its own, which holds the change, its version and what
the report says of it. So the report is true at any moment, whatever ends the process, and what
remains is done when somebody continues.
"""

import datetime
import logging
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from statements import versions
from statements.access import may_change
from statements.changes import Change, change_of
from statements.models import Batch, BatchRow, Statement, Version

Outcome = BatchRow.Outcome
TRIED_AT_ONCE = 200
READ_AT_ONCE = 50
UNCONFIRMED_FOR = datetime.timedelta(days=1)
# SQLite has one writer at a time, and those who wait look again after 25 ms at the latest (in
# their first tenth of a second): so long a pause lets each of them in.
WORK, PAUSE = 0.1, 0.025

logger = logging.getLogger(__name__)


def make(kind: str, statements: models.QuerySet, *, by) -> Batch:
    """Keep what was chosen, to be confirmed; forget what nobody confirmed for a day."""
    forget(Batch.objects.filter(made_at__lt=timezone.now() - UNCONFIRMED_FOR))
    chosen, parameters = statements.order_by().values("number").query.sql_with_params()
    table = connection.ops.quote_name(BatchRow._meta.db_table)
    with transaction.atomic():
        batch = Batch.objects.create(kind=kind, by=by)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (batch_id, number, outcome, reason) "  # noqa: S608 - own names
                f"SELECT %s, chosen.number, %s, '' FROM ({chosen}) AS chosen",
                [batch.pk, Outcome.WAITING, *parameters],
            )
    return batch


def forget(batches: models.QuerySet) -> None:
    """Let go of those that nobody has confirmed."""
    batches.filter(confirmed_at=None).delete()


def settle(batch: Batch, parameters: dict[str, Any], note: str) -> None:
    """Keep what the change sets and why, until it is confirmed."""
    batch.parameters, batch.note = parameters, note
    unconfirmed = Batch.objects.filter(pk=batch.pk, confirmed_at=None)
    unconfirmed.update(parameters=parameters, note=note)


@dataclass(frozen=True)
class Decision:
    """What becomes of one statement: the reason of a refusal, or what it has before and after."""

    outcome: str
    reason: str = ""
    before: str = ""
    after: str = ""


def decide(change: Change, statement: Statement | None, by) -> Decision:
    """Make the change in memory only, and say what becomes of the statement."""
    if statement is None:
        return Decision(Outcome.REFUSED, _("It has been deleted meanwhile."))
    if not may_change(by, statement):
        return Decision(Outcome.REFUSED, _("It is not yours to change."))
    before = change.value(statement)
    try:
        after = change.alter(statement)
    except ValidationError as error:
        return Decision(Outcome.REFUSED, "\n".join(error.messages), before)
    return Decision(Outcome.CHANGED if after else Outcome.UNCHANGED, "", before, after)


def trial(batch: Batch, *, by, limit: int) -> Iterator[tuple[int, Statement | None, Decision]]:
    """Say what would become of the first `limit` statements, without writing."""
    change = change_of(batch)
    numbers = list(batch.rows.order_by("number").values_list("number", flat=True)[:limit])
    for start in range(0, len(numbers), TRIED_AT_ONCE):
        part = numbers[start : start + TRIED_AT_ONCE]
        statements = change.load(Statement.objects.all()).in_bulk(part)
        for number in part:
            statement = statements.get(number)
            yield number, statement, decide(change, statement, by)


def confirm(batch: Batch) -> None:
    """Let the change begin; once, whoever asks again."""
    Batch.objects.filter(pk=batch.pk, confirmed_at=None).update(confirmed_at=timezone.now())


def work(batch: Batch, *, by, seconds: float) -> None:
    """Change statements that wait for about so many seconds, and finish when none is left."""
    change = change_of(batch)
    begun = paused = time.monotonic()
    ahead: dict[int, Any] = {}
    number: int | None = -1
    while number is not None and time.monotonic() < begun + seconds:
        number = change_next(batch, change, ahead, by=by, after=number)
        if connection.vendor == "sqlite" and time.monotonic() > paused + WORK:
            time.sleep(PAUSE)
            paused = time.monotonic()
    waiting = BatchRow.objects.filter(batch=models.OuterRef("pk"), outcome=Outcome.WAITING)
    confirmed = Batch.objects.filter(pk=batch.pk, confirmed_at__isnull=False, finished_at=None)
    confirmed.exclude(models.Exists(waiting)).update(finished_at=timezone.now())


def stop(batch: Batch) -> None:
    """Leave as they are the statements that still wait."""
    Batch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=timezone.now())


def change_next(
    batch: Batch, change: Change, ahead: dict[int, Any], *, by, after: int
) -> int | None:
    """Change the first statement that waits above the number `after`; None if there is none.

    Of several processes each takes another: the row is held until its outcome is kept. `ahead`
    has the statements that were read before their turn.
    """
    with transaction.atomic():
        row = (
            BatchRow.objects.filter(
                batch=batch,
                outcome=Outcome.WAITING,
                number__gt=after,
                batch__confirmed_at__isnull=False,
                batch__finished_at=None,
            )
            .order_by("number")
            .select_for_update(of=("self",), skip_locked=True)
            .first()
        )
        if row is None:
            return None
        if row.number not in ahead:
            ahead.clear()
            ahead.update(read_ahead(batch, row.number))
        row.outcome, row.reason = change_one(batch, change, row.number, ahead, by)
        row.save(update_fields=["outcome", "reason"])
    return row.number


def with_version(statements: models.QuerySet) -> models.QuerySet:
    """Add `last`, the number of the newest version."""
    kept = Version.objects.filter(statement=models.OuterRef("pk")).order_by("-n")
    return statements.annotate(last=models.Subquery(kept.values("n")[:1]))


def read_ahead(batch: Batch, number: int) -> dict[int, Any]:
    """Read the next statements from this one on: one by one it would take most of the time."""
    waiting = batch.rows.filter(outcome=Outcome.WAITING, number__gte=number).order_by("number")
    numbers = list(waiting.values_list("number", flat=True)[:READ_AT_ONCE])
    return versions.with_content(with_version(Statement.objects.all())).in_bulk(numbers)


def hold(number: int, ahead: dict[int, Any]) -> Statement | None:
    """Keep others from changing a statement, and give it; read again if somebody has changed it."""
    held = with_version(Statement.objects.select_for_update(of=("self",))).filter(pk=number)
    is_now = held.values_list("updated_at", "last").first()
    statement = ahead.get(number)
    if is_now and statement and (statement.updated_at, statement.last) == is_now:
        return statement
    return versions.with_content(Statement.objects.filter(pk=number)).first() if is_now else None


def change_one(
    batch: Batch, change: Change, number: int, ahead: dict[int, Any], by
) -> tuple[str, str]:
    """Change one statement and record its version; give the outcome, and why it is refused."""
    try:
        with transaction.atomic():
            statement = hold(number, ahead)
            decision = decide(change, statement, by)
            if statement is not None and decision.outcome == Outcome.CHANGED:
                change.write(statement)
                versions.record_contents(
                    {statement.pk: versions.content_of(statement)},
                    by=by,
                    note=batch.note,
                    is_minor=batch.parameters.get("is_minor", False),
                    renamings=True,  # something else changed, so nobody has to ask for these
                )
                LogEntry.objects.log_actions(
                    by.pk, [statement], CHANGE, str(batch), single_object=True
                )
    except OperationalError:  # the database itself: nothing is known of this statement
        raise
    except IntegrityError:
        return Outcome.REFUSED, _("It was changed by somebody else at the same moment.")
    except Exception:  # a fault of ours in one statement must not keep the others waiting
        logger.exception("Statement %s in the change of many %s", number, batch.pk)
        return Outcome.REFUSED, _("The desk failed at it; the log of the server says why.")
    return decision.outcome, decision.reason


def count(batches: models.QuerySet | list[Batch]) -> dict[int, Counter]:
    """Count the statements of each batch by outcome, by key of the batch."""
    counts: dict[int, Counter] = {batch.pk: Counter() for batch in batches}
    rows = BatchRow.objects.filter(batch__in=counts).order_by()
    for key, outcome, number in rows.values_list("batch", "outcome").annotate(models.Count("pk")):
        counts[key][outcome] = number
    return counts
