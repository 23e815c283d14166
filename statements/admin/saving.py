"""Saving a statement at the desk: with one version."""

from statements import versions


class SavingMixin:
    """A section whose statements are saved with all that belongs to them as one version."""

    def keep_version(self, request, form):
        versions.record(
            form.instance,
            by=request.user,
            note=form.cleaned_data["change_note"],
            is_minor=form.cleaned_data["is_minor"],
        )
