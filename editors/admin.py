from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from editors.models import Editor
from imcwp_site.desk_lists import StrictList


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


class EditorPasswordForm(AdminPasswordChangeForm):
    """A new password for another's account serves once: whoever set it should not know it long."""

    def save(self, commit=True):
        editor = super().save(commit=False)
        editor.must_change_password = editor.has_usable_password()
        if commit:
            editor.save()
        return editor


@admin.register(Editor)
class EditorAdmin(StrictList, UserAdmin):
    add_form = EditorCreationForm
    change_password_form = EditorPasswordForm
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_per_page = 40
    list_filter = ["groups", "is_active", "is_staff", "is_superuser"]
    autocomplete_fields = ["party"]
    fieldsets = (
        *UserAdmin.fieldsets,
        (_("At the desk"), {"fields": ["party", "must_change_password"]}),
    )
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

    def get_readonly_fields(self, request, obj=None):
        """Who is no superuser makes none, and grants permissions by groups only."""
        fields = super().get_readonly_fields(request, obj)
        return (
            fields if request.user.is_superuser else (*fields, "is_superuser", "user_permissions")
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_touch(request.user, obj)


def may_touch(editor: Editor, account: Editor | None) -> bool:
    """Tell whether the account is the editor's to change: a superuser's only if that is one."""
    return editor.is_superuser or account is None or not account.is_superuser


admin.site.unregister(Group)


@admin.register(Group)
class DeskGroupAdmin(StrictList, GroupAdmin):
    """Groups of editors."""
