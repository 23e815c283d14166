"""A statement before it is public, for someone outside who has a secret link.

The pages are those of every visitor (`statements.views`, `statements.files.serving`); the link is
one way into them, as being an editor is another.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from imcwp_site.published_pages import kept_private
from statements.files import serving
from statements.models import PreviewLink
from statements.views import StatementView


def kept_secret(response: HttpResponseBase) -> HttpResponseBase:
    """Keep the address of a link out of caches, of search engines and of what sites are told."""
    response["Referrer-Policy"] = "no-referrer"
    return kept_private(response)


def by_link(view: Callable) -> Callable:
    """Let the view be read by the key of a link while that is open and the statement is not."""

    @require_safe
    @wraps(view)
    def read(request, key: str, **kwargs) -> HttpResponseBase:
        link = get_object_or_404(PreviewLink.objects.select_related("statement"), key=key)
        statement = link.statement
        if statement.is_public or statement.is_withdrawn:
            return kept_secret(redirect(statement))
        if not link.is_open:
            return kept_secret(render(request, "statements/preview_ended.html", status=410))
        request.preview_link = link
        return kept_secret(view(request, statement, **kwargs))

    return read


@by_link
def page(request, statement, language: str = "") -> HttpResponseBase:
    """Give the page, with one text of it if asked."""
    show = StatementView.as_view(extra_context={"link": request.preview_link})
    return show(request, number=statement.pk, slug=statement.slug, language=language)


@by_link
def file(request, statement, pk: int, name: str) -> HttpResponseBase:
    return serving.file(request, statement.pk, pk, name)


@by_link
def picture(request, statement, pk: int, digest: str, width: int) -> HttpResponseBase:
    return serving.picture(request, statement.pk, pk, digest, width)
