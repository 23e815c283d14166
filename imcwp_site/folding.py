"""Words compared across scripts: what differs only in how it is typed becomes the same.

Every search and every comparison of names begins here. Nothing is stemmed and nothing is
transliterated: words of two scripts meet only where their letters look alike.
"""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = str.maketrans(dict.fromkeys("`´‘’‚‛′ʹʻʼʽˈ׳״＇", "'"))
# French and Italian articles and pronouns that end at an apostrophe; elsewhere it joins.
ELISION = re.compile(r"\b([cdjlmnst]|qu|d?all|dell|nell|sull|un)'(?=\w)", re.I)

# Letters that differ only by habit and have no decomposition that would say so.
SAME_LETTERS = {
    **dict(zip("ıłđøðħŧəґӏ", "ildodhteгі", strict=True)),
    **dict(zip("ىیېکٱةەہھ", "يييكاهههه", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ß": "ss",
    "ـ": "",  # the tatweel only stretches a word
}
SAME_LETTERS |= {letter.upper(): same.upper() for letter, same in SAME_LETTERS.items()}
SAME_LETTERS["ẞ"] = "SS"

SCRIPTS = {"latin": "A-Za-zÀ-ʯḀ-ỿ", "greek": "Ͱ-Ͽἀ-῿", "cyrillic": "Ѐ-ԯ"}
LETTERS = {script: re.compile(f"[{letters}]") for script, letters in SCRIPTS.items()}
WORD = re.compile(f"[{''.join(SCRIPTS.values())}]+")
# What looks alike, in the same order; a blank where a script has no such letter.
ALIKE = {
    "latin": "ABCEHIJKMNOPSTXYZ" "aceijkopsuvxy",
    "greek": "ΑΒ ΕΗΙ ΚΜΝΟΡ ΤΧΥΖ" "α  ι κορ υνχ ",
    "cyrillic": "АВСЕНІЈКМ ОРЅТХУ " "асеіјкорѕ  ху",
}  # fmt: skip
TO_SCRIPT = {
    target: {
        letter: to
        for script in ALIKE
        for letter, to in zip(ALIKE[script], ALIKE[target], strict=True)
        if letter != " " and to != " "
    }
    for target in ALIKE
}


def fold(text: str) -> str:
    """Give the words of `text` as they are compared, separated by single spaces.

    Case, accents, vowel marks and habits of keyboards are gone; folding again changes nothing.
    """
    letters = unicodedata.normalize("NFKC", text).translate(APOSTROPHES).translate(PLAIN)
    words = ELISION.sub(r"\1 ", letters).replace("'", "")
    folded = in_one_script(words).casefold().translate(PLAIN)
    return unicodedata.normalize("NFC", " ".join(folded.split()))


def look_alike_key(text: str) -> str:
    """Give `fold(text)` with words that look Latin in Latin: ΚΚΕ in Greek letters is KKE."""
    return " ".join(
        brought_to("latin", word.upper()) or word for word in fold(text).split()
    ).lower()


@lru_cache(maxsize=2**16)
def comparable(text: str) -> tuple[str, str]:
    """Give both forms of `text`, remembered: the names in an archive are asked again and again."""
    return fold(text), look_alike_key(text)


def holds(text: str, words: str) -> bool:
    """Tell whether `words` stand in `text`, whatever the case, accents, and look-alike letters."""
    folded, key = comparable(words)
    return bool(folded) and any(
        part in whole for part, whole in zip((folded, key), comparable(text), strict=True)
    )


def in_one_script(text: str) -> str:
    """Bring look-alike letters of another script in a word to the script of the other letters."""
    if sum(bool(letters.search(text)) for letters in LETTERS.values()) > 1:
        return WORD.sub(lambda match: unmixed(match[0]), text)
    return text


def unmixed(word: str) -> str:
    """Write `word` in the script of most of its letters to which all the others can be brought."""
    counts = {script: len(letters.findall(word)) for script, letters in LETTERS.items()}
    present = sorted((script for script in counts if counts[script]), key=lambda s: -counts[s])
    if len(present) > 1:
        for form in (word, word.casefold()):  # the small letters may look alike, the capitals not
            for script in present:
                if brought := brought_to(script, form):
                    return brought
    return word


def brought_to(script: str, word: str) -> str:
    """Write `word` in the letters of `script`; "" if one of its letters looks like none of them."""
    alike, own = TO_SCRIPT[script], LETTERS[script]
    letters = [alike.get(sign, sign if own.match(sign) else "") for sign in word]
    return "".join(letters) if all(letters) else ""


class Plain(dict):
    """Each character without accent and form, worked out when it first occurs."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character not in "йЙ":  # a letter of its own, and not an и with a mark
            signs = map(plain_sign, unicodedata.normalize("NFKD", character))
            character = unicodedata.normalize("NFC", "".join(signs))
        self[code] = character
        return character


PLAIN = Plain()


def plain_sign(sign: str) -> str:
    """Give a character without decomposition as a letter, a digit, "" or the space of words."""
    if sign in SAME_LETTERS:
        return SAME_LETTERS[sign]
    if (digit := unicodedata.decimal(sign, None)) is not None:
        return str(digit)
    match unicodedata.category(sign):
        case "Cf" | "Me":
            return ""  # joiners, soft hyphens and directions stand within words
        case "Mn" | "Mc":
            return "" if is_optional(sign) else sign
        case category:
            return sign if category[0] in "LN" or sign == "'" else " "


def is_optional(mark: str) -> bool:
    """Tell an accent or a vowel point that may be left out from a sign that a syllable needs."""
    position = unicodedata.combining(mark)
    return position >= 200 or 10 <= position <= 36 or position == 1 or "\ufe00" <= mark <= "\ufe0f"
