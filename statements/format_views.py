"""One statement in other forms, under its number with a suffix."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from imcwp_site.addresses import site_address
from imcwp_site.directions import isolated
from statements import versions
from statements.formats import FORMATS
from statements.formats.described import Described
from statements.models import Statement


@require_safe
def statement_as(request, number, suffix):
    """Give a public statement in the form of a suffix; of a withdrawn one, the reason alone."""
    if suffix not in FORMATS:
        raise Http404(_("There is no statement in the form “%s”.") % isolated(suffix))
    statements = versions.with_content(Statement.objects.with_page())
    statement = get_object_or_404(statements, pk=number)
    if statement.is_withdrawn:
        reason = _("This statement has been withdrawn from the archive.")
        response = HttpResponse(
            f"{reason}\n\n{statement.withdrawal_reason}\n",
            content_type="text/plain; charset=utf-8",
            status=410,
        )
    else:
        form, site = FORMATS[suffix], site_address(request)
        response = HttpResponse(
            form.write(Described(statement, site)),
            content_type=f"{form.content_type}; charset=utf-8",
        )
        response["Content-Disposition"] = f'inline; filename="imcwp-{number}.{suffix}"'
        response["Link"] = f'<{site}{statement.get_absolute_url()}>; rel="canonical"'
        response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
