from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk, ReadOnly
from statements.access import edits_all
from statements.admin.searching import found_first
from statements.models import Statement, Version


@admin.register(Version)
class VersionAdmin(ReadOnly, Desk):
    """The versions of all statements, the last change first; each is read on its own page."""

    list_display = ["statement", "n", "at", "who", "note", "is_minor"]
    list_select_related = ["statement", "by"]
    list_filter = ["is_minor", ("by", admin.RelatedFieldListFilter)]
    ordering = ["-at", "-id"]
    search_fields = ["statement__title"]
    search_help_text = _("Words by which the statement is found, or its number.")

    def get_queryset(self, request):
        """Show what was changed in statements whose drafts the editor may read."""
        versions = super().get_queryset(request)
        if edits_all(request.user):
            return versions
        return versions.filter(statement__entered_by=request.user)

    def for_list(self, queryset):
        return queryset.defer("content")

    def get_search_results(self, request, queryset, search_term):
        if not (searched := self.words_searched(request, search_term)):
            return queryset, False
        statements = Statement.objects.filter(pk__in=queryset.order_by().values("statement"))
        found = found_first(self, request, statements, searched)
        return queryset.filter(statement__in=found), False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Lead to the page of the version."""
        version = self.get_object(request, unquote(object_id))
        if version is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect("admin:statements_statement_version", version.statement_id, version.n)

    @admin.display(description=_("who"))
    def who(self, version):
        return version.by or version.by_name or None
