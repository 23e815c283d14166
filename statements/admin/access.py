"""What the section of statements shows and allows to each editor."""

from statements.access import may_change, readable


class OwnStatements:
    """A section of statements in which everybody changes what is theirs to change."""

    def get_queryset(self, request):
        return readable(super().get_queryset(request), request.user)

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
