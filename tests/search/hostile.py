"""Queries that mean harm: `python -m tests.search.hostile 20000` asks them of the real database.

It needs the environment of manage.py, and prints each answer of another kind than 200, 302 or 400
and the queries that took most CPU time.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import django

SIGNS = [
    '"', "'", "-", "*", "(", ")", ":", "OR", "AND", "NOT", "NEAR", "|", "&", "\\", "%", "_", ";",
    "--", "/*", "*/", "\x00", "\x1b", "\ud800", "\udfff", "\ufffe", "\u202e", "\u200d", "\u0301",
    "“", "”", "«", "»", "-", "−", "💣", "👩‍👩‍👧", "ﷺ", "𝔭𝔢𝔞𝔠𝔢", "İ", "ẞ", "ǆ", "ﬁ", "½", "٣",
    "\t", "\n", "\u2028", "\u3000", "\ufeff", "\x7f", "<", ">", "{{", "}}", "{%", "$1", "\\1",
    "..", "/",
]  # fmt: skip
WORDS = [
    "peace", "war", "a", "of", "the", "KKE", "ΚΚΕ", "мир", "سلام", "人民", "核", "2019", "21",
    "IMCWP", "communist", "party", "party:", "topic:", "meeting:", "title:", "party:KKE",
    'party:"', "title:*", "-title:", "OR OR", "-OR", "com*", "a*", "pea*", "**", "*a", "1*", "核*",
    "18.10.2019", "99.99.9999", "2019-13-45", "/s/1", "#1", "9" * 30, "st-001", "null", "%s",
    "' OR 1=1 --", '"; DROP TABLE x', "(a+)+$", "(?:a|a)*b", "^(([a-z])+.)+[A-Z]([a-z])+$",
]  # fmt: skip
LONG = [
    "a" * 10_000, "é" * 10_000, "人" * 10_000, "\u0301" * 10_000, "a\u0301" * 5_000, "-" * 10_000,
    '"' * 10_000, "*" * 10_000, "ﷺ" * 10_000, "a'" * 5_000, "κK" * 5_000, "OR " * 3_000,
    "(" * 10_000, "\u200d" * 10_000, "1" * 10_000, "party:" * 2_000, "ا" * 10_000, "क्" * 5_000,
    " ".join(f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(3_000)),
]  # fmt: skip


def queries(number: int, seed: int = 1) -> Iterator[str]:
    """Give so many queries, the same for a seed: from odd signs to a thousand words."""
    chance = random.Random(seed)
    pieces = SIGNS + WORDS
    for n in range(number):
        match n % 10:
            case 0:
                yield chance.choice(LONG)[: chance.choice([41, 200, 201, 10_000])]
            case 1:
                yield " ".join(chance.choices(pieces, k=1_000))
            case 2:
                yield "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(60)))
            case 3:
                yield " ".join(f'"{" ".join(chance.choices(WORDS, k=4))}"' for _ in range(5))
            case 4:
                yield " ".join([chance.choice(WORDS)] * chance.randrange(1, 60))
            case _:
                joint = chance.choice(["", " "])
                yield joint.join(chance.choices(pieces, k=chance.randrange(1, 20)))


def address(q: str, page: str = "/search/") -> str:
    """Give the address that asks for `q`, even where it is no sound text."""
    return f"{page}?q={quote(q, errors='surrogatepass')}"


def main(number: int) -> None:
    """Ask, count the kinds of answers, name the slowest."""
    from django.test import Client

    client, counts, times = Client(SERVER_NAME="localhost"), Counter(), []
    pages = ["/search/", "/statements/", "/statements.rss"]
    client.get("/")  # a process that has just begun reads the index, whatever is asked
    for n, q in enumerate(queries(number, seed=int(time.time()))):
        url = address(q, pages[n % len(pages)])
        began = time.process_time()
        status = client.get(url).status_code
        times.append((time.process_time() - began, status, q[:100]))
        counts[status] += 1
        if status not in (200, 302, 400):  # 302 leads on from blanks
            print(status, ascii(url[:300]))
    print(dict(counts))
    for took, status, q in sorted(times, reverse=True)[:10]:
        print(f"{took * 1000:.0f} ms", status, ascii(q))


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
