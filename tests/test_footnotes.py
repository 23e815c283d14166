"""Footnotes: one markup, in the order of the references."""

import pytest

from imcwp_site.footnotes import with_place
from imcwp_site.pasting import settle
from imcwp_site.text import clean_html, plain_text


def reference(n: int) -> str:
    return f'<sup><a href="#fn-{n}" id="fnref-{n}">{n}</a></sup>'


def note(n: int, words: str) -> str:
    return f'<li id="fn-{n}">{words} <a href="#fnref-{n}">↩</a></li>'


def test_notes_are_numbered_in_the_order_of_their_references():
    html = (
        f"<p>A{reference(7)} b{reference(2)}</p>"
        '<ol><li id="fn-2">Two</li><li id="fn-7"><p>Seven</p></li></ol>'
    )

    numbered = settle(html)

    assert numbered == (
        f"<p>A{reference(1)} b{reference(2)}</p><ol>{note(1, 'Seven')}{note(2, 'Two')}</ol>"
    )
    assert settle(numbered) == numbered


def test_note_that_nothing_refers_to_is_kept_after_the_others():
    html = f'<p>A{reference(2)}</p><ol><li id="fn-1">Orphan</li><li id="fn-2">Two</li></ol>'

    assert settle(html) == (
        f'<p>A{reference(1)}</p><ol>{note(1, "Two")}<li id="fn-2">Orphan</li></ol>'
    )


def test_reference_without_a_note_keeps_its_mark_and_leads_nowhere():
    assert settle(f"<p>A{reference(3)}</p>") == "<p>A<sup>3</sup></p>"


def test_second_reference_to_a_note_has_no_name_of_its_own():
    html = f'<p>A{reference(1)} b{reference(1)}</p><ol><li id="fn-1">One</li></ol>'

    assert settle(html) == (
        f'<p>A{reference(1)} b<sup><a href="#fn-1">1</a></sup></p><ol>{note(1, "One")}</ol>'
    )


def test_text_without_notes_is_left_alone():
    html = "<p>A <sup>1</sup></p><ol><li>One</li></ol>"

    assert settle(html) == html


def test_notes_of_a_place_have_names_of_their_own():
    html = f"<p>A{reference(1)}</p><ol>{note(1, 'One')}</ol>"

    assert with_place(html, "ar") == (
        '<p>A<sup><a href="#fn-ar-1" id="fnref-ar-1">1</a></sup></p>'
        '<ol><li id="fn-ar-1">One <a href="#fnref-ar-1">↩</a></li></ol>'
    )


def test_words_that_look_like_names_of_notes_are_left_alone():
    html = '<p>He wrote id="fn-1" and href="#fn-1".</p>'

    assert with_place(html, "ar") == html


def test_clean_html_keeps_notes_and_no_other_names():
    html = f"<p>A{reference(1)}</p><ol>{note(1, 'One')}</ol>"

    assert clean_html(html) == html


@pytest.mark.parametrize(
    "html",
    [
        '<p id="fn-1">x</p>',
        '<li id="fn-01">x</li>',
        '<li id="fn-1x">x</li>',
        '<li id="fnref-1">x</li>',
        '<li id="main">x</li>',
        '<a id="fn-1" href="/">x</a>',
        '<a id="fnref-12345" href="/">x</a>',
        '<a name="fnref-1" href="/">x</a>',
    ],
)
def test_clean_html_takes_every_other_name_away(html):
    assert "id=" not in clean_html(html)
    assert "name=" not in clean_html(html)


def test_marks_of_notes_are_no_words():
    assert plain_text(f"<p>Word{reference(1)}.</p><ol>{note(1, 'One.')}</ol>") == "Word.\nOne."
