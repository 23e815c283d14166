"""What a visitor writes in the box, as what is to be found.

peace war          both words, in any of their forms          "arms race"   one after another
peace OR truce     one of them                                disarm*  "arms rac*"   a beginning
-war  -"cold war"  not with it                                party:KKE  topic:  meeting:  title:

All else is plain text, and anything sound is a query.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from django.utils.translation import gettext as _

from imcwp_site.directions import DIRECTION_SIGN, isolated
from imcwp_site.phrases import listed, quoted
from imcwp_site.text import validate_sound
from statements.search.counting import ANY_ENDING, number_said
from statements.search.function_words import ASKING_WORDS, FUNCTION_WORDS
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
    (?P<minus> (?<!\S) [{MINUS}]+ (?=\S) )?
    (?: (?P<field> {"|".join(FIELDS)} ) : (?=[^\s"]|"[^"]+") )?
    (?: "(?P<quoted>[^"]*)" | (?P<plain>[^\s"]+) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
STAR = re.compile(r"[^\s*]\*+\Z")  # behind a word
BETWEEN_WORDS = re.compile(r"[,;:/|…?!،؛؟、。，；：？！]+")


@dataclass(frozen=True)
class Part:
    """A word, or words one after another, anywhere in a statement or in a field."""

    typed: str = field(compare=False)
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
        return self.is_made_of(FUNCTION_WORDS)

    @property
    def tells_little(self) -> bool:
        """Tell a word of which questions and requests are made, as "what" and "statement"."""
        return self.is_made_of(ASKING_WORDS)

    def is_made_of(self, words: frozenset[str]) -> bool:
        """Tell whether all its words are among some, and may therefore be left out."""
        return not self.quoted and not self.field and words.issuperset(self.words)

    def __str__(self):
        text = self.typed + "*" * self.has_star
        text = f'"{text}"' if self.quoted else text
        return f"{self.field}:{text}" if self.field else text

    def in_words(self) -> str:
        """Say the part as it stands in a sentence."""
        said = _("“%s”") % isolated(self.typed + "…" * self.has_star)
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


Group = tuple[Part, ...]


@dataclass(frozen=True)
class Query:
    """What is to be found: of each group in `wanted` one part, and no part that is `unwanted`."""

    wanted: tuple[Group, ...] = ()
    unwanted: Group = ()
    notices: tuple[str, ...] = ()  # what was read otherwise than written, for the visitor

    def __bool__(self):
        return bool(self.wanted or self.unwanted)

    @cached_property
    def parts(self) -> list[Part]:
        """Give all parts, each of them once."""
        return list(dict.fromkeys([*chain.from_iterable(self.wanted), *self.unwanted]))

    def __str__(self):
        """Give the query in its canonical form, which is read as the same query."""
        groups = [" OR ".join(map(str, group)) for group in self.wanted]
        return " ".join(groups + [f"-{part}" for part in self.unwanted])

    def in_words(self) -> str:
        """Say the query as the end of a sentence: “with “peace” and without “war””."""
        groups = [joined(part.in_words() for part in group) for group in self.wanted]
        if all(len(group) == 1 for group in self.wanted):
            groups = [joined(groups, together=True)] if groups else []
        said = [_("with %s") % group for group in groups]
        left_out = [part.in_words() for part in self.unwanted]
        if left_out:
            said.append(_("without %s") % joined(left_out))
        return joined(said, together=True)


def parse(q: str) -> Query:
    """Read a query; only control characters and the like are refused (ValidationError)."""
    validate_sound(q)
    plain = DIRECTION_SIGN.sub("", q.translate(QUOTES))  # a sentence of ours may have been copied
    text, notices = shortened(" ".join(plain.split()))
    groups, unwanted = grouped(parts_of(text))
    groups = [group for group in groups if len(group) > 1 or not group[0].is_optional] or groups
    limits = Limits()
    groups = list(dict.fromkeys(kept for group in groups if (kept := limits.keep(group))))
    unwanted = limits.keep(unwanted)
    if unwanted and not groups:
        notices.append(_("Say also what to find, not only what to leave out."))
    elif text and not groups:
        notices.append(_("There is no word to look for in “%s”.") % isolated(text))
    return Query(tuple(groups), unwanted, (*notices, *limits.notices))


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
    return read, [notice % {"n": MOST_CHARACTERS, "rest": isolated(shown)}]


def parts_of(text: str) -> Iterator[tuple[bool, Part | None]]:
    """Give the parts of a query, each with whether it is unwanted; None stands for OR."""
    for token in TOKEN.finditer(text):
        minus, field = bool(token["minus"]), (token["field"] or "").lower()
        if token["plain"] is None:
            yield minus, part_of(token["quoted"].strip(), field, quoted=True)
        elif token["plain"] == "OR" and not minus and not field:
            yield False, None
        elif minus or field:
            yield minus, part_of(token["plain"], field)
        else:
            for typed in filter(None, BETWEEN_WORDS.split(token["plain"])):
                yield False, part_of(typed)


def part_of(typed: str, field: str = "", *, quoted: bool = False) -> Part:
    """Give what was typed as a part."""
    words = tuple(written(typed))
    if not quoted and len(words) == 2 and words[1] in ANY_ENDING and number_said(words[0]):
        words = words[:1]  # 19-я, 1.º
    last = words[-1] if words else ""
    # A sign alone is looked for as the first or second of a pair.
    is_sign = len(last) == 1 and is_unspaced(last)
    has_star = bool(STAR.search(typed)) and bool(last) and not is_unspaced(last)
    is_beginning = is_sign or has_star
    typed = typed.rstrip("* ")
    if not quoted:
        typed = typed.lstrip(MINUS)
        if typed == "OR":  # it was written before or after a comma
            typed = "or"
    return Part(typed, words, quoted, field, is_beginning)


def grouped(parts: Iterable[tuple[bool, Part | None]]) -> tuple[list[Group], Group]:
    """Put wanted parts with OR between them into groups, and the unwanted ones together."""
    groups: list[Group] = []
    unwanted: Group = ()
    can_join = joins = False  # whether "OR" can follow, and whether it did
    for minus, part in parts:
        if part is None:
            joins = can_join
        elif part.words:
            if minus:
                unwanted += (part,)
            elif joins:
                groups[-1] += (part,)
            else:
                groups.append((part,))
            can_join, joins = not minus, False
    return groups, unwanted


class Limits:
    """Keeps the parts of a query within what a search may cost, and says what is not kept."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.left_out: list[str] = []
        self.short: list[str] = []

    def keep(self, parts: Iterable[Part]) -> Group:
        """Give the parts as they are kept."""
        return tuple(kept for part in parts if (kept := self.within(part)).words)

    def within(self, part: Part) -> Part:
        """Give a part without the words that are too many, and a short beginning as a word."""
        if part.has_star and len(part.beginning) < SHORTEST_BEGINNING:
            self.short.append(part.typed)
            part = replace(part, is_beginning=False)
        for place, word in enumerate(part.words):
            if len(word) == 2 and is_unspaced(word):
                continue  # costs little, and the limit of characters holds
            if word not in self.words and len(self.words) >= MOST_WORDS:
                rest, kept = " ".join(part.words[place:]), part.words[:place]
                self.left_out.append(rest if part.quoted else part.typed)
                quoted = part.quoted or len(kept) > 1  # what is left stays together
                return part_of(" ".join(kept), part.field, quoted=quoted)
            self.words.add(word)
        return part

    @property
    def notices(self) -> Iterator[str]:
        """Say what was not kept."""
        for word in self.short:
            notice = _("“%(word)s” is looked for as a word: * stands after %(n)s letters or more.")
            yield notice % {"word": isolated(word), "n": SHORTEST_BEGINNING}
        if self.left_out:
            notice = _("A search has at most %(n)s different words. Left out: %(words)s.")
            words = listed(map(quoted, self.left_out))
            yield notice % {"n": MOST_WORDS, "words": words}
