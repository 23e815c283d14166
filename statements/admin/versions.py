from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Q
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk, ReadOnly
from imcwp_site.numbers import is_key
from statements.access import edits_all
from statements.models import Version


@admin.register(Version)
class VersionAdmin(ReadOnly, Desk):
    """The versions of all statements, the last change first; each is read on its own page."""

    list_display = ["statement", "n", "at", "who", "note", "is_minor"]
    list_select_related = ["statement", "by"]
    list_filter = ["is_minor"]
    date_hierarchy = "at"
    ordering = ["-at", "-id"]
    search_fields = ["statement__title", "note", "by_name"]
    search_help_text = _("Number or title of a statement, who changed it, why.")

    def get_queryset(self, request):
        """Show what was changed in statements whose drafts the editor may read."""
        versions = super().get_queryset(request)
        if edits_all(request.user):
            return versions
        return versions.filter(statement__entered_by=request.user)

    def for_list(self, queryset):
        return queryset.defer("content")

    def matches(self, word):
        found = super().matches(word)
        if is_key(word):
            found |= Q(statement=word)
        return found

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Lead to the page of the version."""
        version = self.get_object(request, unquote(object_id))
        if version is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect("admin:statements_statement_version", version.statement_id, version.n)

    @admin.display(description=_("who"))
    def who(self, version):
        return version.by or version.by_name or None
