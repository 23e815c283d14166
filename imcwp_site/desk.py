"""The editors' desk as a whole: Django's admin under the name of the archive."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


class BoxResults(AutocompleteJsonView):
    """What a search box offers: each record under a name that tells it from its namesakes."""

    def serialize_result(self, obj, to_field_name):
        named = super().serialize_result(obj, to_field_name)
        return named | {"text": self.model_admin.name_in_box(obj)}


class DeskSite(admin.AdminSite):
    """The desk."""

    site_header = site_title = settings.SITE_NAME
    index_title = _("Editors’ desk")
    empty_value_display = "–"

    # Django lets caches keep what it shows of passwords, though the pages name their editor.
    password_change = method_decorator(never_cache)(admin.AdminSite.password_change)
    password_change_done = method_decorator(never_cache)(admin.AdminSite.password_change_done)

    def autocomplete_view(self, request):
        return BoxResults.as_view(admin_site=self)(request)


class DeskConfig(AdminConfig):
    """Django's admin with the desk as its site."""

    default_site = "imcwp_site.desk.DeskSite"
