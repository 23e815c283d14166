from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk
from imcwp_site.merging_desk import MergingDesk
from imcwp_site.translated import columns_of
from statements.admin.translating import Translating
from statements.models import Topic


@admin.register(Topic)
class TopicAdmin(Translating, MergingDesk, Desk):
    merge_labels = {
        "children": _("topics under it"),
        "statement_links": _("statements on it"),
    }
    list_display = ["name", "parent", "scope_note", "confidence"]
    list_select_related = ["parent"]
    list_filter = [("parent", admin.EmptyFieldListFilter), "confidence"]
    search_fields = ["name", "slug", "scope_note", *columns_of("name")]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": [("name", "slug"), "parent", "scope_note"]}),
        (_("Source"), {"fields": [("source", "confidence")]}),
        (
            _("In other languages"),
            {
                "fields": [*columns_of("name", "scope_note")],
                "description": _("What is left empty is shown in English, and marked as such."),
            },
        ),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            itself = request.resolver_match.kwargs.get("object_id")
            kwargs["queryset"] = Topic.objects.top_level().exclude(pk=itself)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def why_not_merged(self, gone, stays):
        """Keep the vocabulary at two levels: topics never come to stand under a lower one."""
        if stays.parent_id and gone.children.exists():
            return _(
                "Topics stand under “%(gone)s”, and “%(stays)s” stands under a topic itself: let "
                "the upper one stay, or move the topics first."
            ) % {"gone": gone, "stays": stays}
        return super().why_not_merged(gone, stays)
