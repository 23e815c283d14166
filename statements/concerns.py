"""What a statement still lacks: one rule for the form, the lists and the front page of the desk.

`note` is called with every version (see `statements.versions`), so the rows are always those that
the rule gives. Whether a source answers `check_sources` finds; which statement names it, is here.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from statements.inserting import insert_rows
from statements.models import Concern
from statements.sources.naming import dead_sources
from statements.translations import behind

Kind = Concern.Kind
FOUND = (Kind.NO_TOPIC, Kind.NO_SOURCE, Kind.UNRESOLVED, Kind.BEHIND, Kind.UNTRANSLATED)


def concerns_of(content: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Give (kind, detail) of what the content of a statement lacks.

    The detail is a printed name of a signatory, or the language of a text.
    """
    concerns = set()
    if not content["topics"]:
        concerns.add((Kind.NO_TOPIC, ""))
    if not content["source"]:
        concerns.add((Kind.NO_SOURCE, ""))
    concerns |= {
        (Kind.UNRESOLVED, signature["printed_name"])
        for signature in content["signatures"]
        if not signature["party"]
    }
    concerns |= {(Kind.BEHIND, language) for language in behind(content["texts"])}
    readable = {text["language"] for text in content["texts"] if text["body"]}
    if readable:
        missing = set(settings.WORKING_LANGUAGES) - readable
        concerns |= {(Kind.UNTRANSLATED, language) for language in missing}
    return {(str(kind), detail) for kind, detail in concerns}


def note(contents: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep the concerns of these contents, by number of statement, in place of those before."""
    kept: dict[tuple[int, str, str], int] = {
        (number, kind, detail): key
        for key, number, kind, detail in Concern.objects.filter(
            statement__in=contents, kind__in=(*FOUND, Kind.DEAD_SOURCE)
        ).values_list("pk", "statement", "kind", "detail")
    }
    found = {
        (number, kind, detail)
        for number, content in contents.items()
        for kind, detail in concerns_of(content)
    } | dead_sources(contents)
    if gone := [key for concern, key in kept.items() if concern not in found]:
        Concern.objects.filter(pk__in=gone).delete()
    insert_rows(Concern, ("statement_id", "kind", "detail"), sorted(found - kept.keys()))
