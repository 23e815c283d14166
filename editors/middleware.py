"""A one-time password opens nothing but the page that replaces it."""

from django.shortcuts import redirect
from django.urls import reverse


class OneTimePasswordMiddleware:
    """Lead an editor who signed in with a one-time password to choose another.

    Looks at the session only inside the desk, so visitors' pages stay free of cookies.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        desk = reverse("admin:index")
        if request.path_info.startswith(desk) and request.user.is_authenticated:
            change = reverse("admin:password_change")
            allowed = {change, reverse("admin:logout"), reverse("admin:jsi18n")}
            if request.user.must_change_password and request.path_info not in allowed:
                return redirect(change)
        return self.get_response(request)
