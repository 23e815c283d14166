"""Records chosen in a list of the desk, as data files."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Their sections are registered before they are given an action.
import meetings.admin  # noqa: F401
import parties.admin  # noqa: F401
from meetings.models import Meeting
from parties.models import Party
from statements.access import edits_all
from statements.exporting.zipped import ZippedExport
from statements.models import Dossier, Periodical, Statement, Topic
from statements.uploads.permissions import may_export_all

EXPORTED = (Statement, Party, Meeting, Topic, Dossier, Periodical)


@admin.action(permissions=["view"], description=_("Export as data files"))
def export_as_data_files(modeladmin, request, queryset):
    """Give exactly the chosen records, with what hangs on them, as an import reads them.

    What statements said before is for those who may read the history of all.
    """
    name = queryset.model._meta.verbose_name_plural
    return zip_of(queryset, name, with_history=edits_all(request.user))


def export_all(request):
    """Give the whole archive, to those who keep it."""
    if not may_export_all(request.user):
        raise PermissionDenied
    return zip_of(None, "archive")


def zip_of(
    chosen: QuerySet | None, name: str, *, with_history: bool = True
) -> StreamingHttpResponse:
    name = f"{name}-{timezone.now():%Y-%m-%d}.zip".replace(" ", "-")
    return StreamingHttpResponse(
        ZippedExport(chosen, with_history=with_history),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def offer_export(site: admin.AdminSite) -> None:
    """Add the action to every list whose records an export can hold."""
    for model in EXPORTED:
        section = site.get_model_admin(model)
        section.actions = [*section.actions, export_as_data_files]
