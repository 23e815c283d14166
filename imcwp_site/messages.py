"""The messages of the interface in code and templates, and what a catalogue lacks of them."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from django.conf import settings
from django.utils.translation.template import templatize

from imcwp_site import catalogues

CODE = ("imcwp_site", "documents", "editors", "parties", "meetings", "statements")
SINGLE = {f"gettext{kind}": None for kind in ("", "_lazy", "_noop")} | {"_": None}
PLURAL = {f"ngettext{kind}": (1, 2) for kind in ("", "_lazy", "_noop")}
IN_CONTEXT = {f"pgettext{kind}": ((1, "c"), 2) for kind in ("", "_lazy")}
PLURAL_IN_CONTEXT = {f"npgettext{kind}": ((1, "c"), 2, 3) for kind in ("", "_lazy")}
FUNCTIONS = SINGLE | PLURAL | IN_CONTEXT | PLURAL_IN_CONTEXT
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\w*\}|</?\w+[^>]*>")


def messages_in_use() -> Catalog:
    """Give all messages, not translated, in the order of their files."""
    found = Catalog(charset="utf-8")
    for path, source in sources():
        place = str(path.relative_to(settings.BASE_DIR))
        file = io.BytesIO(source.encode())
        for line, message, notes, context in extract(
            "python", file, FUNCTIONS, ["Translators"], {"encoding": "utf-8"}
        ):
            same = found.get(message[0] if isinstance(message, tuple) else message, context)
            if isinstance(message, tuple) and same and same.id not in (message, message[0]):
                raise ValueError(f"{place}, {line}: {message} and {same.id} need contexts")
            found.add(message, locations=[(place, line)], auto_comments=notes, context=context)
    return found


def sources() -> Iterator[tuple[Path, str]]:
    """Give files with what Python would read in them; of a template the calls that it means."""
    for path in sorted(path for app in CODE for path in (settings.BASE_DIR / app).rglob("*.py")):
        yield path, path.read_text()
    for path in sorted(settings.BASE_DIR.glob("templates/**/*.*")):
        calls = templatize(path.read_text(), origin=str(path))
        yield path, "\n".join(line.lstrip() for line in calls.split("\n"))


def update(language: str, used: Catalog) -> None:
    """Bring a catalogue up to date: new messages wait for a translation, unused ones leave."""
    path = catalogues.paths()[language]
    catalogue = catalogues.read(path)
    catalogue.update(used, no_fuzzy_matching=True, update_creation_date=False)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, ignore_obsolete=True, include_lineno=False)


def faults(language: str, used: Catalog) -> Iterator[str]:
    """Name each message that a catalogue lacks or gives otherwise than it has to."""
    catalogue = catalogues.read(catalogues.paths()[language])
    for message in used:
        if message.id:
            translated = catalogue.get(message.id, context=message.context)
            if fault := fault_of(message, translated, catalogue.num_plurals):
                yield f"{language}: {fault}: {message.context or ''} {message.id!r}"


def fault_of(message: Message, translated: Message | None, plurals: int) -> str:
    """Say what is wrong with a translation, or give ""."""
    forms = strings(translated.string) if translated else ()
    if not translated or not forms or not all(forms):
        return "missing"
    if translated.fuzzy:
        return "fuzzy"
    if message.pluralizable and len(forms) != plurals:
        return f"{len(forms)} plural forms and not {plurals}"
    ids = strings(message.id)
    wanted = [set(PLACEHOLDER.findall(one)) for one in ids]
    for found in (set(PLACEHOLDER.findall(form)) for form in forms):
        # The form for one, or for two, may do without the number.
        if len(wanted[-1] - found) > message.pluralizable or found - wanted[0] - wanted[-1]:
            return "other placeholders"
    ends = {(one[:1].isspace(), one[-1:].isspace()) for one in (*ids, *forms)}
    return "other blanks at the ends" if len(ends) > 1 else ""


def strings(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Give a text, or each of its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text or ())
