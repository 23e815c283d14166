"""Topics that may be meant, each with its reason."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imcwp_site.folding import fold
from statements.models import StatementTopic, Topic
from statements.querysets import StatementQuerySet
from statements.remarks.duplicates import around
from statements.remarks.entered import Entered, words_of

SHOWN = 6
# Of the statements of a meeting or of the same days, how many must have a topic to suggest it.
SHARE = 0.4
LEAST = 2
COMPARED = 100
# A word of the vocabulary is recognised by its beginning: "sanction" in "sanctions".
STEM = 5
# Words that say nothing by themselves.
WEAK = frozenset(
    """
    about against and both for from general in international into is its not of on or other policy
    policies political question questions relations right rights statement statements such that
    the their this to with without world
    """.split()  # noqa: SIM905 - read as a text
)


@dataclass(frozen=True)
class Suggestion:
    """A topic that may be meant, and why."""

    topic: Topic
    reason: str


def suggestions_for(entered: Entered, statements: StatementQuerySet) -> list[Suggestion]:
    """Suggest topics that the statement does not have yet, the surest first."""
    topics = list(Topic.objects.select_related("parent"))
    found: dict[int, Suggestion] = {}
    for one in (*said_in(entered, topics), *had_by_others(entered, topics, statements)):
        if one.topic.pk not in entered.topics:
            found.setdefault(one.topic.pk, one)
    return list(found.values())[:SHOWN]


def said_in(entered: Entered, topics: list[Topic]) -> Iterator[Suggestion]:
    """Suggest topics whose name stands in a title, then those whose name stands in a text."""
    title = f" {fold(' '.join(entered.titles))} "
    body = f" {fold(' '.join(map(words_of, entered.texts)))} "
    for words, sentence in (
        (title, _("The title says “%(word)s”.")),
        (body, _("The text says “%(word)s”.")),
    ):
        for topic in topics:
            if word := word_of(topic, words):
                yield Suggestion(topic, sentence % {"word": word})


def word_of(topic: Topic, words: str) -> str:
    """Give the word in folded `words` by which the topic is recognised: all its strong words."""
    strong = [word for word in fold(topic.name).split() if word not in WEAK]
    matches = [
        re.search(rf" ({re.escape(word[: max(STEM, len(word) - 2)])}\w*) ", words)
        for word in strong
    ]
    return " ".join(match[1] for match in matches if match) if all(matches) else ""


def had_by_others(
    entered: Entered, topics: list[Topic], statements: StatementQuerySet
) -> Iterator[Suggestion]:
    """Suggest topics of the statements of the same meeting, or of the same days."""
    if entered.meeting:
        near, where = statements.filter(meeting=entered.meeting), _("of the meeting")
    elif entered.issued and entered.issued.day:
        near, where = statements.issued_between(*around(entered.issued)), _("of these days")
    else:
        return
    numbers = list(near.exclude(pk=entered.number or 0).values_list("pk", flat=True)[:COMPARED])
    links = StatementTopic.objects.filter(Q(statement__in=numbers)).values_list("topic", flat=True)
    by_key = {topic.pk: topic for topic in topics}
    for key, n in Counter(links).most_common():
        if n >= max(LEAST, SHARE * len(numbers)):
            reason = ngettext(
                "%(n)d of %(all)d statement %(where)s has it.",
                "%(n)d of %(all)d statements %(where)s have it.",
                len(numbers),
            ) % {"n": n, "all": len(numbers), "where": where}
            yield Suggestion(by_key[key], reason)
