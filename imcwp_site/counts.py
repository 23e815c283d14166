"""Numbers of things as the interface language writes them: 911,870, 911.870 or 911 870."""

from functools import cache

from babel import Locale
from babel.numbers import get_group_symbol
from django.utils.translation import get_language

# Where CLDR leaves four digits together. Babel, which knows the sign, does not know this.
TOGETHER_BELOW = {"es": 10_000}


class Count(int):
    """A number of things, not a year or a name of something: `str` puts its digits in groups.

    Sentences, templates and f-strings print it so; JSON, `repr` and `%d` plainly, as any `int`.
    """

    def __str__(self) -> str:
        if self < 1000:  # most of the hundreds on a page
            return repr(self)
        language = get_language() or "en"
        sign = "" if self < TOGETHER_BELOW.get(language, 1000) else group_sign(language)
        return f"{self:,}".replace(",", sign)


@cache
def group_sign(language: str) -> str:
    """Give the sign between groups of digits; in every language of the site these are of three."""
    return get_group_symbol(Locale.parse(language, "-"))
