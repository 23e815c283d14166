"""What a visitor writes in the box, as what is to be found.

peace war          both words, in any of their forms          "arms race"   one after another
peace OR truce     one of them                                disarm*       what begins with it
-war  -"cold war"  not with it                                party:KKE  topic:  meeting:  title:

All else is plain text, and anything sound is a query.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from imcwp_site.text import validate_sound
from statements.search.function_words import FUNCTION_WORDS
from statements.search.words import is_unspaced, terms_of_word, written
from statements.wording import joined

MOST_CHARACTERS = 200
MOST_WORDS = 12
SHORTEST_BEGINNING = 3
FIELDS = ("party", "topic", "meeting", "title")

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂「」『』", '"'))
MINUS = "-−–"
TOKEN = re.compile(
    rf"""
    (?P<minus> (?<!\S) [{MINUS}] (?=\S) )?
    (?: (?P<field> {"|".join(FIELDS)} ) : (?=[^\s"]|"[^"]+") )?
    (?: "(?P<quoted>[^"]*)" | (?P<plain>[^\s"]+) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
BETWEEN_WORDS = re.compile(r"[,;:/|…?!،؛؟、。，；：？！]+")


@dataclass(frozen=True)
class Part:
    """A word, or words one after another, anywhere in a statement or in a field."""

    typed: str
    words: tuple[str, ...]  # folded, one for each place in a text
    quoted: bool = False
    field: str = ""
    is_beginning: bool = False  # of the last word only the beginning is given

    @cached_property
    def places(self) -> tuple[frozenset[str], ...]:
        """Give the terms of which one must stand at each place; a beginning has no place."""
        whole = self.words[:-1] if self.is_beginning else self.words
        return tuple(frozenset(terms_of_word(word)) for word in whole)

    @property
    def beginning(self) -> str:
        """Give the letters with which the word at the last place begins, "" if it is whole."""
        return self.words[-1] if self.is_beginning else ""

    @property
    def has_star(self) -> bool:
        """Tell a beginning from a sign that is only looked for as one."""
        return self.is_beginning and not is_unspaced(self.beginning)

    @property
    def is_optional(self) -> bool:
        """Tell a word that says nothing by itself, as "of" and "και"."""
        return not self.quoted and not self.field and FUNCTION_WORDS.issuperset(self.words)

    def __str__(self):
        text = f'"{self.typed}"' if self.quoted else self.typed + "*" * self.has_star
        return f"{self.field}:{text}" if self.field else text

    def in_words(self) -> str:
        """Say the part as it stands in a sentence."""
        said = (_("“%s…”") if self.has_star else _("“%s”")) % self.typed
        match self.field:
            case "party":
                return _("the party %s") % said
            case "topic":
                return _("the topic %s") % said
            case "meeting":
                return _("the meeting %s") % said
            case "title":
                return _("%s in the title") % said
        return said


@dataclass(frozen=True)
class Query:
    """What is to be found: of each group in `wanted` one part, and no part that is `unwanted`."""

    wanted: tuple[tuple[Part, ...], ...] = ()
    unwanted: tuple[Part, ...] = ()
    notices: tuple[str, ...] = ()  # what was read otherwise than written, for the visitor

    def __bool__(self):
        return bool(self.wanted or self.unwanted)

    def __str__(self):
        """Give the query in its canonical form, which is read as the same query."""
        groups = [" OR ".join(map(str, group)) for group in self.wanted]
        return " ".join(groups + [f"-{part}" for part in self.unwanted])

    def in_words(self) -> str:
        """Say the query as the end of a sentence: “with “peace” and without “war””."""
        groups = [joined(part.in_words() for part in group) for group in self.wanted]
        found = _("with %s") % joined(groups, together=True) if groups else ""
        left_out = [part.in_words() for part in self.unwanted]
        without = _("without %s") % joined(left_out) if left_out else ""
        return joined(filter(None, (found, without)), together=True)


def parse(q: str) -> Query:
    """Read a query; only control characters and the like are refused (ValidationError)."""
    validate_sound(q)
    text, notices = shortened(" ".join(q.translate(QUOTES).split()))
    reading = Reading(notices)
    for minus, part in parts_of(text):
        reading.take(part, unwanted=minus)
    return reading.query(text)


def shortened(text: str) -> tuple[str, list[str]]:
    """Give what of a text is read, and a notice of what is not."""
    if len(text) <= MOST_CHARACTERS:
        return text, []
    read = text[:MOST_CHARACTERS]
    if text[MOST_CHARACTERS] != " " and " " in read:
        read = read[: read.rindex(" ")]
    rest = text[len(read) :].strip()
    shown = rest if len(rest) <= MOST_CHARACTERS else f"{rest[:MOST_CHARACTERS]}…"
    notice = _("A search has at most %(n)s characters. Left out: “%(rest)s”.")
    return read, [notice % {"n": MOST_CHARACTERS, "rest": shown}]


def parts_of(text: str) -> Iterator[tuple[bool, Part | None]]:
    """Give the parts of a query, each with whether it is unwanted; None stands for OR."""
    for token in TOKEN.finditer(text):
        minus, field = bool(token["minus"]), (token["field"] or "").lower()
        if token["plain"] is None:
            typed = token["quoted"].strip()
            yield minus, Part(typed, tuple(written(typed)), quoted=True, field=field)
        elif token["plain"] == "OR" and not minus and not field:
            yield False, None
        elif minus or field:
            yield minus, plain_part(token["plain"], field)
        else:
            for typed in filter(None, BETWEEN_WORDS.split(token["plain"])):
                yield False, plain_part(typed)


def plain_part(typed: str, field: str = "") -> Part:
    """Give a part that stands without quotation marks."""
    words = tuple(written(typed))
    last = words[-1] if words else ""
    begins = typed.endswith("*") and not is_unspaced(last)
    typed = typed.lstrip(MINUS).rstrip("*")
    if typed == "OR":  # it was written before or after a comma
        typed = "or"
    # A sign alone is looked for as the first or second of a pair.
    is_sign = len(last) == 1 and is_unspaced(last)
    return Part(typed, words, field=field, is_beginning=bool(words) and (begins or is_sign))


class Reading:
    """A query as it is read part by part."""

    def __init__(self, notices: list[str]) -> None:
        self.notices = notices
        self.wanted: list[tuple[Part, ...]] = []
        self.unwanted: list[Part] = []
        self.words: set[str] = set()
        self.left_out: list[str] = []
        self.can_join = self.joins = False  # whether "OR" can follow, and whether it did

    def take(self, part: Part | None, *, unwanted: bool) -> None:
        """Add a part, or note an OR."""
        if part is None:
            self.joins = self.can_join
            return
        part = self.within_limits(part)
        if not part.words:
            return
        if unwanted:
            self.unwanted.append(part)
        elif self.joins:
            self.wanted[-1] += (part,)
        else:
            self.wanted.append((part,))
        self.can_join, self.joins = not unwanted, False

    def within_limits(self, part: Part) -> Part:
        """Give the part without the words that are too many, and a short beginning as a word."""
        if part.has_star and len(part.beginning) < SHORTEST_BEGINNING:
            notice = _("“%(word)s” is looked for as a word: * stands after %(n)s letters or more.")
            self.notices.append(notice % {"word": part.typed, "n": SHORTEST_BEGINNING})
            part = replace(part, is_beginning=False)
        for place, word in enumerate(part.words):
            if len(word) == 2 and is_unspaced(word):
                continue  # costs little, and the limit of characters holds
            if word not in self.words and len(self.words) >= MOST_WORDS:
                self.left_out.append(
                    part.typed if not part.quoted else " ".join(part.words[place:])
                )
                kept = part.words[:place]
                return replace(part, typed=" ".join(kept), words=kept, is_beginning=False)
            self.words.add(word)
        return part

    def query(self, text: str) -> Query:
        """Give the query that was read."""
        said = [group for group in self.wanted if len(group) > 1 or not group[0].is_optional]
        wanted = said or self.wanted
        if self.left_out:
            notice = _("A search has at most %(n)s different words. Left out: %(words)s.")
            words = ", ".join(_("“%s”") % word for word in self.left_out)
            self.notices.append(notice % {"n": MOST_WORDS, "words": words})
        if self.unwanted and not wanted:
            self.notices.append(_("Say also what to find, not only what to leave out."))
        elif text and not wanted:
            self.notices.append(_("There is no word to look for in “%s”.") % text)
        return Query(tuple(wanted), tuple(self.unwanted), tuple(self.notices))
