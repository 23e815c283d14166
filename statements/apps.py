from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StatementsConfig(AppConfig):
    name = "statements"
    verbose_name = _("Statements")

    def ready(self):
        """Let the index know of statements that are deleted; know every kind after a migration."""
        import_module("statements.index.leaving")
        post_migrate.connect(enter_kinds, sender=self)


def enter_kinds(using: str, apps: Any = all_apps, **_kwargs: Any) -> None:
    """Give each kind that the program knows its row, so that the desk has all of them."""
    if "kindname" not in apps.all_models["statements"]:
        return  # migrated to a time before
    names = apps.get_model("statements", "KindName")
    kinds = (names(kind=kind) for kind, _word in names._meta.get_field("kind").choices)
    names._base_manager.using(using).bulk_create(kinds, ignore_conflicts=True)
