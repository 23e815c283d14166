"""Text made safe at the door: every input passes here before it is kept."""

import html as html_entities
import re
import unicodedata
from functools import lru_cache

import nh3
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

# C0 and C1 controls except tab, line feed and carriage return; lone surrogates; non-characters.
UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

HTML_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("blockquote", "q", "cite", "strong", "b", "em", "i", "u", "s", "sup", "sub", "small"),
    *("abbr", "a", "span", "bdi", "div", "pre", "code", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
INLINE_TAGS = {
    *("br", "q", "cite", "strong", "b", "em", "i", "u", "s", "sup", "sub", "small"),
    *("abbr", "a", "span", "bdi", "code"),
}
HTML_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title", "hreflang", "id"},
    "abbr": {"title"},
    "li": {"id"},
    "ol": {"start", "type", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# The only names inside a text: of its footnotes and of the references to them.
NOTE_NAMES = {"li": re.compile(r"fn-[1-9]\d{0,3}"), "a": re.compile(r"fnref-[1-9]\d{0,3}")}
HTML_REMOVED_WITH_CONTENT = {"script", "style", "head", "title", "iframe", "object", "noscript"}


def _kept_value(tag: str, attribute: str, value: str) -> str | None:
    """Give the value of an attribute, or None where it must not stand.

    Tags that will be removed are asked about too; an exception here would keep the value.
    """
    if attribute != "id":
        return value
    name = NOTE_NAMES.get(tag)
    return value if name and name.fullmatch(value) else None


_cleaner = nh3.Cleaner(
    tags=HTML_TAGS,
    attributes=HTML_ATTRIBUTES,
    attribute_filter=_kept_value,
    clean_content_tags=HTML_REMOVED_WITH_CONTENT,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener",
)
PRE_START = re.compile(r"(<pre[^>]*>)\n+")
LINK_WITHIN = re.compile(r'(<a href="#[^"]*"(?: id="[^"]*")?) rel="nofollow noopener"')
NOTE_LINK = re.compile(r'(?:<sup>)?<a href="#fn(?:ref)?-\d+"[^>]*>[^<]*</a>(?:</sup>)?')
MOST_PASSES = 20  # two do for documents; only tags nested against the rules take more

# Before these tags a line of plain text ends; before a cell's, a word.
LINE_BREAK = re.compile(
    r"(?=</?(?:p|br|hr|h[2-6]|ul|ol|li|blockquote|div|table|caption|tr|pre|dl|dt|dd|figure|"
    r"figcaption)\b)"
)
TAG_OF_BLOCK = re.compile(rf"</?(?:h1|{'|'.join(sorted(HTML_TAGS - INLINE_TAGS))})\b[^<>]*>", re.I)
TAG = re.compile(r'<(?:[^<>"]|"[^"]*")*>')
WORD_BREAK = re.compile(rf"</?(?:br|{'|'.join(sorted(HTML_TAGS - INLINE_TAGS))})\b[^<>]*>")
NO_INLINE_TAG = re.compile(rf"<(?!/?(?:{'|'.join(sorted(INLINE_TAGS))})\b[^<>]*>)", re.I)
FIRST_HEADING = re.compile(r"<(/?)h1\b", re.I)
BOX = re.compile(
    r"<(/?)(?:address|article|blockquote|center|details|dialog|dir|div|dl|fieldset|figure|"
    r"figcaption|footer|form|header|hgroup|main|menu|nav|ol|search|section|summary|ul)\b[^<>]*>?",
    re.IGNORECASE,
)
MOST_BOXES = 10_000  # tags; of so many in one another a reader of HTML takes minutes
CELL_BREAK = re.compile(r"(?=<t[dh]\b)")


def find_unsound(text: str) -> str:
    """Name the first character that no text may hold, as "U+0000", or give ""."""
    match = UNSOUND.search(text)
    return f"U+{ord(match.group()):04X}" if match else ""


def validate_sound(text: str) -> None:
    """Refuse control characters, lone surrogates and non-characters (ValidationError)."""
    if character := find_unsound(text or ""):
        raise ValidationError(
            _("The text holds the character %(character)s, which cannot be kept."),
            code="unsound",
            params={"character": character},
        )


def sound(text: str) -> str:
    """Give `text` without the characters that no text may hold."""
    return UNSOUND.sub("", text)


def readable(html: str) -> str:
    """Give `html` so that reading it takes no longer than its length explains.

    Boxes in thousands of boxes become paragraphs, which do not stand in one another.
    """
    too_many = html.count("<") > MOST_BOXES < sum(1 for _box in BOX.finditer(html))
    return BOX.sub(r"<\1p>", html) if too_many else html


def clean_html(html: str) -> str:
    """Give `html` with nothing in it that can run, load or restyle: what a document needs.

    Headings, lists, quotations, tables and links stay, and so do `lang` and `dir`.
    The only function whose result templates may mark safe; cleaning it again changes nothing.
    """
    html = readable(html)
    for _pass in range(MOST_PASSES):
        cleaned = _clean_once(html)
        if cleaned == html:
            break
        html = cleaned
    return html


def _clean_once(html: str) -> str:
    """Clean `html` in one pass.

    Once is not enough: "java&#1;script:" becomes harmful when its control character, decoded by
    the first pass, is removed by the second; and misnested tables and links move.
    """
    # A page has a first heading already.
    cleaned = _cleaner.clean(FIRST_HEADING.sub(r"<\1h2", UNSOUND.sub("", html)))
    # Readers of HTML drop the first line feed, and so would every further cleaning.
    return LINK_WITHIN.sub(r"\1", PRE_START.sub(r"\1", cleaned)).strip()


def as_html(typed: str) -> str:
    """Give HTML for what someone typed or pasted, without cleaning it.

    What has paragraphs, headings or other blocks of HTML is HTML already. Anything else is words:
    a blank line ends a paragraph, tags inside the line stay, and any other "<" is a character.
    """
    if TAG_OF_BLOCK.search(typed):
        return typed
    words = NO_INLINE_TAG.sub("&lt;", typed.replace("\r\n", "\n").strip())
    paragraphs = [part.strip() for part in re.split(r"\n[ \t]*\n", words) if part.strip()]
    return "\n\n".join(f"<p>{part}</p>".replace("\n", "<br>") for part in paragraphs)


def absolute_links(html: str, site: str, page: str = "") -> str:
    """Give cleaned `html` with links to pages of this site made whole by its address `site`.

    Links within the text lead to it on its `page`.
    """
    if page:
        html = re.sub(r'(<a\b[^>]*\bhref=")#', lambda link: f"{link[1]}{page}#", html)
    return re.sub(r'(<a\b[^>]*\bhref=")/(?!/)', rf"\g<1>{site}/", html)


def words_in(html: str) -> str:
    """Give the words of cleaned `html` in order: those of `plain_text`, in a tenth of its time."""
    if 'href="#fn' in html:
        html = NOTE_LINK.sub("", html)
    if "<" in html:
        html = TAG.sub("", WORD_BREAK.sub(" ", html))
    return html_entities.unescape(html)


def plain_text(html: str) -> str:
    """Give the words of cleaned `html`, a paragraph a line; marks of footnotes are no words."""
    return "\n".join(words for words, _html in paragraphs_of(html))


def paragraphs_of(html: str) -> list[tuple[str, str]]:
    """Give the paragraphs of cleaned `html`: the words of each, and the HTML it is written in."""
    paragraphs, before = [], ""
    for part in LINE_BREAK.sub("\n", CELL_BREAK.sub(" ", " ".join(html.split()))).split("\n"):
        words = " ".join(html_entities.unescape(strip_tags(NOTE_LINK.sub("", part))).split())
        if words:
            paragraphs.append((words, before + part))
            before = ""
        elif not part.startswith("</"):
            before += part  # a list or table begins with its first paragraph
    return paragraphs


@lru_cache(maxsize=4096)
def slug_of(title: str, *, max_length: int = 80) -> str:
    """Give the readable part of an address for `title`, cut at a word; "" when nothing is left.

    Letters of every script stay with their vowel signs (Django's slugify would drop both).
    """
    text = unicodedata.normalize("NFKC", title).casefold().replace("i\N{COMBINING DOT ABOVE}", "i")
    categories = ((character, unicodedata.category(character)) for character in text)
    words = "".join(
        character if category[0] in "LMN" else " "
        for character, category in categories
        if category != "Cf"  # joiners, soft hyphens and direction marks stand within words
    ).split()
    slug = words[0][:max_length] if words else ""
    for word in words[1:]:
        longer = f"{slug}-{word}"
        if len(longer) > max_length:
            break
        slug = longer
    return slug
