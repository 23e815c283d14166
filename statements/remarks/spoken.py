"""The language that a text seems to be in, where it is not the one that was chosen."""

from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

from imcwp_site.languages import language_name
from imcwp_site.text import plain_text

# A few words say little: at least so many letters, and a probability (texts of one sentence have
# 0.8 and more in their own language).
LEAST_LETTERS = 60
CERTAINTY = 0.8
READ = 3_000
# Languages that the recogniser has under another code, or that written texts hardly tell apart.
ALIKE = (
    {"bs", "hr", "sr", "sh", "cnr", "me"},
    {"da", "nb", "nn", "no"},
    {"id", "ms", "jv"},
    {"gl", "pt"},
    {"fa", "prs", "tg"},
    {"hi", "mr", "ne"},
    {"cs", "sk"},
    {"bg", "mk"},
)


def language_seen(code: str, html: str) -> str:
    """Give the code of another language that the text is surely in, "" if there is none."""
    words = plain_text(html[:READ])
    if not code or sum(letter.isalpha() for letter in words) < LEAST_LETTERS:
        return ""
    seen, certainty = recogniser().classify(words)
    own = code.partition("-")[0]
    if certainty < CERTAINTY or seen == own or own not in recognised():
        return ""
    return "" if any({seen, own} <= group for group in ALIKE) else seen


def remark_on(code: str, html: str) -> str:
    """Say in which language a text seems to be, if it is not the chosen one."""
    seen = language_seen(code, html)
    if not seen:
        return ""
    return _("The text chosen as %(chosen)s looks like %(seen)s.") % {
        "chosen": language_name(code),
        "seen": language_name(seen),
    }


@cache
def recogniser() -> Any:
    """Load the recogniser, with numpy and its model, when the first text asks for it.

    That takes a second and many megabytes, which processes that only serve readers never need.
    """
    langid = import_module("py3langid.langid")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


@cache
def recognised() -> frozenset[str]:
    """Give the codes of the languages that the model knows."""
    return frozenset(recogniser().labels)
