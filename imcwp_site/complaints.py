"""What keeps a form of the desk from being saved, in one list that leads to each place."""

from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import NON_FIELD_ERRORS

from imcwp_site.phrases import capfirst


class Complaint(NamedTuple):
    """A sentence, the place that it is about, and the id of that place."""

    target: str
    place: str
    sentence: str


def complaints(form, inline_formsets) -> Iterator[Complaint]:
    """Give what is wrong in the form and its rows, in the order of the page."""
    yield from complaints_of(form)
    for rows in inline_formsets:
        formset, name = rows.formset, capfirst(str(rows.opts.verbose_name))
        for sentence in formset.non_form_errors():
            several = capfirst(str(rows.opts.verbose_name_plural))
            yield Complaint(f"{formset.prefix}-group", several, sentence)
        for n, row in enumerate(formset.forms, start=1):
            yield from complaints_of(row, f"{name} {n}")


def complaints_of(form, row: str = "") -> Iterator[Complaint]:
    """Give what is wrong in one form, or in one row of a table."""
    for name in (NON_FIELD_ERRORS, *form.fields):
        if not (sentences := form.errors.get(name)):
            continue
        target, place = form.prefix or "", row
        if name in form.fields:
            bound = form[name]
            # a field of several boxes is labelled as a whole: lead to its first box
            target = bound.id_for_label or f"{bound.auto_id}_0"
            label = capfirst(str(bound.label))
            place = f"{row}, {label}" if row else label
        for sentence in sentences:
            yield Complaint(target, place, sentence)
