"""Where facts come from, as written in one text."""

import pytest

from imcwp_site.sources import sources_in


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.example.org/a/page", "example.org"),
        ("http://example.org", "example.org"),
        ("https://example.org./a/page", "example.org"),  # the whole name, down to the root
    ],
)
def test_site_of_a_source_is_named_as_readers_say_it(address, site):
    (source,) = sources_in(address)

    assert source.site == site
    assert source.url == address
