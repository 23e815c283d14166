"""What the frame of every page shows of the archive."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest

from statements.models import Dossier

HAS_DOSSIERS, KEPT_FOR = "has-dossiers", 60  # where it is remembered, and for how many seconds


def dossiers(request: HttpRequest) -> dict[str, Callable[[], bool]]:
    """Let a page ask whether there are dossiers to name; one that does not ask costs nothing."""
    return {"has_dossiers": has_dossiers}


def has_dossiers() -> bool:
    """Tell whether a dossier is public; asked once a minute, and no page fails of it."""
    return bool(cache.get_or_set(HAS_DOSSIERS, asked, KEPT_FOR))


def asked() -> bool:
    """Ask the database, if it answers."""
    try:
        return Dossier.objects.published().exists()
    except DatabaseError:
        return False
