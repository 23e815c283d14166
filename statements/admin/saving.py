"""Saving a statement at the desk: with all its rows, as one version, or only to try it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from statements import versions
from statements.models import Statement


class TriedError(Exception):
    """Carries what was asked of a saving out of the transaction, which is taken back."""

    def __init__(self, result: Any):
        super().__init__()
        self.result = result


class SavingMixin:
    """A section whose statements are saved with all that belongs to them as one version."""

    def keep_version(self, request, form):
        """Keep what is saved as a version, unless the saving is only tried."""
        if trial := getattr(request, "trial", None):
            raise TriedError(trial(form.instance))
        versions.record(
            form.instance,
            by=request.user,
            note=form.cleaned_data["change_note"],
            is_minor=form.cleaned_data["is_minor"],
        )

    def try_saving(
        self,
        request,
        object_id,
        ask: Callable[[Statement], Any],
        prepare: Callable[[], None] = lambda: None,
    ):
        """Save the form, ask something of the statement, and take the saving back.

        Gives the answer, or None and the response of the form that was refused. What `prepare`
        does before is taken back too.
        """
        request.trial = ask
        try:
            with transaction.atomic():
                prepare()
                refused = self.changeform_view(request, object_id)
                transaction.set_rollback(True)
        except TriedError as tried:
            return tried.result, None
        finally:
            del request.trial
            request.saved_writing = ""
        return None, refused
