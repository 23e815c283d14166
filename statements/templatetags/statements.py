"""What the archive holds of a party or a meeting, for the pages of the apps below this one."""

from django import template
from django.db.models import Model
from django.http import QueryDict

from meetings.models import Meeting
from parties.models import Party
from statements.cosigning import Cosigning, Partner
from statements.filters import StatementFilter
from statements.histogram import Histogram
from statements.index.public import Public
from statements.lists import Listed, Order
from statements.mentions import linked
from statements.of_meeting import Documents

register = template.Library()


@register.simple_tag
def published() -> Public:
    """Give what is public at this moment, for all that a page shows of it."""
    return Public()


@register.simple_tag
def statements_of(record: Model, public: Public) -> Listed:
    """Give the public statements of a party or a meeting, the newest first.

    Only the slice that is shown is asked of the database, and their number not at all.
    """
    own = public.facts.numbers(str(record._meta.model_name), record.pk)
    return Listed(public.facts, public.numbers & own, Order.NEWEST)


@register.simple_tag
def documents_of(meeting: Meeting, public: Public) -> Documents:
    """Give the public documents of a meeting, by kind."""
    return Documents(meeting, public)


@register.simple_tag
def histogram_of(party: Party, public: Public) -> Histogram:
    """Give the statements of a party by years."""
    return Histogram(StatementFilter(QueryDict(f"party={party.slug}"), public))


@register.simple_tag
def cosigners_of(party: Party, public: Public) -> list[Partner]:
    """Give with whom a party signs, those that signed most with it first."""
    return Cosigning(public).partners(party)


@register.simple_tag
def statement_counts(kind: str) -> dict[str, int]:
    """Give the number of public statements of each "party" or "meeting"."""
    public = Public()
    sets = public.facts.of(kind).items()
    return {key: public.numbers.intersection_cardinality(own) for key, own in sets}


register.filter("linked", linked)


@register.filter
def of(counts: dict[str, int], record: Model) -> int:
    """Give the count of a record."""
    return counts.get(str(record.pk), 0)
