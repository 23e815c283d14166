"""The catalogues of the interface, made ready by Babel: not every machine has the gettext tools."""

import os
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings


def paths() -> dict[str, Path]:
    """Give where the catalogue of each language is kept, by its code."""
    return {
        path.parents[1].name: path
        for root in settings.LOCALE_PATHS
        for path in sorted(Path(root).glob("*/LC_MESSAGES/django.po"))
    }


def read(path: Path) -> Catalog:
    """Read a catalogue, without what is not used any more."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name, ignore_obsolete=True, abort_invalid=True)


def compile_changed() -> list[str]:
    """Compile the catalogues whose compiled form is not of this moment; give their languages."""
    changed = []
    for language, path in paths().items():
        compiled, moment = path.with_suffix(".mo"), path.stat().st_mtime_ns
        if compiled.exists() and compiled.stat().st_mtime_ns == moment:
            continue
        new = path.with_name(f"django.mo.{os.getpid()}")
        with new.open("wb") as file:
            write_mo(file, read(path))
        os.utime(new, ns=(moment, moment))
        new.replace(compiled)  # whole or not at all
        changed.append(language)
    return changed
