"""Steps from a list to another that buttons ask for, where links would repeat a long query.

One form on the page holds the query, and each button in it a step: `to=topic:cuba` leads to the
list that the number beside Cuba counts, `without=topic:cuba` removes that choice.
"""

from django.http import QueryDict

from statements.facets import query_to
from statements.filter_forms import fault_of
from statements.filters import FACETS, StatementFilter

TO, WITHOUT = "to", "without"


def step_in(asked: QueryDict) -> str | None:
    """Give the query that a step of `asked` leads to; None if there is none that can be taken."""
    data = asked.copy()
    steps = [(kind, step) for kind in (TO, WITHOUT) for step in data.pop(kind, [])]
    if len(steps) != 1 or fault_of(data):
        return None
    kind, step = steps[0]
    name, _separator, value = step.partition(":")
    statements = StatementFilter(data)
    if statements.unknown_parameters:
        return None
    if kind == WITHOUT:
        left = {(one.field, one.value): one.query_without for one in statements.chosen}
        return left.get((name, value))
    return query_to(statements, name, value) if name in FACETS and value.strip() else None
