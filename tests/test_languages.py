"""Languages of texts and countries of parties: every code has a name, an unknown one is refused."""

import re

import pytest
from babel import Locale, UnknownLocaleError
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import translation

from imcwp_site import countries, languages
from imcwp_site.widgets import LanguageSelect
from statements.models import Text
from tests.factories import make_party, make_statement, make_text

INTERFACES = ["en", "es", "ar", "zh-hans", "pt-br", "xx"]


@pytest.mark.parametrize("code", languages.codes())
def test_language_has_name_own_name_and_direction(code):
    assert languages.language_name(code) not in {"", code}
    assert languages.own_name(code) not in {"", code}
    assert languages.direction(code) in {"ltr", "rtl"}
    languages.validate_language(code)


def test_direction_agrees_with_cldr_where_it_gives_one():
    locales = {code: find_locale(code) for code in languages.codes()}
    given = {code: locale.text_direction for code, locale in locales.items() if locale}

    assert len(given) > 150
    assert {code: languages.direction(code) for code in given} == given


def find_locale(code):
    """Give the locale data of CLDR for a language, None where there is none."""
    try:
        return Locale.parse(code, sep="-")
    except UnknownLocaleError:
        return None


def test_language_codes_are_lower_case_and_distinct():
    codes = languages.codes()

    assert len(codes) == len(set(codes))
    assert all(code == code.lower() and len(code) <= 12 for code in codes)


@pytest.mark.parametrize(
    ("code", "name", "own_name", "direction"),
    [
        ("en", "English", "English", "ltr"),
        ("ar", "Arabic", "العربية", "rtl"),
        ("he", "Hebrew", "עברית", "rtl"),
        ("fa", "Persian", "فارسی", "rtl"),
        ("el", "Greek", "Ελληνικά", "ltr"),
        ("ru", "Russian", "русский", "ltr"),
        ("tr", "Turkish", "Türkçe", "ltr"),
        ("ka", "Georgian", "ქართული", "ltr"),
        ("lo", "Lao", "ລາວ", "ltr"),
        ("bn", "Bangla", "বাংলা", "ltr"),
        ("si", "Sinhala", "සිංහල", "ltr"),
        ("ss", "Swati", None, "ltr"),
        ("zh-hans", "Simplified Chinese", None, "ltr"),
        ("ckb", "Central Kurdish", None, "rtl"),
    ],
)
def test_languages_of_the_archive_are_named(code, name, own_name, direction):
    assert languages.language_name(code) == name
    assert languages.direction(code) == direction
    if own_name:
        assert languages.own_name(code) == own_name


@pytest.mark.parametrize("code", ["", "und"])
def test_direction_of_no_language_is_left_to_the_browser(code):
    assert languages.direction(code) == "auto"


@pytest.mark.parametrize(
    "code", ["", "EN", "xx", "eng", "e", "en-gb", "en_GB", "zh-", "gr", "sp", "esp", "e\0", "日本"]
)
def test_code_that_names_no_language_is_refused(code):
    with pytest.raises(ValidationError, match="not a language code"):
        languages.validate_language(code)


@pytest.mark.parametrize("interface", INTERFACES)
def test_language_choices_are_whole_and_in_the_order_of_their_names(interface):
    with translation.override(interface):
        choices = languages.language_choices()

    assert {code for code, _name in choices} == set(languages.codes())
    assert [name for _code, name in choices] == sorted(name for _code, name in choices)


def test_languages_and_countries_are_named_in_the_interface_language():
    with translation.override("es"):
        assert languages.language_name("ar") == "árabe"
        assert countries.country_name("GR") == "Grecia"


def test_unknown_codes_stand_for_themselves():
    assert languages.language_name("xx") == "xx"
    assert languages.own_name("xx") == "xx"
    assert countries.country_name("XX") == "XX"


@pytest.mark.django_db
def test_form_offers_every_language_and_refuses_others():
    field = Text._meta.get_field("language").formfield()

    assert field.clean("ss") == "ss"
    assert len(list(field.choices)) == len(languages.codes()) + 1
    with pytest.raises(ValidationError):
        field.clean("gr")


@pytest.fixture
def nothing_remembered(db):
    """What an earlier test wrote in is not in use."""
    cache.clear()
    yield
    cache.clear()


def test_languages_of_texts_and_names_are_in_use_and_those_that_are_wanted(
    nothing_remembered, settings, django_assert_num_queries
):
    settings.WORKING_LANGUAGES = ["en", "es"]
    make_text(make_statement(), language="ar", translated_from="ru")
    make_party().names.create(kind="native", text="Κόμμα", language="el")

    with django_assert_num_queries(1):
        found = [languages.in_use() for _n in range(2)]

    assert found == [{"en", "es", "ar", "el"}] * 2


def test_select_offers_languages_in_use_before_all_others_each_once(nothing_remembered):
    make_text(make_statement(), language="tr")

    html = LanguageSelect().render("language", "tr")

    first, others = re.findall(r'<optgroup label="(.+?)">(.+?)</optgroup>', html, re.DOTALL)
    assert first[0] == "In use"
    assert re.findall('value="(.+?)"( selected)?', first[1]) == [("en", ""), ("tr", " selected")]
    assert others[0] == "All others"
    assert others[1].count("<option") == len(languages.codes()) - 2
    assert "selected" not in others[1]


@pytest.mark.parametrize("interface", INTERFACES)
def test_every_country_has_a_name(interface):
    with translation.override(interface):
        names = dict(countries.country_choices())

    assert len(names) > 245
    assert all(len(code) == 2 and code.isupper() and name for code, name in names.items())
    assert list(names.values()) == sorted(names.values())


@pytest.mark.parametrize("code", ["GP", "RE", "PS", "XK", "TW", "EH", "KP", "CU", "SZ"])
def test_countries_and_territories_of_parties_are_known(code):
    assert countries.country_name(code) != code


@pytest.mark.parametrize("code", ["EU", "UN", "ZZ", "XA", "001", "uk", "gr", ""])
def test_what_is_no_country_is_not_offered(code):
    assert code not in dict(countries.country_choices())
