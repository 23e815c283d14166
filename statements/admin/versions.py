import json

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk, Rows
from statements.models import Version


class ReadOnly:
    """What editors see and never write by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class VersionInline(ReadOnly, Rows):
    model = Version
    fields = ["at", "who", "note", "is_minor"]
    readonly_fields = ["who"]
    show_change_link = True
    classes = ["collapse"]
    verbose_name_plural = _("versions kept")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by").defer("content")

    @admin.display(description=_("who"))
    def who(self, version):
        return version.by or version.by_name or None


@admin.register(Version)
class VersionAdmin(ReadOnly, Desk):
    list_display = ["statement", "n", "at", "who", "note", "is_minor"]
    list_select_related = ["statement", "by"]
    list_filter = ["is_minor"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    search_fields = ["statement__title", "note", "by_name"]
    fieldsets = [
        (None, {"fields": [("statement", "n"), ("at", "who"), ("note", "is_minor"), "what"]})
    ]
    readonly_fields = ["who", "what"]

    def for_list(self, queryset):
        return queryset.defer("content")

    @admin.display(description=_("who"))
    def who(self, version):
        return version.by or version.by_name or None

    @admin.display(description=_("content"))
    def what(self, version):
        content = json.dumps(version.content, ensure_ascii=False, indent=2)
        return format_html('<pre dir="auto">{}</pre>', content)
