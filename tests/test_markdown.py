"""HTML of texts as Markdown."""

import pytest

from imcwp_site.markdown import as_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<h2>Head <em>line</em></h2><p>a<br>b</p>", "## Head *line*\n\na\\\nb"),
        ("<p><strong>Bold </strong>word</p>", "**Bold** word"),
        ('<p><a href="https://example.org/(a)">Link</a></p>', "[Link](<https://example.org/(a)>)"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "- a\n- b\n\n  - c"),
        ('<ol start="3"><li><p>a</p><p>b</p></li><li>c</li></ol>', "3. a\n\n   b\n4. c"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>a|b</td></tr></table>",
            "| A | B |\n| --- | --- |\n| a\\|b |  |",
        ),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<pre>```\na</pre>", "````\n```\na\n````"),
        ("<p><code>a_b</code> <code>`c</code> <code>d`e</code></p>", "`a_b` `` `c `` ``d`e``"),
        ("<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"),
        (
            '<p>Word<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>'
            '<ol><li id="fn-1">Note <a href="#fnref-1">↩</a></li></ol>',
            "Word[^1]\n\n[^1]: Note",
        ),
        ("<p>2 * 3 [x] _y_ \\ &lt;b&gt;</p>", r"2 \* 3 \[x\] \_y\_ \\ \<b>"),
        ("<p># no heading</p><p>1. no list</p><p>- none</p>",
         "\\# no heading\n\n1\\. no list\n\n\\- none"),
        ("<div><div>a</div></div>b", "a\n\nb"),
        ('<p lang="ar" dir="rtl">نص عربي</p>', "نص عربي"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html, markdown):
    assert as_markdown(html) == markdown
