from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from editors.models import Editor
from imcwp_site.admin import StrictList


class EditorCreationForm(AdminUserCreationForm):
    """A new account; whoever makes it should not know its password for long."""

    must_change_password = forms.BooleanField(
        label=Editor._meta.get_field("must_change_password").verbose_name,
        help_text=Editor._meta.get_field("must_change_password").help_text,
        required=False,
        initial=True,
    )

    def save(self, commit=True):
        """Let the password serve once: setting it has just made it a chosen one."""
        editor = super().save(commit=False)
        editor.must_change_password = self.cleaned_data["must_change_password"]
        if commit:
            editor.save()
            self.save_m2m()
        return editor


@admin.register(Editor)
class EditorAdmin(StrictList, UserAdmin):
    add_form = EditorCreationForm
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_per_page = 40
    fieldsets = (*UserAdmin.fieldsets, (_("Sign-in"), {"fields": ["must_change_password"]}))
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "usable_password",
                    "password1",
                    "password2",
                    "must_change_password",
                ]
            },
        )
    ]


admin.site.unregister(Group)


@admin.register(Group)
class DeskGroupAdmin(StrictList, GroupAdmin):
    """Groups of editors."""
