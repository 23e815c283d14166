"""A form that was sent and cannot be taken: what was typed into it is never lost.

The session ended while the editor wrote, or began anew in another tab: then what was typed becomes
unsaved work of that editor. Of nobody known nothing is kept; it goes back in the answer, to be sent
again.
"""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.csrf import csrf_failure as plain_csrf_failure

from editors.models import Editor
from imcwp_site.unsaved import KeepsUnsaved, TooLongError, keep, typed_in

FORMS = ("_add", "_change")
OF_ANOTHER_SITE = ("Origin", "Referer")  # how reasons begin that speak of another sender


def is_form_of_desk(request) -> bool:
    """Tell whether the request sends a form whose unsaved work is kept."""
    asked = request.resolver_match
    if request.method != "POST" or asked is None or asked.app_name != "admin":
        return False
    section = getattr(asked.func, "model_admin", None)
    return isinstance(section, KeepsUnsaved) and asked.url_name.endswith(FORMS)


def editor_of_ended_session(request) -> Editor | None:
    """Give whose session has ended by itself, if its row and its cookie are still there.

    One that was ended by signing out has no row, one of before a new password proves nothing.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    session = Session.objects.filter(session_key=key).first()
    held = session.get_decoded() if session else {}
    if held.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    editor = Editor.objects.filter(pk=held[SESSION_KEY], is_active=True, is_staff=True).first()
    proof = editor.get_session_auth_hash() if editor else ""
    return editor if constant_time_compare(held.get(HASH_SESSION_KEY, ""), proof) else None


def kept(request, editor) -> bool:
    """Keep what was sent as unsaved work of the editor; tell whether that went well."""
    try:
        return bool(editor and keep(editor, request.path, request.POST))
    except (TooLongError, OperationalError):
        return False


def ask_again(request, template: str, status: int):
    """Give what was typed back in a page whose button sends it again; files are not in it."""
    typed = [(name, value) for name, values in typed_in(request.POST).lists() for value in values]
    context = {"typed": typed, "address": request.path, "sign_in": reverse("admin:login")}
    return render(request, template, context, status=status)


def csrf_failure(request, reason=""):
    """Keep what a form says that was opened before its editor signed in anew."""
    if reason.startswith(OF_ANOTHER_SITE) or not is_form_of_desk(request):
        return plain_csrf_failure(request, reason)
    is_known = request.user.is_authenticated
    editor = request.user if is_known else editor_of_ended_session(request)
    if not kept(request, editor):
        return ask_again(request, "403_csrf.html", 403)
    context = {"kept_at": request.path, "is_known": is_known}
    return render(request, "403_csrf.html", context, status=403)


class UnsentWorkMiddleware:
    """Keep what an editor sends after the session has ended, and ask to sign in again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_form_of_desk(request) or request.user.is_authenticated:
            return None
        if kept(request, editor_of_ended_session(request)):
            return redirect_to_login(request.path, reverse("admin:login"))
        return ask_again(request, "admin/unsaved/signed_out.html", 403)
