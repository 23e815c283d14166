"""What an editor's password must be beyond Django's own rules."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class AnotherPasswordValidator:
    """Refuse the one-time password where it is to be replaced."""

    def validate(self, password, user=None):
        if user and user.must_change_password and user.check_password(password):
            raise ValidationError(
                _("This is the password that served once. Choose another."), code="one_time"
            )

    def get_help_text(self):
        return _("A password that served once cannot be kept.")
