"""Every kind of page is valid HTML in the eyes of the Nu HTML checker, and within its budget."""

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from imcwp_site.publishing import State
from parties.models import Party
from statements import versions
from statements.models import Attachment, Statement
from tests.factories import make_dossier, make_editor, make_statement, make_text

pytestmark = pytest.mark.usefixtures("archive")

MOST = 50_000  # bytes of a page
MOST_OF_MATRICES = {"parties at meetings": 120_000, "who signs with whom": 80_000}
STYLESHEETS = Path(__file__).resolve().parent.parent / "static"


@pytest.fixture
def pages(client, archive) -> dict[str, str]:
    """The HTML of every kind of page, by what it is."""
    joint = Statement.objects.get(reference="js-2013-09-syria")
    with_text = make_statement(
        title="A text in two languages",
        parties=[Party.objects.first()],
        published_at=joint.published_at,
    )
    make_text(with_text, language="en", body="<h2>Part</h2><p>Words.</p><ul><li>One</li></ul>")
    make_text(
        with_text, language="ar", title="عنوان", body="<p>نص</p><table><tr><td>١</td></tr></table>"
    )
    taken_back = make_statement(state=State.WITHDRAWN, withdrawal_reason="Not authentic.")
    dossier = make_dossier(statements=[joint, with_text], introduction="About both.\n\nMore.")
    with_file = make_statement(title="A statement with a file")
    Attachment.objects.create(statement=with_file, file=ContentFile(b"%PDF-1.7", name="a.pdf"))
    changed = make_statement(title="A statement that was changed", parties=[Party.objects.first()])
    make_text(changed, language="en", title="Old title", body="<p>Words.</p><p>More words.</p>")
    versions.record(changed, note="Entered")
    make_text(changed, language="ar", title="عنوان", body="<p>نص</p>")
    changed.texts.filter(language="en").update(title="New title", body="<p>Other words.</p>")
    versions.record(changed, note="Corrected by the printed text")
    gone = make_dossier(state=State.WITHDRAWN, withdrawal_reason="Merged with another.")
    addresses = {
        "home": "/",
        "pictures": "/pictures/",
        "map": "/map/",
        "languages": "/languages/",
        "languages of a meeting": "/meetings/imcwp-21/languages/",
        "calendar": "/calendar/11-22/",
        "month in the calendar": "/calendar/2017/11/",
        "list": "/statements/",
        "list, second page": "/statements/?page=2",
        "list, filtered": "/statements/?topic=middle-east&party=gr-kke&date_after=2017-12",
        "list, nothing found": "/statements/?topic=women&kind=bulletin",
        "all parties": "/statements/choose/party/?party=gr-kke&topic=-cuba",
        "topics to leave out": "/statements/choose/topic/?leave_out=1&find=middle",
        "list, value left out": "/statements/?topic=-cuba",
        "list, wrong values": "/statements/?topic=x&date_after=soon&kind=y&sort=z",
        "list, unknown parameter": "/statements/?topci=cuba",
        "year": "/statements/2019/",
        "month": "/statements/2019/10/",
        "day": "/statements/2019/10/18/",
        "catalogue record": Statement.objects.get(reference="st-001").get_absolute_url(),
        "joint statement": joint.get_absolute_url(),
        "statement with text": with_text.get_absolute_url(),
        "text in Arabic": f"{with_text.get_absolute_url()}ar/",
        "two texts side by side": f"{with_text.get_absolute_url()}compare/",
        "two texts, wrong language": f"{with_text.get_absolute_url()}compare/?left=xx",
        "withdrawn statement": taken_back.get_absolute_url(),
        "parties": "/parties/",
        "party": "/parties/gr-kke/",
        "party with two native names": "/parties/il-maki/",
        "meetings": "/meetings/",
        "meeting": "/meetings/imcwp-20/",
        "meeting without place": "/meetings/ext-2021-teleconference/",
        "Working Group": "/working-group/",
        "who signs with whom": "/parties/cosigning/",
        "who signs with a party": "/parties/cosigning/gr-kke/",
        "two parties together": "/parties/cosigning/gr-kke/tr-tkp/",
        "parties at meetings": "/meetings/participation/",
        "parties at meetings, wrong values": "/meetings/participation/?role=x&since=soon&sort=y",
        "topics": "/topics/",
        "topic": "/topics/middle-east/",
        "search": "/search/",
        "what a search found": "/search/?q=communist",
        "list with words": "/statements/?q=peace",
        "search that mends a word": "/search/?q=Palestien",
        "search not understood": "/search/?q=-war",
        "dossiers": "/dossiers/",
        "dossier": dossier.get_absolute_url(),
        "about": "/about/",
        "about the data": "/about/data/",
        "not found": "/nothing/here/",
        "not understood": "/statements/?topic=%00",
        "statement with a file": with_file.get_absolute_url(),
        "changed statement": changed.get_absolute_url(),
        "history": f"{changed.get_absolute_url()}versions/",
        "version": f"{changed.get_absolute_url()}versions/1/",
        "version in Arabic": f"{changed.get_absolute_url()}versions/2/?language=ar",
        "comparison of versions": f"{changed.get_absolute_url()}versions/2/?against=1",
        "withdrawn dossier": gone.get_absolute_url(),
    }
    drafts = {
        "preview": make_statement(published=False).get_absolute_url(),
        "preview of a dossier": make_dossier(published=False).get_absolute_url(),
    }
    editor = Client()
    editor.force_login(make_editor())

    def read(visitor, addresses):
        return {name: visitor.get(where).content.decode() for name, where in addresses.items()}

    return read(client, addresses) | read(editor, drafts)


@pytest.mark.vnu
def test_every_kind_of_page_is_valid_html(pages, nu_checker):
    assert nu_checker(pages) == []


def test_pages_and_stylesheet_keep_their_budgets(pages):
    sizes = {name: len(html.encode()) for name, html in pages.items()}

    assert {n: size for n, size in sizes.items() if size > MOST_OF_MATRICES.get(n, MOST)} == {}
    used = {
        tuple(re.findall(r'stylesheet" href="/static/([^"]+)"', html)) for html in pages.values()
    }
    assert len(used) > 2
    for names in used:
        assert sum((STYLESHEETS / name).stat().st_size for name in names) <= 30_000, names
    assert (STYLESHEETS / "finder.js").stat().st_size <= 8_192


@pytest.mark.parametrize("name", ["site.css", "reading.css", "admin-desk.css"])
def test_every_rule_of_a_stylesheet_is_closed(name):
    sections = (STYLESHEETS / name).read_text().split("\n/* ")

    assert [part[:40] for part in sections if part.count("{") != part.count("}")] == []


def test_pages_have_no_inline_script_or_style(pages):
    for name, html in pages.items():
        assert "<style" not in html, name
        assert " style=" not in html, name
        assert " onclick=" not in html, name
        assert "<script>" not in html, name


def test_every_page_has_one_heading_of_the_first_level_and_a_feed_to_discover(pages):
    for name, html in pages.items():
        assert html.count("<h1") == 1, name
        assert 'type="application/rss+xml"' in html, name
