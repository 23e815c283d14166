"""The lines of a pasted list, before anyone asks what they mean: numbers, cells, runs."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from imcwp_site.folding import fold
from statements.signatories.places import country_of

NUMBER = re.compile(r"[(\[]?(\d{1,3})\s*(?:[.)\]:°º]+|[-–](?=\s))\s*(?=[^\d\s])")
BARE_NUMBER = re.compile(r"(\d{1,3})\s+(?=[^\d\s])")
CELL_NUMBER = re.compile(r"[(\[]?(\d{1,3})[.)\]:]*")
NEXT_NUMBER = re.compile(r"(?<=\S)\s+(?=[(\[]?\d{1,3}[.)\]]+\s*[^\d\s.])")
BULLET = re.compile(r"(?:[•·▪◦‣●○■□✓*]|[-–—](?=\s))\s*")
CELL_END = re.compile(r"\s*\t\s*|\s*\|\s*| {3,}")
INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
AND = re.compile(r"(?:^|\s+)(?:and|y|e|et|und|и|και)\s+", re.IGNORECASE)
MOST_PARTS_OF_A_NAME = 3
MOST_PARTS_OF_A_RUN = 600  # more is no list
COMMAS_OF_A_RUN = 4

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the list, or a part of one that stands for a name or a heading."""

    text: str
    number: int | None = None
    country: str = ""
    starts_block: bool = False  # an empty line stands before it
    is_marked: bool = False  # by a number, a bullet or a cell: it begins a name


def pieces_of(text: str, knows: Knows) -> list[Piece]:
    """Give the pieces of a pasted text in order; `knows` tells the names of parties."""
    lines = [INVISIBLE.sub("", line).replace("\xa0", " ").strip() for line in text.splitlines()]
    filled = [line for line in lines if line]
    is_run = len(filled) <= COMMAS_OF_A_RUN - 1 or any(
        line.count(",") >= COMMAS_OF_A_RUN for line in filled
    )
    pieces: list[Piece] = []
    after_gap = True
    for line in lines:
        for piece in numbered(line, pieces) if line else ():
            for part in parts_of(piece, knows, is_run):
                pieces.append(replace(part, starts_block=after_gap))
                after_gap = False
        after_gap = after_gap or not line
    return pieces


def numbered(line: str, before: list[Piece]) -> Iterator[Piece]:
    """Give the cells or numbered names of a line, each with its number."""
    cells = [cell for cell in CELL_END.split(line) if cell]
    if len(cells) > 1 and not all(NUMBER.match(cell) for cell in cells):
        yield from row(cells)
        return
    parts = [part for cell in cells for part in NEXT_NUMBER.split(cell)]
    numbers = [int(match[1]) for part in parts if (match := NUMBER.match(part))]
    consecutive = all(b == a + 1 for a, b in pairwise(numbers))
    if len(cells) == 1 and not (len(numbers) == len(parts) and consecutive):
        parts = cells
    last = next((piece.number for piece in reversed(before) if piece.number), 0)
    for part in parts:
        bare = BARE_NUMBER.match(part)
        match = NUMBER.match(part) or (bare if bare and int(bare[1]) == last + 1 else None)
        if match:
            last = int(match[1])
            yield Piece(part[match.end() :], last, is_marked=True)
        elif match := BULLET.match(part):
            yield Piece(part[match.end() :], is_marked=True)
        else:
            yield Piece(part)


def row(cells: list[str]) -> Iterator[Piece]:
    """Give what a row of a table says: number, country and name, or several names."""
    number = None
    if match := CELL_NUMBER.fullmatch(cells[0]):
        number, cells = int(match[1]), cells[1:]
    countries = [country_of(fold(cell)) for cell in cells]
    country = next(filter(None, countries), "")
    names = [cell for cell, code in zip(cells, countries, strict=True) if not code] or cells
    if country or number:
        name = names[0] + "".join(f" ({other})" for other in names[1:])
        yield Piece(name, number, country, is_marked=True)
    else:
        for name in names:
            match = NUMBER.match(name) or BULLET.match(name)
            yield Piece(name[match.end() :] if match else name, is_marked=True)


def parts_of(piece: Piece, knows: Knows, is_run: bool) -> list[Piece]:
    """Give the names of a piece that says several, between semicolons or commas."""
    texts = [text.strip() for text in piece.text.split(";") if text.strip()]
    texts = [name for text in texts for name in between_commas(text, knows, is_run)]
    if len(texts) == 1:
        return [replace(piece, text=texts[0])]
    return [Piece(text, country=piece.country, is_marked=True) for text in texts]


def between_commas(text: str, knows: Knows, is_run: bool) -> list[str]:
    """Part a run of names at its commas, but not "Communist Party, Turkey".

    Of a list with a name a line only what parts into names that are known is taken for a run.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2:
        return [text] if parts else []
    if len(parts) > MOST_PARTS_OF_A_RUN:
        return parts
    parts[-1:] = last_of_run(parts[-1], knows)
    best: list[tuple[float, list[str]]] = [(0, [])]
    for end in range(1, len(parts) + 1):
        options = []
        for start in range(max(0, end - MOST_PARTS_OF_A_NAME), end):
            name = ", ".join(parts[start:end])
            cost, names = best[start]
            options.append((cost + cost_of(name, end - start, knows), [*names, name]))
        best.append(min(options, key=lambda option: (option[0], len(option[1]))))
    cost, names = best[-1]
    return names if (is_run and len(parts) >= MOST_PARTS_OF_A_NAME) or cost == 0 else [text]


def last_of_run(text: str, knows: Knows) -> list[str]:
    """Give the last names of a run: "and A" or "A and B", but not a name with an "and" in it."""
    names = [name for name in AND.split(text) if name]
    return names if len(names) == 1 or (all(map(knows, names)) and not knows(text)) else [text]


def cost_of(name: str, parts: int, knows: Knows) -> float:
    """Weigh how unlikely it is that `parts` of a run make one name."""
    if knows(name):
        return 0
    return 1.5 if country_of(fold(name)) else parts
