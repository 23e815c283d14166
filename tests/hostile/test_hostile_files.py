"""Files that are more than they say, under names that are more than names: none runs anything."""

import contextlib

import pytest
from playwright.sync_api import Error

from tests import samples
from tests.desk import address_of
from tests.factories import make_statement
from tests.statements.admin.test_files import send_file

# What runs does not depend on the database.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"
ACTION = (
    "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</O<</S/URI/URI(javascript:alert)>>>>"
)
PDF = samples.pdf("Words", trailer=ACTION).replace(
    b"/Type/Catalog", b"/Type/Catalog" + ACTION.encode()
)
NAMES = [
    '"><img src=x onerror=alert(1)>{}',
    "' onmouseover='alert(1){}",
    "<svg onload=alert(1)>{}",
    "بيان <b onclick=alert(1)>{}",
    "javascript:alert(1){}",
    "a.html%00{}",
    "\u202egnp<b>{}",
    "{{{{7*7}}}}&lt;script&gt;{}",
]
KEPT = {
    ".pdf": PDF,
    ".gif": samples.image("GIF") + b"*/=1;alert(1);//<script>alert(1)</script>",
    ".png": samples.image("PNG") + SVG,
    ".jpg": samples.image("JPEG", comment=b"<script>alert(1)</script>"),
    ".webp": samples.image("WEBP") + HTML,
    ".mp3": samples.mp3() + HTML,
    ".ogg": samples.ogg() + HTML,
    ".docx": samples.docx(**{"index.html": HTML.decode()}) + HTML,
    ".odt": samples.odt(**{"content.svg": SVG.decode()}),
}
# A browser shows an image or a recording in a page of its own, of which the policy of files
# refuses what it brings: that is no harm.
OF_HARM = (
    "RAN: ",
    "dialog",
    "asked for",
    "opened a window",
    "went away",
    ": leads to ",
    ": handler: ",
)
REFUSED = [
    *((f"a{suffix}", SVG) for suffix in (".svg", ".svgz", ".xml", ".png", ".pdf", ".jpg", ".docx")),
    *((f"a{suffix}", HTML) for suffix in (".html", ".xhtml", ".pdf", ".gif", ".mp3", ".odt", "")),
    ("a.pdf", b"%PDF-1.7\n" + HTML),
    ("a.gif", b"GIF89a=1;alert(1)//"),
    ("a\u202efdp.exe", PDF),
    ("a.pdf.svg", PDF),
]


def test_what_is_no_file_of_the_archive_is_refused(desk):
    statement = make_statement()

    for name, content in REFUSED:
        assert send_file(desk, statement, (name, content)).status_code == 200, name
    assert not statement.attachments.exists()


def test_no_kept_file_runs_anything_where_it_is_named_or_opened(windows, desk):
    statement = make_statement()
    for n, (suffix, content) in enumerate(KEPT.items()):
        name = NAMES[n % len(NAMES)].format(suffix)
        assert send_file(desk, statement, (name, content)).status_code == 302, suffix
    statement.attachments.update(description=NAMES[0], alt=NAMES[1])
    statement.attachments.filter(file__endswith=".pdf").update(description="")
    kept = list(statement.attachments.all())

    for window in windows:
        window.sign_in(desk)
        window.visit(statement.get_absolute_url(), touch=True)
        window.visit(address_of(statement))
        for file in kept:
            window.visit(f"/admin/statements/statement/{statement.pk}/files/{file.pk}/text/")
        window.visit("/about/")
        assert window.faults == []
        for file in kept:
            for address in [file.get_absolute_url(), *pictures_of(file)]:
                window.where = address
                with contextlib.suppress(Error):  # which says that it is kept, not shown
                    window.page.goto(address)
                    window.look()
        assert [fault for fault in window.faults if any(one in fault for one in OF_HARM)] == []

    assert len(kept) == len(KEPT)
    assert not any("\u202e" in file.name for file in kept)  # an upload loses it on the way in


def pictures_of(file) -> list[str]:
    return [file.thumbnail_address, file.enlarged_address] if file.is_picture else []
