"""Every database finds what reading all texts from end to end would find."""

import random
from typing import NamedTuple

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from imcwp_site.dates import PartialDate
from imcwp_site.written_dates import date_in
from statements.index.public import Public
from statements.index.shape import Level
from statements.search.grammar import Part, Query, parse
from statements.search.matching import matches
from statements.search.names import terms_in_name
from statements.search.phrases import brought
from statements.search.stemming import stemmed_as
from statements.search.words import (
    TO_SCRIPT,
    is_unspaced,
    passage,
    term_of,
    written,
)
from tests.factories import make_party, make_statement
from tests.search.texts import add, vocabulary

pytestmark = pytest.mark.django_db

# By language: forms of few words, look-alikes, words of other languages among them.
WORDS = {
    "en": "peace peaceful treaty treaties arms race arms’ co-operation KKE ΚΚΕ 2019 war naïve of",
    "fr": "la paix l'armement désarmement traités naïve KKE 2019 guerre race",
    "el": "όπλα ΟΠΛΑ όπλων ΚΚΕ KKE λαός ΛΑΟΥ ειρήνη 2019 της",
    "ru": "мир мира договор договоров КПРФ KKE ёлка елки 2019 в",
    "ar": "سلام السلام والسلام معاهدة المعاهدات أسلحة ٢٠١٩ في",
    "zh": "人民 人民共和国 共和 和平 核 条约 2019人民 KKE 2019",
    "xx": "mira kke race of 2019 arms",
}
EVERY_WORD = sorted({word for words in WORDS.values() for word in words.split()})
NAMES = ["Example Party of Peace", "Example Party of the Arms", "ΚΚΕ", "Мир и труд", "人民党"]


class Document(NamedTuple):
    """A statement, as one who reads all of it knows it."""

    number: int
    passages: list[tuple[Level, str, str]]
    names: list[str]
    year: int


@pytest.fixture(params=[1, 2])
def documents(request) -> list[Document]:
    chance = random.Random(request.param)
    made = []
    parties = [make_party(name=name, abbreviation="", slug=f"p{n}") for n, name in enumerate(NAMES)]
    for _ in range(30):
        year = chance.choice([2018, 2019])
        own = chance.sample(parties, chance.choice([0, 0, 1]))
        passages = []
        for language in chance.sample(sorted(WORDS), 3):
            words = chance.choices(WORDS[language].split(), k=chance.randint(1, 6))
            passages.append((chance.choice(list(Level)[1:]), language, " ".join(words)))
        statement = make_statement(title="Untold", parties=own, issued=PartialDate(year))
        for level, language, text in passages:
            add(statement, text, language, level)
        made.append(Document(statement.pk, passages, [one.name for one in own], year))
    return made


def reads(document: Document, query: Query, words: set[tuple[str, str]]) -> bool:
    """Tell whether a reader finds what the query asks for."""

    def finds(part: Part) -> bool:
        return (
            in_texts(document, part, words) or in_names(document, part) or is_dated(document, part)
        )

    return all(any(map(finds, group)) for group in query.wanted) and not any(
        map(finds, query.unwanted)
    )


def in_texts(document: Document, part: Part, words: set[tuple[str, str]]) -> bool:
    if part.field not in ("", "title"):
        return False
    passages = [
        (language, passage(text, language))
        for level, language, text in document.passages
        if not part.field or level == Level.TITLE
    ]
    begin = {term for word, term in words if word.startswith(part.beginning)}
    if len(part.words) > 1:
        if is_unspaced(part.beginning):
            begin = {term for term in begin if term[1] == part.beginning}
        return any(stands_in(terms, part, begin, language) for language, terms in passages)
    one_of = part.places[0] if part.places else begin
    return any(not one_of.isdisjoint(terms) for _language, terms in passages)


def stands_in(terms: list[str], part: Part, begin: set[str], language: str) -> bool:
    """Tell whether words stand one after another in a passage of a language."""
    words = part.words[: len(part.places)]
    forms = [words, *(tuple(brought(word, script) for word in words) for script in TO_SCRIPT)]
    runs = [[term_of(word, stemmed_as(language)) for word in form] for form in forms]
    return any(
        terms[place : place + len(run)] == run
        and (not part.beginning or not begin.isdisjoint(terms[place + len(run) :][:1]))
        for place in range(len(terms))
        for run in runs
    )


def in_names(document: Document, part: Part) -> bool:
    if part.field not in ("", "party"):
        return False
    for name in document.names:
        own = written(name)
        for place in range(len(own) - len(part.words) + 1):
            ahead = own[place : place + len(part.words)]
            if all(
                terms & terms_in_name(word, "en")
                for terms, word in zip(part.places, ahead, strict=False)
            ) and ahead[-1].startswith(part.beginning):
                return True
    return False


def is_dated(document: Document, part: Part) -> bool:
    date = date_in(part.typed) if not part.field and not part.is_beginning else None
    return bool(date) and date.year == document.year


word = st.sampled_from(EVERY_WORD)
phrase = st.lists(word, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')
beginning = word.map(lambda word: f"{word[:3]}*")
phrase_begun = phrase.map(lambda text: f'{text.removesuffix(chr(34))[:-1]}*"')
signs = st.text("人民共和核条约", min_size=2, max_size=4).map(lambda run: f"2019{run[:3]}")
in_field = st.builds("{}:{}".format, st.sampled_from(["title", "party"]), word | phrase)
plain = word | word | phrase | phrase_begun | beginning | signs | in_field
part = st.one_of(plain, plain, plain.map(lambda text: f"-{text}"), st.just("OR"))
queries = st.lists(part, min_size=1, max_size=5).map(" ".join)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(queries)
@example('"ΚΚΕ 2019" OR "人民共和国"')
@example("-peace 2019 OR arm*")
@example('2019 "في"')  # which is silent in a date
@example('"arms rac*" OR title:"peace tre*"')
@example("2019人 OR 2019核")
def test_query_finds_what_a_reader_of_everything_would(documents, q):
    query = parse(q)
    words = {
        pair
        for document in documents
        for _level, language, text in document.passages
        for pair in vocabulary(text, language)
    }

    try:
        found = set(matches(query, Public()).numbers)
    except ValidationError:
        assert not query.wanted
        return

    assert found == {one.number for one in documents if reads(one, query, words)}
