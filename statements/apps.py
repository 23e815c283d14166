from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = _("Statements")

    def ready(self):
        """Let the index know of statements that are deleted, whoever deletes them."""
        import_module("statements.index.leaving")
