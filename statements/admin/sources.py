"""How the addresses that records name as sources answered, to be read only."""

from django.contrib import admin
from django.db.models import F, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from imcwp_site.admin import Desk, ReadOnly
from statements.models import SourceCheck
from statements.sources.naming import OWNERS, records_naming


class AnswerFilter(admin.SimpleListFilter):
    """How it stands with an address."""

    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [
            ("dead", _("does not answer")),
            ("failing", _("failed lately")),
            ("sound", _("answers")),
            ("unasked", _("not asked yet")),
        ]

    def queryset(self, request, queryset):
        asked = Q(checked_at__isnull=False)
        return {
            "dead": queryset.dead(),
            "failing": queryset.filter(failures__gt=0),
            "sound": queryset.filter(asked, failures=0),
            "unasked": queryset.filter(checked_at=None),
        }.get(self.value(), queryset)


@admin.register(SourceCheck)
class SourceCheckAdmin(ReadOnly, Desk):
    list_display = ["url", "status", "answer", "failures", "checked_at"]
    list_filter = [AnswerFilter]
    search_fields = ["url"]
    search_help_text = _("Part of an address.")
    ordering = [F("failures").desc(), "url"]
    fields = ["link", "status", "answer", "failures", "checked_at", "answered_at", "named_by"]
    readonly_fields = fields

    @admin.display(description=_("address"))
    def link(self, check):
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', check.url)

    @admin.display(description=_("named by"))
    def named_by(self, check):
        """List whose records name the address, each linked to its form."""
        owners = dict.fromkeys(self.owner_of(record) for record in records_naming(check.url))
        rows = ((form_of(owner), owner, owner._meta.verbose_name) for owner in owners)
        items = format_html_join("", '<li><a href="{}">{}</a>, {}</li>', rows)
        return format_html("<ul>{}</ul>", items) if owners else "–"

    def owner_of(self, record):
        """Give the record on whose form `record` is edited: its own, or what it belongs to."""
        if self.admin_site.is_registered(type(record)):
            return record
        return next(
            getattr(record, name) for name in OWNERS if getattr(record, name, None) is not None
        )


def form_of(owner) -> str:
    return reverse(f"admin:{owner._meta.label_lower.replace('.', '_')}_change", args=[owner.pk])
