from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk
from statements.models import Topic


@admin.register(Topic)
class TopicAdmin(Desk):
    list_display = ["name", "parent", "scope_note", "confidence"]
    list_select_related = ["parent"]
    list_filter = [("parent", admin.EmptyFieldListFilter), "confidence"]
    search_fields = ["name", "slug", "scope_note"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": [("name", "slug"), "parent", "scope_note"]}),
        (_("Source"), {"fields": [("source", "confidence")]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            itself = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Topic.objects.top_level().exclude(pk=itself)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
