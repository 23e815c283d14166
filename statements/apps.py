from importlib import import_module

from django.apps import AppConfig


class StatementsConfig(AppConfig):
    name = "statements"

    def ready(self):
        """Let the index know of statements that are deleted, whoever deletes them."""
        import_module("statements.index.leaving")
