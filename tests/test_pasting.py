"""Texts from the clipboard: whatever program they come from, the archive's own markup."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imcwp_site.pasting import from_clipboard, looks_foreign, settle
from imcwp_site.text import clean_html, plain_text
from tests.test_text import ATTACKS, assert_harmless, pieces

PASTED = Path(__file__).parent / "pasted"
SOURCES = sorted(path.stem for path in PASTED.glob("*.html") if "." not in path.stem)


def clipboard(name: str) -> str:
    return (PASTED / f"{name}.html").read_text()


@pytest.mark.parametrize("source", SOURCES)
def test_clipboard_of_a_program_becomes_the_markup_of_the_archive(source):
    expected = (PASTED / f"{source}.expected.html").read_text().strip()

    assert from_clipboard(clipboard(source)) == expected


@pytest.mark.parametrize("source", SOURCES)
def test_pasting_again_changes_nothing(source):
    once = from_clipboard(clipboard(source))

    assert from_clipboard(once) == once
    assert clean_html(once) == once
    assert settle(once) == once


@pytest.mark.parametrize("source", SOURCES)
def test_clipboard_of_a_program_is_known_as_foreign_and_its_result_is_not(source):
    assert looks_foreign(clipboard(source))
    assert not looks_foreign(from_clipboard(clipboard(source)))


@pytest.mark.parametrize(
    ("html", "turned"),
    [
        ("", ""),
        ("<p>&nbsp;</p><div><br></div>", ""),
        ("words", "<p>words</p>"),
        ("Version:0.9\r\nStartHTML:10\r\nEndHTML:20\r\n<p>a: b</p>", "<p>a: b</p>"),
        ("one<br>two", "<p>one<br>two</p>"),
        ("one<br><br>two", "<p>one</p>\n<p>two</p>"),
        ("<p>one<br><br>two<br></p>", "<p>one</p>\n<p>two</p>"),
        ("<div>one</div><div>two</div>", "<p>one</p>\n<p>two</p>"),
        ("<div>a</div><div>b</div><div><br></div><div>c</div>", "<p>a<br>b</p>\n<p>c</p>"),
        ("<section>one</section><section>two</section>", "<p>one</p>\n<p>two</p>"),
        ("<b><p>one</p></b>", "<p>one</p>"),
        ("<h1>A</h1><h2>B</h2><h5>C</h5>", "<h2>A</h2>\n<h3>B</h3>\n<h4>C</h4>"),
        ("<h2>A</h2><h3>B</h3>", "<h2>A</h2>\n<h3>B</h3>"),
        ("<b>a</b><b>b</b> <i></i>c", "<p><strong>ab</strong> c</p>"),
        ("<b style='font-weight:normal'>a</b>", "<p>a</p>"),
        ("<span style='font-weight:600;font-style:italic'>a</span>",
         "<p><em><strong>a</strong></em></p>"),
        ("<p>12&nbsp;%&nbsp; more &nbsp; words&nbsp;</p>", "<p>12&nbsp;% more words</p>"),
        ("<p>نمی\u200cخواهم\u200f</p>", "<p>نمی\u200cخواهم\u200f</p>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<ol start=3 type=a><li>x</ol>", '<ol start="3" type="a"><li>x</li></ol>'),
        ("<ol reversed><li>x</ol>", '<ol reversed=""><li>x</li></ol>'),
        ("<dl><dt>a<dd><p>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<table><tr><td><p>a</table>", "<p>a</p>"),
        ("<table role=presentation><tr><td>a<td>b</table>", "<p>a</p>\n<p>b</p>"),
        ("<p>a<img src=x>b</p>", "<p>ab</p>"),
        ("<a name=x>a</a> <a href='#y'>b</a>", "<p>a b</p>"),
        ("<bdi>אבג</bdi> x", "<p><bdi>אבג</bdi> x</p>"),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
    ],
)  # fmt: skip
def test_small_things_from_the_clipboard(html, turned):
    assert from_clipboard(html) == turned


def test_language_of_the_text_itself_is_not_said_and_another_is():
    html = '<p lang="ar-SA" dir="rtl">كلمات <span lang="en-US">EPN</span></p><p lang="en">Words</p>'

    assert from_clipboard(html, "ar") == (
        '<p>كلمات <span lang="en">EPN</span></p>\n<p lang="en" dir="ltr">Words</p>'
    )
    assert from_clipboard(html, "en") == (
        '<p lang="ar" dir="rtl">كلمات <span lang="en">EPN</span></p>\n<p>Words</p>'
    )


@pytest.mark.parametrize("html", ATTACKS.values(), ids=ATTACKS)
def test_clipboard_brings_no_harm(html):
    assert_harmless(from_clipboard(f"<p>Before</p>{html}"))


MARKUP = st.sampled_from(
    [
        *("<div>", "</div>", "<p class=MsoNormal>", "</p>", "<br>", "<b>", "</b>", "<ul>", "</ul>"),
        *("<ol>", "</ol>", "<li>", "</li>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<h1>"),
        *("</h1>", "<blockquote>", "</blockquote>", "<span lang=ar dir=rtl>", "</span>", "<hr>"),
        *("<p style='mso-list:l0 level1'>", "<p style='mso-list:l0 level2'>", "&nbsp;", " ", "\n"),
        *(
            "<span style='mso-list:Ignore'>1.</span>",
            "<span style='font-weight:700'>",
            "words",
            "ك",
        ),
        *("<a href='#_ftn1' name='_ftnref1'>1</a>", "<a href='#_ftnref1' name='_ftn1'>1</a>"),
        *('<li id="fn-1">', '<sup><a href="#fn-1" id="fnref-1">1</a></sup>', "<pre>", "</pre>"),
        *(
            "<dl>",
            "<dt>",
            "<dd>",
            "</dl>",
            "<div dir=rtl>",
            "<body lang=en>",
            "<a href='/x'>",
            "</a>",
        ),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(MARKUP | pieces, max_size=25).map("".join))
def test_clipboard_of_anything_is_harmless_and_done_at_once(html):
    turned = from_clipboard(html)

    assert_harmless(turned)
    assert from_clipboard(turned) == turned


@settings(deadline=None)
@given(st.lists(st.text("abc <>&é日\xa0", min_size=1, max_size=8), max_size=5))
def test_clipboard_loses_no_word(paragraphs):
    words = [" ".join(paragraph.split()) for paragraph in paragraphs]
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in words]

    html = from_clipboard("".join(f"<div class=x><div>{line}</div></div>" for line in escaped))

    assert plain_text(html) == "\n".join(line for line in words if line)


@pytest.mark.parametrize("tag", ["div", "ul", "blockquote", "ul><li", "b><p", "table><tr><td"])
def test_html_nested_without_end_is_read(tag):
    html = f"<{tag}>words " * 11_000

    assert plain_text(from_clipboard(html)).split() == ["words"] * 11_000


def test_text_of_the_editor_is_kept_in_one_form():
    html = (
        '<ul><li><p lang="ar">a</p><ul><li><p>b</p></li></ul></li></ul>'
        "<table><tbody><tr><th><p>Year</p></th></tr>"
        "<tr><td colspan=1 rowspan=1><p>1998</p></td></tr></tbody></table>"
    )

    assert settle(html) == (
        '<ul><li lang="ar">a<ul><li>b</li></ul></li></ul>'
        "<table><thead><tr><th>Year</th></tr></thead><tbody><tr><td>1998</td></tr></tbody></table>"
    )
