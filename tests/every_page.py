"""Every kind of page that a visitor can meet, in every language of the site, over the data."""

from django.core.files.base import ContentFile
from django.test import Client

from documents.versions import record
from imcwp_site.dates import PartialDate
from imcwp_site.publishing import State
from parties.models import Party
from statements import versions
from statements.models import Attachment, Statement
from tests.factories import make_document, make_dossier, make_editor, make_statement, make_text

MANY_FILTERS = "topic=elections&topic=imcwp-process&topic=-cuba&party=gr-kke&kind=statement"
OTHER_THAN_FOUND = {
    "list, wrong values": 400,
    "two texts, wrong language": 400,
    "withdrawn statement": 410,
    "parties at meetings, wrong values": 400,
    "search not understood": 400,
    "withdrawn document": 410,
    "not found": 404,
    "not understood": 400,
    "withdrawn dossier": 410,
}


class EveryPage:
    """Makes what the data lack, and reads each kind of page."""

    def __init__(self):
        self.public, self.previews = public_addresses(), previews()
        self.visitor, self.editor = Client(), Client()
        self.editor.force_login(make_editor())

    def read(self, language: str = "en") -> dict[str, str]:
        """Give the HTML of every kind of page in a language of the interface, by what it is."""
        prefix = "" if language == "en" else f"/{language}"
        asked = [(self.visitor, self.public), (self.editor, self.previews)]
        answers = {
            name: client.get(f"{prefix}{address}")
            for client, addresses in asked
            for name, address in addresses.items()
        }
        others = {name: one.status_code for name, one in answers.items() if one.status_code != 200}
        assert others == OTHER_THAN_FOUND
        return {name: answer.content.decode() for name, answer in answers.items()}


def public_addresses() -> dict[str, str]:
    """Make what the data lack, and give the address of every kind of public page."""
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
    document = make_document(slug="example", texts=("en", "ar"))
    document.texts.filter(language="en").update(title="Another title", body="<p>New words.</p>")
    record(document, note="Said more exactly")
    replaced, replacing = make_replaced()
    old = make_document(state=State.WITHDRAWN, withdrawal_reason="Out of date.")
    gone = make_dossier(state=State.WITHDRAWN, withdrawal_reason="Merged with another.")
    return {
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
        "list, many filters": f"/statements/?{MANY_FILTERS}",
        "all parties under many filters": f"/statements/choose/party/?{MANY_FILTERS}",
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
        "parties of a meeting": "/meetings/imcwp-20/parties/",
        "meeting without place": "/meetings/ext-2021-teleconference/",
        "Working Group": "/working-group/",
        "who signs with whom": "/parties/cosigning/",
        "who signs with a party": "/parties/cosigning/gr-kke/",
        "two parties together": "/parties/cosigning/gr-kke/tr-tkp/",
        "parties at meetings": "/meetings/participation/",
        "parties at meetings, wrong values": "/meetings/participation/?role=x&since=soon&sort=y",
        "publications": "/publications/",
        "periodical": "/publications/information-bulletin/",
        "issue of a periodical": "/publications/information-bulletin/28/",
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
        "design": "/about/design/",
        "design of pictures": "/about/design/pictures/",
        "document not translated": document.get_absolute_url(),
        "document side by side": f"{document.get_absolute_url()}compare/",
        "history of a document": f"{document.get_absolute_url()}versions/",
        "version of a document": f"{document.get_absolute_url()}versions/ar/1/",
        "changes of a document": f"{document.get_absolute_url()}versions/en/2/?against=1",
        "withdrawn document": old.get_absolute_url(),
        "not found": "/nothing/here/",
        "not understood": "/statements/?topic=%00",
        "statement with a file": with_file.get_absolute_url(),
        "changed statement": changed.get_absolute_url(),
        "replaced statement": replaced.get_absolute_url(),
        "statement that replaces another": replacing.get_absolute_url(),
        "history": f"{changed.get_absolute_url()}versions/",
        "version": f"{changed.get_absolute_url()}versions/1/",
        "version in Arabic": f"{changed.get_absolute_url()}versions/2/?language=ar",
        "comparison of versions": f"{changed.get_absolute_url()}versions/2/?against=1",
        "withdrawn dossier": gone.get_absolute_url(),
    }


def make_replaced() -> tuple[Statement, Statement]:
    """Make a statement, and the one that replaces it after another had done so."""
    first, second, third = (
        make_statement(title=f"Example of a statement, {n}", issued=PartialDate(2020, n))
        for n in (1, 2, 3)
    )
    second.relations.create(kind="replaces", other=first, note="Corrected reissue")
    third.relations.create(kind="replaces", other=second)
    make_text(third, language="ar", title="عنوان", body="<p>نص</p>")
    return first, third


def previews() -> dict[str, str]:
    """Make drafts, and give the addresses of their previews."""
    return {
        "preview": make_statement(published=False).get_absolute_url(),
        "preview of a dossier": make_dossier(published=False).get_absolute_url(),
        "preview of a document": make_document(published=False).get_absolute_url(),
    }
