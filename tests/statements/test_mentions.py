"""Statements named in words by their short addresses."""

import pytest
from django.test import override_settings

from statements.mentions import linked, mentioned


def test_short_addresses_become_links_and_the_rest_stays_words():
    html = linked("Replaced by /s/12, see also (/s/3). <b>")

    assert html == (
        'Replaced by <a href="/s/12">/s/12</a>, see also (<a href="/s/3">/s/3</a>). &lt;b&gt;'
    )


@override_settings(SITE_URL="https://archive.example")
def test_address_with_the_name_of_the_site_is_known():
    assert mentioned("See https://archive.example/s/7 and /s/8.") == [7, 8]


@pytest.mark.parametrize(
    "words",
    ["https://elsewhere.example/s/12", "and/s/12", "/s/0", "/s/012", "/s/12/x", "/s/" + "9" * 30],
)
def test_other_addresses_stay_words(words):
    assert mentioned(words) == []
    assert linked(words) == words
