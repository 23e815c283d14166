"""Slugs: readable in every script, short and safe in an address."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.urls import URLResolver, get_resolver
from hypothesis import given
from hypothesis import strategies as st

from documents.models import FRONT, Document
from imcwp_site.slugs import NotReserved
from imcwp_site.text import slug_of
from meetings.models import Meeting
from parties.models import Party
from statements.models import Dossier, Periodical, Topic


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


# Names that records cannot have


def fixed_names_below(address: str) -> set[str]:
    """Give the names of pages that stand below an address and are no records."""
    paths = map(path_of, patterns_in(get_resolver().url_patterns))
    names = (path.removeprefix(address).split("/") for path in paths if path.startswith(address))
    return {name for name, *rest in names if rest and "<" not in name}


def patterns_in(patterns, before=()) -> Iterator[tuple]:
    """Go through the address book: each pattern with those that lead to it."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from patterns_in(one.url_patterns, (*before, one))
        else:
            yield (*before, one)


def path_of(patterns: tuple) -> str:
    return "/" + "".join(str(one.pattern) for one in patterns)


@pytest.mark.parametrize("model", [Document, Dossier, Meeting, Party, Periodical, Topic])
def test_record_cannot_have_the_name_of_a_page_beside_it(model):
    address = model(slug="example").get_absolute_url().removesuffix("example/")
    validators = model._meta.get_field("slug").validators

    reserved = {word for one in validators if isinstance(one, NotReserved) for word in one.words}

    assert reserved == fixed_names_below(address) - {FRONT}  # which is a record


def test_reserved_name_is_refused_with_what_to_do():
    with pytest.raises(ValidationError) as refused:
        Meeting(slug="participation", kind=Meeting.Kind.OTHER).clean_fields()

    assert refused.value.message_dict["slug"] == [
        "“participation” is the name of a page of the site: write another, as “participation-1”."
    ]
