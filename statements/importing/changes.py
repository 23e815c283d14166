"""What a row changed: column, before, after; told to whoever listens to the report."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

# So much of a value is shown: around the first difference, if it is longer.
SHOWN = 160
AHEAD = 40
NONE: Mapping[str, str] = MappingProxyType({})


class NamedChange(NamedTuple):
    """What a cell changed, in words of the files; long values are cut to where they differ."""

    column: str
    before: str
    after: str


class Change(NamedTuple):
    """What a cell changed, as values of the archive; of records of a `kind`, their keys."""

    column: str
    before: Any
    after: Any
    kind: str = ""

    def named(self, slug_of: Callable[[str, Any], str]) -> NamedChange:
        """Write the values as cells do, with records called as `slug_of` says."""

        def written(value: Any) -> str:
            if isinstance(value, list):
                return ";".join(written(part) for part in value)
            if value is None or value == "":
                return ""
            return slug_of(self.kind, value) if self.kind else str(value)

        return NamedChange(self.column, *cut(written(self.before), written(self.after)))


def cut(before: str, after: str) -> tuple[str, str]:
    """Shorten two long values to where they begin to differ."""
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    differ = next((n for n, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = max(differ - AHEAD, 0)
    return part(before, start), part(after, start)


def part(text: str, start: int) -> str:
    end = start + SHOWN
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")


def changes_of(
    instance: Any,
    kept: Mapping[str, Any],
    columns: Mapping[str, str] = NONE,
    kinds: Mapping[str, str] = NONE,
) -> list[Change]:
    """Tell how the attributes of a record changed that said `kept` before."""
    return [
        Change(columns.get(name, name), before, getattr(instance, name), kinds.get(name, ""))
        for name, before in kept.items()
    ]


def columns_of(table: Mapping[str, tuple[str, Any]], **further: str) -> dict[str, str]:
    """Turn a table of rules round: the column by attribute."""
    return {name: column for column, (name, _rule) in table.items()} | further
