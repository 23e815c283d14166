"""How tests fill in and send the forms of the desk."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext


def form_data(response, **changes) -> dict:
    """Give what the form on an admin page would send as it stands, with `changes`."""
    form = response.context["adminform"].form
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    data = {}
    for part in [
        form,
        *(row for formset in formsets for row in [formset.management_form, *formset]),
    ]:
        for bound in part:
            data |= sent_by(bound)
    return data | changes


def sent_by(bound) -> dict:
    """Give name and value of the boxes of one field, as a browser sends them."""
    value = bound.value()
    if hasattr(bound.field.widget, "decompress"):
        boxes = zip(("_0", "_1"), bound.field.widget.decompress(value), strict=True)
        return {bound.html_name + box: "" if part is None else str(part) for box, part in boxes}
    if value is False or hasattr(value, "url"):
        return {}
    return {bound.html_name: "" if value is None else "on" if value is True else str(value)}


def queries(act) -> int:
    """Count the queries of `act()`, which sends a request that succeeds."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = act()
    assert response.status_code in (200, 302)
    return len(captured)
