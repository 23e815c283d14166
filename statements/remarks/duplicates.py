"""Statements that may be the one being entered: of the same party and time, alike in words."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from imcwp_site.dates import PartialDate
from imcwp_site.folding import fold
from imcwp_site.languages import language_name
from imcwp_site.text import plain_text
from parties.models import Party
from statements.models import Statement, Text
from statements.querysets import StatementQuerySet
from statements.remarks.entered import Entered

# A source may give the day of posting for that of issue.
DAYS_APART = datetime.timedelta(days=3)
CANDIDATES = 200
TEXTS_COMPARED = 40
# Shares that two have in common, of letters in a title and of runs of words in a text.
ALIKE_TITLE = 0.75
ALIKE_TEXT = 0.5
RUN = 4  # words
COMPARED_LENGTH = 20_000  # characters: the beginning of a report tells enough
SHOWN = 5


@dataclass(frozen=True)
class Duplicate:
    """A statement that may be the same, and why it seems so."""

    statement: Statement
    reason: str
    likeness: float


def duplicates_of(entered: Entered, statements: StatementQuerySet) -> list[Duplicate]:
    """Give those of `statements` that may be the entered one, the likeliest first."""
    candidates = list(candidates_for(entered, statements))
    likeliest: dict[int, Duplicate] = {}
    for one in (*alike_in_title(entered, candidates), *alike_in_text(entered, candidates)):
        known = likeliest.get(one.statement.pk)
        if known is None or one.likeness > known.likeness:
            likeliest[one.statement.pk] = one
    return sorted(likeliest.values(), key=lambda one: -one.likeness)[:SHOWN]


def candidates_for(entered: Entered, statements: StatementQuerySet) -> QuerySet:
    """Keep what is by one of the parties, if any is known, and of about the same time."""
    if not entered.parties and not entered.issued:
        return statements.none()  # everything would be compared with everything
    near = statements.exclude(pk=entered.number) if entered.number else statements
    if entered.parties:
        near = near.by_any_party(Party.objects.filter(pk__in=entered.parties))
    if entered.issued:
        near = near.issued_between(*around(entered.issued))
    texts = Text.objects.defer("body", "summary")
    return near.order_by("-pk").prefetch_related(Prefetch("texts", texts))[:CANDIDATES]


def around(date: PartialDate) -> tuple[PartialDate, PartialDate]:
    """Give the first and the last day on which the same statement may be dated."""
    first, last = date.first_day - DAYS_APART, date.last_day + DAYS_APART
    return (
        PartialDate(first.year, first.month, first.day),
        PartialDate(last.year, last.month, last.day),
    )


def alike_in_title(entered: Entered, candidates: Iterable[Statement]) -> Iterator[Duplicate]:
    """Give the candidates one of whose titles, in any language, is like one that was entered."""
    own = [fold(title) for title in entered.titles]
    for statement in candidates:
        titles = [statement.title, *(text.title for text in statement.texts.all())]
        likeness, title = max(
            ((likeness_of(fold(title), one), title) for title in titles if title for one in own),
            default=(0, ""),
        )
        if likeness >= ALIKE_TITLE:
            same = _("The title is the same: “%(title)s”.")
            like = _("The title is much alike: “%(title)s”.")
            reason = (same if likeness == 1 else like) % {"title": title}
            yield Duplicate(statement, reason, likeness)


def likeness_of(one: str, other: str) -> float:
    """Give the share of letters that two folded titles have in common, in any order of words."""
    straight = SequenceMatcher(None, one, other, autojunk=False)
    if straight.quick_ratio() < ALIKE_TITLE:
        return 0
    one, other = (" ".join(sorted(title.split())) for title in (one, other))
    return max(straight.ratio(), SequenceMatcher(None, one, other, autojunk=False).ratio())


def alike_in_text(entered: Entered, candidates: list[Statement]) -> Iterator[Duplicate]:
    """Give the candidates that have a text in a language entered, and much of it the same."""
    own = {text["language"]: runs_in(text["body"]) for text in entered.texts if text["body"]}
    if not own:
        return
    statements = {statement.pk: statement for statement in candidates}
    texts = Text.objects.filter(statement__in=statements, language__in=own).exclude(body="")
    for text in texts.order_by("-statement_id")[:TEXTS_COMPARED]:
        runs, others = own[text.language], runs_in(text.body)
        common = len(runs & others) / max(1, min(len(runs), len(others)))
        if common >= ALIKE_TEXT:
            reason = _("The text in %(language)s has %(share)s %% in common.") % {
                "language": language_name(text.language),
                "share": round(100 * common),
            }
            yield Duplicate(statements[text.statement_id], reason, common)


def runs_in(html: str) -> set[tuple[str, ...]]:
    """Give the runs of words at the beginning of a text; of a short one, all its words at once."""
    words = fold(plain_text(html[: 2 * COMPARED_LENGTH])[:COMPARED_LENGTH]).split()
    return {tuple(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1))}
