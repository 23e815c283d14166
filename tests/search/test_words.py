"""All forms of a word meet under one term, in every script, in texts and queries alike."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from imcwp_site.folding import fold
from statements.search.stemming import LONGEST_WORD, STEMMERS, stem
from statements.search.words import (
    look_alikes,
    passage,
    terms_of_word,
    without_endings,
    written,
)
from tests.search.texts import vocabulary

SCRIPTS = (
    "aeisŞşİıçãéßœkKΚЁёеίόςσЖъњ0９٣'’-.\u200c\u0301\u064b \u3000"
    "אبةهويىأإلاكک核不扩散条約かがｶﾞ한글ພັກபअभि"
)
ANY_TEXT = st.one_of(st.text(), st.text(alphabet=SCRIPTS))
LANGUAGES = st.sampled_from([*STEMMERS, "zh-hans", "ja", "he", "uk", "hr", "", "und"])

FORMS = [
    ("en", "treaty treaties TREATIES"),
    ("en", "worker workers Workers’"),
    ("fr", "désarmement DESARMEMENT désarmements"),
    ("fr", "libéré libérée libérées liberee"),
    ("fr", "union l’Union L'UNION"),
    ("es", "nación naciones NACION"),
    ("es", "nuclear nucleares"),
    ("pt", "nação nações nacao NAÇÕES"),
    ("pt", "declaração declarações declaracoes"),
    ("pt-br", "trabalhador trabalhadores"),
    ("it", "trattato trattati"),
    ("de", "Vertrag Verträge VERTRAGE"),
    ("ru", "ёлка елки ЁЛКИ"),
    ("ru", "вооружённый вооруженных"),
    ("el", "όπλα όπλων ΟΠΛΑ οπλα"),
    ("el", "λαός λαού ΛΑΟΣ λαοί"),
    ("tr", "savaş savaşı savaşın savaşlar SAVAŞLARI"),
    ("tr", "barış barışın BARIŞ barisin"),
    ("tr", "ışık IŞIK ışıklar isik"),
    ("tr", "İstanbul istanbul ISTANBUL ıstanbul"),
    ("tr", "Isparta Isparta’dan ISPARTA'da ısparta"),
    ("tr", "TKP TKP’nin TKP'de"),
    ("tr", "parti partisi partinin partiler"),
    ("ar", "الأسلحة أسلحة اسلحة والأسلحة"),
    ("ar", "معاهدة مُعَاهَدَة المعاهدة والمعاهدات للمعاهدة ومعاهدات"),
    ("ar", "السلام سلام وسلام بالسلام"),
    ("ar", "وطنية الوطنية والوطنية"),
    ("fa", "سلاح سلاح‌ها سلاحهای"),
    ("fa", "کارگر كارگر"),
    ("sr", "радник radnik"),
    ("hr", "radnici радници"),
    ("hu", "munkás munkások"),
    ("hi", "पार्टी पार्टियों"),
    ("zh-hant", "核武 核武"),
    ("ja", "ｶﾞｽ ガス"),
]


@pytest.mark.parametrize(("language", "forms"), FORMS)
def test_forms_of_a_word_have_one_term(language, forms):
    terms = {tuple(passage(form, language)[-1:]) for form in forms.split()}

    assert len(terms) == 1


@pytest.mark.parametrize(("language", "forms"), FORMS)
def test_each_form_in_a_query_may_stand_for_the_term_of_each_form_in_a_text(language, forms):
    in_texts = {passage(form, language)[-1] for form in forms.split()}
    in_queries = [terms_of_word(written(form)[-1]) for form in forms.split()]

    assert all(in_texts <= terms for terms in in_queries)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "war", "warm"), ("ru", "мир", "мера"), ("ar", "وطن", "طن"), ("es", "paz", "pan")],
)
def test_other_words_have_other_terms(language, one, other):
    assert passage(one, language) != passage(other, language)


@pytest.mark.parametrize(
    ("text", "language", "terms"),
    [
        ("Workers’ parties, 2019", "en", ["en:worker", "en:parti", ":2019"]),
        ("the КПРФ", "en", ["en:the", ":кпрф"]),
        ("Партія праці", "uk", [":партія", ":праці"]),
        ("核不扩散条约", "zh-hans", [":核不", ":不扩", ":扩散", ":散条", ":条约"]),
        ("核，中国CPC", "zh-hans", [":核", ":中国", ":cpc"]),
        ("조선로동당", "ko", [":조선", ":선로", ":로동", ":동당"]),
        ("Hawai’i, China’s", "", [":hawaii", ":chinas"]),
        ("CPI(M)", "", [":cpi", ":m"]),
        ("", "en", []),
        ("… — !", "en", []),
    ],
)
def test_passage_gives_the_terms_in_order(text, language, terms):
    folded = [term.translate({ord("ї"): "і"}) for term in terms]

    assert passage(text, language) == folded


def test_word_of_look_alike_letters_is_found_in_the_other_script():
    (greek,) = written("ΚΚΕ")
    (latin,) = written("KKE")

    assert set(passage("ΚΚΕ", "el")) <= terms_of_word(latin)
    assert set(passage("ΚΚΕ", "en")) <= terms_of_word(latin)
    assert set(passage("KKE", "en") + passage("KKE", "el")) <= terms_of_word(greek)


def test_word_of_two_letters_is_not_sought_in_another_script():
    assert look_alikes("to") == set()


def test_word_is_cut_where_it_is_too_long():
    (term,) = passage("a" * 200, "")

    assert term == ":" + "a" * LONGEST_WORD
    assert term in terms_of_word(*written("a" * 300))


def test_vocabulary_leads_from_written_words_to_terms():
    assert vocabulary("Treaties, treaty", "en") == {
        ("treaties", "en:treati"),
        ("treaty", "en:treati"),
    }


def test_vocabulary_leads_to_words_with_the_arabic_article_from_what_follows_it():
    assert vocabulary("والسلاح", "ar") == {("والسلاح", "ar:سلاح"), ("سلاح", "ar:سلاح")}


def test_vocabulary_leads_to_pairs_of_signs_from_both():
    assert vocabulary("核不", "zh") == {("核不", ":核不"), ("不", ":核不")}


@given(ANY_TEXT, LANGUAGES)
def test_terms_and_written_words_stand_side_by_side(text, language):
    terms, words = passage(text, language), written(text)

    assert len(terms) == len(words)
    assert set(zip(words, terms, strict=True)) <= vocabulary(text, language)


@given(ANY_TEXT, LANGUAGES)
@example("N1", "ca")
def test_each_word_of_a_text_is_found_by_itself(text, language):
    found = zip(passage(text, language), written(text), strict=True)

    assert all(term in terms_of_word(word) for term, word in found)


@given(ANY_TEXT, LANGUAGES)
@example("0¹’ı", "tr")
@example("0µ'ı", "ca")
def test_terms_are_the_same_however_the_text_is_typed(text, language):
    """Endings are set off from names by a sign that is gone once a text is folded."""
    assert passage(fold(without_endings(text)), language) == passage(text, language)
    assert passage(text, language) == passage(text, language)


def test_what_stands_behind_a_raised_number_is_no_ending():
    assert passage("0¹’ı", "tr") == passage("01’ı", "tr") == [":01i"]


@given(ANY_TEXT, LANGUAGES)
def test_terms_fit_their_column(text, language):
    assert all(1 < len(term) <= 60 and " " not in term for term in passage(text, language))


@given(st.text(alphabet="abcdeinorst", min_size=1), st.sampled_from([*STEMMERS]))
def test_stem_is_never_lost(word, language):
    stems = {stem(word, language) for _time in range(2)}

    assert len(stems) == 1
    assert stems != {""} or "LATIN" not in STEMMERS[language][1]
