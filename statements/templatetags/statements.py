"""What the archive holds of a party or a meeting, for the pages of the apps below this one."""

from django import template
from django.db.models import Model

from statements.index.public import Public
from statements.lists import Listed, Order
from statements.mentions import linked

register = template.Library()


@register.simple_tag
def statements_of(record: Model) -> Listed:
    """Give the public statements of a party or a meeting, the newest first.

    Only the slice that is shown is asked of the database, and their number not at all.
    """
    public = Public()
    own = public.facts.numbers(str(record._meta.model_name), record.pk)
    return Listed(public.facts, public.numbers & own, Order.NEWEST)


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
