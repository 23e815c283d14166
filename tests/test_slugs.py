"""Slugs: readable in every script, short and safe in an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imcwp_site.text import slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Against the war", "against-the-war"),
        ("  A — “quoted” title, 1 May 2023!  ", "a-quoted-title-1-may-2023"),
        ("CPI", "cpi"),
        ("CPI(M)", "cpi-m"),
        ("PKP-1930", "pkp-1930"),
        ("KSČM", "ksčm"),
        ("КПРФ", "кпрф"),
        ("ΚΚΕ", "κκε"),
        ("حزب توده", "حزب-توده"),
        ("日本共産党", "日本共産党"),
        ("İzmir", "izmir"),
        ("বাংলাদেশের পার্টি", "বাংলাদেশের-পার্টি"),
        ("ශ්‍රී ලංකා", "ශ්රී-ලංකා"),
        ("ພັກ", "ພັກ"),
        ("საქართველო", "საქართველო"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("e\u0301te\u0301", "été"),
        ("soft\u00adhyphen", "softhyphen"),
        ("snake_case", "snake-case"),
        ("../../etc/passwd", "etc-passwd"),
        ("?a=1&b=2#c", "a-1-b-2-c"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_slug_keeps_the_letters_of_every_script(title, slug):
    assert slug_of(title) == slug


def test_slug_is_cut_at_a_word():
    title = "Statement of the Example Party " * 20

    slug = slug_of(title)

    assert len(slug) <= 80
    assert title.lower().replace(" ", "-").startswith(f"{slug}-")
    assert len(slug) > 70


def test_slug_of_one_endless_word_is_cut_within_it():
    assert slug_of("日本共産党" * 60) == "日本共産党" * 16


@given(st.text(max_size=300))
def test_slug_is_short_and_safe_in_an_address(title):
    slug = slug_of(title)

    assert len(slug) <= 80
    assert not set(slug) & set("/?#%&+ _.\\\"'<>:;")
    assert not slug.startswith("-")
    assert "--" not in slug
