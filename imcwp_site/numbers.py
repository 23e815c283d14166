"""Whole numbers in what a browser sends and an editor types."""

import re
from typing import Any

# What every database takes as a key.
MOST_DIGITS = 18


def number_in(text: Any) -> int | None:
    """Read a whole number in plain digits, such as the key of a record; None if it is none."""
    digits = re.fullmatch(f"[0-9]{{1,{MOST_DIGITS}}}", str(text))
    return int(digits[0]) if digits else None


def is_key(value: Any) -> bool:
    """Tell whether a value that a browser sent can be the key of a record."""
    return number_in(value) is not None
