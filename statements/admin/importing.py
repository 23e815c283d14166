"""Where the desk offers imports and exports of the whole: beside its statements."""

from django.contrib import admin
from django.urls import path

from statements.admin.exporting import export_all
from statements.uploads.permissions import may_import
from statements.uploads.urls import urlpatterns


class ImportingDesk:
    """A section under whose address the pages of imports lie."""

    def get_urls(self):
        export = path("export/", admin.site.admin_view(export_all), name="export-all")
        return [*urlpatterns, export, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        offered = {"may_import": may_import(request.user)}
        return super().changelist_view(request, offered | (extra_context or {}))
