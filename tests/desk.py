"""How tests fill in and send the forms of the desk."""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from imcwp_site import languages
from statements import versions
from tests.factories import make_editor, make_party, make_text, make_topic

PDF = b"%PDF-1.7\n%made up"
LANGUAGES = [code for code in languages.codes() if len(code) == 2]


def fill_statement(statement, rows: int) -> None:
    """Give the statement `rows` records of each kind that its form shows."""
    for n in range(rows):
        statement.signatures.create(party=make_party(), position=n)
        statement.topic_links.create(topic=make_topic(), position=n)
        make_text(statement, language=LANGUAGES[n], title=f"Title in {LANGUAGES[n]}")
        statement.attachments.create(file=SimpleUploadedFile(f"{n}.pdf", PDF + bytes([n])))
        versions.record(statement, by=make_editor())


def address_of(record, page: str = "change") -> str:
    """Give the address of a page of the desk about `record`."""
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_{page}", args=[record.pk])


def send(desk, record, **changes):
    """Send the form of `record` as it stands, with `changes`."""
    return desk.post(address_of(record), form_data(desk.get(address_of(record)), **changes))


def send_row(desk, record, prefix: str, **fields):
    """Send the form of `record` with one more row in the table `prefix`."""
    data = form_data(desk.get(address_of(record)))
    n = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = str(n + 1)
    return desk.post(
        address_of(record), data | {f"{prefix}-{n}-{name}": v for name, v in fields.items()}
    )


def errors_of(response, prefix: str = "") -> list[dict] | dict:
    """Give the complaints of a form that came back, or those of each row of its table `prefix`."""
    if not prefix:
        return response.context["adminform"].form.errors
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    return next(formset.errors for formset in formsets if formset.prefix == prefix)


def found(response) -> list[str]:
    """Name what a list shows."""
    return sorted(str(record) for record in response.context["cl"].result_list)


def form_data(response, **changes) -> dict:
    """Give what the form on an admin page would send as it stands, with `changes`."""
    form = response.context["adminform"].form
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    unsaved = response.context.get("unsaved")
    data = {"writing": unsaved["writing"]} if unsaved else {}
    if seen := response.context.get("seen"):
        data["seen"] = seen
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
        parts = value if isinstance(value, list) else bound.field.widget.decompress(value)
        boxes = zip(("_0", "_1"), parts, strict=True)
        return {bound.html_name + box: "" if part is None else str(part) for box, part in boxes}
    if isinstance(value, list):
        return {bound.html_name: [str(part) for part in value]}
    if value is False or hasattr(value, "url"):
        return {}
    return {bound.html_name: "" if value is None else "on" if value is True else str(value)}


def queries(act: Callable, status: int = 200) -> int:
    """Count the queries of `act()`, which sends a request that is answered with `status`."""
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as captured:
        response = act()
    assert response.status_code == status
    return len(captured)


def queries_of_list(visit: Callable, fill: Callable) -> tuple[int, int]:
    """Count the queries of `visit()` to a list of few rows and of many, each made by `fill()`."""
    for _n in range(2):
        fill()
    visit()
    few = queries(visit)
    for _n in range(18):
        fill()
    return few, queries(visit)


def queries_of_form(desk, record) -> list[int]:
    """Count the queries of reading the form of `record`, and of sending it unchanged."""
    address = address_of(record)
    data = form_data(desk.get(address))
    return [queries(lambda: desk.get(address)), queries(lambda: desk.post(address, data), 302)]


def queries_of_filled_forms(desk, make: Callable, fill: Callable) -> tuple[list, list]:
    """Count the queries of the forms of two records: with 2 rows in each table, and with 20."""
    short, long = make(), make()
    fill(short, 2)
    fill(long, 20)
    return queries_of_form(desk, short), queries_of_form(desk, long)
