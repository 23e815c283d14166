"""A pasted list of signatories, read: each printed name with its number, heading and date."""

import re
from dataclasses import dataclass

from imcwp_site.dates import PartialDate
from imcwp_site.folding import fold
from statements.signatories.lines import Knows, Piece, pieces_of
from statements.signatories.places import country_of

# Words of headings, folded, in the languages that lists are printed in.
OF_GROUPS = re.compile(
    r"\b(part(ies|idos|is|iti|eien)|партии|κομματα|организации|solidnet|others?|otros|autres"
    r"|(organi[sz]a|federa)tions?|movements|organizaciones|youth|trade unions)\b"
)
OF_SIGNING = re.compile(r"\b(sign(ed|ing|s|ator\w*|ataires?|atures?)?|firm\w+|подпис\w+|list)\b")
OF_LATER = re.compile(r"\b(later?|additional\w*|added|adding|joined|after|further|since)\b")
REMARK = re.compile(
    r"\b(?:signed|joined|added|adhered|endorsed)\b(?P<words>[^()]*)[)\]]?\s*$", re.IGNORECASE
)
BEFORE_REMARK = " \t,;*–—-(["
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DATES = [
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?"),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>[a-z]{3,9})\.?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<m>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<m>[a-z]{3,9})\.?\s+(?P<y>\d{4})"),
]
CONTINUES = re.compile(r"[a-z(&–—-]|и\s|και\s")
IS_OPEN = re.compile(r"(?:[-–—,&(]|\b(?:of|the|and|in|de|del|da|do|for))$", re.IGNORECASE)
LONGEST_HEADING = 100
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """A name as a list prints it, and what the list says of it."""

    printed: str
    number: int | None = None
    group: str = ""
    country: str = ""
    is_later: bool = False
    added: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A line above names: a group, a country, or that they signed later."""

    printed: str
    group: str = ""
    country: str = ""
    is_later: bool = False
    added: PartialDate | None = None


def read_list(text: str, knows: Knows) -> list[Entry]:
    """Read a pasted list in any layout; `knows` tells whether a text is the name of a party.

    No line is lost: a heading above nothing is given as a name too.
    """
    pieces = joined(pieces_of(text, knows), knows)
    numbers = sum(piece.number is not None for piece in pieces)
    is_numbered = numbers * 2 >= len(pieces) > 0
    entries: list[Entry] = []
    heading, waiting = Heading(""), False
    for piece, following in zip(pieces, [*pieces, None][1:], strict=True):
        if found := heading_of(piece, following, is_numbered, knows):
            if waiting and stands_alone(heading, found):
                entries.append(Entry(heading.printed))
            heading, waiting = within(found, heading), True
        else:
            entries.append(entry_of(piece, heading))
            waiting = False
    if waiting:
        entries.append(Entry(heading.printed))
    return [entry for entry in entries if fold(entry.printed)]


def joined(pieces: list[Piece], knows: Knows) -> list[Piece]:
    """Join lines that were wrapped to the names that they continue."""
    whole: list[Piece] = []
    for piece in pieces:
        if whole and continues(whole[-1], piece, knows):
            last = whole.pop()
            whole.append(
                Piece(
                    f"{last.text} {piece.text}",
                    last.number,
                    last.country,
                    last.starts_block,
                    last.is_marked,
                )
            )
        else:
            whole.append(piece)
    return whole


def continues(before: Piece, piece: Piece, knows: Knows) -> bool:
    """Tell whether `piece` is the rest of a name that was too long for its line."""
    if piece.is_marked or piece.starts_block or before.text.endswith(":"):
        return False
    if len(before.text) + len(piece.text) > LONGEST_NAME:
        return False
    if knows(f"{before.text} {piece.text}") and not knows(piece.text):
        return True
    if knows(piece.text) or piece.text.endswith(":"):
        return False
    return bool(CONTINUES.match(piece.text) or IS_OPEN.search(before.text))


def heading_of(
    piece: Piece, following: Piece | None, is_numbered: bool, knows: Knows
) -> Heading | None:
    """Give what a piece says if it is a heading."""
    printed = piece.text.rstrip(" :")
    if piece.is_marked or len(printed) > LONGEST_HEADING or knows(printed):
        return None
    if is_remarked(piece.text):
        return None
    folded = fold(printed)
    if code := country_of(folded):
        return Heading(printed, country=code)
    begins = following is not None and following.number == 1
    is_later = bool(OF_LATER.search(folded))
    if OF_SIGNING.search(folded) and not OF_GROUPS.search(folded.replace("signing parties", "")):
        if is_later:
            return Heading(printed, is_later=True, added=date_in(printed))
        return Heading(printed)
    if is_later and (piece.text.endswith(":") or begins):
        return Heading(printed, is_later=True, added=date_in(printed))
    if OF_GROUPS.search(folded) or piece.text.endswith(":") or (is_numbered and begins):
        return Heading(printed, group=printed, is_later=is_later, added=date_in(printed))
    return None


def is_remarked(text: str) -> bool:
    """Tell whether the line is a name with a remark on when it was signed."""
    match = REMARK.search(text)
    name = fold(text[: match.start()]) if match else ""
    return bool(name) and not (OF_GROUPS.search(name) or OF_SIGNING.search(name))


def stands_alone(heading: Heading, following: Heading) -> bool:
    """Tell whether what looks like a heading has nothing under it, and may be a name."""
    same_rank = bool(heading.country) == bool(following.country)
    return same_rank and bool(heading.country or heading.group)


def within(found: Heading, before: Heading) -> Heading:
    """Keep the group above a country."""
    if found.country:
        return Heading(found.printed, before.group, found.country, before.is_later, before.added)
    return found


def entry_of(piece: Piece, heading: Heading) -> Entry:
    """Give a name without its remark on when it was signed."""
    printed, added, is_later = piece.text, heading.added, heading.is_later
    if match := REMARK.search(printed):
        printed, is_later = printed[: match.start()].rstrip(BEFORE_REMARK), True
        added = date_in(match["words"]) or added
    printed = " ".join(printed.split()).strip(" *,;")
    if printed.endswith(".") and not re.search(r"\b\w\.(\w\.)*$", printed):
        printed = printed[:-1]
    return Entry(
        printed, piece.number, heading.group, piece.country or heading.country, is_later, added
    )


def date_in(text: str) -> PartialDate | None:
    """Give the first date that `text` says beyond doubt: 3.4.2020, 2020-04-03, 3 April 2020."""
    for pattern in DATES:
        if match := pattern.search(text.lower()):
            parts = match.groupdict()
            month = parts["m"]
            try:
                number = int(month) if month.isdecimal() else MONTHS.index(month[:3]) + 1
                return PartialDate(int(parts["y"]), number, int(parts.get("d") or 0) or None)
            except ValueError:
                continue  # "all 2019" is no month
    return None
