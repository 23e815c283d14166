"""Words written from right to left in sentences written from left to right, or the other way."""

import re

from django.utils.translation import get_language_bidi

# What begins or ends a run of a direction, whatever letters it has.
DIRECTION_SIGN = re.compile("[\u202a-\u202e\u2066-\u2069]")
LETTERS_FROM_RIGHT = (
    "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
FROM_RIGHT = re.compile(f"[{LETTERS_FROM_RIGHT}]")
FROM_LEFT = re.compile(rf"[^\W\d_{LETTERS_FROM_RIGHT}]")


def isolated(text: object) -> str:
    """Set words off from the sentence around them if some run in the other direction.

    Else words of two directions beside each other change places. It is done with signs, which work
    in titles and feeds too; those that `text` brings along would undo it.
    """
    plain = DIRECTION_SIGN.sub("", str(text))
    other = FROM_LEFT if get_language_bidi() else FROM_RIGHT
    return f"\u2068{plain}\u2069" if other.search(plain) else plain
