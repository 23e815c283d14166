"""Texts made ready to be read: links to their paragraphs, and their contents."""

import re

import pytest

from imcwp_site.reading import read
from imcwp_site.text import clean_html

WORDS = "These are the words with which the first paragraph of an example begins"


def names_in(html: str) -> list[str]:
    return re.findall(r' id="(p-[^"]*)"', html)


def test_paragraph_has_a_name_and_a_link_to_itself():
    html = read("<p>One <em>word</em>.</p>").html

    (name,) = names_in(html)
    assert html == (
        f'<p id="{name}">One <em>word</em>.'
        f'<a href="#{name}" aria-label="Paragraph 1" lang="en"></a></p>'
    )


@pytest.mark.parametrize(
    "edited",
    [
        f"<p>Something new before it.</p><p>{WORDS}, and ends.</p>",
        f"<h2>Part</h2><p>{WORDS}, and ends otherwise.</p>",
        f"<p><strong>{WORDS.upper()}</strong>, and ends.</p>",
        f"<p>{WORDS.replace(' ', '&nbsp;')}, and ends.</p>",
        f"<p>{WORDS.replace('These are', '“These” are')}, and ends.</p>",
    ],
)
def test_name_of_a_paragraph_survives_edits_elsewhere_and_of_its_setting(edited):
    (name,) = names_in(read(f"<p>{WORDS}, and ends.</p>").html)

    assert name in names_in(read(clean_html(edited)).html)


def test_paragraphs_that_begin_alike_are_numbered():
    first, second, third = names_in(read("<p>Same.</p><p>Same!</p><p>Other.</p>").html)

    assert second == f"{first}-2"
    assert third != first


def test_items_of_lists_quotations_and_loose_words_have_names():
    body = "<ul><li>One<ul><li>Two</li></ul></li><li><p>Three</p></li></ul>"
    body += "<blockquote>Four<p>Five</p></blockquote><div>Six</div><dl><dt>7</dt><dd>8</dd></dl>"

    html = read(clean_html(body)).html

    assert len(names_in(html)) == 8
    assert re.search(r'<li><p id="[^"]+">Three<a href', html)


def test_tables_footnotes_links_and_empty_paragraphs_have_none():
    body = "<table><tbody><tr><td><p>Cell</p></td></tr></tbody></table><p><br></p>"
    body += '<a href="https://example.org/"><p>A link as a whole</p></a>'
    body += '<ol><li id="fn-1"><p>A note. <a href="#fnref-1">↩</a></p></li></ol>'

    assert read(clean_html(body)).html == clean_html(body)


def test_words_stay_as_they_are_between_names():
    body = '<p title="">A &lt;b&gt; <a href="https://example.org/?a=%3Cp%3E">"c"</a></p>'
    cleaned = clean_html(body + "<pre> d\n e</pre>")

    html = read(cleaned).html

    assert re.sub(r' id="p-[^"]*"|<a href="#p-[^>]*></a>', "", html) == cleaned


def test_contents_are_given_for_texts_with_enough_headings_only():
    few = "".join(f"<h2>Part {n}</h2><p>Words {n}.</p>" for n in range(3))

    assert read(few).contents == []
    assert len(read(few + "<h2>Part 4</h2>").contents) == 4


def test_contents_put_lower_headings_under_the_upper_ones():
    body = "<h4>Preface</h4><h3>One</h3><h4>One A &amp; B<sup>2</sup></h4><h3>Two</h3>"

    reading = read(body)

    tree = [(one.words, [lower.words for lower in one.under]) for one in reading.contents]
    assert tree == [("Preface", []), ("One", ["One A & B2"]), ("Two", [])]
    assert [one.name for one in reading.contents] == [
        name for n, name in enumerate(names_in(reading.html)) if n != 2
    ]
