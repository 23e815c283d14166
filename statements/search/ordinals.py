"""Numbers that are spelt as ordinals: fourteenth, décimo cuarto, двадцать первая, الرابع عشر.

They stand in the form of dictionaries; all their forms are found by their stems.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from imcwp_site.folding import fold
from statements.search.words import term_of, written

GREATEST = 69
TENS = range(10, 61, 10)
# Of each language the ordinals from 1 on, as far as each is one word, and those of 10, 20, 30 ….
ONES = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
    "es": "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo "
    "duodécimo",
    "fr": "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième "
    "dixième onzième douzième treizième quatorzième quinzième seizième",
    "pt": "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo undécimo "
    "duodécimo",
    "ru": "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый "
    "одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый "
    "восемнадцатый девятнадцатый",
    "ar": "أول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر",
    "el": "πρώτος δεύτερος τρίτος τέταρτος πέμπτος έκτος έβδομος όγδοος ένατος δέκατος ενδέκατος "
    "δωδέκατος",
    "tr": "birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu",
}
WHOLE_TENS = {
    "en": "tenth twentieth thirtieth fortieth fiftieth sixtieth",
    "es": "décimo vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo",
    "fr": "dixième vingtième trentième quarantième cinquantième soixantième",
    "pt": "décimo vigésimo trigésimo quadragésimo quinquagésimo sexagésimo",
    "ru": "десятый двадцатый тридцатый сороковой пятидесятый шестидесятый",
    "ar": "عشر عشرون ثلاثون أربعون خمسون ستون",
    "el": "δέκατος εικοστός τριακοστός τεσσαρακοστός πεντηκοστός εξηκοστός",
    "tr": "onuncu yirminci otuzuncu kırkıncı ellinci altmışıncı",
}
# What stands for the tens before an ordinal; in the other languages they are ordinals themselves.
CARDINAL_TENS = {
    "en": "ten twenty thirty forty fifty sixty",
    "fr": "dix vingt trente quarante cinquante soixante",
    "ru": "десять двадцать тридцать сорок пятьдесят шестьдесят",
    "tr": "on yirmi otuz kırk elli altmış",
}
# Forms that the stemmers do not bring to those above, by the number.
OTHERS = {
    "es": {1: "primer primera", 3: "tercer"},
    "fr": {1: "première unième", 2: "second seconde"},
    "pt": {8: "oitava"},
    "ru": {3: "третья третье третьей"},
    "ar": {
        1: "أولى حادي",
        8: "ثامنة",
        10: "عشرة",
        20: "عشرين",
        30: "ثلاثين",
        40: "أربعين",
        50: "خمسين",
        60: "ستين",
    },
}
BOTH_WAYS = ("es", "pt")  # undécimo, décimo primero
LONGEST = 3  # words


def number_spelt(words: Sequence[str]) -> tuple[int, int]:
    """Give the number that the first of some folded words spell, and how many; zeros for none."""
    for length in range(min(LONGEST, len(words)), 0, -1):
        for language in ONES:
            terms = tuple(term_of(word, language) for word in words[:length])
            if number := numbers_by_terms().get(terms):
                return number, length
    return 0, 0


@cache
def numbers_by_terms() -> dict[tuple[str, ...], int]:
    """Give the numbers by the terms of what spells them."""
    return {
        tuple(term_of(word, language) for word in written(spelt)): number
        for language in ONES
        for number in range(1, GREATEST + 1)
        for spelt in spellings_of(number, language)
    }


def spellings_of(number: int, language: str) -> Iterator[str]:
    """Give the ways in which a number is spelt as an ordinal in a language."""
    if not (known := in_one_word(language)) or number > GREATEST:
        return
    yield from known.get(number, ())
    tens, ones = number // 10 * 10, number % 10
    if tens and ones and (number not in known or language in BOTH_WAYS):
        cardinals = CARDINAL_TENS.get(language, "").split()
        before = cardinals[tens // 10 - 1 :][:1] or known[tens]
        for ten, one in product(before, known[ones]):
            match language:
                case "ar":
                    yield f"{one} {ten}"
                case "fr":
                    yield f"{ten} et {one}" if ones == 1 else f"{ten} {one}"
                case "es":
                    yield f"{ten} {one}"
                    yield f"{fold(ten)}{one}"
                case _:
                    yield f"{ten} {one}"


@cache
def in_one_word(language: str) -> dict[int, list[str]]:
    """Give the words for ordinals in a language by number."""
    words: dict[int, list[str]] = defaultdict(list)
    numbered = [*enumerate(ONES.get(language, "").split(), start=1)]
    numbered += zip(TENS, WHOLE_TENS.get(language, "").split(), strict=False)
    numbered += OTHERS.get(language, {}).items()
    for number, some in numbered:
        words[number] += some.split()
    return dict(words)
