"""A made-up archive of any size, for benchmarks: no party, person or sentence in it is real.

The same seed gives the same archive, and a larger one begins with the smaller.
"""

import datetime
import itertools
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from imcwp_site.countries import names_in
from statements.exporting.writing import Folder
from statements.importing import files
from statements.models import Statement

MARK = "example"
SOURCE = "made up by seed_archive"
SCRIPTS = {
    "en": ("b c d f g h l m n p r s t th st br", "a e i o u ea ou", " "),
    "es": ("b c d f g l m n p r s t ll ñ qu tr", "a e i o u ía ó", " "),
    "pt": ("b c d f g l m n p r s t lh nh ç", "a e i o u ão é", " "),
    "fr": ("b c d f g l m n p r s t ch gn", "a e i o u é eau oi", " "),
    "tr": ("b c ç d g ğ h k l m n p r s ş t", "a e ı i o ö u ü", " "),
    "ru": ("б в г д ж з к л м н п р с т ш", "а е и о у ы я ё", " "),
    "el": ("β γ δ θ κ λ μ ν π ρ σ τ φ", "α ε η ι ο υ ω ά", " "),
    "ar": ("ب ت ج ح د ر س ش ع ف ق ك ل م ن", "ا و ي َ", " "),
    "zh": ("一 人 大 中 国 会 工 和 平 民", "主 生 年 同 时 学 社 地", ""),
}
# How often a statement's own language is each of them.
SHARES = {"en": 40, "es": 15, "ru": 10, "el": 10, "pt": 8, "ar": 7, "fr": 4, "tr": 4, "zh": 2}
COUNTRIES = tuple(sorted(names_in("en")))
KINDS = ("statement", "declaration", "news", "article", "press-release", "contribution", "speech",
         "message", "open-letter", "interview")  # fmt: skip
VOCABULARY = 4_000
PARTIES, MEETINGS, TOPICS, TOP_TOPICS = 150, 60, 60, 20
FIRST_DAY, DAYS = datetime.date(1998, 1, 1), 27 * 365


@cache
def vocabulary(language: str) -> tuple[list[str], list[float]]:
    """Give pseudo-words of a language, and weights by which few are frequent and most are rare."""
    consonants, vowels, _space = SCRIPTS[language]
    chance = random.Random(f"words of {language}")  # noqa: S311 - reproducible on purpose
    words = {
        "".join(
            chance.choice(consonants.split()) + chance.choice(vowels.split())
            for _syllable in range(chance.randint(1, 4))
        )
        for _word in range(VOCABULARY)
    }
    weights = itertools.accumulate(1 / rank for rank in range(1, len(words) + 1))
    return sorted(words), list(weights)


def sentence(chance: random.Random, language: str, length: int) -> str:
    """Give a row of pseudo-words that means nothing."""
    words, weights = vocabulary(language)
    text = SCRIPTS[language][2].join(chance.choices(words, cum_weights=weights, k=length))
    return text[:1].upper() + text[1:]


def body(chance: random.Random, language: str) -> str:
    """Give paragraphs of about 500 pseudo-words."""
    lengths = [chance.randint(40, 80) for _paragraph in range(chance.randint(6, 10))]
    return "".join(f"<p>{sentence(chance, language, length)}.</p>" for length in lengths)


def seed_archive(directory: Path, statements: int, *, seed: int = 1) -> None:
    """Write a made-up archive folder with this many statements, one after another."""
    with Folder(directory) as folder:
        write_vocabulary(folder)
        for number in range(1, statements + 1):
            write_statement(folder, number, seed)
        folder.finish()


def write_vocabulary(folder: Folder) -> None:
    """Write topics, parties and meetings."""
    own = {"source": SOURCE, "confidence": "low"}
    for i in range(1, TOPICS + 1):
        parent = topic(i % TOP_TOPICS + 1) if i > TOP_TOPICS else ""
        cells = {"slug": topic(i), "name": f"Example topic {i}", "parent_slug": parent}
        folder.write(files.TOPICS, cells | own)
    for i in range(1, PARTIES + 1):
        folder.write(
            files.PARTIES,
            {
                "slug": party(i),
                "name_en": f"Example Workers' Party {i}",
                "abbreviation": f"EWP-{i}",
                "country": COUNTRIES[i % len(COUNTRIES)],
                **own,
            },
        )
    for i in range(1, MEETINGS + 1):
        folder.write(
            files.MEETINGS,
            {
                "meeting_id": f"{MARK}-meeting-{i}",
                "kind": "ordinary",
                "number": str(1000 + i),
                "start_date": str(FIRST_DAY + datetime.timedelta(days=i * DAYS // MEETINGS)),
                "city": f"Exampletown {i}",
                "country": COUNTRIES[i * 7 % len(COUNTRIES)],
                "host_party_slugs": party(i),
                "status": "held",
                **own,
            },
        )
    for i, j in itertools.product(range(1, MEETINGS + 1), range(1, PARTIES + 1, 3)):
        cells = {"meeting_id": f"{MARK}-meeting-{i}", "meeting_number": str(1000 + i), **own}
        seat = party((i + j) % PARTIES + 1)
        folder.write(files.PARTICIPATION, cells | {"party_slug": seat, "role": "participant"})


def topic(number: int) -> str:
    return f"{MARK}-topic-{number}"


def party(number: int) -> str:
    return f"{MARK}-party-{number}"


def write_statement(folder: Folder, number: int, seed: int) -> None:
    """Write one statement with its texts, and sometimes signatories."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - reproducible on purpose
    reference = f"{MARK}-{number}"
    day = FIRST_DAY + datetime.timedelta(days=chance.randrange(DAYS))
    issued = str(day)[: chance.choices((10, 7, 4, 0), (80, 15, 4, 1))[0]]
    languages = list(languages_of(chance))
    meeting = chance.randint(1, MEETINGS) if chance.random() < 0.25 else 0
    topics = dict.fromkeys(topic(int(TOPICS * chance.random() ** 2) + 1) for _ in range(3))
    cells = {
        "statement_id": reference,
        "date": issued,
        "date_precision": {10: "day", 7: "month", 4: "year", 0: "unknown"}[len(issued)],
        "published_date": str(day + datetime.timedelta(days=2)),
        "kind": chance.choice(KINDS),
        "title": f"Example {number}: {sentence(chance, 'en', chance.randint(5, 12))}",
        "topics": ";".join(list(topics)[: chance.randint(1, 3)]),
        "meeting_id": f"{MARK}-meeting-{meeting}" if meeting else "",
        "meeting_number": str(1000 + meeting) if meeting else "",
        "languages": ";".join(languages),
        "dossier": "n",
        "published_at": f"{day + datetime.timedelta(days=3)}T{chance.randrange(24):02}:00:00Z",
        "source": SOURCE,
        "confidence": "low",
    }
    if chance.random() < 0.03:
        cells |= write_joint(folder, number, chance)
    else:
        cells["party_slugs"] = party(int(PARTIES * chance.random() ** 2) + 1)
    folder.write(files.STATEMENTS, cells)
    write_texts(folder, reference, languages, chance)


def languages_of(chance: random.Random) -> Iterator[str]:
    """Give the language of the original, and sometimes those of translations."""
    first = chance.choices(list(SHARES), list(SHARES.values()))[0]
    yield first
    if chance.random() < 0.2:
        yield from (code for code in chance.sample(list(SHARES), 2) if code != first)


def write_joint(folder: Folder, number: int, chance: random.Random) -> dict[str, str]:
    """Write a joint statement and its signatories; give the cells that its statement gets."""
    joint = f"{MARK}-js-{number}"
    signatories = chance.sample(range(1, PARTIES + 1), chance.randint(5, 60))
    own = {"joint_statement_id": joint, "source": SOURCE, "confidence": "low"}
    folder.write(
        files.JOINT_STATEMENTS,
        own | {"title": f"Example joint statement {number}", "list_complete_here": "y"},
    )
    for position, signatory in enumerate(signatories, 1):
        cells = {"party_slug": party(signatory), "position": str(position)}
        folder.write(files.SIGNATORIES, own | cells)
    return {"kind": "joint-statement", "joint_statement_id": joint}


def write_texts(
    folder: Folder, reference: str, languages: list[str], chance: random.Random
) -> None:
    """Write a text in each language: the original first."""
    for code in languages:
        original = code == languages[0]
        folder.write(
            files.TEXTS,
            {
                "statement_id": reference,
                "language": code,
                "status": "original" if original else "unofficial",
                "title": sentence(chance, code, chance.randint(5, 12)),
                "summary": sentence(chance, code, 25) + ".",
                "body_html": body(chance, code),
                "translated_from": "" if original else languages[0],
            },
        )


def holds_real_statements() -> bool:
    """Tell whether the archive holds anything that was not made up here."""
    return Statement.objects.exclude(reference__startswith=f"{MARK}-").exists()
