"""What the section of statements shows and allows to each editor."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _

from imcwp_site.numbers import is_key
from statements.access import may_change, readable
from statements.models import Statement


class OwnStatements:
    """A section of statements in which everybody changes what is theirs to change."""

    def get_queryset(self, request):
        return readable(super().get_queryset(request), request.user)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Say of what is there and hidden that it may not be opened, not that it is gone."""
        key = object_id if is_key(object_id) else None
        hidden = Statement.objects.filter(pk=key).first()
        if hidden is None:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        sentence = _("You may not open this statement.")
        if hidden.is_withdrawn:
            sentence = format_html(
                '{} <a href="{}">{}</a>',
                sentence,
                hidden.get_absolute_url(),
                _("Its page says why it was withdrawn."),
            )
        self.message_user(request, sentence, messages.WARNING)
        return redirect("admin:index")

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_change(request.user, obj))

    def save_model(self, request, obj, form, change):
        """Note who entered a new statement."""
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)
