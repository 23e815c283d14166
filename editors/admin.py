from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from editors.models import Editor


@admin.register(Editor)
class EditorAdmin(UserAdmin):
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_per_page = 40
    fieldsets = (*UserAdmin.fieldsets, (_("Sign-in"), {"fields": ["must_change_password"]}))
