"""What is read of a batch: how far it is, and what became of each statement."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from imcwp_site.counts import Count
from imcwp_site.phrases import listed
from imcwp_site.spreadsheets import table_line
from statements.batches import Decision
from statements.models import Batch, BatchRow, Statement

Outcome = BatchRow.Outcome
READ_AT_ONCE = 500
OUTCOMES = {
    Outcome.CHANGED: ngettext_lazy("%(number)s changed", "%(number)s changed", "number"),
    Outcome.UNCHANGED: ngettext_lazy("%(number)s unchanged", "%(number)s unchanged", "number"),
    Outcome.REFUSED: ngettext_lazy("%(number)s refused", "%(number)s refused", "number"),
}
NAMED = 12  # kinds of change, and reasons, that a confirmation counts one by one


@dataclass(frozen=True)
class Line:
    """One statement on a page about a batch, and what becomes or became of it."""

    number: int
    title: str  # "" if it is there no more
    decision: Decision


def prospects(tried: list[Line]) -> dict[str, Any]:
    """Say in numbers what will happen to the statements that were tried."""
    decisions = [line.decision for line in tried]
    changed = [decision for decision in decisions if decision.outcome == Outcome.CHANGED]
    moves = Counter((decision.before, decision.after) for decision in changed).most_common(NAMED)
    reasons = Counter(
        reason for decision in decisions for reason in decision.reason.splitlines()
    ).most_common(NAMED)
    return {
        "tried": len(tried),
        "moves": [(before, after, number) for (before, after), number in moves],
        "other_moves": len(changed) - sum(number for _move, number in moves),
        "unchanged": sum(decision.outcome == Outcome.UNCHANGED for decision in decisions),
        "refused": sum(decision.outcome == Outcome.REFUSED for decision in decisions),
        "reasons": reasons,
    }


def as_csv(batch: Batch) -> Iterator[str]:
    """Give the report as a file, a line at a time, fetched some hundreds at a time."""
    # The mark tells spreadsheets that it is UTF-8.
    yield "\ufeff" + table_line("number", "title", "outcome", "reason")
    after = -1
    while rows := list(batch.rows.filter(number__gt=after).order_by("number")[:READ_AT_ONCE]):
        for line in lines_of(rows):
            decision = line.decision
            yield table_line(line.number, line.title, decision.outcome, decision.reason)
        after = rows[-1].number


def lines_of(rows: Iterable[BatchRow]) -> Iterator[Line]:
    """Give the kept rows with the titles that the statements have now."""
    rows = list(rows)
    statements = Statement.objects.only("title").in_bulk([row.number for row in rows])
    for row in rows:
        title = str(statements[row.number]) if row.number in statements else ""
        yield Line(row.number, title, Decision(row.outcome, row.reason))


def how_far(batch: Batch, counts: Counter) -> str:
    """Say in a sentence how far the batch is."""
    waiting, number = counts[Outcome.WAITING], counts.total()
    if batch.confirmed_at is None:
        return _("not confirmed: nothing of %(n)d changed") % {"n": number}
    if waiting:
        sentence = (
            _("stopped: %(waiting)d of %(n)d not done")
            if batch.finished_at
            else _("interrupted: %(waiting)d of %(n)d not done yet")
        )
        return sentence % {"waiting": waiting, "n": number}
    parts = [
        says % {"number": Count(counts[outcome])}
        for outcome, says in OUTCOMES.items()
        if counts[outcome]
    ]
    return _("done: %(outcomes)s") % {"outcomes": listed(parts)}
