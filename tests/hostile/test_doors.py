"""Every vector, by itself, at the functions that clean: nothing harmful is left of it."""

import pytest

from imcwp_site.footnotes import with_place
from imcwp_site.pasting import from_clipboard, settle
from imcwp_site.text import absolute_links, as_html, clean_html
from tests.test_text import assert_harmless

pytestmark = pytest.mark.browser  # which reads one of the batteries


def what_is_kept(vector: str) -> dict[str, str]:
    """Give what each way in makes of a vector, by its name."""
    return {
        "cleaned": clean_html(vector),
        "typed": clean_html(as_html(vector)),
        "settled": settle(as_html(vector)),
        "pasted": from_clipboard(vector),
        "pasted into Arabic": from_clipboard(f"<p>قبل</p>{vector}", "ar"),
        "pasted into a list": from_clipboard(f"<ul><li>{vector}</ul>"),
        "in a table": clean_html(f"<table><tr><td>{vector}</table>"),
        "in a preformatted text": clean_html(f"<pre>{vector}</pre>"),
        "in a link": clean_html(f"<a href='{vector}' title=\"{vector}\">{vector}</a>"),
    }


def test_nothing_harmful_is_left_of_any_vector_by_any_way_in(vectors):
    kept = [(vector, *pair) for vector in vectors for pair in what_is_kept(vector).items()]

    changed = []
    for vector, way, html in kept:
        assert_harmless(html)
        assert_harmless(with_place(html, "ar"))
        assert_harmless(absolute_links(html, "https://archive.example"))
        if clean_html(html) != html:
            changed.append((vector, way))
    assert len(kept) > 4_000
    assert changed == []
