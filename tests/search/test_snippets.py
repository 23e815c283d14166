"""What was found is marked where it stands, and nothing else of a text is changed."""

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.grammar import parse
from statements.search.snippets import LENGTH, NEAR, Snippets

SIGNS = "aB ßİςΚё&<>\"';-“”’\n\t核不扩散ｶﾞスسِّلاأहि\u200d\u0301\u0308½ﷺ한"
TEXTS = st.one_of(st.text(), st.text(alphabet=SIGNS, max_size=600))
QUERIES = st.one_of(
    st.text(alphabet="abßκе核不扩散سلاह ", min_size=1),
    st.sampled_from(["a*", "aba*", '"a b"', "核", "B OR a", '"核不" ａ', "amp", "lt gt"]),
)
FILLING = "filling words " * 40


def marked(q: str, text: str, language: str = "en") -> str:
    """Give a text with what a query found in square brackets."""
    html = Snippets(parse(q)).marked(text, language)
    return unescape(html.replace("<mark>", "[").replace("</mark>", "]"))


def text_of(html: str) -> str:
    """Give the text of a passage, without marks and the signs of cutting."""
    return unescape(re.sub("</?mark>", "", html).removeprefix("…").removesuffix("…"))


@pytest.mark.parametrize(
    ("q", "language", "shown"),
    [
        ("peace", "en", "“[Peace]-loving” peoples, [peaceful]."),
        ("treaties", "en", "a [treaty], the [Treaties]"),
        ('"arms race"', "en", "arms for a race: the [arms race], an [arms-race]"),
        ('"arms race" war', "en", "[arms\nrace] or arms, [wars]"),
        ("CPI(M)", "en", "by [CPI(M]) and CPI"),
        ("disarm*", "en", "[disarmament], [DISARMING], unarmed"),
        ("peace -war", "en", "[peace] and war"),
        ("union", "fr", "l’[Union] des [unions]"),
        ("nucleares", "es", "energía [nuclear]"),
        ("όπλα", "el", "τα [ΟΠΛΑ] και των [όπλων]"),
        ("елка", "ru", "[Ёлка], [ёлки]"),
        ("istanbul", "tr", "[İstanbul], [ISTANBUL]"),
        ("ısparta", "tr", "“[Isparta]’dan, [Isparta]."),
        ("سلاح", "ar", "[والسِّلاحُ]، لا"),
        ("حزب", "fa", "[حزب‌ها] و [حزب]"),
        ("扩散", "zh-hans", "核不[扩散]条约，[扩散]"),
        ("核不扩散", "zh-hans", "《[核不扩散]条约》不扩散"),
        ("核", "zh-hans", "不扩散[核]武器"),
        ("협력", "ko", "국제[협력]을"),
        ("किताब", "hi", "यह [किताब] है"),
        ("KKE", "el", "το [ΚΚΕ] και [KKE]"),
        ("amp", "en", "R&D &[amp]; [AMP]"),
        ("b", "en", "<[b]>bold</[b]>"),
        ("title:peace party:KKE", "en", "[peace] by KKE"),
        ("!", "en", "nothing!"),
    ],
)
def test_finds_are_marked(q, language, shown):
    text = shown.translate({ord("["): "", ord("]"): ""})

    assert marked(q, text, language) == " ".join(shown.split())


def test_everything_but_the_marks_is_escaped():
    html = Snippets(parse("script")).marked("<script>&amp;'\"", "en")

    assert html == "&lt;<mark>script</mark>&gt;&amp;amp;&#x27;&quot;"


def test_best_passage_holds_most_of_the_query():
    text = f"peace {FILLING} peace and truce {FILLING} truce truce truce"

    snippet = Snippets(parse("peace truce")).best([(text, "en")])

    assert "<mark>peace</mark> and <mark>truce</mark>" in snippet.html
    assert snippet.html.startswith("…")
    assert snippet.html.endswith("…")


def test_best_passage_is_taken_from_the_text_that_holds_most():
    texts = [("nothing", "en"), ("peace", "en"), ("paz y armas", "es"), ("paz, armas", "pt")]

    snippet = Snippets(parse("paz OR peace armas")).best(texts)

    assert (snippet.place, snippet.language) == (2, "es")


def test_passage_is_cut_at_spaces():
    text = f"{FILLING}peace {FILLING}"

    snippet = Snippets(parse("peace")).best([(text, "en")])

    assert LENGTH - 2 * NEAR <= len(text_of(snippet.html)) <= LENGTH
    assert {*text_of(snippet.html).split()} == {"filling", "words", "peace"}


def test_passage_without_spaces_is_cut_too():
    text = "人民" * 500 + "核不扩散" + "和平" * 500

    snippet = Snippets(parse("核不扩散")).best([(text, "zh-hans")])

    assert "<mark>核不扩散</mark>" in snippet.html
    assert len(text_of(snippet.html)) == LENGTH


def test_no_passage_where_nothing_is_found():
    assert Snippets(parse("peace")).best([("war", "en"), ("", "en")]) is None


@given(TEXTS, QUERIES, st.sampled_from(["en", "zh", "ar", "ru", "tr", "und"]))
def test_marks_leave_the_text_as_it_is(text, q, language):
    html = Snippets(parse(q)).marked(text, language)

    assert text_of(html).strip("…") == " ".join(text.split()).strip("…")
    assert re.fullmatch(r"(?:[^<>]|<mark>[^<>]+</mark>)*", html, re.DOTALL)


@given(TEXTS, QUERIES, st.sampled_from(["en", "zh", "ar", "ru", "tr", "und"]))
def test_passage_is_part_of_the_text(text, q, language):
    snippet = Snippets(parse(q)).best([(text, language)])

    assert snippet is None or (
        "<mark>" in snippet.html and text_of(snippet.html).strip("…") in " ".join(text.split())
    )


def test_long_paragraph_without_spaces_is_looked_through_in_no_time():
    began = time.process_time()

    html = marked("共产党", "和平共产党世界人民大会声明" * 1_500, "zh")

    assert html.count("[共产党]") == 1_500
    assert time.process_time() - began < 2
