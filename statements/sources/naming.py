"""Which addresses the records of the archive name as their source, and which record names which."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.db import models

from imcwp_site.sources import URL, HasSource
from parties.models import PartyWebsite
from statements.models import (
    Concern,
    IssueEdition,
    Signature,
    SignatureList,
    SourceCheck,
    Statement,
)

MAX_LENGTH = 1000
MAX_RECORDS = 100
DETAIL_LENGTH = Concern._meta.get_field("detail").max_length
# On whose forms records are edited that have no form of their own.
OWNERS = ("statement", "issue", "meeting", "party")
# Of what belongs to a statement, whose sources are its own.
OF_STATEMENT = ((Statement, "pk"), (SignatureList, "statement_id"), (Signature, "statement_id"))


def fields_with_addresses() -> Iterator[tuple[type[models.Model], str]]:
    """Give each model that names sources, with the field that does."""
    for model in apps.get_models():
        if issubclass(model, HasSource):
            yield model, "source"
    yield PartyWebsite, "url"
    yield IssueEdition, "url"


def addresses_in(text: str) -> list[str]:
    """Give the addresses in a text, which may name several."""
    return [url for url in URL.findall(text) if len(url) <= MAX_LENGTH]


def named_addresses() -> set[str]:
    """Give every address that a record names."""
    named: set[str] = set()
    for model, field in fields_with_addresses():
        texts = model._default_manager.order_by().filter(**{f"{field}__contains": "http"})
        for text in texts.values_list(field, flat=True).distinct().iterator(2000):
            named.update(addresses_in(text))
    return named


def gather() -> tuple[int, int]:
    """Keep a row for each address that is named, and for no other; say how many came and went."""
    named = named_addresses()
    kept = dict(SourceCheck.objects.order_by().values_list("url", "pk"))
    new = sorted(named - kept.keys())
    gone = [pk for url, pk in kept.items() if url not in named]
    SourceCheck.objects.bulk_create(
        [SourceCheck(url=url) for url in new], batch_size=500, ignore_conflicts=True
    )
    delete(SourceCheck, gone)
    return len(new), len(gone)


def refresh_concerns() -> None:
    """Note with each statement the addresses it names that do not answer, and no others."""
    dead = set(SourceCheck.objects.dead().values_list("url", flat=True))
    wanted = set()
    for model, field in OF_STATEMENT if dead else ():
        rows = model._default_manager.order_by().filter(source__contains="http")
        for number, text in rows.values_list(field, "source").iterator(2000):
            wanted |= {(number, url[:DETAIL_LENGTH]) for url in addresses_in(text) if url in dead}
    concerns = Concern.objects.filter(kind=Concern.Kind.DEAD_SOURCE).order_by()
    kept = {
        (number, url): pk for pk, number, url in concerns.values_list("pk", "statement", "detail")
    }
    Concern.objects.filter(pk__in=[kept[one] for one in kept.keys() - wanted]).delete()
    Concern.objects.bulk_create(
        [
            Concern(statement_id=number, kind=Concern.Kind.DEAD_SOURCE, detail=url)
            for number, url in sorted(wanted - kept.keys())
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


def delete(model: type[models.Model], keys: list[int]) -> None:
    """Delete rows by their keys, in steps that every database takes."""
    for start in range(0, len(keys), 500):
        model._default_manager.filter(pk__in=keys[start : start + 500]).delete()


def dead_sources(contents: Mapping[int, Mapping[str, Any]]) -> set[tuple[int, str, str]]:
    """Give (number, kind, address) for the contents of statements that name a dead source."""
    named = {number: set(addresses_of(content)) for number, content in contents.items()}
    addresses = set().union(*named.values())
    if not addresses:
        return set()
    dead = set(SourceCheck.objects.dead().filter(url__in=addresses).values_list("url", flat=True))
    return {
        (number, str(Concern.Kind.DEAD_SOURCE), url[:DETAIL_LENGTH])
        for number, urls in named.items()
        for url in urls & dead
    }


def addresses_of(content: Mapping[str, Any]) -> Iterable[str]:
    """Give the addresses that the content of a statement names as sources."""
    parts = [content, content["signature_list"] or {}, *content["signatures"]]
    for text in {part.get("source", "") for part in parts}:
        yield from addresses_in(text)


def records_naming(url: str) -> list[models.Model]:
    """Give records that name an address, statements first.

    Signatures are left out: a million rows would be read for a page. Their statements are there
    once the address is dead.
    """
    dead = Concern.objects.filter(kind=Concern.Kind.DEAD_SOURCE, detail=url[:DETAIL_LENGTH])
    found: list[models.Model] = list(Statement.objects.filter(pk__in=dead.values("statement")))
    for model, field in fields_with_addresses():
        if model is Signature:
            continue
        owners = {name.name for name in model._meta.fields} & set(OWNERS)
        rows = model._default_manager.select_related(*owners) if owners else model._default_manager
        rows = rows.filter(**{f"{field}__contains": url})[:MAX_RECORDS]
        found += [
            row for row in rows if row not in found and url in addresses_in(getattr(row, field))
        ]
    return sorted(found[:MAX_RECORDS], key=lambda row: not isinstance(row, Statement))
