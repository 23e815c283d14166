"""Files as visitors get them: as what they are, in parts if asked, and never to run."""

import re
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
)
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statements.files.keeping import path_of_thumbnail
from statements.models import Attachment
from statements.models.files import ENLARGED_WIDTH, SHOWN_WIDTH, SMALLEST_WIDTH
from statements.views import may_read, moved

WIDTHS = (SMALLEST_WIDTH, SHOWN_WIDTH, ENLARGED_WIDTH)
RANGE = re.compile(r"bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))")
CHUNK = 64 * 1024
A_DAY = 24 * 60 * 60
# A direct look at it runs nothing, loads nothing, and has no part in the site.
HARMLESS = "sandbox; default-src 'none'; media-src 'self'; img-src 'self'"


@require_safe
def file(request, number, pk, name):
    """Give a file of a statement to keep; a recording also to be played by the page."""
    attachment = find(request, number, pk)
    if name != attachment.name:
        return moved(attachment)
    kind = attachment.format
    return respond(
        request,
        attachment,
        path=attachment.file.name,
        content_type=kind.content_type if kind else "application/octet-stream",
        etag=attachment.sha256,
        disposition=content_disposition_header(not attachment.is_played, attachment.saved_name),
    )


@require_safe
def picture(request, number, pk, digest, width):
    """Give the picture of a file, whose address changes when the file does."""
    attachment = find(request, number, pk)
    if width not in WIDTHS or not attachment.sha256.startswith(digest) or len(digest) < 16:
        raise Http404(_("This statement has no such file."))
    path = path_of_thumbnail(attachment.sha256, width)
    response = respond(
        request, attachment, path=path, content_type="image/webp", etag=f"{digest}-{width}"
    )
    if attachment.statement.is_public:
        patch_cache_control(response, public=True, max_age=A_DAY)
    return response


def find(request, number: int, pk: int) -> Attachment:
    """Give a file of a statement that the visitor may read (else Http404)."""
    attachment = get_object_or_404(Attachment.objects.select_related("statement"), pk=pk)
    statement = attachment.statement
    if not may_read(statement, request):
        raise Http404(_("This page is not public."))
    if statement.number != number or statement.is_withdrawn:
        raise Http404(_("This statement has no such file."))
    if link := getattr(request, "preview_link", None):
        attachment.preview_key = link.key
    return attachment


def respond(request, attachment, *, path, content_type, etag, disposition=None) -> HttpResponseBase:
    """Give what is kept under `path`: whole, the part asked for, or word that it is unchanged."""
    storage, tag = attachment.file.storage, f'"{etag}"'
    response: Any = get_conditional_response(request, etag=tag)
    if response is None:
        try:
            opened = storage.open(path)
        except FileNotFoundError:
            raise Http404(_("The file is missing from the archive.")) from None
        response = in_parts(request, opened, content_type, tag)
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Content-Security-Policy"] = HARMLESS
    if disposition:
        response["Content-Disposition"] = disposition
    if not attachment.statement.is_public:
        add_never_cache_headers(response)
    return response


def in_parts(request, opened, content_type: str, tag: str) -> HttpResponseBase:
    """Give a file, or the one range of it that is asked for: players jump by asking for parts."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", tag) != tag:
        return FileResponse(opened, content_type=content_type)
    size = opened.size
    first, last, final = asked.groups()
    start = max(size - int(final), 0) if final else int(first)
    end = min(int(last), size - 1) if last else size - 1
    if start > end:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(
        part_of(opened, start, end + 1 - start), status=206, content_type=content_type
    )
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Length"] = end + 1 - start
    return response


def part_of(opened, start: int, length: int):
    """Give `length` bytes of a file from `start` on."""
    with opened:
        opened.seek(start)
        while length and (chunk := opened.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
