"""A one-time password opens nothing but the page that replaces it."""

from django.shortcuts import redirect

OPEN = {"password_change", "logout", "jsi18n"}


class OneTimePasswordMiddleware:
    """Lead an editor who signed in with a one-time password to choose another.

    Looks at the session only inside the desk, so visitors' pages stay free of cookies.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Decide by the view that answers, whatever the address at which the site lives."""
        asked = request.resolver_match
        if asked.app_name != "admin" or asked.url_name in OPEN:
            return None
        if request.user.is_authenticated and request.user.must_change_password:
            return redirect("admin:password_change")
        return None
