"""The pages of an import: send files, look at the rehearsal, take it over, keep the report."""

import json
from collections.abc import Callable, Iterator
from functools import wraps

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.db import connection
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from imcwp_site.numbers import number_in
from imcwp_site.spreadsheets import table_line
from statements.importing.report import OUTCOMES
from statements.uploads.folder import REHEARSAL, RUN, BusyError, State, Upload
from statements.uploads.journal import ORDER, PAGE, Journal
from statements.uploads.permissions import may_export_all, may_import, may_take_over

UPLOADS_SHOWN = 20


class LimitHandler(FileUploadHandler):
    """Lets no more through than an import may have, and goes on reading so that we can say so."""

    received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.is_exceeded:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        """The handlers after this one keep the file."""

    @property
    def is_exceeded(self) -> bool:
        return self.received > settings.IMPORT_MAX_UPLOAD


def for_importers(view: Callable) -> Callable:
    """Open a page to those who may import."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def with_upload(view: Callable) -> Callable:
    """Give a view the upload that its address names."""

    @wraps(view)
    def given(request, name):
        upload = Upload.find(name)
        if upload is None:
            raise Http404
        return view(request, upload)

    return for_importers(given)


@csrf_exempt  # until the limit is set: the check reads what was sent
@for_importers
def send(request):
    """Send files, and see what was sent before."""
    limit = LimitHandler(request)
    request.upload_handlers.insert(0, limit)
    return receive(request, limit)


@csrf_protect
def receive(request, limit: LimitHandler):
    faults = []
    if request.method == "POST":
        uploads = request.FILES.getlist("files")
        if limit.is_exceeded:
            faults = [_("Together these files are too large.")]
        elif not uploads:
            faults = [_("Choose a zip, or the tables.")]
        else:
            upload, faults = Upload.take_in(uploads, request.user)
            if upload:
                return begin(request, upload, REHEARSAL)
    context = {
        "title": _("Import"),
        "faults": faults,
        "limit": settings.IMPORT_MAX_UPLOAD,
        "days": settings.IMPORT_KEPT_DAYS,
        "uploads": Upload.all()[:UPLOADS_SHOWN],
        "may_export_all": may_export_all(request.user),
    }
    return page(request, "send", context)


def page(request, template: str, context: dict) -> TemplateResponse:
    whole = admin.site.each_context(request) | context
    return TemplateResponse(request, f"admin/imports/{template}.html", whole)


def begin(request, upload: Upload, action: str, *, atomic: bool = False):
    """Begin a rehearsal or a run, and show it."""
    for file in upload.files:
        if not may_take_over(request.user, file):
            sentence = _("Your account may not change what %s holds; another one sent it.") % file
            messages.error(request, sentence)
            return redirect("admin:import", upload.id)
    try:
        upload.start(action, request.user, atomic=atomic)
    except BusyError:
        sentence = _("Another import is under way. Begin this one when it has ended.")
        messages.warning(request, sentence)
    return redirect("admin:import", upload.id)


@require_GET
@with_upload
def show(request, upload):
    """Show where the rehearsal or run stands, and row by row what it did."""
    journal = chosen_journal(request, upload)
    facts = journal.facts() if journal else {}
    state = upload.state_of(journal) if journal else State.WAITING
    counts = facts.get("counts", {})
    outcome, file = request.GET.get("outcome", ""), request.GET.get("file", "")
    outcome, file = outcome if outcome in OUTCOMES else "", file if file in counts else ""
    chosen = sum(
        of_file[name]
        for own, of_file in counts.items()
        for name in OUTCOMES
        if file in ("", own) and outcome in ("", name)
    )
    if not file and outcome in ("", "refused"):
        chosen -= facts.get("following", 0)  # which stand under another row
    pages = max(1, -(-chosen // PAGE))
    number = page_number(request, pages)
    totals = {name: sum(of_file[name] for of_file in counts.values()) for name in OUTCOMES}
    outcomes = [name for name in ORDER if totals[name]]
    rows = journal.page(number, outcome=outcome, file=file) if journal else []
    context = {
        "title": upload.name,
        "upload": upload,
        "facts": facts,
        "state": state,
        "is_running": state == State.RUNNING,
        "is_rehearsal": facts.get("action", REHEARSAL) == REHEARSAL,
        "is_last": journal is None or upload.is_newest(journal),
        "others": [one for one, other in upload.journals.items() if other.exists()],
        "counts": [
            (name, [(one, of[one]) for one in outcomes]) for name, of in sorted(counts.items())
        ],
        "totals": totals,
        "done": sum(totals.values()),
        "expected": expected_rows(upload, facts),
        "seconds": round(facts["ended"] - facts["begun"]) if "ended" in facts else None,
        "one_writer": connection.vendor == "sqlite",
        "outcomes": outcomes,
        "sums": [totals[name] for name in outcomes],
        "outcome": outcome,
        "file": file,
        "rows": rows,
        "chosen": chosen,
        "number": number,
        "pages": pages,
    }
    return page(request, "show", context)


def chosen_journal(request, upload: Upload) -> Journal | None:
    """Give the report that the address asks for, else that of what was begun last."""
    asked = upload.journals.get(request.GET.get("of", ""))
    return asked if asked and asked.exists() else upload.journal


def page_number(request, pages: int) -> int:
    """Give the page asked for; the nearest one for a number that there is not."""
    return min(max(number_in(request.GET.get("page", "")) or 1, 1), pages)


def expected_rows(upload: Upload, facts: dict) -> int:
    """Give how many rows a run will come to: as the rehearsal found, else as there are lines."""
    rehearsal = upload.journals[REHEARSAL]
    if facts.get("action") == RUN and rehearsal.exists():
        counts = rehearsal.facts()["counts"]
        return sum(sum(of_file.values()) for of_file in counts.values())
    return upload.facts["rows"]


@require_POST
@with_upload
def rehearse(request, upload):
    return begin(request, upload, REHEARSAL)


@require_POST
@with_upload
def take_over(request, upload):
    """Import what was rehearsed; only what was seen in a rehearsal is taken over."""
    rehearsal = upload.journals[REHEARSAL]
    if not rehearsal.exists() or upload.state_of(rehearsal) != State.REHEARSED:
        messages.warning(request, _("Rehearse it first."))
        return redirect("admin:import", upload.id)
    return begin(request, upload, RUN, atomic=request.POST.get("atomic") == "1")


@require_POST
@with_upload
def stop(request, upload):
    if upload.is_running:
        upload.stop()
        messages.info(request, _("It is being stopped."))
    return redirect("admin:import", upload.id)


@require_POST
@with_upload
def throw_away(request, upload):
    if upload.is_running:
        messages.warning(request, _("It is under way: stop it first."))
        return redirect("admin:import", upload.id)
    upload.remove()
    messages.success(request, _("The upload and its reports are thrown away."))
    return redirect("admin:imports")


# The report to keep


@require_GET
@with_upload
def report_lines(request, upload):
    """Give the report as JSON lines."""
    return download(request, upload, "jsonl", "application/x-ndjson", json_lines)


@require_GET
@with_upload
def report_table(request, upload):
    """Give the report as a table."""
    return download(request, upload, "csv", "text/csv; charset=utf-8", table_lines)


def download(request, upload, suffix, content_type, lines) -> StreamingHttpResponse:
    journal = chosen_journal(request, upload)
    if journal is None:
        raise Http404
    name = f"{journal.path.stem}-{upload.id}.{suffix}"
    return StreamingHttpResponse(
        lines(upload, journal),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def json_lines(upload: Upload, journal: Journal) -> Iterator[str]:
    """The rows, then the counts and how it ended."""
    for row in journal.rows():
        values = row._asdict() | {"changes": [change._asdict() for change in row.changes]}
        filled = {name: value for name, value in values.items() if value not in ("", [])}
        yield json.dumps(filled, ensure_ascii=False) + "\n"
    facts = journal.facts()
    end = {"state": upload.state_of(journal), "rehearsal": facts["action"] == REHEARSAL}
    yield json.dumps({"counts": facts["counts"], **end}, ensure_ascii=False) + "\n"


def table_lines(upload: Upload, journal: Journal) -> Iterator[str]:
    """One row a changed cell, so that before and after stand in columns of their own."""
    yield "\ufeff"  # so that Excel takes it for UTF-8
    yield table_line("file", "line", "outcome", "name", "column", "before", "after", "reason")
    for row in journal.rows():
        place = (row.file, row.line or "", row.outcome, row.name)
        for change in row.changes:
            yield table_line(*place, *change, "")
        if not row.changes:
            yield table_line(*place, row.field, row.value, "", row.reason)
