"""What cannot be answered now: who asks is told so, and when to ask again.

While something long is being written, who saves waits, and then is told: SQLite waits as long as
its `timeout` says, PostgreSQL as long as `wait_no_longer` says.
"""

import logging

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

PATIENCE = "20s"
UNREADY_FOR = "300"  # seconds
BUSY_OF_POSTGRESQL = ("55P03", "40P01")  # a lock was not given in time, or never would have been

logger = logging.getLogger(__name__)


class UnreadyError(ImproperlyConfigured):
    """Who runs the site has something to do first, which the message says."""


def wait_no_longer() -> None:
    """Let the open transaction wait for locks of others as long as it would on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")


def is_busy(error: Exception) -> bool:
    """Tell whether the error says that others are writing, and nothing worse."""
    cause = error.__cause__
    if not isinstance(error, OperationalError) or cause is None:
        return False
    is_locked = getattr(cause, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    return is_locked or getattr(cause, "sqlstate", "") in BUSY_OF_POSTGRESQL


class BusyMiddleware:
    """Answer 503 where something has to be done first; and at the desk while others write.

    There, all that was typed comes back to be sent again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, UnreadyError):
            return unready(request, error)
        if not is_busy(error) or request.resolver_match.app_name != "admin":
            return None
        sent = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if not name.startswith("csrf")
        ]
        if any("password" in name for name, _value in sent):
            sent = []
        context = {"typed": sent, "address": request.get_full_path(), "has_files": request.FILES}
        response = render(request, "admin/unsaved/busy.html", context, status=503)
        response["Retry-After"] = "30"
        return response


def unready(request, error: UnreadyError) -> HttpResponse:
    """Say that there will be an answer later: feeds and data in one sentence, as their faults."""
    logger.error("No answer to %s: %s", request.path, error)
    reason = _("The lists and the search of the archive are being prepared. Try again later.")
    if "." in request.path.rpartition("/")[2]:
        response = HttpResponse(reason, status=503, content_type="text/plain; charset=utf-8")
    else:
        response = render(request, "503.html", {"reason": reason}, status=503)
    response["Retry-After"] = UNREADY_FOR
    return response
