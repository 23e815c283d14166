"""How lists of the desk are searched: by what statements are found by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from statements.finding import find

MOST_FOUND = 1_000


def found_first(
    model_admin, request, statements: models.QuerySet, searched: list[str]
) -> list[int]:
    """Give the numbers of the statements in which all that is searched is found.

    Of very many the last ones are given, and the editor is told.
    """
    numbers, notices = find(statements, searched, MOST_FOUND + 1)
    if len(numbers) > MOST_FOUND:
        many = _("More than %(n)s statements are found. The %(n)s entered last are listed.")
        notices.append(many % {"n": MOST_FOUND})
    for notice in notices:
        model_admin.say_beside_list(request, notice)
    return numbers[:MOST_FOUND]
